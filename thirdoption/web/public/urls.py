"""Addresses of the published figures: for everybody, without signing in."""

from django.urls import path

from thirdoption.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:slug>/", views.report, name="report"),
    path("<slug:slug>/<slug:kind>/<slug:language>/", views.file, name="file"),
]
