"""What a workbook would bring: each row held against the people and the workers who are here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max

from thirdoption.program.care.models import Brought, Contact, SavedMap
from thirdoption.program.care.queries import colleagues
from thirdoption.program.care.queries.caseload import most_people
from thirdoption.program.care.rules.imports import Kind, Reading, name_key, worker_named
from thirdoption.program.care.rules.imports.before import sensitive_of
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries import left_out
from thirdoption.program.sites.rules.csv_files import RefusedRow
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.actions import seen

REASON_LABELS = (
    "This person is here already.",
    "Somebody of this name is here already, and a date of birth is missing. Look them up by hand.",
    "Nobody of this name is here.",
    "Several people here have this name. Add the date of birth.",
    "This person stands in this file already.",
    "This contact is here already, from an earlier list.",
)
"""Why a row that can be read is not taken."""
HERE, MAYBE_HERE, NOBODY, SEVERAL, TWICE, EARLIER = REASON_LABELS


@dataclass(frozen=True)
class Taken:
    """A row that can be taken: for whom who is here, and with which worker; None for nobody."""

    reading: Reading
    person: UUID | None
    worker: Worker | None


@dataclass(frozen=True)
class Judged:
    """What would be taken and what not; `workers`: each name in the list with who is meant, of `team`."""

    kind: Kind
    taken: list[Taken]
    refused: list[RefusedRow]
    duplicates: int
    workers: dict[str, Worker | None]
    unassigned: int
    team: list[Worker]


class _Here:
    """The people who are here, by name."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[tuple[UUID, object]]] = defaultdict(list)
        listed = Person.objects.exclude(pk__in=left_out())
        for pk, name, born in listed.values_list("id", "name", "date_of_birth"):
            self.by_name[name_key(name)].append((pk, born))

    def find(self, reading: Reading, *, new: bool) -> tuple[UUID | None, str]:
        """The person of a row, or why there is none. `new`: whether the row would make one."""
        named = self.by_name.get(name_key(reading.name), [])
        same = [pk for pk, born in named if born and born == reading.born]
        maybe = [pk for pk, born in named if not born or not reading.born]
        if new:
            return None, HERE if same else MAYBE_HERE if maybe else ""
        found = same or maybe
        return (found[0], "") if len(found) == 1 else (None, SEVERAL if found else NOBODY)


def _hold(site: UUID) -> None:
    """Until this transaction ends no other list is held against who is here: two would both find nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"care.imports {site}"])


def rows_of(*, batch: UUID) -> int:
    """How many rows of a list were taken."""
    return Brought.objects.filter(batch=batch).count()


def _earlier() -> set[tuple[UUID, date, str, str, str]]:
    """The contacts that earlier lists brought: next month's log begins with them again."""
    brought = Brought.objects.filter(kind=Kind.CONTACTS).values("contact")
    rows = Contact.objects.filter(pk__in=brought)
    found = rows.values_list("person_id", "at", "kind", "how", "sensitive")
    return {(person, at.astimezone(UTC).date(), kind, how, note) for person, at, kind, how, note in found}


def judged(
    *, kind: Kind, readings: Sequence[Reading], chosen: Mapping[str, str] | None = None, by: Acting
) -> Judged:
    """Hold the rows of a list against who is here, one list at a time. Whom it met is on the trail (R-69).

    `chosen`: for names in the list the id of who is meant, or nothing for nobody; the others are guessed.
    """
    _hold(by.site)
    here, new = _Here(), kind != Kind.CONTACTS
    earlier = set() if new else _earlier()
    team, most = colleagues(by=by), most_people(by=by)
    named, room = (
        _workers(readings, [one for one, _many in team], chosen or {}),
        {one.pk: most - many for one, many in team},
    )
    taken, refused, twice, unassigned = [], [], set(), 0
    duplicates = 0
    for one in readings:
        person, reason = here.find(one, new=new) if not one.reasons else (None, "")
        key = (name_key(one.name), one.born)
        if not one.reasons and not reason and new and key in twice:
            reason = TWICE
        if person and one.day and not reason:
            note = sensitive_of(one.note, one.worker)
            reason = EARLIER if (person, one.day, one.kind, one.how, note) in earlier else ""
        duplicates += reason in (HERE, MAYBE_HERE, TWICE, EARLIER)
        reasons = (*one.reasons, reason) if reason else one.reasons
        if reasons:
            refused.append(RefusedRow(one.row.line, reasons, one.row.cells))
            continue
        twice.add(key)
        worker = named.get(one.worker)
        if worker and new:
            room[worker.pk] -= 1
            worker = worker if room[worker.pk] >= 0 else None
        unassigned += new and worker is None
        taken.append(Taken(one, person, worker))
    seen(by=by, noun="person", objects={one.person for one in taken if one.person})
    return Judged(kind, taken, refused, duplicates, named, unassigned, [one for one, _many in team])


def _workers(
    readings: Iterable[Reading], team: Sequence[Worker], chosen: Mapping[str, str]
) -> dict[str, Worker | None]:
    names, by_id = {one.name: one for one in team}, {str(one.pk): one for one in team}
    written = sorted({one.worker for one in readings if one.worker})
    return {
        name: by_id.get(chosen[name]) if name in chosen else worker_named(name, names) for name in written
    }


@dataclass(frozen=True)
class Batch:
    """One workbook that was taken, and by whom."""

    pk: UUID
    kind: Kind
    worker: str
    rows: int
    at: datetime


def batches(*, by: Acting, since: datetime) -> list[Batch]:
    """The workbooks that were taken since, the last first."""
    rows = Brought.objects.filter(site=by.site, at__gt=since).values("batch", "kind", "worker__name")
    found = rows.annotate(many=Count("pk"), last=Max("at")).order_by("-last")
    return [
        Batch(one["batch"], Kind(one["kind"]), one["worker__name"], one["many"], one["last"]) for one in found
    ]


def saved_map(*, by: Acting, name: str) -> SavedMap | None:
    """A place's own map by its name."""
    return SavedMap.objects.filter(site=by.site, name=name).first()


def on_paper(*, people: Sequence[UUID]) -> list[str]:
    """Releases that a list said are on paper: they authorize nothing until they are signed again."""
    rows = Brought.objects.filter(person__in=people).exclude(release="")
    return list(rows.order_by("at").values_list("release", flat=True))
