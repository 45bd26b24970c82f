"""Shifts as an iCalendar file: in the site's zone, with names of workers only, never of a participant."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from thirdoption.program.handoffs.queries.rota import Rota
from thirdoption.program.handoffs.rules.rota import Turn, of_worker
from thirdoption.web.desk.presenters.words import LAYERS

HOURLY = timedelta(hours=1)


def written(found: Rota, *, worker: UUID | None, zone: ZoneInfo, at: datetime) -> bytes:
    """One worker's shifts, or without `worker` those of everybody; their zone stands in the file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Third Option//On call//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("On call"))
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", HOURLY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    turns = of_worker(found.turns, worker) if worker else [one for one in found.turns if one.workers]
    for turn in turns:
        for who in [worker] if worker else turn.workers:
            calendar.add_component(_event(turn, who, found.name(who) if not worker else "", zone, at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(turn: Turn, who: UUID, name: str, zone: ZoneInfo, at: datetime) -> Event:
    layer = str(LAYERS[turn.layer])
    event = Event()
    event.add(
        "uid", f"{uuid5(NAMESPACE_URL, f'{turn.layer} {turn.starts_at.isoformat()} {who}')}@thirdoption"
    )
    event.add("dtstamp", at)
    event.add("dtstart", turn.starts_at.astimezone(zone))
    event.add("dtend", turn.ends_at.astimezone(zone))
    event.add("summary", f"{layer}: {name}" if name else _("On call: %(layer)s") % {"layer": layer.lower()})
    event.add("transp", "TRANSPARENT")
    return event
