"""What all that is written of a participant has."""

from collections.abc import Iterable

import pgtrigger
from django.db import models

from thirdoption.program.ground.ids import Row
from thirdoption.program.people.models import Person
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


def of_the_same(column: str, table: str, key: str) -> pgtrigger.Trigger:
    """A trigger: what a new row names beside its own thing is of that thing, too.

    What is missing, another's or may not be seen is refused alike (R-53).
    """
    return pgtrigger.Trigger(
        name=f"{column}_of_the_same",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} o
                WHERE o.id = NEW.{column} AND o.{key} = NEW.{key}) THEN
                RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';
            END IF;
            RETURN NEW;
        """,
    )


def by_another(table: str, states: Iterable[str]) -> pgtrigger.Trigger:
    """A trigger of a status table: these states are said by another worker than who wrote the thing."""
    named = ", ".join(f"'{one}'" for one in states)
    return pgtrigger.Trigger(
        name="by_another",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.state IN ({named}) AND EXISTS (SELECT 1 FROM {table} t
                WHERE t.id = NEW.thing_id AND (NEW.worker IS NULL OR t.worker_id = NEW.worker)) THEN
                RAISE insufficient_privilege USING MESSAGE = 'another worker has to look at this';
            END IF;
            RETURN NEW;
        """,
    )


class OfPerson(Row):
    """What is written of a participant by a worker."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="%(class)ss")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
