"""Addresses of a person's services, and of which services really connect."""

from django.urls import path

from thirdoption.web.desk.views import answering, connected, connections_counted

urlpatterns = [
    path("people/<uuid:person>/services/", connected.services, name="services"),
    path("people/<uuid:person>/services/<uuid:pk>/send/", connected.send, name="connection-send"),
    path("people/<uuid:person>/services/<uuid:pk>/say/", connected.say_so, name="connection-say"),
    path("people/<uuid:person>/services/<uuid:pk>/again/", connected.again, name="connection-again"),
    path("people/<uuid:person>/services/<uuid:pk>/code/", connected.code, name="connection-code"),
    path("people/<uuid:person>/services/<uuid:pk>/letter/", connected.letter, name="connection-letter"),
    path("people/<uuid:person>/services/<uuid:pk>/end-link/", connected.end, name="connection-end"),
    path("directory/<uuid:service>/who-answers/", answering.answers, name="who-answers"),
    path("services/", connections_counted.services_counted, name="services-counted"),
    path("services/services.csv", connections_counted.services_file, name="services-file"),
]
