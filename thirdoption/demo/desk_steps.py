"""What the program's workers and the prosecutor do in the made-up year, by the actions of their pages."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from thirdoption.demo.events import Moment, Verb
from thirdoption.demo.stage import Stage, Thread, there
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import CaseManager
from thirdoption.program.care.rules import Engagement
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import FILINGS, FiledHow, State
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import RaceAsked
from thirdoption.program.services import actions as services
from thirdoption.program.services import queries as directory
from thirdoption.program.services.queries import Listing
from thirdoption.program.services.rules import Need, TaskStatus
from thirdoption.program.services.rules.connections import Reason
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sites.queries import agency_names, local_day
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.web.desk.presenters import releases as texts
from thirdoption.web.desk.presenters.directory import recipient
from thirdoption.web.desk.presenters.moments import Clock

_HALF_A_YEAR = timedelta(days=180)


def sign(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The person signs the hand-off release by typed name."""
    person, referral = there(thread.person), there(thread.referral)
    names = agency_names(stage.site)
    with stage.as_worker(there(thread.taker), moment) as by:
        thread.release = sharing.sign_handoff_release(
            person=person,
            referral=referral.pk,
            text=texts.handoff_text(person, referral, names, person.language, _clock(stage, moment)),
            language=person.language,
            signed_name=person.name,
            by=by,
            at=moment.at,
        )


def withdraw(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The person takes the hand-off release back."""
    with stage.as_worker(there(thread.manager), moment) as by:
        sharing.withdraw(release=there(thread.release), by=by, at=moment.at)


def intake(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The case manager holds the intake."""
    told = moment.told
    with stage.as_worker(there(thread.manager), moment) as by:
        care.hold_intake(
            person=there(thread.person),
            referral=there(thread.referral),
            needs=told["needs"],
            words=told["words"],
            race=told["race"],
            race_asked=RaceAsked(told["asked"]),
            by=by,
            at=moment.at,
        )


def goal(stage: Stage, moment: Moment, thread: Thread) -> None:
    """A goal in the person's words."""
    with stage.as_worker(there(thread.manager), moment) as by:
        care.set_goal(person=there(thread.person), words=moment.told["words"], by=by, at=moment.at)


def note(stage: Stage, moment: Moment, thread: Thread) -> None:
    """A contact made or tried."""
    told = {key: value for key, value in moment.told.items() if key != "found"}
    with stage.as_worker(there(thread.manager), moment) as by:
        care.note_contact(person=there(thread.person), by=by, at=moment.at, **told)


def engage(stage: Stage, moment: Moment, thread: Thread) -> None:
    """How the person and the program are in touch now."""
    if moment.told["to"] == Engagement.DIED:
        _died(stage, moment, thread)
        return
    with stage.as_worker(there(thread.manager), moment) as by:
        person = Person.objects.select_related("participation").get(pk=there(thread.person).pk)
        care.say_in_touch(
            person=person,
            to=Engagement(moment.told["to"]),
            note=moment.told["note"],
            version=person.participation.version,
            by=by,
            at=moment.at,
        )


def _died(stage: Stage, moment: Moment, thread: Thread) -> None:
    """A death is noted by whom the person worked with, and confirmed by who leads."""
    told, person = {"day": None, "about": False, "words": moment.told["note"]}, there(thread.person)
    with stage.as_worker(there(thread.manager), moment) as by:
        noted = care.note_death(person=person, **told, by=by, at=moment.at)
    with stage.as_worker("supervisor", moment) as by:
        care.confirm_death(death=noted, by=by, at=moment.at)


def leave(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The person is on nobody's list any more; whoever comes back is taken up again."""
    # care has no action for it yet: this is the one statement that it would be
    with stage.as_worker(there(thread.manager), moment):
        mine = CaseManager.objects.filter(person=there(thread.person), until__isnull=True)
        mine.update(until=moment.at)


def connect(stage: Stage, moment: Moment, thread: Thread) -> None:
    """A provider is asked under a release of its own."""
    listing, person, told = _listing(stage, moment.told), there(thread.person), moment.told
    ends = moment.at + _HALF_A_YEAR
    asked = {"asks": told["asks"], "language": person.language, "until": ends.date()}
    discloser, number = agency_names(stage.site)[AgencyKind.OPERATOR], stage.site.line_number
    with stage.as_worker(there(thread.manager), moment) as by:
        thread.connection = care.ask_provider(
            person=person,
            service=listing.id,
            recipient=recipient(listing),
            asks=told["asks"],
            text=texts.connection_text(
                person, recipient(listing), asked, discloser, number, _clock(stage, moment)
            ),
            language=person.language,
            signed_name=person.name,
            expires_at=ends,
            by=by,
            at=moment.at,
        )


def _listing(stage: Stage, told: Mapping[str, Any]) -> Listing:
    """The provider by name, or one of those for the need: invented ones first, for nobody is real there."""
    if "provider" in told:
        return directory.search(stage.site, text=told["provider"], limit=1).listings[0]
    need = Need(told["need"])
    if need not in stage.listings:
        found = directory.search(stage.site, need, limit=12).listings
        stage.listings[need] = [one for one in found if one.made_up] or list(found)
    return stage.listings[need][told["pick"] % len(stage.listings[need])]


def answer(stage: Stage, moment: Moment, thread: Thread) -> None:
    """What became of a connection: why not, or on which day."""
    to = TaskStatus(moment.told["to"])
    with stage.as_worker(there(thread.manager), moment) as by:
        services.say(
            connection=there(thread.connection),
            to=to,
            note=moment.told["note"],
            reason=Reason.NO_ROOM if to == TaskStatus.REJECTED else "",
            day=moment.at.date() if to in (TaskStatus.ON_HOLD, TaskStatus.IN_PROGRESS) else None,
            by=by,
            at=moment.at,
        )


def decide(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The prosecutor's decision about the charge."""
    with stage.as_worker("liaison", moment) as by:
        matter = Matter.objects.get(referral=there(thread.referral))
        to = State(moment.told["to"])
        filing: dict[str, Any] = {}
        if to in FILINGS:
            filing = {"filed_on": local_day(stage.site, moment.at), "filed_how": FiledHow.SUMMONS}
        matters.decide(matter=matter, to=to, reason=moment.told["reason"], **filing, by=by, at=moment.at)


def _clock(stage: Stage, moment: Moment) -> Clock:
    return Clock(ZoneInfo(stage.site.zone), moment.at)


STEPS: Mapping[Verb, Callable[[Stage, Moment, Thread], None]] = {
    Verb.SIGN: sign,
    Verb.WITHDRAW: withdraw,
    Verb.INTAKE: intake,
    Verb.GOAL: goal,
    Verb.NOTE: note,
    Verb.ENGAGE: engage,
    Verb.LEAVE: leave,
    Verb.CONNECT: connect,
    Verb.ANSWER: answer,
    Verb.DECIDE: decide,
}
