"""Who of a provider answers when the program asks."""

from django.db import models

from thirdoption.program.ground.ids import Row
from thirdoption.program.services.models.directory import Service
from thirdoption.program.services.rules import NAME_LIMIT
from thirdoption.program.staff.models import Worker


class ServiceContact(Row):
    """Who answers for a service (HSDS `contact`), as of a time. Rows are added: the last one counts.

    It holds nobody whom the program works with.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="contacts")
    number = models.IntegerField()
    name = models.CharField(max_length=NAME_LIMIT, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_contact_number"),
        ]
