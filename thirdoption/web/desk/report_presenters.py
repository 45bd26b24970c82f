"""What the pages of reports show, as plain values; and the policy's open answers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.reports.models import Report
from thirdoption.program.reports.rules import Period, quarter, quarter_before
from thirdoption.program.reports.rules.release import ReportState, check_can_release, quarter_slug
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.rules import Policy, Setting
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.kit.forms import said
from thirdoption.web.kit.reports import KINDS, LANGUAGES, parts
from thirdoption.web.kit.tables import Column, Link, State, Table

LONG = timedelta(minutes=2)
"""After so long a build is slower than it should be, and the page says so."""


def _states() -> dict[str, State]:
    return {
        ReportState.BUILDING: State(_("Being built"), "info"),
        ReportState.BUILT: State(_("Waits for a second person"), "waiting"),
        ReportState.STOPPED: State(_("Stopped"), "urgent"),
        ReportState.RELEASED: State(_("Released"), "good"),
    }


def last_quarter(today: date) -> Period:
    """The quarter that ended last."""
    return quarter_before(quarter(today.year, (today.month + 2) // 3))


def quarter_code(first: date) -> str:
    """A quarter as forms send it: 2026-3."""
    return f"{first.year}-{(first.month + 2) // 3}"


def quarter_text(first: date) -> str:
    """A quarter as people say it."""
    last = quarter(first.year, (first.month + 2) // 3).end
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "F"),
        "last": date_format(last, "YEAR_MONTH_FORMAT"),
    }


def ended_quarters(today: date, since: date | None, limit: int = 8) -> list[tuple[str, str]]:
    """The quarters that are over, newest first, back to the one in which the first policy came into force."""
    found: list[tuple[str, str]] = []
    period = last_quarter(today)
    while since is not None and period.end >= since and len(found) < limit:
        found.append((quarter_code(period.start), capfirst(quarter_text(period.start))))
        period = quarter_before(period)
    return found


def reports(rows: Sequence[Report], site: Site) -> Table:
    """The list of a site's reports."""
    zone, states = ZoneInfo(site.zone), _states()
    lines = [
        [
            Link(capfirst(quarter_text(one.first_day)), reverse("desk:report", args=[one.pk])),
            one.version,
            states[one.state],
            f"{one.built_by.name}, {one.built_by.agency.name}",
            f"{one.released_by.name}, {one.released_by.agency.name}" if one.released_by else None,
            date_format((one.released_at or one.built_at or one.asked_at).astimezone(zone), "DATE_FORMAT"),
        ]
        for one in rows
    ]
    columns = [
        Column(_("Quarter")),
        Column(_("Version"), whole=True),
        Column(_("State"), whole=True),
        Column(_("Built by")),
        Column(_("Released by")),
        Column(_("Date"), whole=True),
    ]
    return Table(
        _("Reports by quarter"), columns, lines, _("The first report can be built when a quarter is over.")
    )


def report(found: Report, *, by: Acting, site: Site) -> dict[str, Any]:
    """One report in the state it is in: being built, or the preview with the release button."""
    language = (get_language() or "en").split("-")[0]
    view = (found.report or {}).get(language)
    state = _states()[found.state]
    released = found.state == ReportState.RELEASED
    return {
        "pk": found.pk,
        "title": capfirst(quarter_text(found.first_day)),
        "report_version": found.version,
        "state": state,
        "building": found.state == ReportState.BUILDING,
        "slow": by.now() - found.asked_at > LONG,
        "problem": found.problem or (found.state == ReportState.STOPPED and _("The build stopped.")),
        "quarter": quarter_code(found.first_day),
        "may_build": may(by.role, Permission.BUILD_REPORT),
        "facts": _facts(found, ZoneInfo(site.zone)),
        "view": view,
        "parts": parts(view, (found.charts or {})[language]) if view else [],
        "files": _files(found.pk) if view else [],
        "may_release": may(by.role, Permission.RELEASE_REPORT) and not released,
        "why_not": _why_not(found, by),
        "public_url": reverse("public:report", args=[quarter_slug(site.code, found.first_day)])
        if released
        else "",
    }


def _why_not(found: Report, by: Acting) -> str:
    """The sentence that the release action would answer with, or nothing."""
    if by.worker is None:
        return ""
    try:
        check_can_release(
            state=found.state,
            built_by=found.built_by_id,
            built_for=found.built_by.agency_id,
            by=by.worker,
            for_agency=by.organization,
        )
    except Refused as refused:
        return said(refused)
    return ""


def _facts(found: Report, zone: ZoneInfo) -> list[tuple[str, str]]:
    def line(worker: Worker, at: datetime) -> str:
        local = date_format(at.astimezone(zone), "DATETIME_FORMAT")
        return f"{worker.name}, {worker.agency.name}, {local}"

    facts = [(_("Built by"), line(found.built_by, found.built_at or found.asked_at))]
    if found.released_by and found.released_at:
        facts.append((_("Released by"), line(found.released_by, found.released_at)))
    return facts


def _files(pk: UUID) -> list[dict[str, str]]:
    return [
        {"label": f"{name}, {spoken}", "url": reverse("desk:report-file", args=[pk, kind, code])}
        for kind, name in KINDS.items()
        for code, spoken in LANGUAGES.items()
    ]


def open_answers(policy: Policy) -> dict[str, Any]:
    """The policy's answers that are unknown, and those made up for a rehearsal, each with its question."""
    language = get_language() or "en"
    return {
        "name": policy.name.say(language),
        "unknown": [_answer(one, policy, language) for one in policy.unknowns()],
        "made_up_answers": [_answer(one, policy, language) for one in policy.made_up()],
    }


def _answer(setting: Setting, policy: Policy, language: str) -> dict[str, str]:
    conduct = policy.conduct(setting.name.removeprefix("conduct."))
    asked = setting.question.say(language) if setting.question else ""
    if conduct is not None and not asked:
        asked = conduct.label.say(language)
    return {"asked": asked or setting.name, "answer": setting.words.say(language) if setting.words else ""}
