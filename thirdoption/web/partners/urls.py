"""Addresses of the partners' pages."""

from django.urls import path

from thirdoption.web.partners import links, views

app_name = "partners"
urlpatterns = [
    path("matters/", views.matters, name="matters"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("by-link/closed/", links.closed, name="link-closed"),
    path("by-link/<slug:token>/", links.open_link, name="by-link"),
]
