"""Addresses of the forms of a person."""

from django.urls import path

from thirdoption.web.desk.views import compared, questions

urlpatterns = [
    path("people/<uuid:person>/forms/", questions.forms, name="forms"),
    path("people/<uuid:person>/forms/then-and-now/", compared.compared, name="forms-compared"),
    path("people/<uuid:person>/forms/<uuid:pk>/", questions.form, name="form"),
    path("people/<uuid:person>/forms/<uuid:pk>/answer/", questions.answer, name="form-answer"),
    path("people/<uuid:person>/forms/<uuid:pk>/news/", questions.news, name="form-news"),
]
