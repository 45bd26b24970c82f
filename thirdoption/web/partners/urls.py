"""Addresses of the partners' pages."""

from django.urls import path

from thirdoption.web.partners import letter_views, views

app_name = "partners"
urlpatterns = [
    path("matters/", views.matters, name="matters"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("matters/<uuid:pk>/letters/", letter_views.letters, name="letters"),
    path("letters/<uuid:pk>/letter.pdf", letter_views.pdf, name="letter-pdf"),
    path("letters/<uuid:pk>/letter.json", letter_views.data, name="letter-json"),
]
