"""Goals, and contacts made and tried."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.care.models.base import OfPerson, of_the_same
from thirdoption.program.care.rules import ContactKind, How
from thirdoption.program.care.rules.contacts import LINE_LIMIT, PLACE_LIMIT
from thirdoption.program.ground.ids import Row, one_of

_AMENDED = """
    IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM care_contactamendment a
        WHERE a.thing_id = OLD.id AND a.number = NEW.version AND (a.was_at, a.kind, a.how, a.place, a.line,
            a.sensitive) = (OLD.at, OLD.kind, OLD.how, OLD.place, OLD.line, OLD.sensitive)
        AND a.minutes IS NOT DISTINCT FROM OLD.minutes) THEN
        RAISE EXCEPTION 'a contact is amended by keeping how it was';
    END IF;
    RETURN NEW;
"""


class Goal(OfPerson):
    """What the person wants, in their own words. Protected: category care.

    `before` is the goal that this one took the place of: the words of a goal are never written over.
    """

    words = models.CharField(max_length=500)
    before = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="after")

    class Meta:
        triggers = [of_the_same("before_id", "care_goal", "person_id")]
        indexes = [models.Index(fields=["person", "-at"], name="goal_of_person")]


class _Said(models.Model):
    """What is written of a contact."""

    kind = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    minutes = models.IntegerField(null=True)
    place = models.CharField(max_length=PLACE_LIMIT, blank=True)
    line = models.CharField(max_length=LINE_LIMIT)
    sensitive = models.TextField(blank=True)

    class Meta:
        abstract = True


class Contact(OfPerson, _Said):
    """A contact made or tried: the line that may be shared, apart from what may not. Category care.

    `at` is when it was, `noted_at` when it was written down; `colleagues` are workers who were there too.
    What is amended stays beside it as it was; `version` counts how often.
    """

    noted_at = models.DateTimeField()
    colleagues = ArrayField(models.UUIDField(), default=list, blank=True)
    version = models.IntegerField(default=0)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="keeps_how_it_was", when=pgtrigger.Before, operation=pgtrigger.Update, func=_AMENDED
            )
        ]
        constraints = [
            one_of("kind", ContactKind, "contact_kind"),
            one_of("how", How, "contact_how"),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__gte=0, minutes__lte=1440),
                name="contact_minutes",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="contact_of_person")]


class ContactAmendment(Row, _Said):
    """How a contact stood before it was amended: when, and by whom. Protected as its contact."""

    thing = models.ForeignKey(Contact, on_delete=models.RESTRICT, related_name="amendments")
    number = models.IntegerField()
    was_at = models.DateTimeField()
    at = models.DateTimeField()
    worker = models.UUIDField()
    organization = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "number"], name="amendment_number")]
