"""The call: coming, being there, taking the person over."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from thirdoption.program.care import actions as care
from thirdoption.program.care.actions.calls import meet_again
from thirdoption.program.care.queries import colleagues
from thirdoption.program.care.queries.known import Known, known
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import actions, queries
from thirdoption.program.handoffs.actions import calls
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries import safety
from thirdoption.program.handoffs.queries.inbound import can_call_back
from thirdoption.program.handoffs.rules import (
    FROM_OFFICER,
    OPEN,
    TO_MEET,
    Note,
    State,
)
from thirdoption.program.services import queries as services
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.handoffs import End, LookFor, TakeOver
from thirdoption.web.desk.presenters import calls as presenting
from thirdoption.web.desk.presenters import safety as safely
from thirdoption.web.desk.presenters.known import lines as known_lines
from thirdoption.web.desk.presenters.moments import Clock, clock
from thirdoption.web.desk.presenters.tonight import tonight
from thirdoption.web.kit.forms import act, in_conflict, status
from thirdoption.web.kit.guards import worker


@worker(Permission.TAKE_HANDOFF)
def handoff(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """One hand-off: where, what happened, and the next step."""
    return _page(request, queries.call(by=by, pk=handoff), by)


def _still(request: HttpRequest, handoff: UUID, *, by: Acting) -> bool:
    number = queries.pulse(by=by, handoff=handoff)
    return number is not None and request.GET.get("known") == str(number)


@worker(Permission.TAKE_HANDOFF, still=_still)
def live(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """The live part: 204 while nothing changed; another state is another page."""
    if not getattr(request, "htmx", False):
        return redirect("desk:handoff", handoff)
    number = queries.pulse(by=by, handoff=handoff)  # read first: what changes meanwhile is asked for again
    found = queries.followed(handoff=handoff)
    if found.state != request.GET.get("state"):
        return HttpResponseClientRedirect(reverse("desk:handoff", args=[handoff]))
    return _live(request, found, number, by)


@worker(Permission.TAKE_HANDOFF)
def tell(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """One tap to the officer who waits: an estimate, or where one is."""
    if request.method != "POST":
        return redirect("desk:handoff", handoff)
    note, form = request.POST.get("note"), forms.Form(request.POST)
    found, asked = queries.followed(handoff=handoff), getattr(request, "htmx", False)
    if note in set(Note) - set(FROM_OFFICER):
        act(form, actions.tell_officer, handoff=found, note=Note(note), by=by, at=by.now())
    if form.errors and not asked:
        return _page(request, queries.call(by=by, pk=handoff), by, wrong=form)
    if form.errors:  # it has moved on: its page shows where it is
        moved = HttpResponseClientRedirect(reverse("desk:handoff", args=[handoff]))
        moved.status_code = status(form)
        return moved
    if not asked:
        return redirect("desk:handoff", handoff)
    return _live(request, found, queries.pulse(by=by, handoff=handoff), by)


def _live(request: HttpRequest, found: Handoff, number: int | None, by: Acting) -> HttpResponse:
    shown = {"live": presenting.live(found, number, clock(request, by), by)}
    return render(request, "desk/_live.html", shown)


@worker(Permission.TAKE_HANDOFF)
def accept(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """I'm coming."""
    return _step(request, handoff, by, actions.accept)


@worker(Permission.TAKE_HANDOFF)
def set_out(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """I'm on my way."""
    return _step(request, handoff, by, actions.set_out)


@worker(Permission.TAKE_HANDOFF, post=True)
def give_back(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """I can't come after all."""
    actions.give_back(handoff=queries.call(by=by, pk=handoff), by=by, at=by.now())
    messages.success(request, _("The line is called again: everybody on call but you."))
    return redirect("desk:handoff", handoff)


@worker(Permission.TAKE_HANDOFF)
def arrive(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """I'm here."""
    return _step(request, handoff, by, actions.arrive)


def _step(request: HttpRequest, handoff: UUID, by: Acting, step: Callable[..., None]) -> HttpResponse:
    """One tap; where it is refused the page shows why, and how the hand-off stands now."""
    form = forms.Form(request.POST)
    if request.method == "POST":
        act(form, step, handoff=queries.call(by=by, pk=handoff), by=by, at=by.now())
    if form.errors:
        return _page(request, queries.call(by=by, pk=handoff), by, wrong=form)
    return redirect("desk:handoff", handoff)


@worker(Permission.TAKE_HANDOFF)
def take_over(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """The person is with us; the officer is free."""
    if request.method != "POST":
        return redirect("desk:handoff", handoff)
    found = queries.call(by=by, pk=handoff)
    form = TakeOver(request.POST, team=colleagues(by=by), mine=by.hand)
    if form.is_valid():
        like = form.somebody_like(by)
        if like:
            return _page(request, found, by, take_over=form, like=like)
        person = act(form, care.receive, handoff=found, **form.cleaned_data, by=by, at=by.now())
        if person is not None:
            if found.referral_id is None:  # nothing is held that a release could be signed for
                return redirect("desk:person", person.pk)
            return redirect("desk:release", person.pk, found.referral_id)
    return _page(request, found, by, take_over=form)


@worker(Permission.TAKE_HANDOFF)
def call_back(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """The line calls me and puts me through to the officer."""
    if request.method != "POST":
        return redirect("desk:handoff", handoff)
    form, found = forms.Form(request.POST), queries.call(by=by, pk=handoff)
    act(form, calls.call_back, handoff=found, by=by, at=by.now())
    if form.errors:
        return _page(request, found, by, wrong=form)
    messages.success(request, _("Your telephone rings in a moment, and then the officer's."))
    return redirect("desk:handoff", handoff)


@worker(Permission.TAKE_HANDOFF)
def look_for(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """Whether the program knows somebody by the name that the person gives."""
    if request.method != "POST":
        return redirect("desk:handoff", handoff)
    found, form = queries.call(by=by, pk=handoff), LookFor(request.POST)
    names = known(by=by, name=form.cleaned_data["name"]) if form.is_valid() else None
    return _page(request, found, by, look=form, names=names)


@worker(Permission.TAKE_HANDOFF)
def recognize(request: HttpRequest, handoff: UUID, person: UUID, *, by: Acting) -> HttpResponse:
    """It is somebody whom the program knows; whose people they are is said here, and to nobody else."""
    if request.method != "POST":
        return redirect("desk:handoff", handoff)
    form, found = forms.Form(request.POST), queries.call(by=by, pk=handoff)
    met = act(form, meet_again, handoff=found, person=person, by=by, at=by.now())
    if met is None:
        return _page(request, found, by, wrong=form)
    who = getattr(met, "works_with", None)
    if who:
        messages.success(request, _("%(worker)s works with them.") % {"worker": who})
    else:
        messages.warning(request, _("Nobody works with them now."))
    if found.referral_id:
        return redirect("desk:release", person, found.referral_id)
    return redirect("desk:person", person)


@worker(Permission.TAKE_HANDOFF)
def end(request: HttpRequest, handoff: UUID, *, by: Acting) -> HttpResponse:
    """Nobody was handed over, and why."""
    if request.method != "POST":
        return redirect("desk:handoff", handoff)
    found = queries.call(by=by, pk=handoff)
    form = End(request.POST)
    if form.is_valid():
        act(form, actions.end, handoff=found, **form.cleaned_data, by=by, at=by.now())
    if not form.errors:
        return redirect("desk:handoff", handoff)
    return _page(request, found, by, end=form)


def _page(
    request: HttpRequest,
    found: Handoff,
    by: Acting,
    take_over: TakeOver | None = None,
    end: End | None = None,
    look: LookFor | None = None,
    names: list[Known] | None = None,
    like: list[Known] | None = None,
    wrong: forms.Form | None = None,
) -> HttpResponse:
    refused = take_over or end or look or wrong
    mine = found.accepted_by_id == by.worker
    context: dict[str, Any] = {
        "call": presenting.full(found, clock(request, by), by),
        "live": presenting.live(found, queries.pulse(by=by, handoff=found.pk), clock(request, by), by),
        "steps": presenting.steps(),
        "form": refused,
        "can_end": found.state == State.REQUESTED or (mine and found.state in OPEN) or in_conflict(end),
        "end": end or End(),
    }
    context |= _around(found, clock(request, by), by)
    if in_conflict(take_over) or (found.state == State.ARRIVED and mine) or found.state in TO_MEET:
        context["take_over"] = take_over or TakeOver(team=colleagues(by=by), mine=by.hand)
    if mine and found.state in OPEN:
        context["can_call_back"] = can_call_back(handoff=found)
    if (found.state == State.ARRIVED and mine) or found.state in TO_MEET:
        now = clock(request, by)
        shown = None if names is None else known_lines(names, now)
        context |= {"look": look or LookFor(), "names": shown, "like": known_lines(like or [], now)}
    return render(request, "desk/handoff.html", context, status=status(refused))


def _around(found: Handoff, now: Clock, by: Acting) -> dict[str, Any]:
    """What is around it: who is out for this, whether two go, and what is open now."""
    rule = safety.rule(site=by.site)
    second = safety.company(handoff=found.pk)
    out = safety.out(by=by, handoff=found.pk, worker=by.hand)
    why = safety.two_go(handoff=found, at=now.at, found=rule)
    around: dict[str, Any] = {"out": safely.out(out, now, by), "two": safely.two(found, why, second, by)}
    if found.state in OPEN:
        around["tonight"] = tonight(services.tonight(site=by.site), found.asked.place, now)
    return around
