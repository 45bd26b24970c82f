"""Addresses of what is known of a person's life, and of what touched their safety."""

from django.urls import path

from thirdoption.web.desk.views import events, status

urlpatterns = [
    path("people/<uuid:person>/status/", status.overview, name="status"),
    path("people/<uuid:person>/status/<slug:kind>/", status.kind, name="status-kind"),
    path("people/<uuid:person>/safety/", events.safety, name="safety-events"),
    path("people/<uuid:person>/safety/death/", events.note_death, name="death"),
    path("people/<uuid:person>/safety/death/<uuid:death>/", events.say_of_death, name="death-say"),
]
