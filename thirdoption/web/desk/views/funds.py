"""Help with money: asked for a person, answered by another worker, paid, and what came back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.actions import funds as acts
from thirdoption.program.care.queries import funds as reading
from thirdoption.program.care.rules.funds import RECEIPT_MOST
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.sealed import unseal
from thirdoption.program.people.models import Person
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.funds import Amount, Ask, Note, Receipt
from thirdoption.web.desk.presenters import funds as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def funds(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """What was asked for a person, and what became of it; more is asked for here."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return _page(request, found, by)
    form, kept = Ask(request.POST), None
    if form.is_valid():
        kept = act(form, acts.ask_funds, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is None:
        return _page(request, found, by, form)
    messages.success(request, _("It is asked for. A supervisor answers."))
    return redirect("desk:funds", person)


@worker(Permission.APPROVE_FUNDS)
def answer(request: HttpRequest, person: UUID, fund: UUID, *, by: Acting) -> HttpResponse:
    """Yes or no, with a reason where it is no."""
    yes = request.POST.get("do") == "yes"
    return _said(request, person, fund, by, Note(request.POST), acts.answer_funds, approve=yes)


@worker(Permission.WRITE_CARE)
def step(request: HttpRequest, person: UUID, fund: UUID, *, by: Acting) -> HttpResponse:
    """Paid, came back, or canceled."""
    asked, form = request.POST.get("do"), Amount(request.POST)
    if asked == "cancel":
        form.fields["cents"].required = False
        return _said(request, person, fund, by, form, acts.cancel_funds, without="cents")
    if asked == "return":
        return _said(request, person, fund, by, form, acts.return_funds)
    return _said(request, person, fund, by, form, acts.pay_funds, without="note")


def _said(
    request: HttpRequest,
    person: UUID,
    fund: UUID,
    by: Acting,
    form: Note,
    action: Any,
    without: str = "",
    **more: Any,
) -> HttpResponse:
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return redirect("desk:funds", person)
    row, kept = reading.fund(person=found, pk=fund), None
    if form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != without}
        kept = act(form, action, fund=row, **typed, **more, by=by, at=by.now())
    if kept is None:
        form.auto_id = f"id_{fund}_%s"
        return _page(request, found, by, form, tried=(fund, form))
    messages.success(request, _("Saved."))
    return redirect("desk:funds", person)


def _page(
    request: HttpRequest, person: Person, by: Acting, form: Any = None, tried: tuple[UUID, Any] | None = None
) -> HttpResponse:
    page = {
        "person": person.name,
        "person_id": person.pk,
        "parts": parts(person.pk, "desk:funds"),
        "rows": presenting.lines(reading.of_person(people=person.records), clock(request, by), by, tried),
        "form": form if isinstance(form, Ask) else Ask(),
        "refused": form,
    }
    return render(request, "desk/funds.html", page, status=status(form))


@worker(Permission.WRITE_CARE)
def add_receipt(request: HttpRequest, person: UUID, fund: UUID, *, by: Acting) -> HttpResponse:
    """A photo or PDF of what was paid."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return redirect("desk:funds", person)
    row, kept = reading.fund(person=found, pk=fund), None
    form = Receipt(request.POST, request.FILES, auto_id=f"id_file_{fund}_%s")
    if form.is_valid():
        content = form.cleaned_data["file"].read(RECEIPT_MOST + 1)
        key = form.cleaned_data["key"]
        kept = act(form, acts.add_receipt, fund=row, content=content, key=key, by=by, at=by.now())
    if kept is None:
        return _page(request, found, by, form, tried=(fund, form))
    messages.success(request, _("The receipt is kept."))
    return redirect("desk:funds", person)


@worker(Permission.WRITE_CARE)
def receipt(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """One receipt as a file to keep; never shown in the page, whatever it holds."""
    found = queries.in_touch(by=by, pk=person)
    row = reading.receipt(person=found, pk=pk)
    acts.take_receipt(receipt=row, by=by, at=by.now())
    answer = HttpResponse(unseal(bytes(row.sealed), row=row.pk), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="receipt.{row.kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@worker(Permission.APPROVE_FUNDS)
def waiting(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What waits for an answer, the oldest first."""
    rows = presenting.lines(reading.waiting(by=by), clock(request, by), by)
    return render(request, "desk/funds_waiting.html", {"rows": rows})
