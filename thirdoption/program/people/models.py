"""Participants."""

from uuid import UUID

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Greatest, Least

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.people.rules import Access, BornHow, RaceAsked, RestrictedFor, Said, WayKind
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class Person(Row):
    """A participant, as they name themselves. Protected: category identity."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    date_of_birth = models.DateField(null=True)
    born_how = models.CharField(max_length=10, default=BornHow.EXACT)
    where_to_find = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="en")
    race = ArrayField(models.CharField(max_length=40), default=list)
    race_asked = models.CharField(max_length=10, default=RaceAsked.NOT_ASKED)
    made_at = models.DateTimeField()

    # records held to be of this person, this one among them, where a query read them
    same: tuple[UUID, ...] = ()

    class Meta:
        constraints = [
            one_of("race_asked", RaceAsked, "person_race_asked"),
            one_of("born_how", BornHow, "person_born_how"),
        ]
        indexes = [models.Index(fields=["site", "name"], name="person_by_name")]

    @property
    def records(self) -> tuple[UUID, ...]:
        """The records that tell of this person: this one, and those held to be of the same one where read."""
        return self.same or (self.pk,)


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
    """What is said of two records: they are of one person, are not, or are apart again. The last word stands.

    No row of anything else is changed by it: each stays under its own person's grants, and who sees one side
    alone does not learn of the other (R-81). Protected: category identity of both.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    number = models.IntegerField()
    said = models.CharField(max_length=10)
    stands = models.BooleanField(default=True)  # kept by the database (said_of_two)
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


class _Said(Row):
    """What a worker wrote of a person, and when."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class About(_Said):
    """Who somebody is, as known from then on: the highest number counts. Protected: category identity."""

    number = models.IntegerField()
    name = models.CharField(max_length=120)
    other_names = ArrayField(models.CharField(max_length=120), default=list)
    pronouns = models.CharField(max_length=40, blank=True)
    speaks = models.CharField(max_length=120, blank=True)
    interpreter = models.BooleanField(default=False)
    date_of_birth = models.DateField(null=True)
    born_how = models.CharField(max_length=10)
    where_to_find = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("born_how", BornHow, "about_born_how"),
            models.UniqueConstraint(fields=["person", "number"], name="about_number"),
        ]


class Way(_Said):
    """A way to reach somebody, with what they agreed to; one that stands in for another names it.

    `may` holds what they said yes to, `hours` and `never` when, in words. Protected: category identity.
    """

    kind = models.CharField(max_length=10)
    words = models.CharField(max_length=200)
    as_of = models.DateField(null=True)
    may = ArrayField(models.CharField(max_length=10), default=list)
    hours = models.CharField(max_length=100, blank=True)
    never = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="replaced_by")
    ended = models.BooleanField(default=False)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="replaces_of_the_same",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_way w
                        WHERE w.id = NEW.replaces_id AND w.person_id = NEW.person_id) THEN
                        RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]
        constraints = [
            one_of("kind", WayKind, "way_kind"),
            models.CheckConstraint(
                condition=models.Q(ended=False) | models.Q(replaces__isnull=False), name="way_ends_another"
            ),
        ]
        indexes = [models.Index(fields=["person"], name="way_of_person")]


class Restriction(_Said):
    """Named workers only, or no longer so: the database moves the grants as the last row says.

    Protected: category identity; whoever is not named sees nothing of the person, this row neither.
    """

    number = models.IntegerField()
    access = models.CharField(max_length=10)
    workers = ArrayField(models.UUIDField(), default=list)
    because = models.CharField(max_length=10)
    why = models.CharField(max_length=300)
    review_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("access", Access, "restriction_access"),
            one_of("because", RestrictedFor, "restriction_because"),
            models.UniqueConstraint(fields=["person", "number"], name="restriction_number"),
            models.CheckConstraint(
                condition=models.Q(access=Access.LIFTED) | models.Q(workers__len__gt=0),
                name="restriction_names_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(access=Access.RESTRICTED) | models.Q(review_on__isnull=False),
                name="restriction_is_reviewed",
            ),
        ]


class KeptLonger(_Said):
    """Who somebody was is not destroyed before a day, and why: the last row counts. Category identity."""

    number = models.IntegerField()
    until = models.DateField()
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="kept_longer_number")]
