"""What everybody may see: published figures, without signing in."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.fixtures import World
from tests.factories.published import built, publish
from thirdoption.program.reports import actions as reports


def signed_in(world: World, key: str) -> Client:
    """A browser in which a worker is signed in."""
    client = Client()
    client.force_login(world.workers[key].user)
    return client


def test_a_published_page_takes_two_statements_and_leaves_no_cookie(world: World) -> None:
    publish(world)
    Client().get("/figures/fort-orange-2026-q1/")
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get("/figures/fort-orange-2026-q1/")
    said = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(said) == 1, said
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "style=" not in answer.content.decode()


def test_who_is_signed_in_gets_a_page_of_their_own(world: World) -> None:
    publish(world)
    answer = signed_in(world, "agency-head").get("/figures/fort-orange-2026-q1/")
    assert "Chief Ostrander" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_link_chooses_the_language(world: World) -> None:
    publish(world)
    answer = Client().get("/figures/fort-orange-2026-q1/?language=es")
    page = answer.content.decode()
    assert '<html lang="es">' in page and answer["Content-Language"] == "es"
    assert 'href="/figures/?language=es"' in page
    assert Client().get("/figures/fort-orange-2026-q1/?language=xx").status_code == 200


def test_a_correction_is_a_new_version_and_the_old_one_stays(world: World) -> None:
    publish(world, version="1.0")
    publish(world, version="2.0")
    newest = Client().get("/figures/fort-orange-2026-q1/").content.decode()
    assert "Version 2.0" in newest and "newer version" not in newest
    older = Client().get("/figures/fort-orange-2026-q1/?version=1.0").content.decode()
    assert "Version 2.0 corrects it" in older
    assert Client().get("/figures/fort-orange-2026-q1/?version=9.0").status_code == 404
    file = Client().get("/figures/fort-orange-2026-q1/pdf/en/?version=1.0")
    assert file.content == b"pdf en 1.0" and "immutable" in file["Cache-Control"]
    assert Client().get("/figures/fort-orange-2026-q1/csv/es/").content == b"csv es 2.0"
    for wrong in ("exe/en/", "pdf/fr/", "pdf/en/?version=../x"):
        assert Client().get(f"/figures/fort-orange-2026-q1/{wrong}").status_code == 404


def test_without_a_report_the_public_page_says_so(world: World) -> None:
    assert "No report is published yet." in Client().get("/figures/").content.decode()
    assert Client().get("/figures/fort-orange-2026-q1/").status_code == 404
    publish(world)
    page = Client().get("/figures/").content.decode()
    assert "January 2026 to March 2026" in page and "Version 1.0" in page


def test_the_draft_is_what_will_be_published(world: World) -> None:
    report = built(world)
    draft = signed_in(world, "community").get(f"/desk/reports/{report.pk}/").content.decode()
    with world.acting("community") as by:
        reports.release(report=report, by=by, at=world.at)
    published = Client().get("/figures/fort-orange-2026-q1/").content.decode()
    start, end = '<section aria-labelledby="figures">', 'aria-labelledby="release">'
    body = published[published.find(start) : published.find('<section aria-labelledby="about">')].strip()
    assert len(body) > 20_000
    shown = draft[draft.find(start) : draft.find(end)].rpartition("<section")[0]
    assert shown.strip() == body
