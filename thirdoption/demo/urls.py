"""Addresses of the demo; a live site has none of them."""

from django.urls import path

from thirdoption.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.home, name="home"),
    path("step-into/<slug:key>/", views.step_into, name="step-into"),
    path("step/<int:number>/", views.step, name="step"),
    path("side-by-side/", views.side_by_side, name="side-by-side"),
    path("side-by-side/release/", views.release, name="release"),
]
