"""Addresses where everybody may ask the program to meet somebody: without an account."""

from django.urls import path

from thirdoption.web.community import views

app_name = "community"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:site>/", views.start, name="start"),
    path("<slug:site>/danger/", views.danger, name="danger"),
    path("<slug:site>/form/", views.ask, name="ask"),
    path("<slug:site>/sent/<slug:number>/<slug:seal>/", views.sent, name="sent"),
]
