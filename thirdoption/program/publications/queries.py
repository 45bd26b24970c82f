"""Reading what is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTransform

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.publications.models import Publication, PublicationFile


def latest(limit: int = 20) -> list[Publication]:
    """The newest version of each publication, newest period first."""
    newest: dict[str, Publication] = {}
    rows = Publication.objects.defer("report", "charts").order_by("-last_day", "-released_at")
    for one in rows[: limit * 5]:
        newest.setdefault(one.slug, one)
    return list(newest.values())[:limit]


def file(slug: str, kind: str, language: str) -> bytes:
    """One file of the newest version. Raises Refused (not found)."""
    found = (
        PublicationFile.objects.filter(publication__slug=slug, kind=kind, language=language)
        .order_by("-publication__released_at")
        .first()
    )
    if found is None:
        raise hidden()
    return bytes(found.content)


@dataclass(frozen=True)
class Version:
    """One released version of a report: whose, when, by whom; not its figures."""

    pk: UUID
    site: UUID
    site_name: str
    made_up: bool
    slug: str
    version: str
    built_by: str
    released_by: str
    released_at: datetime


def versions(slug: str) -> list[Version]:
    """Every released version of one report, newest first. Raises Refused (not found) without any."""
    rows = Publication.objects.filter(slug=slug).order_by("-released_at")
    found = [Version(*row) for row in rows.values_list(*Version.__dataclass_fields__)]
    if not found:
        raise hidden()
    return found


def stored(pk: UUID, language: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The stored view of one version in one language, and its charts: (view, {id: svg})."""
    rows = Publication.objects.filter(pk=pk).annotate(
        view=KeyTransform(language, "report"), drawn=KeyTransform(language, "charts")
    )
    return rows.values_list("view", "drawn").get()


def summary(pk: UUID, language: str) -> tuple[str, list[dict[str, str]]]:
    """The period and the headlines of one version in one language, as they are stored."""
    view = KeyTransform(language, "report")
    rows = Publication.objects.filter(pk=pk).annotate(
        period=KeyTransform("period", view), headlines=KeyTransform("headlines", view)
    )
    return rows.values_list("period", "headlines").get()


def file_of(slug: str, version: str, kind: str, language: str) -> bytes:
    """One file of one version, which never changes. Raises Refused (not found)."""
    rows = PublicationFile.objects.filter(publication__slug=slug, publication__version=version)
    found = rows.filter(kind=kind, language=language).values_list("content", flat=True).first()
    if found is None:
        raise hidden()
    return bytes(found)
