"""Tables: foreign keys point down the order of words, and each table is protected or open with a reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.core.management.commands import makemigrations
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

from tests.repository.tree import rank


@dataclass(frozen=True)
class Relation:
    """A foreign key as plain text: from a model's field to a model, each as "word.Model"."""

    source: str
    field: str
    target: str


def label(model: Any) -> str:
    """ "referrals.Referral" for the model class."""
    return f"{model._meta.app_label}.{model._meta.object_name}"


def our_models(all_models: Iterable[Any]) -> list[Any]:
    """The models that this project writes."""
    return [model for model in all_models if model.__module__.startswith("thirdoption.")]


def relations_of(model: Any) -> list[Relation]:
    """Every foreign key, one-to-one and many-to-many that the model declares."""
    return [
        Relation(label(model), field.name, label(field.related_model))
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
    ]


def upward(relations: Iterable[Relation], order: list[set[str]]) -> list[str]:
    """Relations that point to a higher word or to a sibling. Tables of others (Django's) are below all."""
    words = set().union(*order)
    faults = []
    for relation in relations:
        source, target = relation.source.split(".")[0], relation.target.split(".")[0]
        if source not in words or target not in words or source == target:
            continue
        if rank(target, order) <= rank(source, order):
            side = "beside it" if rank(target, order) == rank(source, order) else "above it"
            faults.append(
                f"{relation.source}.{relation.field} points to {relation.target}: {target} stands {side}. "
                f"Let the upper word hold the key, or keep the bare id."
            )
    return faults


def outside_the_words(models_of_ours: Iterable[Any], words: Collection[str]) -> list[str]:
    """Tables that belong to no word: nobody would know where to look for their rules."""
    return [
        f"{label(model)} ({model.__module__}): tables belong to a word in thirdoption/program."
        for model in models_of_ours
        if model._meta.app_label not in words
    ]


def unclassified(labels: Collection[str], protected: Collection[str], reasons: dict[str, str]) -> list[str]:
    """Tables that nobody has called protected or open, called both, or that are not there.

    `reasons` maps each open table to why it holds nothing of a participant.
    """
    faults = [
        f"{name}: does it hold anything about a person? Put it into PROTECTED or, with the reason, into OPEN "
        f"(tables.py of its word)."
        for name in set(labels) - set(protected) - set(reasons)
    ]
    faults += [f"{name}: both protected and open. Choose." for name in set(protected) & set(reasons)]
    faults += [
        f"{name}: classified, but there is no such model." for name in {*protected, *reasons} - set(labels)
    ]
    return faults + [f"{name}: open, but without a reason." for name, why in reasons.items() if len(why) < 7]


def out_of_order(words: Sequence[str], order: list[set[str]]) -> list[str]:
    """Words from the lowest up that stand in another order than the import contract's."""
    faults = [f"{word}: not in both lists of words." for word in set(words) ^ set().union(*order)]
    known = [word for word in words if word in set().union(*order)]
    return faults + [
        f"{upper} comes after {lower}, but stands below it in pyproject.toml."
        for lower, upper in pairwise(known)
        if rank(upper, order) > rank(lower, order)
    ]


def database_defaults(model: type[models.Model]) -> list[str]:
    """Columns that the database fills in: Django reads them back, and row security hides them (R-55)."""
    return [
        f"{label(model)}.{field.name} has a database default. Set it in the action that writes the row."
        for field in model._meta.get_fields()
        if getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED
    ]


def unmigrated() -> list[str]:
    """What the migrations do not make of what the models say, a line each. No database is asked."""
    loader = MigrationLoader(None)
    # the command's own, which knows triggers
    detector = makemigrations.Command.autodetector(loader.project_state(), ProjectState.from_apps(apps))
    made = [migration for some in detector.changes(loader.graph).values() for migration in some]
    return [f"{each.app_label}: {one.describe()}" for each in made for one in each.operations]
