"""Reports that are built or published, of the sample that the unit tests count."""

from datetime import date
from typing import Any

from tests.factories.fixtures import World
from tests.unit import report_sample
from thirdoption.jobs import report_build
from thirdoption.program.publications import actions as publications
from thirdoption.program.reports import actions as reports
from thirdoption.program.reports.models import Report


def parts_of(made: Any, version: str) -> dict[str, Any]:
    """What a build keeps, of the sample report; its files say only what they are."""
    return {
        "views": report_build.views(made),
        "charts": report_build.drawn(made),
        "files": {
            (kind, code): f"{kind} {code} {version}".encode()
            for kind in ("pdf", "csv")
            for code in ("en", "es")
        },
    }


def built(world: World) -> Report:
    """A report that the program manager built."""
    with world.acting("manager") as by:
        asked = reports.ask_for(year=2026, number=1, by=by, at=world.at)
        reports.keep_built(report=asked, **parts_of(report_sample.report(), "1.0"), by=by, at=world.at)
    return Report.objects.get()


def publish(world: World, version: str = "1.0", **other: Any) -> None:
    """A published version of the sample report; `other` is what another site's has."""
    parts = parts_of(report_sample.report(), version)
    of_site = {"site": world.site.pk, "site_name": world.site.program_name, "slug": "fort-orange-2026-q1"}
    publications.publish(
        **{**of_site, **other},
        made_up=True,
        version=version,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 3, 31),
        report=parts["views"],
        charts=parts["charts"],
        files=parts["files"],
        built_by="Sam Petrakis, Hudson Bend Care",
        released_by="Marcus Ellery, Fort Orange Community Leadership Team",
        at=world.pass_time(hours=1),
    )
