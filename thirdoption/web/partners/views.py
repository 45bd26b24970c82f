"""Partners' pages: the prosecutor's held charges with the decisions about them, and the defender's list."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care import queries as care
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters import actions, queries
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import WAITING, State
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.rules import Permission, may
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit.files import csv_file
from thirdoption.web.kit.forms import act, in_conflict, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.kit.line import card
from thirdoption.web.partners import letters, presenters
from thirdoption.web.partners.forms import (
    DecisionForm,
    ExtendForm,
    ListForm,
    SeveralForm,
    TicketForm,
    asked_of,
)


@worker(Permission.SEE_MATTERS)
def matters(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The charges that wait, with their clocks; or those that were decided."""
    asked = asked_of(request.GET)
    found = presenters.listed(by=by, site=site_of(request), asked=asked)
    if found.charges or asked.narrows:  # that somebody was looked for is told also when nobody was found
        seen(by=by, noun="matter", objects=[one.pk for one in found.charges])
    page = {
        **presenters.list_page(found, asked),
        "filters": ListForm(initial=vars(asked)),
        "on_call": card(site_of(request), by.now()),
        "may_decide": may(by.role, Permission.DECIDE_MATTER),
        "may_exchange": may(by.role, Permission.EXCHANGE_CHARGES),
        "may_export": may(by.role, Permission.EXPORT_MATTERS),
    }
    return render(request, "partners/matters.html", page)


@worker(Permission.EXPORT_MATTERS)
def file(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Exactly what the page of the list shows, as a file."""
    asked = asked_of(request.GET)
    found = presenters.listed(by=by, site=site_of(request), asked=asked)
    actions.export_listed(matters=found.charges, by=by, at=by.now())
    today = local_day(site_of(request), by.now())
    return csv_file(f"held-charges-{today:%Y-%m-%d}.csv", presenters.lines_of(found, asked))


@worker(Permission.SEE_MATTERS)
def matter(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One charge, and its decision."""
    found = queries.matter(by=by, pk=pk)
    if request.method == "POST":
        form = DecisionForm(request.POST, matter=found, today=local_day(site_of(request), by.now()))
        if form.is_valid():
            confirmed = bool(care.confirmed(referrals=[found.referral_id]))
            act(
                form, actions.decide, matter=found, confirmed=confirmed, **form.decision(), by=by, at=by.now()
            )
        return _after(request, found, by, form)
    return _show(request, found, by)


@worker(Permission.DECIDE_MATTER, post=True)
def extend(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """More time for a charge."""
    found, form = queries.matter(by=by, pk=pk), ExtendForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        act(form, actions.extend, matter=found, to=said["on"], reason=said["reason"], by=by, at=by.now())
    return _after(request, found, by, form)


@worker(Permission.CHANGE_TICKET, post=True)
def ticket(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """What became of the appearance ticket of a charge."""
    found, form = queries.matter(by=by, pk=pk), TicketForm(request.POST)
    if form.is_valid():
        act(form, actions.change_ticket, matter=found, **form.change(), by=by, at=by.now())
    return _after(request, found, by, form)


def _after(request: HttpRequest, found: Matter, by: Acting, form: forms.Form) -> HttpResponse:
    """Back to the charge; or its page with what could not be saved."""
    return _show(request, found, by, form) if form.errors else redirect("partners:matter", pk=found.pk)


def _show(request: HttpRequest, found: Matter, by: Acting, wrong: forms.Form | None = None) -> HttpResponse:
    """The page of a charge where it is now; `wrong` is the form that could not be saved."""
    site = site_of(request)
    page = presenters.matter_page(by=by, site=site, matter=found)
    page |= letters.part(found, by, confirmed=bool(page["matter"].confirmed))
    shown: dict[str, forms.Form] = {
        "form": DecisionForm(matter=found, today=local_day(site, by.now())),
        "extend_form": ExtendForm(),
        "ticket_form": TicketForm(),
    }
    shown |= {name: wrong for name, form in shown.items() if wrong and type(form) is type(wrong)}
    # a form that somebody was quicker than keeps what was typed
    open_to = found.state in WAITING or in_conflict(wrong)
    rights = {
        "may_decide": open_to and may(by.role, Permission.DECIDE_MATTER),
        "may_extend": found.state in WAITING and may(by.role, Permission.DECIDE_MATTER),
        "may_change_ticket": bool(found.returnable_on and found.state in WAITING)
        and may(by.role, Permission.CHANGE_TICKET),
    }
    return render(
        request, "partners/matter.html", {**page, **shown, **rights, "wrong": wrong}, status=status(wrong)
    )


@worker(Permission.DECIDE_MATTER)
def several(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Several charges before one decision about all of them, and that decision: all, or none."""
    typed = request.POST if request.method == "POST" else request.GET
    charges = queries.chosen(by=by, pks=_chosen(typed))
    if not charges:
        messages.warning(request, _("Choose at least one charge."))
        return redirect("partners:matters")
    form = SeveralForm(request.POST if request.method == "POST" else None, many=len(charges))
    if request.method == "POST" and form.is_valid():
        said = {"matters": charges, "reason": form.cleaned_data["reason"], "by": by, "at": by.now()}
        if form.cleaned_data["to"] == State.DECLINED:
            act(form, actions.decline_all, **said)
            words = ngettext("%(n)s charge is declined.", "%(n)s charges are declined.", len(charges))
        else:
            act(form, actions.extend_all, to=form.cleaned_data["on"], **said)
            words = ngettext("%(n)s charge has a new date.", "%(n)s charges have a new date.", len(charges))
        if not form.errors:
            messages.success(request, words % {"n": len(charges)})
            return redirect("partners:matters")
        charges = queries.chosen(by=by, pks=_chosen(typed))  # as they are, after all of it was taken back
    page = presenters.several_page(by=by, site=site_of(request), charges=charges)
    return render(request, "partners/several.html", {**page, "form": form}, status=status(form))


def _chosen(typed: QueryDict) -> list[UUID]:
    """The charges that were chosen, each once. Raises Refused (not found) for what is no id."""
    try:
        return list(dict.fromkeys(UUID(one) for one in typed.getlist("charge")))
    except ValueError:
        raise hidden() from None


@worker(Permission.SEE_DEFENDED)
def defended(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The charges that people released to their defender's office."""
    return render(request, "partners/defended.html", presenters.defended_page(by=by, site=site_of(request)))
