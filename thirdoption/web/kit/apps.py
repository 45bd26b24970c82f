"""The kit as a Django application: it has a table for limits, and commands of its own."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Pages' shared parts."""

    name = "thirdoption.web.kit"
    label = "kit"
