"""Going through a questionnaire with a person: every answer is kept as it comes, also of two at once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from thirdoption.program.care.actions.intake import confirm_intakes
from thirdoption.program.care.actions.status import note_fact
from thirdoption.program.care.models import Form, FormSaid, Participation, Questionnaire
from thirdoption.program.care.queries.forms import Offered, Stand, stand_of
from thirdoption.program.care.queries.status import facts, holding
from thirdoption.program.care.rules.forms import FULL_INTAKE, HERE, WHY_LIMIT, Said, told_by
from thirdoption.program.care.rules.questionnaires import Standing, load, open_questions
from thirdoption.program.care.rules.questionnaires.changes import given, is_aside, read, standing_now
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

_ASKED = ("thing", "said", "link", "value", "standing", "base", "why")


def begin_form(*, person: Person, offered: Offered, by: Acting, at: datetime) -> Form:
    """Begin a questionnaire; whoever begins one that is not finished yet comes into that one."""
    check(by, Permission.WRITE_CARE)
    _hold(person)
    site: Any = offered.site
    unfinished = Form.objects.filter(person__in=person.records, questionnaire__url=offered.url).exclude(
        said__said=Said.FINISHED
    )
    found = unfinished.order_by("-at").first()
    if found is None:
        kept, _made = Questionnaire.objects.get_or_create(
            site_id=site,
            url=offered.url,
            version=offered.version,
            defaults={"body": offered.body, "begins_on": offered.begins_on},
        )
        found = Form(site_id=by.site, person=person, worker_id=by.hand, at=at, questionnaire=kept)
        found.save(force_insert=True)
        record(by=by, verb="begin form", noun="person", objects=[person.pk, found.pk], at=at)
    open_form(form=found, by=by, at=at)
    return found


def open_form(*, form: Form, by: Acting, at: datetime) -> None:
    """Say that somebody has a form open, so that whoever else has it open is told; once in a while."""
    check(by, Permission.WRITE_CARE)
    if not FormSaid.objects.filter(thing=form, worker=by.hand, at__gt=at - HERE / 2).exists():
        _hold(form.person)
        _row(form, Said.OPENED, by, at).save(force_insert=True)


def answer(
    *,
    form: Form,
    link: str,
    typed: Sequence[str],
    standing: str,
    base: int,
    why: str = "",
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> FormSaid:
    """Keep the answer to one question, or that it is not for today or was declined; nothing takes it back.

    `base` is the number of the answer that was seen. Where somebody else's came in between, this one is kept
    aside until one of both is chosen. Raises Refused (invalid) for what the question cannot have as an
    answer, and for another answer to a finished form without a reason.
    """
    check(by, Permission.WRITE_CARE)
    item = next((one for one in load(form.questionnaire.body).walk() if one.link == link and one.asks), None)
    if item is None:
        raise hidden()
    if standing not in {"", *Standing}:
        raise Refused(INVALID, "Choose from the list.", link)
    value = () if standing else read(item, typed)
    _hold(form.person)
    before = stand_of(form=form)
    if before.finished:
        why = free_text(why, field="why", limit=WHY_LIMIT, required=True)
    said: Sequence[Any] | Standing = Standing(standing) if standing else value
    row = _row(form, Said.ANSWER, by, at)
    row.pk = number(by=by, key=key)
    row.link, row.value, row.standing, row.base, row.why = link, list(value), standing, base, why
    row.aside = is_aside(before.changes, link=link, base=base, said=said, worker=by.hand)
    if add_once(row, same=_ASKED):
        record(by=by, verb="answer form", noun="person", objects=[form.person_id, form.pk], why=link, at=at)
        if before.finished and form.questionnaire.url == FULL_INTAKE:
            _note_facts(form, stand_of(form=form), by, at, of_link=link)
    return row


def finish_form(*, form: Form, by: Acting, at: datetime) -> None:
    """Say that all was gone into. The full intake may be what an intake needs to count as done.

    What it tells of a life that is not known so becomes a fact, as of today.

    Raises Refused (invalid) naming the first question that nobody went into; "not today" goes into it.
    """
    check(by, Permission.WRITE_CARE)
    _hold(form.person)
    stand = stand_of(form=form)
    if stand.finished:
        return
    waits = open_questions(load(form.questionnaire.body), given(stand.changes))
    if waits:
        raise Refused(INVALID, "Answer this, or choose “Not today”.", waits[0].link)
    _row(form, Said.FINISHED, by, at).save(force_insert=True)
    record(by=by, verb="finish form", noun="person", objects=[form.person_id, form.pk], at=at)
    if form.questionnaire.url == FULL_INTAKE:
        confirm_intakes(person=form.person, by=by, at=at)
        _note_facts(form, stand, by, at)


def add_questionnaire(*, body: dict[str, Any], begins_on: date, by: Acting, at: datetime) -> Questionnaire:
    """Keep a site's own questionnaire, asked from a day on.

    Raises Refused (invalid) for its faults, and (conflict) for a version that is kept already.
    """
    check(by, Permission.EDIT_POLICY)
    try:
        read_form = load(body)
    except ValueError as fault:
        raise Refused(INVALID, str(fault)) from None
    kept = Questionnaire(
        site_id=by.site, url=read_form.url, version=read_form.version, begins_on=begins_on, body=body
    )
    if not add_once(kept, same=(), taken="This version is kept already. Give the questionnaire another one."):
        raise Refused(CONFLICT, "This version is kept already. Give the questionnaire another one.")
    record(by=by, verb="add questionnaire", noun="site", objects=[kept.pk], at=at)
    return kept


def _hold(person: Person) -> None:
    """One at a time for each person: numbers follow one another, and nobody writes past an answer unseen."""
    Participation.objects.select_for_update(no_key=True).get(person=person)


def _note_facts(form: Form, stand: Stand, by: Acting, at: datetime, of_link: str = "") -> None:
    now = holding(facts(people=[form.person_id]))
    for link, change in standing_now(stand.changes).items():
        for kind, of, code in told_by(link, change.value) if of_link in ("", link) else ():
            if (kind, of) not in now or now[kind, of].code != code:
                note_fact(person=form.person, kind=kind, of=of, code=code, by=by, at=at)


def _row(form: Form, said: Said, by: Acting, at: datetime) -> FormSaid:
    last = FormSaid.objects.filter(thing=form).order_by("-number").values_list("number", flat=True).first()
    numbered = (last or 0) + 1
    return FormSaid(
        thing=form, number=numbered, said=said, worker=by.hand, organization=by.organization, at=at
    )
