"""Asking for a report, keeping what was built, and releasing it with a second person."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.publications import actions as publications
from thirdoption.program.publications.models import Publication
from thirdoption.program.reports.models import Report, ReportFile
from thirdoption.program.reports.rules import quarter
from thirdoption.program.reports.rules.release import ReportState, check_can_release, quarter_slug
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

PATIENCE = timedelta(minutes=15)
"""A build that takes longer was killed: the quarter can be asked for again."""
_ASKED = "This quarter is being built already. Load the page again."


def ask_for(*, year: int, number: int, by: Acting, at: datetime) -> Report:
    """Ask for a quarter's report: a job draws and renders it. A correction is a new version.

    Raises Refused (invalid) for a quarter that is not over.
    """
    check(by, Permission.BUILD_REPORT)
    period = quarter(year, number)
    site = Site.objects.get(pk=by.site)
    if period.end >= local_day(site, at):
        raise Refused(INVALID, "This quarter is not over yet.", "quarter")
    earlier = Report.objects.filter(site=site, first_day=period.start)
    if earlier.filter(state=ReportState.BUILDING, asked_at__gt=at - PATIENCE).exists():
        raise Refused(CONFLICT, _ASKED)
    report = Report(
        site=site,
        first_day=period.start,
        last_day=period.end,
        version=f"{earlier.count() + 1}.0",
        state=ReportState.BUILDING,
        built_by_id=by.hand,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, _ASKED) from error
    later.run("build_report", by, report=report.pk)
    record(by=by, verb="ask for", noun="report", objects=[report.pk], at=at)
    return report


def stop(*, report: Report, by: Acting, at: datetime) -> None:
    """Say that a build broke, so that nobody waits for it; the quarter can be built again.

    A build that has ended in the meantime stays as it is.
    """
    check(by, Permission.BUILD_REPORT)
    if Report.objects.filter(pk=report.pk, state=ReportState.BUILDING).update(state=ReportState.STOPPED):
        record(by=by, verb="stop", noun="report", objects=[report.pk], at=at)


def keep_built(
    *,
    report: Report,
    views: dict[str, Any],
    charts: dict[str, Any],
    files: dict[tuple[str, str], bytes],
    by: Acting,
    at: datetime,
) -> None:
    """Keep a build's protected figures, charts and files; only now can a second person look at them.

    Raises Refused (conflict) when the build was stopped in the meantime, or is kept already.
    """
    check(by, Permission.BUILD_REPORT)
    kept = Report.objects.filter(pk=report.pk, state=ReportState.BUILDING).update(
        state=ReportState.BUILT, report=views, charts=charts, built_at=at
    )
    if not kept:
        raise Refused(CONFLICT, "This build was stopped in the meantime. Nothing of it is kept.")
    ReportFile.objects.bulk_create(
        ReportFile(report=report, kind=kind, language=language, content=content)
        for (kind, language), content in files.items()
    )
    record(by=by, verb="build", noun="report", objects=[report.pk], at=at)


def release(*, report: Report, by: Acting, at: datetime) -> Publication:
    """Release a report as the second person, from another agency: from now on everybody may see it."""
    check(by, Permission.RELEASE_REPORT)
    second = Worker.objects.select_related("agency", "site").get(pk=by.hand)
    first = report.built_by
    check_can_release(
        state=report.state,
        built_by=first.pk,
        built_for=first.agency_id,
        by=second.pk,
        for_agency=second.agency_id,
    )
    released = Report.objects.filter(pk=report.pk, state=ReportState.BUILT).update(
        state=ReportState.RELEASED, released_by=second, released_at=at
    )
    if not released:
        raise Refused(CONFLICT, "Somebody released this report before you.")
    publication = publications.publish(
        site=by.site,
        site_name=second.site.program_name,
        made_up=second.site.made_up,
        slug=quarter_slug(second.site.code, report.first_day),
        version=report.version,
        first_day=report.first_day,
        last_day=report.last_day,
        report=report.report or {},
        charts=report.charts or {},
        files=_files(report),
        built_by=f"{first.name}, {first.agency.name}",
        released_by=f"{second.name}, {second.agency.name}",
        at=at,
    )
    record(by=by, verb="release", noun="report", objects=[report.pk, publication.pk], at=at)
    return publication


def _files(report: Report) -> dict[tuple[str, str], bytes]:
    return {(one.kind, one.language): bytes(one.content) for one in ReportFile.objects.filter(report=report)}
