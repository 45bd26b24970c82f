"""Addresses that machines call: the carrier, by its signature, and whoever watches the engine."""

from django.urls import path

from thirdoption.web.line import views

app_name = "line"
urlpatterns = [
    path("heartbeat/", views.heartbeat, name="heartbeat"),
    path("message/", views.message, name="message"),
    path("key/<uuid:site>/<uuid:page>/", views.key, name="key"),
    path("status/<uuid:site>/<uuid:page>/", views.status, name="status"),
]
