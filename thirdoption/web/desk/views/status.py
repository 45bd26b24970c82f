"""What is known of a person's life: what holds now, and noting it in two taps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import actions, queries
from thirdoption.program.care.models import Fact
from thirdoption.program.care.queries import status as reading
from thirdoption.program.care.rules.status import KINDS, Kind
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.status import Note
from thirdoption.web.desk.presenters import status as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def overview(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Each kind with what holds now, as of when; what nobody asked about says so."""
    found: Any = queries.in_touch(by=by, pk=person)
    page = {
        "person": found.name,
        "person_id": person,
        "parts": parts(person, "desk:status"),
        "kinds": presenting.overview(reading.facts(people=found.same), clock(request, by)),
    }
    return render(request, "desk/status.html", page)


@worker(Permission.WRITE_CARE)
def kind(request: HttpRequest, person: UUID, kind: str, *, by: Acting) -> HttpResponse:
    """One kind: a button for each answer, and how it was."""
    found: Any = queries.in_touch(by=by, pk=person)
    if kind not in set(Kind):
        raise hidden()
    form = Note(request.POST if request.method == "POST" else None, value=KINDS[Kind(kind)].value)
    mends = _mends(request, found, kind)
    if form.is_valid():
        typed = {**form.cleaned_data, "mends": mends, "kind": kind}
        if act(form, actions.note_fact, person=found, **typed, by=by, at=by.now()):
            messages.success(request, _("Saved."))
            return redirect("desk:status", person)
    lines = presenting.history(reading.facts(people=found.same), kind, clock(request, by))
    page = {
        "person": found.name,
        "person_id": person,
        "parts": parts(person, "desk:status"),
        "kind": kind,
        "name": str(presenting.NAMES[kind]),
        "things": presenting.choices(Kind(kind), mends.of if mends else None, mends is not None),
        "mends": next((one for one in lines if mends and one.pk == mends.pk), None),
        "lines": lines,
        "form": form,
        "refused": form if form.is_bound else None,
    }
    return render(request, "desk/status_kind.html", page, status=status(form if form.is_bound else None))


def _mends(request: HttpRequest, person: Any, kind: str) -> Fact | None:
    """The earlier fact that is put right, if one is. Raises Refused (not found) for another's."""
    asked = (request.POST if request.method == "POST" else request.GET).get("mends")
    if not asked:
        return None
    try:
        found = reading.fact(person=person, pk=UUID(asked))
    except ValueError:
        raise hidden() from None
    if found.kind != kind:
        raise hidden()
    return found
