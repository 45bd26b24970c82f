"""Participants."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.people.rules import RaceAsked
from thirdoption.program.sites.models import Site


class Person(Row):
    """A participant, as they name themselves. Protected: category identity."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    date_of_birth = models.DateField(null=True)
    where_to_find = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="en")
    race = ArrayField(models.CharField(max_length=40), default=list)
    race_asked = models.CharField(max_length=10, default=RaceAsked.NOT_ASKED)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("race_asked", RaceAsked, "person_race_asked")]
        indexes = [models.Index(fields=["site", "name"], name="person_by_name")]


class NameKey(Row):
    """A key by which a person is found: how a name sounds or begins, the birth date, where they stay.

    `digest` is 64 bits of its HMAC. Keys are added, never taken away: an earlier name finds them too.
    Protected: category identity.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="name_keys")
    digest = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "person"], name="name_key_once")]
