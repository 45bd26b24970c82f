"""Questionnaires with a person: no answer is lost, and what two wrote at once is shown."""

import json
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions
from thirdoption.program.care.actions import set_goal
from thirdoption.program.care.models import Confirmation, Form, FormSaid, Questionnaire
from thirdoption.program.care.queries import forms as reading
from thirdoption.program.care.rules.forms import FULL_INTAKE, NEEDS_SCREEN
from thirdoption.program.care.rules.questionnaires import load
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.trail.models import Entry


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def begun(desk: Desk, url: str = NEEDS_SCREEN, worker: str = "case-manager") -> Form:
    with desk.world.acting(worker) as by:
        wanted = {one.url: one for one in reading.offered(site=by.site, day=by.now().date())}[url]
        return actions.begin_form(
            person=desk.person, offered=wanted, by=by, at=desk.world.pass_time(minutes=1)
        )


def said(
    desk: Desk, form: Form, link: str, *typed: str, worker: str = "case-manager", **more: Any
) -> FormSaid:
    with desk.world.acting(worker) as by:
        values: dict[str, Any] = {"standing": "", "base": 0, **more}
        return actions.answer(
            form=form, link=link, typed=typed, by=by, at=desk.world.pass_time(seconds=5), **values
        )


def address(desk: Desk, form: Form, more: str = "") -> str:
    return f"/desk/people/{desk.person.pk}/forms/{form.pk}/{more}"


def needs(desk: Desk, form: Form, but: str = "") -> None:
    for link in ("housing", "food", "documents", "benefits", "health", "mental_health"):
        said(desk, form, link, "now")
    for link in ("substance_use", "education", "employment", "legal"):
        if link != but:
            said(desk, form, link, standing="not_today")


def test_two_who_begin_are_in_one_form(desk: Desk) -> None:
    first = begun(desk)
    second = begun(desk, worker="supervisor")
    assert first.pk == second.pk
    with desk.world.acting("case-manager") as by:
        assert reading.stand_of(form=first).here(by=by, at=by.now()) == [
            desk.world.workers["supervisor"].name
        ]
        desk.world.pass_time(minutes=5)
        assert reading.stand_of(form=first).here(by=by, at=desk.world.at) == []


def test_what_two_wrote_at_once_is_kept_and_one_is_chosen(desk: Desk, desk_in: SignIn) -> None:
    form = begun(desk)
    mine = said(desk, form, "housing", "now")
    theirs = said(desk, form, "housing", "later", worker="supervisor")  # saw an empty question
    assert (mine.aside, theirs.aside) == (False, True)
    page = desk_in("case-manager").get(address(desk, form)).content.decode()
    assert "Two answers were written at the same time" in page
    desk_in("supervisor").post(address(desk, form), {"choose": "housing:aside"})
    with desk.world.acting("case-manager"):
        now = reading.stand_of(form=form).changes
        assert [(one.value, one.aside) for one in now] == [
            (("now",), False), (("later",), True), (("later",), False),
        ]  # fmt: skip
    assert "Two answers" not in desk_in("case-manager").get(address(desk, form)).content.decode()


def test_ones_own_answers_and_the_same_answer_are_no_clash(desk: Desk) -> None:
    form = begun(desk)
    said(desk, form, "food", "now")
    assert not said(desk, form, "food", "later").aside  # sent again from a page that saw none
    assert not said(desk, form, "food", "later", worker="supervisor").aside
    assert not said(desk, form, "food", "has", worker="supervisor", base=4).aside


@pytest.mark.parametrize(
    ("link", "typed", "sentence"),
    [
        ("housing", ["somewhere"], "Choose from the list"),
        ("housing", ["116", "101"], "Choose one"),
        ("income_month", ["lots"], "a number"),
        ("housing_since", ["last May"], "year-month-day"),
        ("children", ["maybe"], "Choose from the list"),
    ],
)
def test_what_a_question_cannot_have_gets_a_sentence(
    desk: Desk, desk_in: SignIn, link: str, typed: list[str], sentence: str
) -> None:
    form = begun(desk, FULL_INTAKE)
    answer = desk_in("case-manager").post(address(desk, form, "answer/"), {"link": link, f"{link}-a": typed})
    assert answer.status_code == 422 and sentence in json.loads(answer.content)["said"]
    page = desk_in("case-manager").post(address(desk, form), {f"{link}-a": typed, f"{link}-base": "0"})
    assert page.status_code == 422 and sentence in page.content.decode()
    with desk.world.acting("case-manager"):
        assert reading.stand_of(form=form).changes == ()


def test_it_is_finished_when_all_was_gone_into_and_put_right_with_a_reason(desk: Desk) -> None:
    form = begun(desk)
    needs(desk, form, but="legal")
    with desk.world.acting("case-manager") as by, pytest.raises(Refused, match="Not today") as refused:
        actions.finish_form(form=form, by=by, at=by.now())
    assert refused.value.field == "legal"
    said(desk, form, "legal", standing="declined")
    with desk.world.acting("case-manager") as by:
        actions.finish_form(form=form, by=by, at=by.now())
    with pytest.raises(Refused):
        said(desk, form, "food", "has", base=3)
    kept = said(desk, form, "food", "has", base=3, why="She has food stamps since May")
    assert kept.why
    with desk.world.acting("case-manager"):
        assert [one.value for one in reading.stand_of(form=form).changes if one.link == "food"] == [
            ("now",),
            ("has",),
        ]
    assert begun(desk).pk != form.pk  # the next time is another form


def test_a_second_send_is_the_same_answer(desk: Desk) -> None:
    form, key = begun(desk), uuid.uuid4()
    first = said(desk, form, "words", "Ana's words", key=key)
    assert said(desk, form, "words", "Ana's words", key=key).pk == first.pk
    with pytest.raises(Refused):
        said(desk, form, "words", "Other words", key=key)


def test_what_was_said_in_an_earlier_form_is_shown_with_its_day(desk: Desk, desk_in: SignIn) -> None:
    form = begun(desk)
    needs(desk, form)
    with desk.world.acting("case-manager") as by:
        actions.finish_form(form=form, by=by, at=by.now())
    desk.world.pass_time(days=30)
    later = begun(desk)
    page = desk_in("case-manager").get(address(desk, later)).content.decode()
    assert "Ask only if it changed" in page


def test_no_sql_writes_over_what_was_answered(desk: Desk) -> None:
    """Design, section 4: an answer is a row that is never changed."""
    form = begun(desk)
    said(desk, form, "food", "now")
    for statement in (
        "UPDATE care_formsaid SET value = '[]'",
        "DELETE FROM care_formsaid",
        "UPDATE care_form SET at = now()",
        "UPDATE care_questionnaire SET body = '{}'",
    ):
        with desk.world.acting("case-manager"), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.parametrize("who", ["officer", "liaison", "coordinator", "auditor", "manager"])
def test_nobody_outside_the_care_sees_a_form(desk: Desk, desk_in: SignIn, who: str) -> None:
    """Law 2, R-14: not the page, and not a row of it by any query."""
    form = begun(desk)
    said(desk, form, "food", "now")
    assert desk_in(who).get(address(desk, form)).status_code == 404
    with desk.world.acting(who):
        assert not Form.objects.exists() and not FormSaid.objects.exists()


def test_answers_stay_bound_to_the_version_they_were_given_to(desk: Desk) -> None:
    form = begun(desk)
    said(desk, form, "food", "now")
    body = {**form.questionnaire.body, "version": "2", "title": "Another"}
    with desk.world.acting("manager") as by:
        day = by.now().date()
        actions.add_questionnaire(body=body, begins_on=day, by=by, at=by.now())
        with pytest.raises(Refused, match="kept already"):
            actions.add_questionnaire(body=body, begins_on=day, by=by, at=by.now())
        with pytest.raises(Refused, match="linkId"):
            actions.add_questionnaire(
                body={**body, "version": "3", "item": body["item"] * 2}, begins_on=day, by=by, at=by.now()
            )
        (now,) = [one for one in reading.offered(site=by.site, day=day) if one.url == NEEDS_SCREEN]
        assert now.version == "2"
    assert Questionnaire.objects.get(pk=form.questionnaire_id).version == "1"


@pytest.mark.parametrize(
    ("means", "after"),
    [
        ("intake_interview", ["talk"]),
        ("assessment", ["talk", "form"]),
        ("assessment_and_plan", ["talk", "form", "goal"]),
    ],
)
def test_the_policy_says_when_an_intake_is_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, means: str, after: list[str]
) -> None:
    """Until then nobody reads “confirmed”, and the intake stays on the list of what is due."""
    from thirdoption.program.care.actions import intake as acting

    real = acting.policy_as_written

    class Told:
        value = means

    class Asked:
        def setting(self, name: str) -> Any:
            return Told if name == "intake_done_means" else real(desk.referral.policy_id).setting(name)

    monkeypatch.setattr(acting, "policy_as_written", lambda version: Asked())
    done = []

    def confirmed() -> bool:
        with desk.world.acting("case-manager"):
            return bool(Confirmation.objects.filter(referral=desk.referral).exists())

    with desk.world.acting("case-manager") as by:
        given = {"person": desk.person, "referral": desk.referral, "needs": ["food"], "words": "A door"}
        actions.do_intake(**given, by=by, at=by.now())
    done += ["talk"]
    if not confirmed():
        form = begun(desk, FULL_INTAKE)
        for link in ("housing", "employment", "insurance", "first"):
            said(desk, form, link, standing="not_today")
        with desk.world.acting("case-manager") as by:
            actions.finish_form(form=form, by=by, at=by.now())
        done += ["form"]
    if not confirmed():
        with desk.world.acting("case-manager") as by:
            set_goal(person=desk.person, words="My own door", by=by, at=by.now())
        done += ["goal"]
    assert confirmed() and done == after


def test_whoever_looks_at_a_form_is_on_the_trail(desk: Desk, desk_in: SignIn) -> None:
    """R-69: the form, each answer that comes by itself, and the news of others."""
    form = begun(desk)
    for more in ("", "news/?since=0"):
        desk_in("supervisor").get(address(desk, form, more))
    with desk.world.acting("auditor", "audit"):
        seen = Entry.objects.filter(verb="see", subjects__contains=[desk.person.pk])
        assert seen.filter(worker=desk.world.workers["supervisor"].pk).count() == 2


def test_a_form_takes_few_statements(desk: Desk, desk_in: SignIn, django_assert_max_num_queries: Any) -> None:
    form = begun(desk)
    needs(desk, form)
    client = desk_in("case-manager")
    client.get(address(desk, form))
    with django_assert_max_num_queries(14):
        client.get(address(desk, form))
    with django_assert_max_num_queries(14):
        client.get(f"/desk/people/{desk.person.pk}/forms/")
    with django_assert_max_num_queries(14):
        client.get(address(desk, form, "news/?since=3"))


def test_a_fault_is_said_whole_and_of_which_question(desk: Desk, desk_in: SignIn) -> None:
    form, client = begun(desk, FULL_INTAKE), desk_in("case-manager")
    page = client.get(address(desk, form)).content.decode()
    long = next(item for item in load(form.questionnaire.body).walk() if item.kind == "text")
    assert f'name="{long.link}-base"' in page
    sent = {f"{long.link}-base": "0", f"{long.link}-a": "x" * 9000, "do": "save"}
    refused = client.post(address(desk, form), sent)
    summary = refused.content.decode().split('id="error-summary"')[1].split("</ul>")[0]
    assert refused.status_code == 422 and "9000 characters" in summary and "%(" not in summary
    assert long.body["text"][:20] in summary
