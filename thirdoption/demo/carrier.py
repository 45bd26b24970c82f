"""Carries the plan out: each moment by the same action that the page calls, at the moment's own time."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from thirdoption.demo import people, place
from thirdoption.demo.events import Contact, Moment, Verb
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import CaseManager, Participation
from thirdoption.program.ground import acting
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs import queries as line
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import EndedBy
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State as MatterState
from thirdoption.program.people import actions as people_actions
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import RaceAsked
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import Ending, NotOfferedReason, SetAside
from thirdoption.program.reports import actions as reports
from thirdoption.program.reports.models import Report
from thirdoption.program.services import actions as services
from thirdoption.program.services import queries as directory
from thirdoption.program.services.models import Connection, Service
from thirdoption.program.services.rules import Need, TaskStatus
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Release
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import acting as acting_of
from thirdoption.program.trail.actions import seal

_HALF_A_YEAR = timedelta(days=180)
T = TypeVar("T")


@dataclass
class Thread:
    """What has come of one contact so far."""

    contact: Contact
    referral: Referral | None = None
    handoff: Handoff | None = None
    person: Person | None = None
    release: Release | None = None
    connection: Connection | None = None
    taker: Worker | None = None
    manager: Worker | None = None


class Carrier:
    """Plays moments at one made-up place; `work` runs the jobs that are waiting."""

    def __init__(self, site: Site, contacts: tuple[Contact, ...], work: Callable[[], object]) -> None:
        self.site = site
        self.work = work
        self.workers = place.workers(site)
        self.threads = {contact.number: Thread(contact) for contact in contacts}
        self._services: dict[Need, list[Service]] = {}
        self._steps: dict[Verb, Callable[[Moment, Thread], None]] = {
            Verb.RECORD: self._record,
            Verb.SAY_YES: self._say_yes,
            Verb.SAY_NO: self._say_no,
            Verb.SAY_ENDING: self._say_ending,
            Verb.DO_NOT_OFFER: self._do_not_offer,
            Verb.STAND_IN: self._stand_in,
            Verb.COME: self._come,
            Verb.ARRIVE: self._arrive,
            Verb.TAKE_OVER: self._take_over,
            Verb.END_HANDOFF: self._end_handoff,
            Verb.SIGN: self._sign,
            Verb.WITHDRAW: self._withdraw,
            Verb.INTAKE: self._intake,
            Verb.GOAL: self._goal,
            Verb.NOTE: self._note,
            Verb.ENGAGE: self._engage,
            Verb.LEAVE: self._leave,
            Verb.CONNECT: self._connect,
            Verb.ANSWER: self._answer,
            Verb.DECIDE: self._decide,
        }

    def carry(self, moment: Moment) -> None:
        """Do what happens at a moment."""
        if moment.verb is Verb.BUILD:
            self._build(moment)
        elif moment.verb is Verb.RELEASE:
            self._release(moment)
        elif moment.verb is Verb.SEAL:
            seal()
        else:
            self._steps[moment.verb](moment, self.threads[moment.contact])

    @contextmanager
    def _as(self, worker: str | Worker, moment: Moment) -> Iterator[Acting]:
        """An open transaction in which a worker acts at the moment's time."""
        who = self.workers[worker] if isinstance(worker, str) else worker
        with acting.opened(acting_of(who, at=moment.at)) as by:
            yield by

    # the officer

    def _record(self, moment: Moment, thread: Thread) -> None:
        contact = thread.contact
        with self._as(contact.officer, moment) as by:
            thread.referral = referrals.record_contact(
                key=uuid.uuid4(),
                facts={**contact.facts, "occurred_at": contact.occurred_at.isoformat()},
                perceived_race=contact.perceived_race,
                by=by,
                at=moment.at,
            )

    def _say_yes(self, moment: Moment, thread: Thread) -> None:
        with self._as(thread.contact.officer, moment) as by:
            referrals.offer(
                referral=_there(thread.referral),
                accepted=True,
                set_aside=SetAside(moment.told["set_aside"]),
                returnable_on=moment.told["returnable_on"],
                by=by,
                at=moment.at,
            )
        self.work()
        with self._as("supervisor", moment):
            thread.handoff = Handoff.objects.get(referral=_there(thread.referral))

    def _say_no(self, moment: Moment, thread: Thread) -> None:
        with self._as(thread.contact.officer, moment) as by:
            referrals.offer(referral=_there(thread.referral), accepted=False, by=by, at=moment.at)

    def _say_ending(self, moment: Moment, thread: Thread) -> None:
        ending = Ending(moment.told["ending"])
        with self._as(thread.contact.officer, moment) as by:
            referrals.say_ending(referral=_there(thread.referral), ending=ending, by=by, at=moment.at)

    def _do_not_offer(self, moment: Moment, thread: Thread) -> None:
        with self._as(thread.contact.officer, moment) as by:
            referrals.do_not_offer(
                referral=_there(thread.referral),
                reason=NotOfferedReason(moment.told["reason"]),
                ending=Ending(moment.told["ending"]),
                by=by,
                at=moment.at,
            )

    # the line

    def _stand_in(self, moment: Moment, thread: Thread) -> None:
        worker = self.workers[moment.told["worker"]]
        ends = moment.at + timedelta(hours=moment.told["hours"])
        handoffs.put_on_call(worker=worker, starts_at=moment.at, ends_at=ends)

    def _come(self, moment: Moment, thread: Thread) -> None:
        named = moment.told.get("worker")
        on_call = line.on_call(site=self.site.pk, at=moment.at)
        thread.taker = self.workers[named] if named else on_call[0]
        with self._as(thread.taker, moment) as by:
            handoffs.accept(handoff=_there(thread.handoff), by=by, at=moment.at)

    def _arrive(self, moment: Moment, thread: Thread) -> None:
        with self._as(_there(thread.taker), moment) as by:
            handoffs.arrive(handoff=_there(thread.handoff), by=by, at=moment.at)

    def _take_over(self, moment: Moment, thread: Thread) -> None:
        told: dict[str, Any] = dict(moment.told)
        thread.manager = self.workers[told.pop("case_manager")]
        with self._as(_there(thread.taker), moment) as by:
            thread.person = handoffs.take_over(handoff=_there(thread.handoff), by=by, at=moment.at, **told)
            care.take_up(person=thread.person, worker=thread.manager, by=by, at=moment.at)

    def _end_handoff(self, moment: Moment, thread: Thread) -> None:
        because = EndedBy(moment.told["because"])
        with self._as(thread.taker or "supervisor", moment) as by:
            handoffs.end(handoff=_there(thread.handoff), because=because, by=by, at=moment.at)

    def _sign(self, moment: Moment, thread: Thread) -> None:
        person = _there(thread.person)
        text = people.RELEASE[person.language].format(
            discloser=place.AGENCIES["operator"][0],
            recipient=place.AGENCIES["prosecutor"][0],
            told="whether intake is done, and its date",
            purpose="the decision about this charge",
            ends="that decision",
        )
        with self._as(_there(thread.taker), moment) as by:
            thread.release = sharing.sign_handoff_release(
                person=person,
                referral=_there(thread.referral).pk,
                text=text,
                language=person.language,
                signed_name=person.name,
                by=by,
                at=moment.at,
            )

    def _withdraw(self, moment: Moment, thread: Thread) -> None:
        with self._as(_there(thread.manager), moment) as by:
            sharing.withdraw(release=_there(thread.release), by=by, at=moment.at)

    # care

    def _intake(self, moment: Moment, thread: Thread) -> None:
        person, told = _there(thread.person), moment.told
        with self._as(_there(thread.manager), moment) as by:
            care.do_intake(
                person=person,
                referral=_there(thread.referral),
                needs=told["needs"],
                words=told["words"],
                by=by,
                at=moment.at,
            )
            asked = RaceAsked(told["asked"])
            people_actions.answer_race(
                person=person, answers=told["race"], asked=asked, by=by, at=moment.at
            )

    def _goal(self, moment: Moment, thread: Thread) -> None:
        with self._as(_there(thread.manager), moment) as by:
            care.set_goal(person=_there(thread.person), words=moment.told["words"], by=by, at=moment.at)

    def _note(self, moment: Moment, thread: Thread) -> None:
        told = {key: value for key, value in moment.told.items() if key != "found"}
        with self._as(_there(thread.manager), moment) as by:
            care.note_contact(person=_there(thread.person), by=by, at=moment.at, **told)

    def _engage(self, moment: Moment, thread: Thread) -> None:
        with self._as(_there(thread.manager), moment) as by:
            care.change_engagement(
                participation=Participation.objects.get(person=_there(thread.person)),
                to=care.Engagement(moment.told["to"]),
                note=moment.told["note"],
                by=by,
                at=moment.at,
            )

    def _leave(self, moment: Moment, thread: Thread) -> None:
        # LEAD: care has no action that ends a worker's work with a person; this is its one statement
        with self._as(_there(thread.manager), moment):
            CaseManager.objects.filter(person=_there(thread.person), until__isnull=True).update(
                until=moment.at
            )

    def _connect(self, moment: Moment, thread: Thread) -> None:
        service, person = self._service(moment.told), _there(thread.person)
        text = people.RELEASE[person.language].format(
            discloser=place.AGENCIES["operator"][0],
            recipient=service.organization.name,
            told="my name, how to reach me, and what I ask for",
            purpose="getting it",
            ends="six months",
        )
        with self._as(_there(thread.manager), moment) as by:
            release = sharing.sign_connection_release(
                person=person,
                service=service.pk,
                recipient=service.organization.name,
                text=text,
                language=person.language,
                signed_name=person.name,
                expires_at=moment.at + _HALF_A_YEAR,
                by=by,
                at=moment.at,
            )
            thread.connection = services.connect(
                person=person,
                service=service,
                release=release,
                asks=moment.told["asks"],
                by=by,
                at=moment.at,
            )

    def _service(self, told: Any) -> Service:
        """The provider by name, or one of those for the need."""
        everyone = Service.objects.filter(site=self.site).select_related("organization")
        if "provider" in told:
            return everyone.get(organization__name=told["provider"])
        need = Need(told["need"])
        if need not in self._services:
            listed = directory.search(self.site, need, limit=12).listings
            ids = [one.id for one in listed if one.made_up] or [one.id for one in listed]
            self._services[need] = list(everyone.filter(pk__in=ids).order_by("name", "id"))
        found = self._services[need]
        return found[told["pick"] % len(found)]

    def _answer(self, moment: Moment, thread: Thread) -> None:
        with self._as(_there(thread.manager), moment) as by:
            services.say(
                connection=_there(thread.connection),
                to=TaskStatus(moment.told["to"]),
                note=moment.told["note"],
                by=by,
                at=moment.at,
            )

    # the prosecutor and the office

    def _decide(self, moment: Moment, thread: Thread) -> None:
        with self._as("liaison", moment) as by:
            matter = Matter.objects.get(referral=_there(thread.referral))
            state = MatterState(moment.told["to"])
            matters.decide(matter=matter, to=state, reason=moment.told["reason"], by=by, at=moment.at)

    def _build(self, moment: Moment) -> None:
        with self._as("manager", moment) as by:
            reports.ask_for(year=moment.told["year"], number=moment.told["number"], by=by, at=moment.at)
        self.work()

    def _release(self, moment: Moment) -> None:
        with self._as("community", moment) as by:
            waiting = Report.objects.select_related("built_by__agency", "site").order_by("-asked_at")
            report = waiting.filter(site=self.site)[:1].get()
            reports.release(report=report, by=by, at=moment.at)


def _there(thing: T | None) -> T:
    """What an earlier moment of the plan has made."""
    if thing is None:
        raise LookupError("The plan has a moment before the one that it follows from.")
    return thing
