"""Planning the rota: turns from a day on, and changes of single stretches."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import rota as actions
from thirdoption.program.handoffs.queries import rota as queries
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.rota import Change, Turns
from thirdoption.web.desk.presenters import rota as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker

TURNS = "turns_%s"
"""Two forms stand on the page: the ids of one are its own."""


@worker(Permission.PLAN_ROTA)
def plan(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The rotation from a day on."""
    data = request.POST if request.method == "POST" else None
    form = Turns(data, auto_id=TURNS, team=queries.can_answer(site=by.site))
    made = act(form, actions.plan_rotation, **form.values(), by=by, at=by.now()) if form.is_valid() else None
    if made is not None:
        messages.success(request, _("Planned. Whose shifts changed is told."))
        return redirect("desk:on-call")
    return _page(request, by, turns=form if data else None)


@worker(Permission.PLAN_ROTA)
def change(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """A change of one stretch."""
    if request.method != "POST":
        return redirect("desk:rota-plan")
    zone = ZoneInfo(site_of(request).zone)
    form = Change(request.POST, team=queries.can_answer(site=by.site), zone=zone)
    made = act(form, actions.override, **form.values(), by=by, at=by.now()) if form.is_valid() else None
    if made is not None:
        messages.success(request, _("Changed. Whose shifts changed is told."))
        return redirect("desk:on-call")
    return _page(request, by, changing=form)


def _page(
    request: HttpRequest, by: Acting, turns: Turns | None = None, changing: Change | None = None
) -> HttpResponse:
    now, team = clock(request, by), queries.can_answer(site=by.site)
    rows = queries.rotations(site=by.site, at=by.now())
    refused = turns or changing
    context = {
        "turns": turns or Turns(auto_id=TURNS, team=team),
        "changing": changing or Change(team=team, zone=now.zone),
        "form": refused,
        "rotations": presenting.rotations(rows, {one.pk: one.name for one in team}, now),
        "changes": presenting.changes(queries.overrides(site=by.site, at=by.now()), now),
    }
    return render(request, "desk/rota_plan.html", context, status=status(refused))
