"""Addresses of the directory of services."""

from django.urls import path

from thirdoption.web.desk.views import directory

urlpatterns = [
    path("directory/", directory.listed, name="directory"),
    path("directory/<uuid:service>/", directory.one, name="directory-one"),
    path("directory/<uuid:service>/hide/", directory.hide, name="directory-hide"),
    path("directory/<uuid:service>/show/", directory.show, name="directory-show"),
]
