"""What is told in the full intake is a fact of the person's life, and what is known is not asked again."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.database.test_forms import address, begun, needs, said
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.command import questionnaire as command
from thirdoption.program.care import actions
from thirdoption.program.care.models import Fact, Questionnaire
from thirdoption.program.care.queries import forms as reading
from thirdoption.program.care.queries.status import facts, holding
from thirdoption.program.care.rules.forms import FACTS, FULL_INTAKE, NEEDS_SCREEN
from thirdoption.program.care.rules.questionnaires import load, shipped, shown
from thirdoption.program.care.rules.status import KINDS


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def gone_through(desk: Desk, **answers: tuple[str, ...]) -> Any:
    """A finished full intake with these answers; the other questions wait for another day."""
    form = begun(desk, FULL_INTAKE)
    for link, typed in answers.items():
        said(desk, form, link, *typed)
    for item in shown(load(form.questionnaire.body), dict(answers)):
        if item.asks and item.link not in answers:
            said(desk, form, item.link, standing="not_today")
    with desk.world.acting("case-manager") as by:
        actions.finish_form(form=form, by=by, at=desk.world.pass_time(minutes=1))
    return form


def test_the_table_has_the_codes_of_both() -> None:
    body = next(one for one in shipped().values() if one["url"] == FULL_INTAKE)
    items = {item.link: item for item in load(body).walk()}
    for link, codes in FACTS.items():
        asked = {one["valueCoding"]["code"] for one in items[link].body["answerOption"]}
        assert set(codes) <= asked, link
        for kind, of, code in codes.values():
            assert of in KINDS[kind].of and code in KINDS[kind].codes, (link, kind, of, code)


def test_what_an_intake_tells_becomes_a_fact_once(desk: Desk) -> None:
    gone_through(desk, housing=("116",), income=("ssi", "work"), insurance=("medicaid",))
    with desk.world.acting("case-manager"):
        told = set(Fact.objects.filter(person=desk.person).values_list("kind", "of", "code"))
    assert told == {
        ("housing", "", "116"),
        ("income", "ssi", "has"),
        ("income", "earned", "has"),
        ("benefits", "medicaid", "has"),
    }
    gone_through(desk, housing=("116",), insurance=("medicaid",))
    with desk.world.acting("case-manager"):
        assert Fact.objects.filter(person=desk.person).count() == 4, "what holds already is not noted again"


def test_a_fact_is_shown_where_the_intake_would_ask(desk: Desk, desk_in: SignIn) -> None:
    """Shown with its day, and no answer until somebody keeps it."""
    with desk.world.acting("case-manager") as by:
        actions.note_fact(person=desk.person, kind="housing", code="101", by=by, at=by.now())
    form = begun(desk, FULL_INTAKE)
    with desk.world.acting("case-manager"):
        assert reading.known(person=desk.person, but=form)["housing"].value == ("101",)
    page = desk_in("case-manager").get(address(desk, form)).content.decode()
    assert "Emergency shelter" in page and "Ask only if it changed" in page
    with desk.world.acting("case-manager"):
        assert reading.stand_of(form=form).changes == ()


def test_the_newer_of_an_answer_and_a_fact_is_shown(desk: Desk) -> None:
    gone_through(desk, housing=("116",))
    desk.world.pass_time(days=3)
    with desk.world.acting("case-manager") as by:
        actions.note_fact(person=desk.person, kind="housing", code="410", by=by, at=by.now())
    form = begun(desk, FULL_INTAKE)
    with desk.world.acting("case-manager"):
        assert reading.known(person=desk.person, but=form)["housing"].value == ("410",)


def test_a_later_answer_goes_before_an_earlier_fact(desk: Desk) -> None:
    """Retired is an answer of the form alone: the older fact does not stand in its place."""
    with desk.world.acting("case-manager") as by:
        actions.note_fact(person=desk.person, kind="employment", code="looking", by=by, at=by.now())
    desk.world.pass_time(days=3)
    gone_through(desk, employment=("retired",))
    form = begun(desk, FULL_INTAKE)
    with desk.world.acting("case-manager"):
        assert reading.known(person=desk.person, but=form)["employment"].value == ("retired",)


def test_then_and_now(desk: Desk, desk_in: SignIn) -> None:
    """What changed stands side by side; passed over is not "no", and once is nothing to compare."""
    first = begun(desk)
    needs(desk, first, but="legal")
    said(desk, first, "legal", "has")
    page = f"/desk/people/{desk.person.pk}/forms/"
    asked = f"{page}then-and-now/?of={NEEDS_SCREEN}"
    assert desk_in("case-manager").get(asked).status_code == 404
    assert "Then and now" not in desk_in("case-manager").get(page).content.decode()
    with desk.world.acting("case-manager") as by:
        actions.finish_form(form=first, by=by, at=desk.world.pass_time(minutes=1))
    desk.world.pass_time(days=90)
    second = begun(desk)
    said(desk, second, "housing", "has")
    assert "Then and now" in desk_in("case-manager").get(page).content.decode()
    text = desk_in("case-manager").get(asked).content.decode()
    cells = re.findall(r"<td[^>]*>\s*<span>(.*?)</span>", text, re.DOTALL)
    assert cells[:2] == ["I would like help now", "I have help already"]
    assert "Not asked" in text and "Not today" in text
    assert desk_in("officer").get(asked).status_code == 404


def test_a_site_adds_a_form_of_its_own(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whoever may change the policy; a fault is a sentence, and a version is kept once."""
    monkeypatch.setattr(command, "setup", lambda role: None)
    body = {**next(iter(shipped().values())), "url": "urn:example:own", "version": "7"}
    file = tmp_path / "own.json"
    file.write_text(json.dumps(body))

    def add(key: str, *more: str) -> Any:
        email = world.workers[key].user.email
        return CliRunner().invoke(command.questionnaire, ["add", str(file), "--as", email, *more])

    assert add("case-manager").exception and not Questionnaire.objects.filter(url="urn:example:own").exists()
    assert "version 7 is asked from 2026-12-01 on" in add("manager", "--from", "2026-12-01").output
    assert "kept already" in str(add("manager").exception)
    assert "urn:example:own 7" in CliRunner().invoke(command.questionnaire, ["list"]).output
    file.write_text("{}")
    assert add("manager").exception
    file.write_text("no")
    assert "not JSON" in str(add("manager").exception)


def test_an_answer_changed_after_finishing_changes_the_fact_of_that_answer_alone(desk: Desk) -> None:
    form = gone_through(desk, housing=("116",), income=("ssi",))
    desk.world.pass_time(days=1)
    with desk.world.acting("case-manager") as by:
        actions.note_fact(person=desk.person, kind="income", of="ssi", code="none", by=by, at=by.now())
        base = next(one.number for one in reading.stand_of(form=form).changes if one.link == "housing")
        later = desk.world.pass_time(minutes=1)
        actions.answer(
            form=form, link="housing", typed=["410"], standing="", base=base, why="Moved in", by=by, at=later
        )
        held = {key: one.code for key, one in holding(facts(people=[desk.person.pk])).items()}
    assert held == {("housing", ""): "410", ("income", "ssi"): "none"}
