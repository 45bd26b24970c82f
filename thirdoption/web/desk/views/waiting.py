"""What was noted without a signal or a sign-in: taken in once, or opened again with what was typed."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect

from thirdoption.program.care import actions, queries
from thirdoption.program.care.models import Contact as Row
from thirdoption.program.care.models import FormSaid
from thirdoption.program.care.queries.forms import form_of
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused, hidden
from thirdoption.program.referrals.queries import unsealed
from thirdoption.program.referrals.rules.sealed import Envelope, clock_error, read_envelope
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import number
from thirdoption.web.desk.forms.contacts import Contact
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.views.people import person_page
from thirdoption.web.desk.views.questions import form_page, keep_one
from thirdoption.web.kit.forms import act
from thirdoption.web.kit.forms import said as said_of
from thirdoption.web.kit.guards import site_of, worker

_UNREADABLE = "This item cannot be read. Note the contact again."


@dataclass(frozen=True)
class Waited:
    """One contact, or one answer of a form, as it was typed, of whom, and when by a right clock."""

    person: UUID
    typed: QueryDict
    made_at: datetime
    form: UUID | None


@worker(Permission.WRITE_CARE)
def outbox(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Take in one contact that waited: JSON with what became of it; the same again makes nothing (R-77)."""
    if request.method != "POST":
        return HttpResponse(status=204)
    try:
        item = read_envelope(_body(request))
        if item.author != by.worker:  # a colleague is signed in on this device now
            return JsonResponse({"state": "waits"}, status=404)
        if _is_here(item, by):
            return JsonResponse({"state": "received"})
        waited = _opened(item, by)
        found = queries.in_touch(by=by, pk=waited.person)
        if waited.form:
            with transaction.atomic():
                keep_one(waited.typed, form_of(person=found, pk=waited.form), by, item.id)
            return JsonResponse({"state": "received"})
        form = _form(request, waited, item, by)
        with transaction.atomic():
            kept = _keep(form, found, waited, by)
    except Refused as refused:
        return JsonResponse({"state": "refused", "said": [said_of(refused)]}, status=refused.status)
    if kept:
        return JsonResponse({"state": "received"})
    return JsonResponse({"state": "refused", "said": _sentences(form)}, status=422)


@worker(Permission.WRITE_CARE)
def reopen(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What was typed, in its form again, with what is wrong; only for its author."""
    if request.method != "POST":
        return redirect("desk:home")
    item = _item(request.POST.get("item", "").encode(), by)
    waited = _opened(item, by)
    found = queries.in_touch(by=by, pk=waited.person)
    if waited.form:
        return form_page(request, found, form_of(person=found, pk=waited.form), by, waited.typed)
    form = _form(request, waited, item, by)
    form.is_valid()
    return person_page(request, found, by, contact=form)


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig:
        raise Refused(INVALID, _UNREADABLE) from None


def _item(content: bytes, by: Acting) -> Envelope:
    """The item. Raises Refused (not found) for another author's: it waits for their own sign-in."""
    item = read_envelope(content)
    if item.author != by.worker:
        raise hidden()
    return item


def _is_here(item: Envelope, by: Acting) -> bool:
    """Whether it was taken in before, also when its answer was lost on the way."""
    pk = number(by=by, key=item.id)
    return Row.objects.filter(pk=pk).exists() or FormSaid.objects.filter(pk=pk).exists()


def _opened(item: Envelope, by: Acting) -> Waited:
    """What was sealed. Raises Refused (invalid) for what is no contact."""
    try:
        plain: Any = json.loads(unsealed(item=item))
        typed = QueryDict(mutable=True)
        for name, value in plain["fields"]:
            typed.appendlist(str(name), str(value))
        person = UUID(plain["person"])
        form = UUID(plain["form"]) if "form" in plain else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(INVALID, _UNREADABLE) from None
    typed["key"] = str(item.id)
    now = by.now()
    return Waited(person, typed, min(now, item.made_at + clock_error(sent=item.sent, now=now)), form)


def _form(request: HttpRequest, waited: Waited, item: Envelope, by: Acting) -> Contact:
    team = [one for one, _many in queries.colleagues(by=by)] if "colleagues" in waited.typed else None
    agreed = site_of(request).dictation_agreed
    return Contact(waited.typed, zone=clock(request, by).zone, dictation=agreed, team=team)


def _keep(form: Contact, person: Any, waited: Waited, by: Acting) -> Row | None:
    """Keep it as of when it was noted, where nobody typed another time."""
    if not form.is_valid():
        return None
    values = {**form.cleaned_data, "happened_at": form.cleaned_data["happened_at"] or waited.made_at}
    return act(form, actions.note_contact, person=person, **values, by=by, at=by.now())


def _sentences(form: Contact) -> list[str]:
    return [str(sentence) for found in form.errors.values() for sentence in found]
