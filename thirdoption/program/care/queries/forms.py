"""Reading forms: what can be asked, what was answered, who has one open, and what is known already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from thirdoption.program.care.models import Form, FormSaid, Questionnaire
from thirdoption.program.care.queries.status import facts, holding
from thirdoption.program.care.rules.forms import FULL_INTAKE, HERE, Said, answers_from, told_by
from thirdoption.program.care.rules.questionnaires import shipped
from thirdoption.program.care.rules.questionnaires.changes import Change, standing_now
from thirdoption.program.care.rules.status import Kind
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person
from thirdoption.program.staff.models import Worker


@dataclass(frozen=True)
class Offered:
    """A questionnaire as it is asked from today on."""

    site: UUID | None
    url: str
    version: str
    begins_on: date
    body: dict[str, Any]


def offered(*, site: UUID, day: date) -> list[Offered]:
    """What can be asked on this day: of each url the version that began last; a site's own goes first."""
    found = {
        body["url"]: Offered(None, body["url"], body["version"], date.fromisoformat(body["date"]), body)
        for body in shipped().values()
    }
    own = Questionnaire.objects.filter(site_id=site, begins_on__lte=day).order_by("begins_on", "version")
    return list(
        (found | {o.url: Offered(o.site_id, o.url, o.version, o.begins_on, o.body) for o in own}).values()
    )


def form_of(*, person: Person, pk: UUID) -> Form:
    """One form of a person. Raises Refused (not found) for another's or none."""
    found = (
        Form.objects.filter(person__in=person.records, pk=pk)
        .select_related("questionnaire", "person")
        .first()
    )
    if found is None:
        raise hidden()
    return found


@dataclass(frozen=True)
class Stand:
    """All that was said to a form: every answer in its order, whether it is finished, who was in it when."""

    changes: tuple[Change, ...]
    finished: bool
    lately: dict[UUID, datetime]
    names: dict[UUID, str]

    def here(self, *, by: Acting, at: datetime) -> list[str]:
        """Who else has the form open: whoever opened it or answered in the last minutes."""
        return sorted(
            self.names.get(who, "")
            for who, seen in self.lately.items()
            if who != by.hand and seen > at - HERE
        )


def stand_of(*, form: Form) -> Stand:
    """How a form stands, in two statements."""
    columns = ("said", "worker", "at", "number", "link", "value", "standing", "base", "aside")
    changes, finished, lately = [], False, {}
    for said, worker, at, count, link, value, *rest in (
        FormSaid.objects.filter(thing=form).order_by("number").values_list(*columns)
    ):
        lately[worker] = at
        finished = finished or said == Said.FINISHED
        if said == Said.ANSWER:
            standing, base, aside = rest
            changes.append(Change(count, link, tuple(value), standing, base, aside, worker, at))
    return Stand(tuple(changes), finished, lately, names(lately))


@dataclass(frozen=True)
class Begun:
    """A form in the list of a person's forms."""

    pk: UUID
    person: UUID
    url: str
    body: dict[str, Any]
    at: datetime
    by: str
    finished_at: datetime | None
    finished_by: str
    answers: int


def forms_of(*, people: Collection[UUID]) -> list[Begun]:
    """The forms of a person's records, the newest first."""
    rows = list(
        Form.objects.filter(person__in=people).select_related("questionnaire", "worker").order_by("-at")
    )
    said = FormSaid.objects.filter(thing__in=rows).exclude(said=Said.OPENED)
    finished: dict[UUID, tuple[datetime, UUID]] = {}
    answered: dict[UUID, set[str]] = {}
    for thing, kind, link, at, worker in said.values_list("thing", "said", "link", "at", "worker"):
        if kind == Said.FINISHED:
            finished[thing] = (at, worker)
        else:
            answered.setdefault(thing, set()).add(link)
    known = names(worker for _at, worker in finished.values())
    return [
        Begun(
            pk=row.pk,
            person=row.person_id,
            url=row.questionnaire.url,
            body=row.questionnaire.body,
            at=row.at,
            by=row.worker.name,
            finished_at=finished[row.pk][0] if row.pk in finished else None,
            finished_by=known.get(finished[row.pk][1], "") if row.pk in finished else "",
            answers=len(answered.get(row.pk, ())),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Filled:
    """A form of a person with the answers that stand, by linkId; `finished_at` None while it goes on."""

    pk: UUID
    body: dict[str, Any]
    at: datetime
    finished_at: datetime | None
    now: dict[str, Change]


def filled(*, people: Collection[UUID], url: str = "") -> list[Filled]:
    """The forms of these people that hold an answer, the oldest first; `url`: of one kind."""
    rows = Form.objects.filter(person__in=people).select_related("questionnaire").order_by("at")
    rows = rows.filter(questionnaire__url=url) if url else rows
    columns = ("thing", "said", "worker", "at", "number", "link", "value", "standing", "base", "aside")
    finished: dict[UUID, datetime] = {}
    changes: dict[UUID, list[Change]] = {}
    said = FormSaid.objects.filter(thing__in=[row.pk for row in rows]).exclude(said=Said.OPENED)
    for thing, kind, worker, at, count, link, value, *rest in said.order_by("number").values_list(*columns):
        if kind == Said.FINISHED:
            finished[thing] = at
        else:
            standing, base, aside = rest
            change = Change(count, link, tuple(value), standing, base, aside, worker, at)
            changes.setdefault(thing, []).append(change)
    return [
        Filled(row.pk, row.questionnaire.body, row.at, finished.get(row.pk), standing_now(changes[row.pk]))
        for row in rows
        if row.pk in changes
    ]


def names(workers: Iterable[UUID]) -> dict[UUID, str]:
    """The names of workers by their ids."""
    return dict(Worker.objects.filter(pk__in=set(workers)).values_list("pk", "name"))


@dataclass(frozen=True)
class Known:
    """An answer of an earlier form: shown with its day, so that nobody is asked twice."""

    value: tuple[Any, ...]
    at: datetime


def known(*, person: Person, but: Form) -> dict[str, Known]:
    """By linkId what is known: answers of the last earlier form of the kind, and facts noted since."""
    rows = FormSaid.objects.filter(
        thing__person__in=person.records,
        thing__questionnaire__url=but.questionnaire.url,
        said=Said.ANSWER,
        aside=False,
        standing="",
    )
    rows = rows.exclude(thing=but).filter(thing__at__lt=but.at).order_by("at", "number")
    found = {
        link: Known(tuple(value), at) for link, value, at in rows.values_list("link", "value", "at") if value
    }
    if but.questionnaire.url == FULL_INTAKE:
        found |= {
            link: one
            for link, one in _of_facts(person).items()
            if link not in found or found[link].at < one.at
        }
    return found


def _of_facts(person: Person) -> dict[str, Known]:
    now = holding(facts(people=[person.pk]))
    answers = answers_from({(Kind(kind), of): one.code for (kind, of), one in now.items()})
    day = {
        link: max(now[kind, of].at for kind, of, _code in told_by(link, codes))
        for link, codes in answers.items()
    }
    return {link: Known(codes, day[link]) for link, codes in answers.items()}
