"""Who is out, home safe, coming along, what a site set for it, and minutes for pay."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.handoffs.actions import safety as actions
from thirdoption.program.handoffs.actions.minutes import export_minutes
from thirdoption.program.handoffs.queries import minutes as counted
from thirdoption.program.handoffs.queries import safety as queries
from thirdoption.program.staff.rules import Permission, may
from thirdoption.program.trail.actions import seen
from thirdoption.web.desk.forms.safety import Safety
from thirdoption.web.desk.presenters import safety as presenting
from thirdoption.web.desk.presenters.moments import Clock, clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.TAKE_HANDOFF)
def out(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Who of the team is out: whoever is missed first, one's own with the two buttons."""
    rows = queries.out(by=by)
    if rows:
        seen(by=by, noun="handoff", objects=[one.handoff_id for one in rows])
    page = {
        "out": presenting.out(rows, clock(request, by), by),
        "may_set": may(by.role, Permission.PLAN_ROTA),
    }
    return render(request, "desk/out.html", page)


@worker(Permission.TAKE_HANDOFF, post=True)
def longer(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """20 more minutes."""
    number = request.POST.get("extended", "")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise hidden()
    actions.extend(outing=queries.outing(by=by, pk=pk), extended=int(number), by=by, at=by.now())
    messages.success(request, _("Made longer."))
    return redirect("desk:out")


@worker(Permission.TAKE_HANDOFF, post=True)
def home_safe(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Home safe."""
    found = queries.outing(by=by, pk=pk)
    actions.come_home(outing=found, by=by, at=by.now())
    mine = found.worker_id == by.worker
    messages.success(request, _("Good that you are home.") if mine else _("Saved: they are home safe."))
    return redirect("desk:home" if mine else "desk:out")


@worker(Permission.TAKE_HANDOFF, post=True)
def come_along(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """I come along."""
    actions.come_along(handoff=handoffs.call(by=by, pk=handoff), by=by, at=by.now())
    return redirect("desk:handoff", handoff)


@worker(Permission.PLAN_ROTA)
def rule(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What the site set for its workers' safety."""
    form = Safety(request.POST) if request.method == "POST" else Safety.of(queries.rule(site=by.site))
    typed = form.is_bound and form.is_valid()
    if typed and act(form, actions.set_rule, rule=form.rule(), by=by, at=by.now()) is not None:
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("desk:safety-rule")
    return render(request, "desk/safety_rule.html", {"form": form}, status=status(form))


@worker(Permission.TAKE_HANDOFF)
def minutes(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Minutes on call and out in a month: one's own; for who plans the rota, the team's."""
    now = clock(request, by)
    month, start, end = _month(request.GET.get("month", f"{now.today:%Y-%m}"), now)
    team = counted.whose(by=by)
    spans = counted.minutes(by=by, workers=[one.pk for one in team], start=start, end=end)
    page = {"table": presenting.minutes(team, spans, month, now), "months": presenting.months(now, month)}
    return render(request, "desk/minutes.html", page)


@worker(Permission.TAKE_HANDOFF)
def minutes_file(request: HttpRequest, worker: UUID, month: str, *, by: Acting) -> HttpResponse:
    """A month of one worker as a file."""
    now = clock(request, by)
    _first, start, end = _month(month, now)
    spans = export_minutes(worker=worker, start=start, end=end, by=by, at=by.now())
    (who,) = (one for one in counted.whose(by=by) if one.pk == worker)
    answer = HttpResponse(
        presenting.minutes_csv(who.name, spans, now), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="minutes-{month}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _month(code: str, now: Clock) -> tuple[date, datetime, datetime]:
    """The first day of a month, and its beginning and end (UTC). Raises Refused (not found) for no month."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", code):
        raise hidden()
    first = date.fromisoformat(f"{code}-01")
    after = (first + timedelta(days=31)).replace(day=1)
    day = timedelta(days=1)
    start, end = (now.end_of(one - day).astimezone(UTC) for one in (first, after))
    return first, start, end
