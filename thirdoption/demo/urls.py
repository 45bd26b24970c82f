"""Addresses of the demo; a live site has none of them."""

from django.urls import path

app_name = "demo"
urlpatterns: list = []
