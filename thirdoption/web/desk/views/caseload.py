"""The team's caseloads, giving people to another worker, cover, and a worker who leaves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.actions import caseload as actions
from thirdoption.program.care.actions import leaving
from thirdoption.program.care.queries import caseload as reading
from thirdoption.program.care.queries.waitlist import ahead_of, wait_list
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.queries.rota import can_answer, has_shifts
from thirdoption.program.services.queries import due_followups
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.caseload import Cover, HandOver, Leave, Narrow, Room
from thirdoption.web.desk.presenters import caseload as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.desk.presenters.waitlist import waits
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


def _choices(by: Acting, besides: UUID | None = None) -> list[tuple[UUID, str]]:
    found = queries.colleagues(by=by)
    return [(one.pk, presenting.with_many(one.name, many)) for one, many in found if one.pk != besides]


@worker(Permission.SHARE_WORK)
def team(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Who has how many people, who is with nobody, and who covers for whom."""
    now = clock(request, by)
    waiting, first = wait_list(by=by, today=now.today)
    loads, limits = reading.team(by=by, today=now.today), reading.limits(site=by.site, today=now.today)
    shown = presenting.team(loads, reading.covers(by=by), limits, now)
    return render(request, "desk/team.html", {**shown, **waits(waiting, arrest_first=first, clock=now)})


@worker(Permission.SHARE_WORK)
def member(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One worker's people, room for more of them, and cover."""
    return _member(request, reading.member(by=by, pk=pk), by)


def _member(
    request: HttpRequest, one: Worker, by: Acting, room: Room | None = None, covering: Cover | None = None
) -> HttpResponse:
    now, narrow = clock(request, by), Narrow(request.GET)
    people = reading.people_of(by=by, worker=one.pk, state=narrow.chosen())
    shown = {
        **presenting.member(one, people, now),
        "most": reading.limits(site=by.site, today=now.today).most,
        "filters": narrow,
        "room": room or Room(),
        "covering": covering or Cover(team=_choices(by, one.pk)),
    }
    return render(request, "desk/team_member.html", shown, status=status(room or covering))


@worker(Permission.SHARE_WORK)
def more(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The policy group decided that a worker may have more people."""
    if request.method != "POST":
        return redirect("desk:team-member", pk)
    one, form = reading.member(by=by, pk=pk), Room(request.POST)
    noted = None
    if form.is_valid():
        noted = act(form, actions.allow_more, worker=one, **form.cleaned_data, by=by, at=by.now())
    if noted:
        messages.success(request, _("The decision is noted."))
        return redirect("desk:team")
    return _member(request, one, by, room=form)


@worker(Permission.SHARE_WORK)
def cover(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Somebody covers for a worker."""
    if request.method != "POST":
        return redirect("desk:team-member", pk)
    one = reading.member(by=by, pk=pk)
    form = Cover(request.POST, team=_choices(by, one.pk))
    if form.is_valid():
        given = {**form.cleaned_data, "worker": reading.member(by=by, pk=UUID(form.cleaned_data["worker"]))}
        if act(form, actions.cover, away=one, **given, by=by, at=by.now()):
            messages.success(request, _("The cover is noted. It ends by itself."))
            return redirect("desk:team")
    return _member(request, one, by, covering=form)


@worker(Permission.SHARE_WORK)
def leave(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """What a worker who leaves would leave behind, and to whom it goes, in one act."""
    one, now = reading.member(by=by, pk=pk), clock(request, by)
    people = reading.people_of(by=by, worker=one.pk)
    shifts = has_shifts(worker=one.pk, site=by.site, at=by.now())
    covers = reading.covers_of(worker=one.pk, at=by.now())
    choices: dict[str, Any] = {
        "leaves": ["shifts"] * shifts + ["covers"] * bool(covers),
        "team": _choices(by, one.pk),
        "shifts": [(other.pk, other.name) for other in can_answer(site=by.site) if other.pk != one.pk],
        "people": [(each.person, each.name) for each in people],
    }
    form = Leave(request.POST, **choices) if request.method == "POST" else Leave(**choices)
    if form.is_bound and form.is_valid() and _left(form, one, by):
        messages.success(request, _("All is handed over. %(name)s is signed out.") % {"name": one.name})
        return redirect("desk:team")
    ids = [each.person for each in people]
    steps = reading.due(by=by, people=ids, team=False, today=now.today).steps
    left = presenting.leaving(
        one,
        people,
        shifts=shifts,
        covers=covers,
        others=reading.other_supervisors(site=by.site, than=one.pk, at=by.now()),
        due=len(steps) + len(due_followups(people=ids, at=by.now())),
    )
    shown = {**left, "form": form, "named_only": reading.named_only(worker=one.pk)}
    return render(request, "desk/team_leave.html", shown, status=status(form if form.is_bound else None))


def _left(form: Leave, one: Worker, by: Acting) -> bool:
    told, given = form.cleaned_data, form.given()
    workers = {each: reading.member(by=by, pk=each) for each in set(given.values())}
    act(
        form,
        leaving.leave,
        worker=one,
        people={person: workers[takes] for person, takes in given.items()},
        **{
            name: reading.member(by=by, pk=UUID(told[name])) if told[name] else None
            for name in ("shifts", "covers")
        },
        line=told["line"],
        by=by,
        at=by.now(),
    )
    return not form.errors


@worker(Permission.WRITE_CARE)
def hand_over(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """With whom a person works and worked, and giving them to another worker."""
    found = queries.in_touch(by=by, pk=person)
    sent = {"data": request.POST} if request.method == "POST" else {}
    now = clock(request, by)
    shares = may(by.role, Permission.SHARE_WORK)
    ahead = ahead_of(person=found.pk, site=by.site, today=now.today, at=now.at) if shares else 0
    form = HandOver(**sent, team=_choices(by), ahead=ahead)
    if form.is_bound and form.is_valid():
        takes = reading.member(by=by, pk=UUID(form.cleaned_data["takes"]))
        given = {**form.cleaned_data, "takes": takes}
        if act(form, actions.hand_over, person=found, **given, by=by, at=by.now()):
            messages.success(request, _("%(name)s sees the hand-over on their list.") % {"name": takes.name})
            waited = shares and not getattr(found, "works_with", None)
            return redirect("desk:team") if waited else redirect("desk:hand-over", person)
    rows = reading.hand_overs_of(people=found.records)
    shown = {
        **presenting.hand_overs(found, rows, now, by),
        "parts": parts(found.pk, "desk:hand-over"),
        "form": form,
        "ahead": ahead,
    }
    return render(request, "desk/hand_over.html", shown, status=status(form if form.is_bound else None))


@worker(Permission.WRITE_CARE)
def read(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The next worker has read what was handed over."""
    row = reading.hand_over(pk=pk, by=by)
    if request.method == "POST":
        actions.read_hand_over(hand_over=row, by=by, at=by.now())
        messages.success(request, _("Noted that you read it."))
    return redirect("desk:hand-over", row.person_id)
