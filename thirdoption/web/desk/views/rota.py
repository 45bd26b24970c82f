"""Who is on call, one's own shifts, and asking for a swap or for cover."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.actions import rota_requests as actions
from thirdoption.program.handoffs.queries import rota as queries
from thirdoption.program.handoffs.queries import rota_requests as asked
from thirdoption.program.handoffs.queries.safety import rule as safety_rule
from thirdoption.program.sites.queries import policy_on
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.rota import WRITTEN, Ask, code_of
from thirdoption.web.desk.presenters import rota as presenting
from thirdoption.web.desk.presenters.moments import Clock, clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker

WEEKS, MOST_WEEKS = 2, 8
AHEAD, BEGUN = timedelta(days=42), timedelta(days=31)
HOW = {"agree": actions.agree, "decline": actions.decline, "take-back": actions.take_back}


@worker(Permission.TAKE_HANDOFF)
def on_call(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Who is on call, day by day; gaps before they happen; what is asked and not answered."""
    now, wanted = clock(request, by), request.GET.get("weeks", "")
    weeks = min(int(wanted), MOST_WEEKS) if wanted.isascii() and wanted.isdigit() and int(wanted) else WEEKS
    found = _rota(by, now, timedelta(weeks=weeks))
    site = site_of(request)
    page = {
        "on_call": [one.name for one in queries.on_call(site=by.site, at=by.now())],
        "table": presenting.table(found, now, policy_on(site, now.today)[1].state),
        "warnings": presenting.warnings(found, now, safety_rule(site=by.site).most_in_a_row),
        "requests": presenting.requests(asked.open_requests(site=by.site), now, by),
        "more": weeks + WEEKS if weeks < MOST_WEEKS else 0,
        "may_plan": may(by.role, Permission.PLAN_ROTA),
        "line": site.line_number,
    }
    return render(request, "desk/rota.html", page)


@worker(Permission.TAKE_HANDOFF)
def shifts(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """One's own shifts, what is asked about them, and the addresses of calendars."""
    now = clock(request, by)
    feeds = asked.feeds(by=by)
    open_to = presenting.requests(asked.open_requests(site=by.site), now, by)
    page = {
        "shifts": presenting.shifts(_rota(by, now, AHEAD, BEGUN), now, by.hand),
        "requests": [one for one in open_to if one.mine or one.asks_me],
        "answers": presenting.answers(
            asked.answered_since(worker=by.hand, since=by.now() - timedelta(days=7)), now
        ),
        "feeds": [
            {"of_team": of_team, "url": _feed_url(request, feeds[of_team].key) if of_team in feeds else ""}
            for of_team in (False, True)
        ],
    }
    return render(request, "desk/shifts.html", page)


@worker(Permission.TAKE_HANDOFF)
def ask(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Give a part of a turn away: to a colleague, for something or for nothing, or to anybody."""
    now = clock(request, by)
    found = _rota(by, now, AHEAD)
    turns = presenting.returns(found, now, by.hand)
    form = Ask(
        request.POST if request.method == "POST" else None,
        zone=now.zone,
        colleagues=asked.colleagues(by=by),
        returns=[(f"{who} {code_of(turn)}", words) for who, turn, words in turns],
        initial=_chosen(request, now),
    )
    if form.is_valid():
        other, given = form.other(), {"gives": form.stretch(), "key": form.cleaned_data["key"]}
        if other is None:
            made = act(form, actions.ask_cover, **given, by=by, at=by.now())
        else:
            takes = form.takes()
            made = act(form, actions.ask_swap, other=other, takes=takes, **given, by=by, at=by.now())
        if made is not None:
            messages.success(request, _("Asked. Until somebody says yes you are on call."))
            return redirect("desk:shifts")
    return render(request, "desk/shift_ask.html", {"form": form}, status=status(form))


@worker(Permission.TAKE_HANDOFF, post=True)
def answer(request: HttpRequest, pk: UUID, how: str, *, by: Acting) -> HttpResponse:
    """Say yes or no to a request, or take back one's own."""
    if how not in HOW:
        raise hidden()
    HOW[how](request=pk, by=by, at=by.now())
    messages.success(request, _("You are on call then.") if how == "agree" else _("Saved."))
    return redirect("desk:shifts")


@worker(Permission.TAKE_HANDOFF, post=True)
def calendar(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Make an address of a calendar, another one, or none."""
    of_team = request.POST.get("of") == "team"
    change = actions.close_feed if request.POST.get("close") else actions.open_feed
    change(of_team=of_team, by=by, at=by.now())
    return redirect("desk:shifts")


def _rota(by: Acting, now: Clock, ahead: timedelta, begun: timedelta = timedelta()) -> queries.Rota:
    """Days from today on, or from earlier on, so that a turn under way has its beginning."""
    start = now.end_of(now.today - begun - timedelta(days=1)).astimezone(UTC)
    end = now.end_of(now.today + ahead - timedelta(days=1)).astimezone(UTC)
    return queries.rota(site=by.site, start=start, end=end)


def _chosen(request: HttpRequest, now: Clock) -> dict[str, Any]:
    """The turn that a button of the list named."""
    given = {name: request.GET.get(name, "") for name in ("from", "to")}
    if not all(one.isascii() and one.isdigit() and len(one) < 12 for one in given.values()):
        return {}
    start, end = (datetime.fromtimestamp(int(one), now.zone).strftime(WRITTEN) for one in given.values())
    return {"layer": request.GET.get("layer"), "starts_at": start, "ends_at": end}


def _feed_url(request: HttpRequest, key: UUID) -> str:
    return request.build_absolute_uri(reverse("desk:calendar-file", args=[key]))
