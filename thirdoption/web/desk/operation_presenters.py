"""What the Monday page shows, as plain values: one list of lines, the most urgent first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.rules import COMING
from thirdoption.program.handoffs.rules import State as Line
from thirdoption.program.loop.queries import DueMatter, LateHandoff, Waiting
from thirdoption.program.matters.rules import ticket_comes_first
from thirdoption.program.reports.models import Report
from thirdoption.program.reports.rules.release import ReportState
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.report_presenters import last_quarter, quarter_code, quarter_text

ASKED = ("supervisor", "program_manager", "trainer", "prosecutor_liaison", "sergeant", "agency_head")
"""The roles that somebody on the Monday page may have to ask."""


@dataclass(frozen=True)
class Action:
    """The one thing to do: a link, or a form that sends `quarter`."""

    label: str
    url: str
    quarter: str = ""


@dataclass(frozen=True)
class Need:
    """One line: what, why, how urgent in a word, and the action. Low ranks stand first."""

    rank: int
    what: str
    why: str
    state: str
    tone: str
    action: Action | None


def monday(found: Waiting, reports: Sequence[Report], *, by: Acting, site: Site) -> dict[str, Any]:
    """Every line of the page, and the day it is for."""
    around = _Around(found, by, site)
    parts = (_handoffs, _intakes, _tickets, _rota, _training, _contacts, _policy)
    needs = [need for part in parts for need in part(around)]
    needs += _reports(reports, around)
    needs.sort(key=lambda one: one.rank)
    count = ngettext("%(n)s thing needs you", "%(n)s things need you", len(needs)) % {"n": len(needs)}
    return {"needs": needs, "count": count, "today": date_format(found.today, "DATE_FORMAT")}


class _Around:
    """What every line needs: what was found, who looks, and whom they may ask."""

    def __init__(self, found: Waiting, by: Acting, site: Site) -> None:
        self.found, self.by, self.site = found, by, site
        self.zone = ZoneInfo(site.zone)

    def first(self, role: str, agency: str = "") -> Worker | None:
        """The worker with a role who has been there longest, in an agency if it is named."""
        held = (one for one in self.found.colleagues.values() if one.role == role)
        return next((one for one in held if not agency or one.agency.name == agency), None)

    def ask(self, *wanted: Worker | None) -> Action | None:
        """Write to the first of these who is there, otherwise to the supervisor."""
        candidates = (*wanted, self.first("supervisor"), self.first("program_manager"))
        who = next((one for one in candidates if one is not None and one.pk != self.by.worker), None)
        if who is None:
            return None
        return Action(_("Write to %(name)s") % {"name": who.name}, f"mailto:{who.user.email}")

    def call_line(self) -> Action | None:
        """Ring the line, or write where it has no number."""
        if not self.site.line_number:
            return self.ask()
        return Action(_("Call the line"), f"tel:{self.site.line_number}")

    def see(self, one: DueMatter) -> Action | None:
        """Look at the person of a charge, where the viewer may."""
        if one.person and may(self.by.role, Permission.SEE_PERSON):
            return Action(_("See the person"), reverse("desk:person", args=[one.person]))
        return None

    def clock(self, moment: datetime) -> str:
        """A moment in the site's zone; the day only when it is not today."""
        local = moment.astimezone(self.zone)
        time = date_format(local, "TIME_FORMAT")
        return time if local.date() == self.found.today else f"{date_format(local, 'D j M')}, {time}"


def _counted(around: _Around, rank: int, number: int, what: str, state: str) -> Iterator[Need]:
    """One line for rows that the viewer may not see: how many, and who knows which."""
    if number:
        why = _("You see the number only; whoever runs the program sees which.")
        yield Need(rank, what % {"n": number}, why, state, "urgent" if rank < 4 else "waiting", around.ask())


def _handoffs(around: _Around) -> Iterator[Need]:
    found = around.found
    for one in found.late:
        yield _handoff(one, around)
    called = found.counts.late - found.counts.uncalled
    if not found.late:
        what = ngettext(
            "%(n)s hand-off waits too long or was not answered",
            "%(n)s hand-offs wait too long or were not answered",
            called,
        )
        yield from _counted(around, 1, called, what, _("Not answered"))
    if found.counts.uncalled:
        what = ngettext(
            "%(n)s person said yes and nobody was called",
            "%(n)s people said yes and nobody was called",
            found.counts.uncalled,
        )
        why = _("The officer may still be waiting. The job that calls the line did not get through.")
        values = {"n": found.counts.uncalled}
        yield Need(0, what % values, why, _("Waits now"), "urgent", around.call_line())


def _handoff(one: LateHandoff, around: _Around) -> Need:
    number = one.incident_number or _("A contact without a charge")
    values = {"incident": number, "at": around.clock(one.requested_at)}
    if one.state == Line.NOBODY_ANSWERED:
        what = _("%(incident)s: nobody answered the line") % values
        why = _("Asked for %(at)s. Somebody should look for the person and offer another time.") % values
        return Need(2, what, why, _("Not answered"), "urgent", around.ask())
    waits = int((around.found.now - one.requested_at) / timedelta(minutes=1))
    what = _("%(incident)s: an officer is waiting") % values
    if one.state in COMING:
        what = _("%(incident)s: somebody said yes and has not arrived") % values
    why = _("Asked for %(at)s, %(minutes)s minutes ago.") % {**values, "minutes": waits}
    if around.found.target:
        why += " " + _("The target is %(n)s minutes.") % {"n": around.found.target}
    return Need(0, what, why, _("Waits now"), "urgent", around.call_line())


def _intakes(around: _Around) -> Iterator[Need]:
    found = around.found
    soon = found.today + timedelta(days=7)
    rows = [one for one in found.due if not one.confirmed and one.deadline_on < soon]
    for one in rows:
        yield _intake(one, around)
    if not rows:
        passed = ngettext(
            "%(n)s intake whose date has passed", "%(n)s intakes whose date has passed", found.counts.passed
        )
        due = ngettext("%(n)s intake due within 7 days", "%(n)s intakes due within 7 days", found.counts.due)
        yield from _counted(around, 3, found.counts.passed, passed, _("Date passed"))
        yield from _counted(around, 5, found.counts.due, due, _("Within 7 days"))


def _intake(one: DueMatter, around: _Around) -> Need:
    worker = around.found.colleagues.get(one.worker) if one.worker else None
    values = {"incident": one.incident_number, "day": date_format(one.deadline_on, "MONTH_DAY_FORMAT")}
    why = _("Nobody works with this person yet.")
    if worker:
        why = _("%(name)s works with this person.") % {"name": worker.name}
    action = around.see(one) or around.ask(worker)
    left = (one.deadline_on - around.found.today).days
    if left < 0:
        what = _("%(incident)s: the date for the intake was %(day)s") % values
        return Need(3, what, why, _("Date passed"), "urgent", action)
    what = _("%(incident)s: the intake is due by %(day)s") % values
    state = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left} if left else _("Today")
    return Need(5, what, why, state, "waiting", action)


def _tickets(around: _Around) -> Iterator[Need]:
    found = around.found
    rows = [one for one in found.due if ticket_comes_first(one.returnable_on, one.deadline_on)]
    liaison = around.first("prosecutor_liaison")
    for one in rows:
        assert one.returnable_on is not None
        left = (one.returnable_on - found.today).days
        what = _("%(incident)s: the ticket comes before the date for the intake") % {
            "incident": one.incident_number
        }
        why = _(
            "Returnable on %(ticket)s, intake by %(intake)s. Until it is taken back, put off or attended "
            "the person is expected in court."
        ) % {
            "ticket": date_format(one.returnable_on, "MONTH_DAY_FORMAT"),
            "intake": date_format(one.deadline_on, "MONTH_DAY_FORMAT"),
        }
        state = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
        said = state if left > 0 else _("Date passed") if left else _("Today")
        yield Need(4, what, why, said, "urgent", around.see(one) or around.ask(liaison))
    if not rows:
        what = ngettext(
            "%(n)s ticket is returnable before its intake is due",
            "%(n)s tickets are returnable before their intake is due",
            found.counts.returnable,
        )
        yield from _counted(around, 4, found.counts.returnable, what, _("Soon"))


def _rota(around: _Around) -> Iterator[Need]:
    for start, end in around.found.gaps:
        near = start < around.found.now + timedelta(days=1)
        values = {"start": around.clock(start), "end": around.clock(end)}
        what = _("Nobody is on call from %(start)s to %(end)s") % values
        why = _("An officer who calls then reaches nobody.")
        state = _("Within a day") if near else _("This week")
        yield Need(2 if near else 6, what, why, state, "urgent" if near else "waiting", around.ask())


def _training(around: _Around) -> Iterator[Need]:
    today = around.found.today
    trainer = around.first("trainer")

    def kind(one: Worker) -> tuple[bool, str]:
        return (one.trained_until is not None and one.trained_until < today, one.agency.name)

    for (lapsed, agency), group in groupby(sorted(around.found.lapsing, key=kind), key=kind):
        those = list(group)
        first = min(one.trained_until for one in those if one.trained_until)
        values = {
            "names": ", ".join(one.name for one in those[:3]) + ("…" if len(those) > 3 else ""),
            "agency": agency,
            "day": date_format(first, "DATE_FORMAT"),
        }
        what = _("Training runs out: %(names)s") % values
        why = _("%(agency)s, on %(day)s.") % values
        if lapsed:
            what = _("Training has lapsed: %(names)s") % values
            why = (
                _("%(agency)s, since %(day)s. Until the next course a trained colleague makes their offers.")
                % values
            )
        yield Need(8, what, why, _("Lapsed") if lapsed else _("Soon"), "waiting", around.ask(trainer))


def _contacts(around: _Around) -> Iterator[Need]:
    for row in around.found.counts.review:
        what = ngettext(
            "%(agency)s: %(n)s contact with “something else” to review",
            "%(agency)s: %(n)s contacts with “something else” to review",
            row["contacts"],
        ) % {"agency": row["agency"], "n": row["contacts"]}
        why = _("In the last 90 days. Does the list of conducts need another line?")
        there = around.first("sergeant", row["agency"]) or around.first("agency_head", row["agency"])
        yield Need(9, what, why, _("To review"), "quiet", around.ask(there))


def _policy(around: _Around) -> Iterator[Need]:
    policy = around.found.policy
    unknown, made_up = len(policy.unknowns()), len(policy.made_up())
    see = Action(_("See which"), reverse("desk:monday-policy"))
    if unknown:
        what = ngettext(
            "%(n)s answer of the policy is unknown", "%(n)s answers of the policy are unknown", unknown
        ) % {"n": unknown}
        why = _("Unknown never counts as permission: a decision that needs it asks somebody.")
        yield Need(10, what, why, _("Unknown"), "quiet", see)
    elif made_up:
        what = ngettext(
            "%(n)s answer of the policy is made up for the rehearsal",
            "%(n)s answers of the policy are made up for the rehearsal",
            made_up,
        ) % {"n": made_up}
        why = _("Before the first real contact the site answers each of them.")
        yield Need(10, what, why, _("Made up"), "quiet", see)


def _reports(reports: Sequence[Report], around: _Around) -> Iterator[Need]:
    if not may(around.by.role, Permission.SEE_DRAFT_REPORT):
        return
    last = last_quarter(around.found.today)
    for one in reports:
        if one.state == ReportState.BUILT:
            what = _("The report for %(quarter)s waits for a second person") % {
                "quarter": quarter_text(one.first_day)
            }
            why = _("Built by %(name)s. Somebody from another agency looks at it and releases it.") % {
                "name": one.built_by.name
            }
            look = Action(_("Look at it"), reverse("desk:report", args=[one.pk]))
            yield Need(6, what, why, _("Not released"), "waiting", look)
    built = any(one.first_day == last.start and one.state != ReportState.STOPPED for one in reports)
    if not built and may(around.by.role, Permission.BUILD_REPORT):
        what = _("The report for %(quarter)s is not built yet") % {"quarter": quarter_text(last.start)}
        why = _("The quarter is over. Building takes less than a minute.")
        build = Action(_("Build it"), reverse("desk:reports"), quarter_code(last.start))
        yield Need(7, what, why, _("Not built"), "waiting", build)
