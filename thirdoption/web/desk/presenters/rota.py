"""The rota as a table of days, and shifts, requests and changes as lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import holidays
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import Override, Rotation, ShiftRequest
from thirdoption.program.handoffs.queries.rota import Rota, too_long
from thirdoption.program.handoffs.rules.rota import Layer, Turn, gaps, of_worker
from thirdoption.program.handoffs.rules.rota_requests import Asked, Stretch
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import LAYERS
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.links import address
from thirdoption.web.kit.tables import Cell, Column, Table
from thirdoption.web.kit.templatetags.kit import status


@dataclass(frozen=True)
class Shift:
    """A stretch of one's own, with where to give it away."""

    when: str
    layer: str
    now: bool
    ask_url: str


@dataclass(frozen=True)
class Request:
    """What was asked, in words, and which buttons there are for the reader."""

    id: UUID
    what: str
    back: str
    asked: str
    mine: bool
    asks_me: bool


def span(clock: Clock, start: datetime, end: datetime) -> str:
    """From when to when; the day of the end only where it is another one."""
    local, until = start.astimezone(clock.zone), end.astimezone(clock.zone)
    last = written(until, "TIME_FORMAT") if until.date() == local.date() else _at(clock, until)
    return _("%(start)s to %(end)s") % {"start": _at(clock, local), "end": last}


def _at(clock: Clock, local: datetime) -> str:
    return f"{written(local, 'D')} {clock.short(local.date())}, {written(local, 'TIME_FORMAT')}"


def turn(found: Rota, clock: Clock, one: Turn) -> str:
    """From when to when; no beginning or end is told that is only where the reader's page stops looking."""
    start, end = (_at(clock, at.astimezone(clock.zone)) for at in (one.starts_at, one.ends_at))
    match one.starts_at > found.start, one.ends_at < found.end:
        case True, True:
            return span(clock, one.starts_at, one.ends_at)
        case False, True:
            return _("Until %(end)s") % {"end": end}
        case True, False:
            return _("From %(start)s") % {"start": start}
    return _("All of this time")


def table(found: Rota, clock: Clock, state: str) -> Table:
    """One row a day: who is first and who is second; gaps in words and color, today marked."""
    layers = [one for one in Layer if one is Layer.FIRST or _used(found, one)]
    local = found.start.astimezone(clock.zone).date()
    last = found.end.astimezone(clock.zone).date()
    days = [local + timedelta(days=number) for number in range((last - local).days)]
    free = holidays.country_holidays("US", subdiv=state or None, years={one.year for one in days})
    rows: list[list[Cell]] = [
        [_day(day, clock, free.get(day)), *(_cell(found, layer, day, clock) for layer in layers)]
        for day in days
    ]
    notes = [] if _used(found, Layer.SECOND) else [_("There is no second person: plan one.")]
    columns = [Column(_("Day")), *(Column(str(LAYERS[one])) for one in layers)]
    return Table(_("Who is on call, day by day"), columns, rows, caption_quiet=True, notes=notes)


def _used(found: Rota, layer: Layer) -> bool:
    return any(one.workers or one.missing for one in found.turns if one.layer == layer)


def _day(day: date, clock: Clock, holiday: str | None) -> SafeString:
    text = f"{written(day, 'l')}, {clock.short(day)}"
    now = status(_("Now"), "good") if day == clock.today else ""
    feast = format_html('<br><span class="kit-note">{}</span>', holiday) if holiday else ""
    return format_html("{} {}{}", text, now, feast)


def _cell(found: Rota, layer: Layer, day: date, clock: Clock) -> SafeString:
    """Who answers on a day; with more than one, from when each does."""
    start, end = (clock.end_of(day - timedelta(days=n)).astimezone(UTC) for n in (1, 0))
    parts: list[tuple[datetime, SafeString]] = []
    for one in found.turns:
        if one.layer != layer or one.starts_at >= end or one.ends_at <= start:
            continue
        shown = _who(found, one)
        if not parts or parts[-1][1] != shown:
            parts.append((max(one.starts_at, start), shown))
    if len(parts) == 1:
        return parts[0][1]
    times = ((written(at.astimezone(clock.zone), "TIME_FORMAT"), shown) for at, shown in parts)
    return format_html_join(SafeString("<br>"), '<span class="kit-soft kit-figure">{}</span> {}', times)


def _who(found: Rota, turn: Turn) -> SafeString:
    names = ", ".join(found.name(one) for one in turn.workers)
    missing = ", ".join(filter(None, (found.name(one) for one in turn.missing)))
    if names:
        return format_html("{}", names)
    if missing:
        return status(_("Nobody: %(name)s is away or has left") % {"name": missing}, "urgent")
    return status(_("Nobody"), "urgent" if turn.layer == Layer.FIRST else "waiting")


def warnings(found: Rota, clock: Clock, most_in_a_row: int | None = None) -> list[str]:
    """What somebody has to mend before it happens: gaps, and too many hours in a week or in a row."""
    coming = [one for one in found.turns if one.ends_at > clock.at]
    nobody = gaps(coming)
    no_first = [one for one in gaps([t for t in coming if t.layer == Layer.FIRST]) if one not in nobody]

    def when(gap: tuple[datetime, datetime]) -> dict[str, str]:
        return {"when": span(clock, max(gap[0], clock.at), gap[1])}

    lines = [_("Nobody is on call: %(when)s") % when(gap) for gap in nobody]
    lines += [_("Nobody is first; the second is paged at once: %(when)s") % when(gap) for gap in no_first]
    for worker, hours in sorted(found.tired().items(), key=lambda pair: -pair[1]):
        values = {"name": found.name(worker), "hours": round(hours), "most": found.most}
        lines.append(_("%(name)s has %(hours)s hours in 7 days; the most is %(most)s.") % values)
    for worker, hours in sorted(too_long(found, most_in_a_row).items(), key=lambda pair: -pair[1]):
        values = {"name": found.name(worker), "hours": round(hours), "most": most_in_a_row}
        lines.append(_("%(name)s has %(hours)s hours in a row; the most is %(most)s.") % values)
    return lines


def shifts(found: Rota, clock: Clock, worker: UUID) -> list[Shift]:
    """One's own stretches that are not over."""
    return [
        Shift(
            when=turn(found, clock, one),
            layer=str(LAYERS[one.layer]),
            now=one.starts_at <= clock.at < one.ends_at,
            ask_url=f"{address('desk:shift-ask')}?layer={one.layer}"
            f"&from={max(one.starts_at, clock.at).timestamp():.0f}&to={one.ends_at.timestamp():.0f}",
        )
        for one in of_worker(found.turns, worker)
        if one.ends_at > clock.at
    ]


def returns(found: Rota, clock: Clock, worker: UUID) -> list[tuple[UUID, Stretch, str]]:
    """Coming turns of colleagues that could be taken in return: (whose, the turn, its words)."""
    return [
        (
            who,
            Stretch(one.layer, one.starts_at, one.ends_at),
            _("%(name)s, for %(layer)s, %(when)s")
            % {
                "name": found.name(who),
                "layer": str(LAYERS[one.layer]).lower(),
                "when": span(clock, one.starts_at, one.ends_at),
            },
        )
        for one in found.turns
        for who in one.workers
        if who != worker and clock.at < one.starts_at and one.ends_at < found.end
    ]


def requests(rows: Iterable[ShiftRequest], clock: Clock, by: Acting) -> list[Request]:
    """What waits for an answer, for the one who reads."""
    return [_request(one, clock, by) for one in rows if one.ends_at > clock.at]


def _request(one: ShiftRequest, clock: Clock, by: Acting) -> Request:
    values = {
        "name": one.asked_by.name,
        "layer": str(LAYERS[one.layer]).lower(),
        "when": span(clock, one.starts_at, one.ends_at),
    }
    back = ""
    if one.takes_starts_at and one.takes_ends_at:
        values_back = {"when": span(clock, one.takes_starts_at, one.takes_ends_at)}
        back = _("In return: %(when)s") % values_back
    asked = {ask.worker_id: ask for ask in sorted(one.askings.all(), key=lambda ask: ask.at)}
    names = [
        _("%(name)s (cannot)") % {"name": ask.worker.name} if ask.said_no else ask.worker.name
        for ask in asked.values()
    ]
    mine = one.asked_by_id == by.worker
    me = asked.get(by.worker) if by.worker else None
    return Request(
        id=one.pk,
        what=_("%(name)s, %(layer)s, %(when)s") % values,
        back=back,
        asked=_("Asked: %(names)s.") % {"names": ", ".join(names)} if names else _("Nobody is free then."),
        mine=mine,
        asks_me=not mine and me is not None and not me.said_no,
    )


def rotations(rows: Sequence[Rotation], names: dict[UUID, str], clock: Clock) -> list[str]:
    """Each rotation that holds now or will, in a sentence."""
    return [
        ngettext(
            "%(layer)s, from %(start)s: %(names)s; hand-over at %(time)s, %(days)s day each",
            "%(layer)s, from %(start)s: %(names)s; hand-over at %(time)s, %(days)s days each",
            one.days,
        )
        % {
            "layer": LAYERS[one.layer],
            "start": clock.day(one.begins_at),
            "names": ", ".join(names.get(worker, "?") for worker in one.order) or _("nobody"),
            "days": one.days,
            "time": written(datetime.combine(clock.today, one.hand_over), "TIME_FORMAT"),
        }
        for one in rows
    ]


def changes(rows: Iterable[Override], clock: Clock) -> list[str]:
    """Each change that is not over, in a sentence."""
    lines = []
    for one in rows:
        values = {
            "when": span(clock, one.starts_at, one.ends_at),
            "layer": LAYERS[one.layer],
            "who": one.worker.name if one.worker else _("nobody"),
            "away": one.away.name if one.away else "",
        }
        instead = _("%(when)s, %(layer)s: %(who)s instead of %(away)s.")
        lines.append((instead if one.away else _("%(when)s, %(layer)s: %(who)s as well.")) % values)
    return lines


def answers(rows: Iterable[ShiftRequest], clock: Clock) -> list[str]:
    """What became of what one asked, in a sentence each."""
    said = {
        Asked.AGREED: _("%(name)s took it: %(when)s"),
        Asked.DECLINED: _("%(name)s cannot, you are on call: %(when)s"),
        Asked.RAN_OUT: _("Nobody took it: %(when)s"),
    }
    return [
        said[Asked(one.answer.state)]
        % {
            "name": one.answer.worker.name if one.answer.worker else "",
            "when": span(clock, one.starts_at, one.ends_at),
        }
        for one in rows
        if one.answer.state in said
    ]


def notice(changed: int, asked: int) -> list[str]:
    """What the home page says of one's shifts; nothing most days."""
    lines = [_("Your shifts have changed.")] if changed else []
    if asked:
        text = ngettext("One shift is asked of you.", "%(n)s shifts are asked of you.", asked)
        lines.append(text % {"n": asked})
    return lines
