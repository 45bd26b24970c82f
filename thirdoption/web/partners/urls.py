"""Addresses of the partners' pages."""

from django.urls import path

from thirdoption.web.partners import sealing, views

app_name = "partners"
urlpatterns = [
    path("matters/", views.matters, name="matters"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("sealing/", sealing.sealing, name="sealing"),
]
