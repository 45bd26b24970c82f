"""The product's addresses, and beside them the floors and a look into the process."""

from django.urls import path

from bench import floors, probe
from thirdoption.config.urls import handler403, handler404, handler500
from thirdoption.config.urls import urlpatterns as product

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *product,
    path("bench/signed-in/", floors.signed_in_view),
    path("bench/by-hand/<path:page>", floors.page_by_hand),
    path("bench/process/", probe.process),
]
