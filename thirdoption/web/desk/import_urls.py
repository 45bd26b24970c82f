"""Addresses of what is brought along from workbooks."""

from django.urls import path

from thirdoption.web.desk.views import imports

urlpatterns = [
    path("bring/", imports.bring_along, name="bring"),
    path("bring/<uuid:batch>/take-back/", imports.undo, name="take-back"),
]
