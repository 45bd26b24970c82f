"""Reading reports, and drawing the frozen cut as the reporter."""

from datetime import date, datetime
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.reports.models import Report, ReportFile
from thirdoption.program.reports.rules.release import ReportState


def reports(*, by: Acting) -> list[Report]:
    """The site's reports, newest first."""
    rows = Report.objects.filter(site=by.site).select_related("built_by__agency", "released_by__agency")
    return list(rows.defer("report", "charts").order_by("-first_day", "-asked_at")[:40])


def report(*, by: Acting, pk: UUID) -> Report:
    """One report. Raises Refused (not found)."""
    rows = Report.objects.select_related("built_by__agency", "released_by__agency", "site")
    found = rows.filter(pk=pk, site=by.site).first()
    if found is None:
        raise hidden()
    return found


def file(*, by: Acting, pk: UUID, kind: str, language: str) -> bytes:
    """One file of a report that is built. Raises Refused (not found)."""
    found = ReportFile.objects.filter(report=pk, report__site=by.site, kind=kind, language=language).first()
    if found is None:
        raise hidden()
    return bytes(found.content)


def cut(*, site: UUID, first: date, last: date, year_from: date, at: datetime) -> dict[str, Any]:
    """Counts of a site up to a moment, drawn by the reporter role: never in a viewer's context.

    The race counts in it are not protected yet: pass them to `rules.build_report`, keep them nowhere.
    """
    drawn: dict[str, Any] = _drawn("SELECT reports.cut(%s, %s, %s, %s, %s)", site, first, last, year_from, at)
    return drawn


def contacts(*, site: UUID, first: date, last: date) -> list[dict[str, Any]]:
    """What officers answered about contacts, by codes: `facts`, and how many `contacts` had the same.

    Drawn by the reporter role: never in a viewer's context. Count by it, show and keep no row of it.
    """
    found: list[dict[str, Any]] = _drawn("SELECT reports.contacts(%s, %s, %s)", site, first, last)
    return found


def _drawn(statement: LiteralString, *values: Any) -> Any:
    if settings.REPORTER is None:
        raise RuntimeError("only a job process draws a cut")
    parts = {**settings.REPORTER, "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**parts) as reporter:
        row = reporter.execute(statement, values).fetchone()
    return row[0] if row else {}


def pending(*, by: Acting, last_quarter: date) -> list[Report]:
    """The site's reports that wait for a second person, and all builds of the quarter that ended last."""
    rows = Report.objects.filter(Q(state=ReportState.BUILT) | Q(first_day=last_quarter), site=by.site)
    return list(rows.select_related("built_by").defer("report", "charts").order_by("first_day", "asked_at"))


def state(*, by: Acting, pk: UUID) -> str:
    """The state of one build, in one light statement. Raises Refused (not found)."""
    found = Report.objects.filter(pk=pk, site=by.site).values_list("state", flat=True).first()
    if found is None:
        raise hidden()
    return found
