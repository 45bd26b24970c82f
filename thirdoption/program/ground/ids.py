"""Ids are random, made here or on the phone: they tell nothing about order or number."""

import uuid
from typing import Any

from django.db import models


class Row(models.Model):
    """What every table of the program has: a random id, made before the row is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def one_of(field: str, codes: Any, name: str) -> models.CheckConstraint:
    """A check constraint that keeps a text column to the codes of a rule's enum."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": [str(c) for c in codes]}), name=name)
