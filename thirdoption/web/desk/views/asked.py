"""Whom the community asks for: the list, one request, and what a care worker does with it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care.actions.community import join_known, welcome_asked
from thirdoption.program.care.queries import colleagues
from thirdoption.program.care.queries.known import Known
from thirdoption.program.ground.acting import Acting
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.queries import community as queries
from thirdoption.program.referrals.rules.community import ASKED_TRANSITIONS, SAID, AskedState
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.asked import Close, Narrow, Say, Take
from thirdoption.web.desk.forms.handoffs import TakeOver
from thirdoption.web.desk.presenters import asked as presenting
from thirdoption.web.desk.presenters.known import lines as known_lines
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, in_conflict, status
from thirdoption.web.kit.guards import worker

ON_A_PAGE = 50


@worker(Permission.ANSWER_COMMUNITY)
def asked(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The list: who waits first, by part."""
    narrow = Narrow(request.GET)
    part = narrow.chosen()
    counts = queries.counts()
    total = counts[part] if part else sum(counts.values())
    page = Paginator(range(total), ON_A_PAGE).get_page(request.GET.get("page"))
    found = queries.requests(by=by, part=part, shown=slice(max(page.start_index() - 1, 0), page.end_index()))
    shown = presenting.listed(found, counts, part, clock(request, by))
    return render(request, "desk/asked.html", {**shown, "filters": narrow, "page": page})


@worker(Permission.ANSWER_COMMUNITY)
def one(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One request: what was said, the policy's answer, and the next step."""
    return _page(request, queries.request(by=by, pk=pk), by)


@worker(Permission.ANSWER_COMMUNITY)
def take(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """I look for them, or a colleague does."""
    if request.method != "POST":
        return redirect("desk:asked-one", pk)
    found = queries.request(by=by, pk=pk)
    return _done(
        request, found, by, Take(request.POST, team=queries.team(by=by), mine=by.hand), community.take
    )


@worker(Permission.ANSWER_COMMUNITY)
def say(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Met, not found yet, or given back."""
    if request.method != "POST":
        return redirect("desk:asked-one", pk)
    found = queries.request(by=by, pk=pk)
    return _done(request, found, by, Say(request.POST, state=found.state), community.say)


@worker(Permission.ANSWER_COMMUNITY)
def close(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Nobody looks any more, and why."""
    if request.method != "POST":
        return redirect("desk:asked-one", pk)
    return _done(request, queries.request(by=by, pk=pk), by, Close(request.POST), community.close)


@worker(Permission.WRITE_CARE)
def joins(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """They were met and want to take part: in the name that they give."""
    if request.method != "POST":
        return redirect("desk:asked-one", pk)
    found = queries.request(by=by, pk=pk)
    form = TakeOver(request.POST, team=colleagues(by=by), mine=by.hand)
    if form.is_valid():
        like = form.somebody_like(by)
        if like:
            return _page(request, found, by, form, like)
        person = act(form, welcome_asked, asked=found, **form.cleaned_data, by=by, at=by.now())
        if person is not None:
            messages.success(request, _("They take part now."))
            return redirect("desk:person", person.pk)
    return _page(request, found, by, form)


@worker(Permission.WRITE_CARE, post=True)
def known(request: HttpRequest, pk: UUID, person: UUID, *, by: Acting) -> HttpResponse:
    """They were met, and are somebody whom the program knows."""
    join_known(asked=queries.request(by=by, pk=pk), person=person, by=by, at=by.now())
    messages.success(request, _("They take part now."))
    return redirect("desk:person", person)


def _done(
    request: HttpRequest, found: CommunityReferral, by: Acting, form: forms.Form, action: Any
) -> HttpResponse:
    """Do what a form says, and show the request again: with what is wrong, or as it is now."""
    if form.is_valid():
        act(form, action, asked=found, **form.cleaned_data, by=by, at=by.now())
    if form.errors:
        return _page(request, found, by, form)
    messages.success(request, _("Saved."))
    return redirect("desk:asked-one", found.pk)


def _page(
    request: HttpRequest,
    found: CommunityReferral,
    by: Acting,
    refused: forms.Form | None = None,
    like: list[Known] | None = None,
) -> HttpResponse:
    if in_conflict(refused):
        found.refresh_from_db(fields=["state", "version", "taken_by", "person", "closed_because"])
    steps, screening = queries.steps(asked=found), queries.screened(asked=found)
    context = {
        "request_page": presenting.page(found, steps, screening, clock(request, by)),
        "form": refused,
        "like": known_lines(like or [], clock(request, by)),
        **_forms(found, by, refused),
    }
    return render(request, "desk/asked_one.html", context, status=status(refused))


def _forms(found: CommunityReferral, by: Acting, refused: forms.Form | None) -> dict[str, Any]:
    """The forms that fit the state, and the refused one whatever the state is."""
    after = ASKED_TRANSITIONS[AskedState(found.state)]

    def kept(kind: type[forms.Form], fits: bool, **given: Any) -> forms.Form | None:
        return refused if isinstance(refused, kind) else kind(**given) if fits else None

    return {
        "take": kept(Take, AskedState.TAKEN in after, team=queries.team(by=by), mine=by.hand),
        "say": kept(Say, bool(after & set(SAID)), state=found.state),
        "close": kept(Close, AskedState.CLOSED in after),
        "joins": kept(TakeOver, AskedState.TAKES_PART in after, team=colleagues(by=by), mine=by.hand),
        "first": found.state == AskedState.WAITING,
        "again": found.state in (AskedState.CLOSED, AskedState.NOT_FOUND_YET, AskedState.MET),
    }
