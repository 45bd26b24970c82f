"""Addresses of the worker's own safety, of what a site set for it, and of minutes for pay."""

from django.urls import path

from thirdoption.web.desk.views import safety

urlpatterns = [
    path("out/", safety.out, name="out"),
    path("out/<uuid:pk>/longer/", safety.longer, name="longer"),
    path("out/<uuid:pk>/home/", safety.home_safe, name="home-safe"),
    path("hand-offs/<uuid:handoff>/come-along/", safety.come_along, name="come-along"),
    path("safety/", safety.rule, name="safety-rule"),
    path("minutes/", safety.minutes, name="minutes"),
    path("minutes/<uuid:worker>/<slug:month>/", safety.minutes_file, name="minutes-file"),
]
