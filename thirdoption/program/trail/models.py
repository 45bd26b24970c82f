"""The trail, its blocks, and the appended states of things."""

import uuid
from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.trail.rules import Outcome


class Entry(Row):
    """One act or one look: who, for whom, why, at what. The app role may only add rows."""

    site = models.UUIDField(null=True)
    worker = models.UUIDField(null=True)
    organization = models.UUIDField(null=True)
    role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10)
    subjects = ArrayField(models.UUIDField())
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    xid = models.BigIntegerField(null=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [one_of("outcome", Outcome, "entry_outcome")]
        indexes = [models.Index(fields=["xid", "id"], name="entry_xid")]


class Block(models.Model):
    """A sealed run of trail rows: all of transactions first_xid up to, not including, end_xid."""

    number = models.IntegerField(primary_key=True)
    first_xid = models.BigIntegerField()
    end_xid = models.BigIntegerField()
    entries = models.BigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()


class Stateful(Row):
    """A thing whose states are appended: `state` and `version` repeat the last status row.

    Subclasses give Meta.triggers = follows(TRANSITIONS, "the status table").
    """

    state = models.CharField(max_length=30)
    version = models.IntegerField(default=0)

    class Meta:
        abstract = True


class Status(models.Model):
    """One appended state of a thing, numbered: the second to write a number is told so.

    Subclasses add `thing`, a foreign key with related_name="statuses".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.IntegerField()
    state = models.CharField(max_length=30)
    at = models.DateTimeField()
    worker = models.UUIDField(null=True)
    organization = models.UUIDField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


def follows(transitions: Mapping[Any, Any], status_table: str) -> list[pgtrigger.Trigger]:
    """Triggers that keep a Stateful thing to its transition table and to its last status row.

    They hold for raw SQL too.
    """
    pairs = [(str(before), str(after)) for before, afters in transitions.items() for after in sorted(afters)]
    return [
        pgtrigger.FSM(name="transition", field="state", transitions=pairs),
        pgtrigger.Trigger(
            name="follows_status",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("state", "version"),
            func=f"""
                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (
                    SELECT s.state FROM {status_table} s
                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN
                    RAISE EXCEPTION 'a state is set by appending a status row';
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def numbered(name: str) -> models.UniqueConstraint:
    """The constraint that a status table needs: one row for each number of a thing."""
    return models.UniqueConstraint(fields=["thing", "number"], name=name)
