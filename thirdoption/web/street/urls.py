"""Addresses."""

from django.urls import path

app_name = "street"
urlpatterns: list = []
