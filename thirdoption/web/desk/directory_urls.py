"""Addresses of the directory of services."""

from django.urls import path

from thirdoption.web.desk.views import directory, directory_files

urlpatterns = [
    path("directory/", directory.listed, name="directory"),
    path("directory/sheet/", directory.sheet, name="directory-sheet"),
    path("directory/bring/", directory_files.bring, name="directory-import"),
    path("directory/give-out/", directory_files.give_out, name="directory-export"),
    path("directory/<uuid:service>/", directory.one, name="directory-one"),
    path("directory/<uuid:service>/hide/", directory.hide, name="directory-hide"),
    path("directory/<uuid:service>/show/", directory.show, name="directory-show"),
]
