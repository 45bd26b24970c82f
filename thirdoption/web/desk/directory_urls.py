"""Addresses of the directory of services."""

from django.urls import path

from thirdoption.web.desk.views import directory, directory_files, directory_matches

urlpatterns = [
    path("directory/", directory.listed, name="directory"),
    path("directory/sheet/", directory.sheet, name="directory-sheet"),
    path("directory/bring/", directory_files.bring, name="directory-import"),
    path("directory/give-out/", directory_files.give_out, name="directory-export"),
    path("directory/matches/", directory_matches.matches, name="directory-matches"),
    path("directory/matches/<uuid:match>/undo/", directory_matches.undo, name="directory-unmatch"),
    path("directory/<uuid:service>/", directory.one, name="directory-one"),
    path("directory/<uuid:service>/hide/", directory.hide, name="directory-hide"),
    path("directory/<uuid:service>/show/", directory.show, name="directory-show"),
]
