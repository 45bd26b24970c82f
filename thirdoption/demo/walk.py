"""The program's main job walked through once, today, with two made-up people; every line is read back.

Each fact is checked as the role that it matters to would see it. A line is said only when it is so.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from thirdoption.demo import place, plan
from thirdoption.demo.carrier import Carrier
from thirdoption.demo.events import Contact, Moment, Verb
from thirdoption.demo.year import work_until_empty
from thirdoption.program.care import queries as care
from thirdoption.program.ground import acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import queries as line
from thirdoption.program.matters import queries as matters
from thirdoption.program.people.models import Person
from thirdoption.program.publications.models import Publication, PublicationFile
from thirdoption.program.referrals import queries as referrals
from thirdoption.program.referrals.rules import Screening
from thirdoption.program.reports import queries as reports
from thirdoption.program.services import queries as services
from thirdoption.program.sharing import queries as sharing
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.queries import acting as acting_of

Say = Callable[[str], None]
FACTS = {
    "place": "Pharmacy, 200 Tulip Street",
    "conduct": "shoplifting",
    "door": "arrest_diversion",
    "drivers": ["poverty"],
    "complainant": "agreed",
    "age": "18_or_over",
    "family_offense": "no",
}
_HOURS = timedelta(hours=5)


class NotSo(Exception):
    """Something that the walk reads back is not as it should be."""


def walk(*, site: Site, out: Path, say: Say, now: datetime | None = None) -> None:
    """Walk (1) to (5) in the five hours before now. Raises NotSo at the first thing that is not so."""
    _Walk(site, out, say, now or datetime.now(UTC)).all()


class _Walk:
    def __init__(self, site: Site, out: Path, say: Say, now: datetime) -> None:
        self.site, self.out, self.say, self.now = site, out, say, now
        self.began = self.now - _HOURS
        self.today = self.began.astimezone(ZoneInfo(site.zone)).date()
        number = f"{self.now:%y}-{round(self.now.timestamp()) % 100_000:05}"
        self.contacts = tuple(
            Contact(place_, self.began, "officer", {**FACTS, "incident_number": number}, "white", True)
            for place_, number in enumerate((f"{number}-X", f"{number}-Y"), start=1)
        )
        self.carrier = Carrier(site, self.contacts, work_until_empty)
        self.workers = place.workers(site)

    def all(self) -> None:
        self.contact()
        self.hand_off()
        self.intake()
        self.care()
        self.report()
        self.say("walk: ok")

    def do(self, after: float, verb: Verb, contact: int, **told: Any) -> datetime:
        """Carry one moment out, so many minutes after the walk began."""
        at = self.began + timedelta(minutes=after)
        self.carrier.carry(Moment(at, verb, contact, told))
        return at

    def seen_by(self, worker: str) -> Any:
        """What a worker sees now."""
        return acting.opened(acting_of(self.workers[worker], at=self.now))

    # (1)

    def contact(self) -> None:
        self.do(0, Verb.RECORD, 1)
        thread = self.carrier.threads[1]
        with self.seen_by("officer") as by:
            found = referrals.referral(by=by, pk=_there(thread.referral).pk)
            judged = Screening.from_plain(found.screening)
            _so(found.answer == "eligible", "the contact is eligible")
            _so(not Person.objects.exists(), "an officer sees no participant")
        made_up = sum(reason.made_up for reason in judged.reasons)
        self.say(
            f"1 contact recorded: {found.answer}, {len(judged.reasons)} reasons, "
            f"policy {found.policy.version}, {made_up} rules made up for the rehearsal"
        )
        self.do(1, Verb.SAY_YES, 1, set_aside="custodial_arrest", returnable_on=None)
        with self.seen_by("on-call") as by:
            called = line.of_referral(by=by, referral=_there(thread.referral).pk)
            _so(called is not None and called.state == "requested", "the line is called")
        matter = self._held(1)
        _so((matter.deadline_on - matter.held_on).days == 30, "the clock runs 30 days")
        self.say(
            f"1 offer made in the words on the screen and accepted: the line is called, 1 charge held "
            f"({matter.law}), intake until {matter.deadline_on}"
        )

    def _held(self, number: int) -> Any:
        """The held charge as the prosecutor liaison sees it."""
        referral = _there(self.carrier.threads[number].referral).pk
        with self.seen_by("liaison") as by:
            found = [one for one in matters.held(by=by) if one.referral_id == referral]
        _so(len(found) == 1, "the liaison sees the charge")
        return found[0]

    # (2)

    def hand_off(self) -> None:
        self._taken_over(1, 2, "Ione Made-Up", "case-manager")
        thread = self.carrier.threads[1]
        with self.seen_by("officer") as by:
            receipt = referrals.receipt(by=by, referral=_there(thread.referral).pk)
            free = _there(receipt.handed_over_at)
            minutes = round((free - receipt.sent_at).total_seconds() / 60)
            _hidden(
                lambda: referrals.referral(by=by, pk=_there(thread.referral).pk), "the referral is closed"
            )
        self.say(
            f"1 hand-off: accepted, arrived, taken over; the officer is free after {minutes} minutes "
            "and keeps the receipt only"
        )
        self.do(30, Verb.SIGN, 1)
        with self.seen_by("case-manager"):
            (release,) = sharing.releases(person=_there(thread.person))
            _so(release.signed_name == "Ione Made-Up", "the release carries the typed name")
        self.say(
            f"1 hand-off release signed by typed name: {release.recipient_name}, "
            f"{release.information.lower()}"
        )

    def _taken_over(self, number: int, minutes: int, name: str, manager: str) -> None:
        told = {"date_of_birth": None, "where_to_find": "By the river, mornings", "language": "en"}
        self.do(minutes, Verb.COME, number, worker="on-call")
        self.do(minutes + 2, Verb.SET_OUT, number)
        self.do(minutes + 19, Verb.ARRIVE, number)
        self.do(minutes + 22, Verb.TAKE_OVER, number, name=name, case_manager=manager, **told)

    # (3)

    def intake(self) -> None:
        told = {"needs": ["housing"], "words": "", "race": [], "asked": "declined"}
        self.do(120, Verb.INTAKE, 1, **told)
        self._confirmed(1, self.today)
        self.say(f'1 intake done: the liaison reads "intake confirmed, {self.today}"')
        self.do(40, Verb.RECORD, 2)
        self.do(41, Verb.SAY_YES, 2, set_aside="custodial_arrest", returnable_on=None)
        self._taken_over(2, 42, "Wren Made-Up", "case-manager-2")
        self.do(121, Verb.INTAKE, 2, **told)
        self._confirmed(2, None)
        self._held(2)
        self.say(
            "1 second person who declined the release, intake done too: the liaison reads the charge, the "
            'clock and "not confirmed"'
        )
        self.do(130, Verb.WITHDRAW, 1)
        self._confirmed(1, None)
        self.say('1 release withdrawn: the liaison\'s next load is silent, "not confirmed"')

    def _confirmed(self, number: int, on: date | None) -> None:
        referral = _there(self.carrier.threads[number].referral).pk
        with self.seen_by("liaison"):
            found = care.confirmed(referrals=[referral])
            _so(not Person.objects.exists(), "the liaison sees no participant")
        _so(found == ({referral: on} if on else {}), f"the liaison reads {on or 'nothing'}")

    # (4)

    def care(self) -> None:
        note = {"kind": "made", "how": "in_person", "minutes": 30, "sensitive": ""}
        self.do(140, Verb.GOAL, 1, words="A place where my son can sleep")
        self.do(150, Verb.NOTE, 1, line="Went to see the room together", **note)
        self.do(160, Verb.CONNECT, 1, provider="Invented Harbor Shelter", asks="A family room")
        person = _there(self.carrier.threads[1].person)
        with self.seen_by("case-manager") as by:
            _so(care.person(by=by, pk=person.pk).name == person.name, "the case manager sees the person")
            (goal,), (contact,) = care.goals(person=person), care.contacts(person=person)
            (asked,) = services.connections(person=person.pk)
            live = [
                one for one in sharing.releases(person=person) if one.recipient_service == asked.service_id
            ]
            _so(len(live) == 1 and asked.state == "requested", "the provider is asked under a release")
        self.say(f'1 goal in the person\'s words ("{goal.words}"), 1 contact ({contact.minutes} minutes)')
        self.say(
            f"1 connection to {asked.service.organization.name} under a release of its own: {asked.state}"
        )

    # (5)

    def report(self) -> None:
        year, number = plan.ended_quarters(self.now)[-1]
        self.do(200, Verb.BUILD, 0, year=year, number=number + 1)
        with self.seen_by("manager") as by:
            report = reports.reports(by=by)[0]
            _so(report.state == "built", "the report is built")
        self.say(
            f"1 report built by {report.built_by}, {report.built_by.agency}: "
            f"{report.first_day} to {report.last_day}, version {report.version}"
        )
        self.do(210, Verb.RELEASE, 0)
        released = Publication.objects.filter(site=self.site.pk).order_by("-released_at")[0]
        _so((released.first_day, released.version) == (report.first_day, report.version), "it is public")
        self.say(f"1 report released by a second person of another agency: {released.released_by}")
        for path in self._written(released):
            self.say(str(path))

    def _written(self, released: Publication) -> list[Path]:
        self.out.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = []
        for file in PublicationFile.objects.filter(publication=released).order_by("-kind", "language"):
            path = self.out / f"report-{released.slug}-v{released.version}-{file.language}.{file.kind}"
            path.write_bytes(bytes(file.content))
            _so(path.stat().st_size > 1000, f"{path.name} holds a report")
            written.append(path)
        _so(len(written) == 4, "PDF and CSV in two languages")
        return written


def _there(thing: Any) -> Any:
    _so(thing is not None, "the step before has left what this one needs")
    return thing


def _so(true: bool, what: str) -> None:
    if not true:
        raise NotSo(f"The walk read back that this is not so: {what}.")


def _hidden(ask: Callable[[], object], what: str) -> None:
    try:
        ask()
    except Refused:
        return
    raise NotSo(f"The walk read back that this is not so: {what}.")
