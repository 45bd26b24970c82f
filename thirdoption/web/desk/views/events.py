"""What touched a person's safety; and a death, which one worker notes and another confirms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import actions, queries
from thirdoption.program.care.models import SafetyEvent
from thirdoption.program.care.queries import events as reading
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.events import Death, Event, Why
from thirdoption.web.desk.presenters import events as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def safety(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """What was noted, and one more; with `mends` an earlier one is put right."""
    found: Any = queries.in_touch(by=by, pk=person)
    mends = _mends(request, found)
    if request.method != "POST":
        return _page(request, found, by, mends=mends)
    form, kept = Event(request.POST), None
    if form.is_valid():
        typed = {**form.cleaned_data, "mends": mends}
        kept = act(form, actions.note_event, person=found, **typed, by=by, at=by.now())
    if kept is None:
        return _page(request, found, by, event=form, mends=mends)
    messages.success(request, _("It is noted, and who leads is told that something is there."))
    return redirect("desk:safety-events", person)


@worker(Permission.WRITE_CARE)
def note_death(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """A death is noted; another worker confirms it."""
    if request.method != "POST":
        return redirect("desk:safety-events", person)
    found = queries.in_touch(by=by, pk=person)
    form, kept = Death(request.POST, auto_id="id_death_%s"), None
    if form.is_valid():
        kept = act(form, actions.note_death, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is None:
        return _page(request, found, by, death=form)
    messages.success(
        request, _("It is noted. Another worker confirms it; until then nothing reminds of them.")
    )
    return redirect("desk:safety-events", person)


@worker(Permission.WRITE_CARE)
def say_of_death(request: HttpRequest, person: UUID, death: UUID, *, by: Acting) -> HttpResponse:
    """Another worker confirms it; or it was an error, and is taken back with a reason."""
    if request.method != "POST":
        return redirect("desk:safety-events", person)
    found = queries.in_touch(by=by, pk=person)
    row, form = reading.death(person=found, pk=death), Why(request.POST, auto_id=f"id_{death}_%s")
    kept = None
    if form.is_valid() and request.POST.get("do") == "confirm":
        kept = act(form, actions.confirm_death, death=row, by=by, at=by.now())
    elif form.is_valid():
        kept = act(form, actions.take_back_death, death=row, **form.cleaned_data, by=by, at=by.now())
    if kept is None:
        return _page(request, found, by, tried=form)
    messages.success(request, _("Saved."))
    return redirect("desk:safety-events", person)


def _mends(request: HttpRequest, person: Any) -> SafetyEvent | None:
    asked = (request.POST if request.method == "POST" else request.GET).get("mends")
    if not asked:
        return None
    try:
        return reading.event(person=person, pk=UUID(asked))
    except ValueError:
        raise hidden() from None


def _page(
    request: HttpRequest,
    person: Any,
    by: Acting,
    *,
    event: Event | None = None,
    death: Death | None = None,
    tried: Why | None = None,
    mends: SafetyEvent | None = None,
) -> HttpResponse:
    now, refused = clock(request, by), event or death or tried
    found = reading.deaths(people=person.same)
    names = ("kind", "day", "place", "done", "told", "gave", "doses")
    before = {name: getattr(mends, name) for name in names} | {"mends": mends.pk} if mends else None
    page = {
        "person": person.name,
        "person_id": person.pk,
        "parts": parts(person.pk, "desk:safety-events"),
        "events": presenting.events(reading.events(people=person.same), now),
        "deaths": presenting.deaths(found, now, by, tried),
        "may_note_death": not any(one.state in ("noted", "confirmed") for one in found),
        "event": event or Event(initial=before),
        "mends": mends is not None,
        "death": death or Death(auto_id="id_death_%s"),
        "refused": refused,
    }
    return render(request, "desk/safety_events.html", page, status=status(refused))
