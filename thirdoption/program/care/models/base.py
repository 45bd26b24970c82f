"""What all that is written of a participant has."""

from django.db import models

from thirdoption.program.ground.ids import Row
from thirdoption.program.people.models import Person
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class OfPerson(Row):
    """What is written of a participant by a worker."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="%(class)ss")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
