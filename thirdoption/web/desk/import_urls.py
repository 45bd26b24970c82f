"""Addresses of what is brought along from workbooks, and of a record that leaves."""

from django.urls import path

from thirdoption.web.desk.views import imports, record

urlpatterns = [
    path("people/<uuid:person>/record/", record.record, name="record"),
    path("bring/", imports.bring_along, name="bring"),
    path("bring/<uuid:batch>/take-back/", imports.undo, name="take-back"),
]
