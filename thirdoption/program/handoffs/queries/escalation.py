"""Reading the escalation: who can be paged, who was, what is due, and what did not happen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max, Min, Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import EscalationStep, Handoff, Heartbeat, Outing, SafetyStep
from thirdoption.program.handoffs.queries.rota import on_call
from thirdoption.program.handoffs.rules import TAKEN, Outcome, State, Step
from thirdoption.program.handoffs.rules.escalation import LATE, Known
from thirdoption.program.messages import queries as messages
from thirdoption.program.messages.queries import Asked
from thirdoption.program.messages.rules import Word
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import ROLES, Permission, may

PAGE = "hand-off"
STEPS: tuple[type[EscalationStep] | type[SafetyStep], ...] = (EscalationStep, SafetyStep)
"""What is due at a time: who is paged for a hand-off, and who is told of a worker."""
_REFUSALS = (Word.BUSY, Word.PASS)


@dataclass(frozen=True)
class Team:
    """Who may be paged at a moment: those on call in the rota's order, and the supervisors."""

    on_call: list[UUID]
    supervisors: list[UUID]
    languages: dict[UUID, str]


def team(*, site: UUID, at: datetime) -> Team:
    """Whoever is still at work of those on call, and the supervisors."""
    rota = [one.pk for one in on_call(site=site, at=at)]
    there = Worker.objects.filter(site=site).filter(Q(until__isnull=True) | Q(until__gt=at))
    rows = there.filter(Q(pk__in=rota) | Q(role="supervisor")).order_by("since", "name")
    languages, supervisors = {}, []
    for pk, role, language in rows.values_list("pk", "role", "user__language"):
        languages[pk] = language
        if role == "supervisor":
            supervisors.append(pk)
    return Team([pk for pk in dict.fromkeys(rota) if pk in languages], supervisors, languages)


def engaged(*, site: UUID) -> dict[UUID, set[UUID]]:
    """Who is with somebody or was asked to be, with the hand-offs that engage them."""
    found: dict[UUID, set[UUID]] = {}
    taken = Handoff.objects.filter(site=site, state__in=TAKEN)
    for pk, worker in taken.values_list("pk", "accepted_by"):
        found.setdefault(worker, set()).add(pk)
    for pk, worker in Outing.objects.filter(site=site, home_at=None).values_list("handoff", "worker"):
        found.setdefault(worker, set()).add(pk)
    calls = Handoff.objects.filter(site=site, state=State.REQUESTED).values_list("pk", flat=True)
    for subject, workers in known(handoffs=list(calls)).items():
        for worker, one in workers.items():
            if one.alive and not one.refused:
                found.setdefault(worker, set()).add(subject)
    return found


def known(*, handoffs: Collection[UUID]) -> dict[UUID, dict[UUID, Known]]:
    """What is known of everybody who was paged about each hand-off: {handoff: {worker: Known}}."""
    paged = messages.pages(subjects=handoffs, template=PAGE)
    gone = _gone({worker for workers in paged.values() for worker in workers})
    return {
        subject: {worker: _known(one, worker in gone) for worker, one in workers.items()}
        for subject, workers in paged.items()
    }


def _known(one: Asked, gone: bool) -> Known:
    return Known(
        paged_at=one.paged_at,
        alive=one.alive and not gone,
        passed=any(word == Word.PASS for word, _at in one.said),
        refused=any(word in _REFUSALS and at >= one.paged_at for word, at in one.said),
    )


def _gone(workers: Collection[UUID]) -> set[UUID]:
    return set(Worker.objects.filter(pk__in=workers, until__isnull=False).values_list("pk", flat=True))


def paged_at(*, handoff: UUID) -> datetime | None:
    """When somebody was first paged about a hand-off."""
    done = EscalationStep.objects.filter(handoff=handoff, outcome=Outcome.PAGED)
    return done.order_by("done_at").values_list("done_at", flat=True).first()


def is_exhausted(*, handoff: UUID) -> bool:
    """Whether everybody was paged, whoever leads too, and nobody has said yes; also while it tries again."""
    steps = EscalationStep.objects.filter(handoff=handoff)
    goes_on = Q(done_at__isnull=True) & ~Q(step=Step.AGAIN)
    return steps.exists() and not steps.filter(goes_on | Q(outcome=Outcome.STOPPED)).exists()


def lag(*, at: datetime) -> timedelta:
    """How late the engine is: the age of the oldest step that is due and not done, of all sites."""
    waiting = (kind._default_manager.filter(done_at__isnull=True, due_at__lte=at) for kind in STEPS)
    oldest = [one for some in waiting if (one := some.aggregate(one=Min("due_at"))["one"])]
    return at - min(oldest) if oldest else timedelta(0)


@dataclass(frozen=True)
class Health:
    """The state of the line: how late the engine is, when it last beat, and what the auditor found."""

    lag: timedelta
    beat_at: datetime | None
    audited_at: datetime | None
    faults: int
    calls: tuple[tuple[datetime, datetime | None], ...] = ()

    def stands(self, at: datetime) -> bool:
        """Whether the engine does what is due."""
        beats = self.beat_at is not None and self.beat_at > at - LATE
        return not beats or self.lag > LATE or self.faults > 0


def health(*, at: datetime, by: Acting | None = None) -> Health:
    """What an outside monitor may ask: no person, no worker, no place; for who runs the line, its open calls.

    A call is the time since when it waits, and when somebody is paged next.
    """
    beats = {one.name: one for one in Heartbeat.objects.all()}
    engine, auditor = beats.get("engine"), beats.get("auditor")
    return Health(
        lag=lag(at=at),
        beat_at=engine.at if engine else None,
        audited_at=auditor.at if auditor else None,
        faults=auditor.faults if auditor else 0,
        calls=_open_calls(by) if by else (),
    )


@dataclass(frozen=True)
class Fault:
    """Something that was due and did not happen."""

    code: str
    handoff: UUID | None


def faults(*, by: Acting, at: datetime) -> list[Fault]:
    """Re-read every open hand-off of a site: what should have happened by now and did not."""
    found: list[Fault] = []
    asked = Handoff.objects.filter(site=by.site, state=State.REQUESTED)
    rows = asked.annotate(
        last=Max("steps__number"),
        late=Min("steps__due_at", filter=Q(steps__done_at__isnull=True)),
        supervised=Max("steps__number", filter=_led_to_somebody()),
        undone=Max("steps__number", filter=Q(steps__done_at__isnull=True) & ~Q(steps__step=Step.AGAIN)),
    )
    for one in rows:
        if one.last is None:
            found.append(Fault("no steps", one.pk))
        elif one.late is not None and one.late < at - LATE:
            found.append(Fault("step is late", one.pk))
        elif one.undone is None and one.supervised is None:
            found.append(Fault("nobody leads", one.pk))
    if messages.waiting_to_leave(since=at - 3 * LATE):
        found.append(Fault("pages have not left", None))
    return found


def _led_to_somebody() -> Q:
    return Q(steps__step__in=[Step.SUPERVISOR, Step.AGAIN], steps__outcome=Outcome.PAGED)


def _open_calls(by: Acting) -> tuple[tuple[datetime, datetime | None], ...]:
    following = Min("steps__due_at", filter=Q(steps__done_at__isnull=True))
    calls = Handoff.objects.filter(site=by.site, state=State.REQUESTED).annotate(following=following)
    return tuple(calls.order_by("requested_at").values_list("requested_at", "following"))


@dataclass(frozen=True)
class Reachable:
    """A worker of the operator, and by how many ways the line reaches them; never by which."""

    name: str
    ways: int


def reachable(*, by: Acting, at: datetime) -> list[Reachable]:
    """Who takes hand-offs or leads, those on call first, with the number of their ways."""
    rota = [one.pk for one in on_call(site=by.site, at=at)]
    roles = [code for code in ROLES if may(code, Permission.TAKE_HANDOFF)]
    there = list(Worker.objects.filter(site=by.site, role__in=roles, until__isnull=True).order_by("name"))
    ways = messages.live_methods(workers=[one.pk for one in there])
    there.sort(key=lambda one: rota.index(one.pk) if one.pk in rota else len(rota))
    return [Reachable(one.name, len(ways.get(one.pk, ()))) for one in there]


def is_wanted(*, template: str, subject: UUID) -> bool:
    """Whether a message still makes sense: of a page, only while nobody has said yes."""
    return template != PAGE or Handoff.objects.filter(pk=subject, state=State.REQUESTED).exists()


_CALLS_FOR = """
SELECT h.id FROM handoffs_handoff h
JOIN (
    SELECT subject, max(made_at) AS made_at FROM messages_message
    WHERE worker = %(worker)s AND template = 'hand-off' AND made_at > %(since)s GROUP BY subject
) m ON m.subject = h.id
WHERE h.state = 'requested' AND NOT EXISTS (
    SELECT 1 FROM messages_reply r
    WHERE r.subject = h.id AND r.worker = %(worker)s AND r.at >= m.made_at AND r.word IN ('busy', 'pass'))
ORDER BY h.requested_at
"""


def calls_for(*, by: Acting, at: datetime) -> list[UUID]:
    """The calls for which a worker was paged and that still wait for a yes; no place and no person.

    An open page asks this every few seconds, so it shows nothing and leaves no row on the trail.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CALLS_FOR, {"worker": by.hand, "since": at - timedelta(days=1)})
        return [row[0] for row in cursor.fetchall()]
