"""Participants."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Greatest, Least

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.people.rules import RaceAsked, Said
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


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

    # records held to be of this person, this one among them, where a query read them
    same: tuple[UUID, ...] = ()

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


class Same(Row):
    """What is said of two records: they are of one person, are not, or are apart again. The last word counts.

    No row of anything else is changed by it: each stays under its own person's grants, and who sees one side
    alone does not learn of the other (R-81). Protected: category identity of both.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    number = models.IntegerField()
    said = models.CharField(max_length=10)
    why = models.CharField(max_length=300)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("said", Said, "same_said"),
            models.CheckConstraint(condition=~models.Q(kept=models.F("other")), name="same_of_two"),
            models.UniqueConstraint(
                Least("kept", "other"), Greatest("kept", "other"), "number", name="same_number"
            ),
        ]
