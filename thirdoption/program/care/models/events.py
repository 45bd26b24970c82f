"""What touched a person's safety, and their death."""

import pgtrigger
from django.db import models
from django.db.models import Q

from thirdoption.program.care.models.base import OfPerson, by_another, of_the_same
from thirdoption.program.care.rules import Engagement
from thirdoption.program.care.rules.events import (
    DEATH_TRANSITIONS,
    DOSES,
    PLACE_LIMIT,
    TOLD_LIMIT,
    WORDS_LIMIT,
    DeathState,
    EventKind,
    Gave,
)
from thirdoption.program.ground.ids import one_of
from thirdoption.program.trail.models import Stateful, Status, follows, numbered

OPEN = (DeathState.NOTED, DeathState.CONFIRMED)


class SafetyEvent(OfPerson):
    """An overdose that was survived, naloxone given, violence toward the person, or another. Category care.

    Nothing is written over: `mends` is the earlier one that this puts right. `doses` of naloxone, by `gave`.
    """

    kind = models.CharField(max_length=10)
    day = models.DateField()
    place = models.CharField(max_length=PLACE_LIMIT, blank=True)
    done = models.CharField(max_length=WORDS_LIMIT)
    told = models.CharField(max_length=TOLD_LIMIT, blank=True)
    gave = models.CharField(max_length=10, blank=True)
    doses = models.IntegerField(null=True)
    mends = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="mended")

    class Meta:
        triggers = [of_the_same("mends_id", "care_safetyevent", "person_id")]
        constraints = [
            one_of("kind", EventKind, "event_kind"),
            models.CheckConstraint(condition=Q(gave="") | Q(gave__in=list(Gave)), name="event_gave"),
            models.CheckConstraint(
                condition=Q(doses__isnull=True) | Q(doses__gte=1, doses__lte=DOSES), name="event_doses"
            ),
        ]
        indexes = [models.Index(fields=["person", "-day"], name="event_of_person")]


class Death(OfPerson, Stateful):
    """That a person died, as one worker noted it; `before` is how they were in touch. Category care."""

    day = models.DateField()
    about = models.BooleanField(default=False)
    words = models.CharField(max_length=TOLD_LIMIT)
    before = models.CharField(max_length=20)

    class Meta:
        triggers = follows(DEATH_TRANSITIONS, "care_deathstatus")
        constraints = [
            one_of("state", DeathState, "death_state"),
            one_of("before", Engagement, "death_before"),
            models.UniqueConstraint(fields=["person"], condition=Q(state__in=OPEN), name="one_death"),
        ]


class DeathStatus(Status):
    """One appended state of a death."""

    thing = models.ForeignKey(Death, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        triggers = [by_another("care_death", [DeathState.CONFIRMED])]
        constraints = [numbered("death_status_number"), one_of("state", DeathState, "death_status_state")]


def as_confirmed() -> pgtrigger.Trigger:
    """A trigger of the states of taking part: died while a confirmed death stands, and only then."""
    return pgtrigger.Trigger(
        name="as_confirmed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF (NEW.state = '{Engagement.DIED}') IS DISTINCT FROM EXISTS (
                SELECT 1 FROM care_death d JOIN care_participation t ON t.person_id = d.person_id
                WHERE t.id = NEW.thing_id AND d.state = '{DeathState.CONFIRMED}') THEN
                RAISE insufficient_privilege USING MESSAGE = 'a death is confirmed by another worker';
            END IF;
            RETURN NEW;
        """,
    )
