"""The officer's pages: what I sent, a contact, its answer, the offer, the hand-off, the receipt."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as lines
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.handoffs.rules import FROM_OFFICER, Note
from thirdoption.program.matters.queries import may_lodge
from thirdoption.program.referrals import actions, queries
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import Approval, Ending, NotOfferedReason, Screening
from thirdoption.program.sites.queries import local_day, policy_of, policy_on
from thirdoption.program.sites.rules import Approver, Door
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker, worker_of
from thirdoption.web.kit.line import card
from thirdoption.web.street import presenters
from thirdoption.web.street.forms import (
    ApprovalForm,
    ComeForm,
    ContactForm,
    EndingForm,
    NoOfferForm,
    OfferForm,
    OutcomeForm,
)


@worker(Permission.RECORD_CONTACT)
def home(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What I sent, and one thing to do. No list of people, nobody to look up."""
    shown = presenters.home(by=by, zone=site_of(request).zone, number=request.GET.get("page", ""))
    more = {"on_call": card(site_of(request), by.now()), "come": ComeForm()}
    more |= {"lodges": may_lodge(site=site_of(request))}
    return render(request, "street/home.html", {**shown, **more})


@worker(Permission.RECORD_CONTACT)
def contact(request: HttpRequest, *, by: Acting, door: Door = Door.ARREST_DIVERSION) -> HttpResponse:
    """Record a contact: one form, built from the policy in force and the door."""
    site = site_of(request)
    _version, policy = policy_on(site, local_day(site, by.now()))
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, policy=policy, door=door, zone=ZoneInfo(site.zone), now=by.now())
    if data is not None and form.is_valid():
        made = act(
            form,
            actions.record_contact,
            author=worker_of(request),
            key=form.cleaned_data["key"],
            facts=form.facts(),
            perceived_race=form.cleaned_data["perceived_race"],
            by=by,
            at=by.now(),
        )
        if made is not None:
            return redirect("street:referral", pk=made.pk)
    shown = {
        "form": form,
        "on_call": card(site, by.now()),
        "key": form.number(),
        "outcome_form": OutcomeForm(policy=policy, arrest=door is Door.ARREST_DIVERSION),
        **presenters.contact_page(policy, door),
    }
    return render(request, "street/contact.html", shown, status=status(form))


@worker(Permission.RECORD_CONTACT)
def referral(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The answer with its reasons, and whatever comes next."""
    try:
        found = queries.referral(by=by, pk=pk)
    except Refused:
        queries.receipt(by=by, referral=pk)  # its author goes on to the receipt, nobody else anywhere
        return redirect("street:receipt", pk=pk)
    return _show(request, found, by)


def _show(request: HttpRequest, found: Referral, by: Acting, wrong: forms.Form | None = None) -> HttpResponse:
    """The page of a referral where it is now; `wrong` is the form that could not be saved."""
    page = presenters.referral_page(by=by, referral=found)
    blank = {
        "offer_form": OfferForm(referral=found, policy=page.policy),
        "approval_form": ApprovalForm(policy=page.policy, approvers=page.approvers),
        "no_offer_form": NoOfferForm(policy=page.policy),
        "ending_form": EndingForm(policy=page.policy),
    }
    if wrong is not None:
        blank |= {name: wrong for name, form in blank.items() if type(form) is type(wrong)}
    shown = {"page": page, "form": wrong, **blank}
    return render(request, "street/referral.html", shown, status=status(wrong))


@worker(Permission.RECORD_CONTACT)
def offer(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The offer was made: what the person said, and what was set aside."""
    found = queries.referral(by=by, pk=pk)
    if request.method == "POST":
        form = OfferForm(request.POST, referral=found, policy=policy_of(found.policy))
        if form.is_valid():
            act(form, actions.offer, referral=found, **form.said(), by=by, at=by.now())
        if form.errors:
            return _show(request, found, by, form)
    return redirect("street:referral", pk=pk)


@worker(Permission.RECORD_CONTACT)
def approval(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """What whoever has to approve said."""
    found = queries.referral(by=by, pk=pk)
    if request.method == "POST":
        approvers = Screening.from_plain(found.screening).may_approve
        form = ApprovalForm(request.POST, policy=policy_of(found.policy), approvers=approvers)
        if form.is_valid():
            said = form.cleaned_data
            note = {"approver": Approver(said["approver"]), "said": Approval(said["said"])}
            name = said["approved_by"]
            act(form, actions.note_approval, referral=found, **note, approved_by=name, by=by, at=by.now())
        if form.errors:
            return _show(request, found, by, form)
    return redirect("street:referral", pk=pk)


@worker(Permission.RECORD_CONTACT)
def no_offer(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """No offer was made: why, and how the contact ended."""
    found = queries.referral(by=by, pk=pk)
    if request.method == "POST":
        form = NoOfferForm(request.POST, policy=policy_of(found.policy))
        if form.is_valid():
            reason, ending = (
                NotOfferedReason(form.cleaned_data["reason"]),
                Ending(form.cleaned_data["ending"]),
            )
            act(form, actions.do_not_offer, referral=found, reason=reason, ending=ending, by=by, at=by.now())
        if form.errors:
            return _show(request, found, by, form)
    return redirect("street:referral", pk=pk)


@worker(Permission.RECORD_CONTACT)
def ending(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """How a contact ended whose offer the person declined."""
    found = queries.referral(by=by, pk=pk)
    if request.method == "POST":
        form = EndingForm(request.POST, policy=policy_of(found.policy))
        if form.is_valid():
            chosen = Ending(form.cleaned_data["ending"])
            act(form, actions.say_ending, referral=found, ending=chosen, by=by, at=by.now())
        if form.errors:
            return _show(request, found, by, form)
    return redirect("street:referral", pk=pk)


def _still(request: HttpRequest, pk: UUID, *, by: Acting) -> bool:
    number = handoffs.pulse(by=by, referral=pk)
    return number is not None and request.GET.get("known") == str(number)


@worker(Permission.RECORD_CONTACT, still=_still)
def handoff(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The live part: 204 while nothing changed, the panel when it did, the receipt at the end."""
    if not getattr(request, "htmx", False):
        return redirect("street:referral", pk=pk)
    return _followed(request, pk, by)


@worker(Permission.RECORD_CONTACT, post=True)
def tell(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One tap to the worker who comes."""
    found = handoffs.of_referral(by=by, referral=pk)
    note = request.POST.get("note")
    if found is not None and note in FROM_OFFICER:
        lines.tell_worker(handoff=found, note=Note(note), by=by, at=by.now())
    if not getattr(request, "htmx", False):
        return redirect("street:referral", pk=pk)
    return _followed(request, pk, by)


def _followed(request: HttpRequest, pk: UUID, by: Acting) -> HttpResponse:
    number = handoffs.pulse(by=by, referral=pk)  # read first: what changes meanwhile is asked for again
    found = handoffs.of_referral(by=by, referral=pk)
    if found is None and not presenters.is_being_called(by=by, pk=pk):
        return HttpResponseClientRedirect(reverse("street:receipt", args=[pk]))
    if found is None and request.GET.get("known") == "-":
        return HttpResponse(status=204)
    panel = presenters.show_handoff(handoff=found, number=number, pk=pk, site=site_of(request))
    return render(request, "street/_handoff.html", {"panel": panel})


@worker(Permission.RECORD_CONTACT)
def receipt(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """What stays with the sender: that it was sent, and when they were free."""
    found = queries.receipt(by=by, referral=pk)
    if found.of_call and not found.freed_by:
        return redirect("street:come-live", pk=pk)
    if found.handed_over_at is None and presenters.is_open(pk=pk):
        return redirect("street:referral", pk=pk)
    return render(request, "street/receipt.html", presenters.receipt(found, site=site_of(request)))
