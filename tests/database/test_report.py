"""The quarter's report, from the frozen cut to the release by two people from two agencies."""

from datetime import date

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.database.test_directory_of_two_places import second_place
from tests.factories import walk
from tests.factories.asked import ask, joined, met
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.published import built, publish
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.publications import queries as publications
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.rules.community import ClosedBecause
from thirdoption.program.reports import actions, queries
from thirdoption.program.reports.models import Report, ReportFile


def test_the_cut_counts_the_walk(committed: World) -> None:
    referral, person = walk.handed_over(committed)
    walk.intake(committed, person, referral)
    walk.contact(committed, incident_number="26-00419-X", complainant="declined")
    counts = queries.cut(
        site=committed.site.pk,
        first=date(2026, 10, 1),
        last=date(2026, 12, 31),
        year_from=date(2026, 1, 1),
        at=committed.pass_time(days=1),
    )
    assert counts["referrals"] == [
        {"door": "arrest_diversion", "agency": "police", "month": "2026-11", "referrals": 2}
    ]
    assert {row["furthest"] for row in counts["funnel"]} == {"intake_done", "screened"}
    assert counts["times"][0]["contact_minutes"] == 26


def test_the_cut_counts_what_the_community_asks(committed: World) -> None:
    """A closed one by its main reason, an open one as open, and nobody as perceived by an officer."""
    ask(committed)
    joined(committed, ask(committed, whom="Somebody who takes part"))
    shut = met(committed, ask(committed, whom="Somebody who says: not now"))
    with committed.acting("case-manager") as by:
        community.close(asked=shut, because=ClosedBecause.NOT_NOW, by=by, at=committed.at)
    span = {"first": date(2026, 10, 1), "last": date(2026, 12, 31), "year_from": date(2026, 1, 1)}
    counts = queries.cut(site=committed.site.pk, **span, at=committed.pass_time(days=1))
    month = {"agency": "community", "month": "2026-11", "referrals": 3}
    assert counts["referrals"] == [{"door": "community", **month}]
    assert {(row["furthest"], row["referrals"], row["still_open"]) for row in counts["funnel"]} == {
        ("screened", 1, 1), ("offered", 1, 0), ("handed_over", 1, 1),
    }  # fmt: skip
    assert counts["reasons"] == [{"reason": "person_declined", "referrals": 1}]
    assert counts["race_stages"] == counts["diversions"] == counts["times"] == []


def test_two_people_from_two_agencies_release(committed: World) -> None:
    walk.handed_over(committed)
    committed.pass_time(days=60)
    with committed.acting("manager") as by:
        report = actions.ask_for(year=2026, number=4, by=by, at=committed.at)
    run_waiting_jobs()
    with committed.acting("manager") as by:
        built = queries.report(by=by, pk=report.pk)
        assert built.state == "built"
        with pytest.raises(Refused, match="second person"):
            actions.release(report=built, by=by, at=committed.at)
        alone = {"released_by": built.built_by, "released_at": committed.at}
        with pytest.raises(IntegrityError, match="released_by_a_second_person"), transaction.atomic():
            Report.objects.filter(pk=built.pk).update(**alone)
    with committed.acting("community") as by:
        actions.release(report=built, by=by, at=committed.at)
    published = publications.versions("fort-orange-2026-q4")[0]
    assert published.made_up
    assert publications.file("fort-orange-2026-q4", "pdf", "es").startswith(b"%PDF")


def test_only_the_reporter_may_draw_a_cut(committed: World) -> None:
    parts = {key: settings.DATABASES["default"][key.upper()] for key in ("user", "host")}
    name = settings.DATABASES["default"]["NAME"]
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with psycopg.connect(dbname=name, **parts) as conn, refused:
        conn.execute(
            "SELECT reports.cut(%s, now()::date, now()::date, now()::date, now())", [committed.site.pk]
        )


def test_two_sites_have_reports_of_one_quarter(committed: World) -> None:
    other = second_place(connection.settings_dict["NAME"]).pk
    publish(committed)
    publish(committed, site=other, slug="elsewhere-2026-q1", site_name="Elsewhere Cares")
    for slug, name in (("fort-orange", "Fort Orange LEAD"), ("elsewhere", "Elsewhere Cares")):
        page = Client().get(f"/figures/{slug}-2026-q1/").content.decode()
        assert f"Quarterly report, {name}" in page
        assert Client().get(f"/figures/{slug}-2026-q1/csv/en/").status_code == 200
    home = Client().get("/figures/").content.decode()
    assert "Fort Orange LEAD ·" in home and "Elsewhere Cares ·" in home
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(committed, site=other)


def test_a_slug_begins_with_the_code_of_its_site(world: World) -> None:
    report = built(world)
    with world.acting("community") as by:
        made = actions.release(report=report, by=by, at=world.at)
    assert made.slug == f"{world.site.code}-2026-q1"


def test_nothing_is_kept_of_a_build_that_was_stopped(world: World) -> None:
    world.pass_time(days=60)
    with world.acting("manager") as by:
        report = actions.ask_for(year=2026, number=4, by=by, at=world.at)
        actions.stop(report=report, by=by, at=world.at)
        with pytest.raises(Refused, match="stopped in the meantime"), transaction.atomic():
            actions.keep_built(
                report=report, views={}, charts={}, files={("pdf", "en"): b"-"}, by=by, at=world.at
            )
        assert not ReportFile.objects.filter(report=report).exists()
        assert queries.state(by=by, pk=report.pk) == "stopped"
