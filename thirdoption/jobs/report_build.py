"""Building a report: draw the frozen cut as the reporter, protect it, draw the charts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from thirdoption.jobs.exports import report_charts, report_csv, report_pdf
from thirdoption.program.ground.acting import Acting
from thirdoption.program.reports import actions, queries
from thirdoption.program.reports import rules as shapes
from thirdoption.program.reports.models import Report
from thirdoption.program.reports.rules.presenting import present
from thirdoption.program.reports.rules.release import quarter_slug
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.sites.rules.agencies import AgencyKind

LANGUAGES = ("en", "es")


def build(*, report: UUID, by: Acting, at: datetime) -> None:
    """Build one report and keep its protected figures and charts; a raw count is kept nowhere."""
    asked = Report.objects.select_related("site").get(pk=report)
    made = protected(asked, at)
    charts = drawn(made)
    actions.keep_built(
        report=asked, views=views(made), charts=charts, files=written(made, charts, at), by=by, at=at
    )


def protected(asked: Report, at: datetime) -> shapes.Report:
    """The report as it may be shown: drawn, and with what is protected hidden."""
    period = shapes.quarter(asked.first_day.year, (asked.first_day.month + 2) // 3)
    counts: Any = queries.cut(
        site=asked.site_id,
        first=period.start,
        last=period.end,
        year_from=shapes.rolling_year(period).start,
        at=at,
    )
    return shapes.build_report(
        counts,
        _frame(asked.site, period, at),
        release_id=f"{quarter_slug(asked.site.code, asked.first_day)}-v{asked.version}",
        version=asked.version,
        site_name=asked.site.program_name,
        made_up=asked.site.made_up,
        gaps=[
            {"code": "arrests_not_received", "agency": name, "month": None} for name in _police(asked.site)
        ],
        before=_before(asked),
    )


def _before(asked: Report) -> dict[str, shapes.Table]:
    """The tables that are public of this quarter: what a correction is read beside."""
    released = Report.objects.filter(site=asked.site, first_day=asked.first_day, released_at__isnull=False)
    newest = released.order_by("-released_at").first()
    if newest is None or newest.report is None:
        return {}
    return {table.id: table for table in shapes.Report.from_plain(newest.report["frozen"]).tables}


def _frame(site: Site, period: shapes.Period, at: datetime) -> shapes.Frame:
    kinds = [AgencyKind.POLICE, AgencyKind.COMMUNITY]
    agencies = Agency.objects.filter(site=site, kind__in=kinds).order_by("code")
    return shapes.Frame(
        period=period,
        data_cut=local_day(site, at),
        launched=site.launched_on,
        agencies=tuple(_agency(one) for one in agencies),
        source=f"Third Option, {site.name}",
    )


def _agency(agency: Agency) -> shapes.Agency:
    if agency.kind == AgencyKind.COMMUNITY:
        return shapes.Agency(agency.code, agency.name, ("community",))
    return shapes.Agency(agency.code, agency.name)


def _police(site: Site) -> list[str]:
    return list(
        Agency.objects.filter(site=site, kind=AgencyKind.POLICE)
        .order_by("name")
        .values_list("name", flat=True)
    )


def views(made: shapes.Report) -> dict[str, Any]:
    """The report as pages print it, in each language, and as it was frozen."""
    return {"frozen": made.to_plain(), **{language: _view(made, language) for language in LANGUAGES}}


def drawn(made: shapes.Report) -> dict[str, dict[str, str]]:
    """The charts of a report as SVG, by language and id."""
    return {
        language: {chart["id"]: report_charts.draw(chart) for chart in _view(made, language)["charts"]}
        for language in LANGUAGES
    }


def written(
    made: shapes.Report, charts: dict[str, dict[str, str]], at: datetime
) -> dict[tuple[str, str], bytes]:
    """The PDF and the CSV of a report in each language."""
    found: dict[tuple[str, str], bytes] = {}
    for language in LANGUAGES:
        found["pdf", language] = report_pdf.render(_view(made, language), charts[language], set_at=at)
        with translation.override(language):
            found["csv", language] = report_csv.write(made, gettext).encode()
    return found


def _view(made: shapes.Report, language: str) -> dict[str, Any]:
    with translation.override(language):
        return present(made, gettext, language)
