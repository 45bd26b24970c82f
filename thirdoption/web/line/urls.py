"""Addresses that machines call: the carrier, by its signature, and whoever watches the engine."""

from django.urls import path

from thirdoption.web.line import calls, views

app_name = "line"
urlpatterns = [
    path("heartbeat/", views.heartbeat, name="heartbeat"),
    path("message/", views.message, name="message"),
    path("call/", calls.call, name="call"),
    path("call/<uuid:site>/", calls.badge, name="badge"),
    path("call/<uuid:site>/<uuid:handoff>/rang/<int:place>/", calls.rang, name="rang"),
    path("call/<uuid:site>/<uuid:handoff>/wait/<int:place>/", calls.wait, name="wait"),
    path("call/<uuid:site>/<uuid:handoff>/by/<uuid:worker>/", calls.asked, name="asked"),
    path("call/<uuid:site>/<uuid:handoff>/by/<uuid:worker>/took/", calls.took, name="took"),
    path("away/", views.screen, name="away"),
    path("key/<uuid:site>/<uuid:page>/", views.key, name="key"),
    path("status/<uuid:site>/<uuid:page>/", views.status, name="status"),
]
