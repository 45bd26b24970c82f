"""Who somebody is, and how to reach them safely: said, changed, and what was said before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.queries.restricted import reference
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.actions import about as acts
from thirdoption.program.people.actions import answer_race
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries import about as reading
from thirdoption.program.people.queries import others_of
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.about import BECAUSE, About, Way, Why
from thirdoption.web.desk.forms.people import Race
from thirdoption.web.desk.presenters import about as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.desk.presenters.people import on_record
from thirdoption.web.kit.forms import act, in_conflict, status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def about(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Names, languages and birth date, the ways, who may open the record; and what was said before."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return _page(request, found, by)
    form, kept = About(request.POST), None
    if form.is_valid():
        kept = act(form, acts.say_about, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is None:
        if in_conflict(form):
            form.look_again(reading.about(person=found).number)
        return _page(request, found, by, form)
    messages.success(request, _("Saved."))
    return redirect("desk:about", person)


@worker(Permission.WRITE_CARE)
def say_race(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Race and ethnicity, as they say it now."""
    found = queries.in_touch(by=by, pk=person)
    if request.method == "POST":
        form = Race(request.POST)
        if not form.is_valid():
            return _page(request, found, by, race=form)
        answer_race(
            person=found,
            answers=form.race_answers()["race"],
            asked=form.race_answers()["race_asked"],
            by=by,
            at=by.now(),
        )
        messages.success(request, _("Saved."))
    return redirect("desk:about", person)


@worker(Permission.WRITE_CARE)
def add_way(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """One more way to reach them."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return redirect("desk:about", person)
    return _kept(request, found, by, None)


@worker(Permission.WRITE_CARE)
def change_way(request: HttpRequest, person: UUID, way: UUID, *, by: Acting) -> HttpResponse:
    """A way that has changed: the new one stands in for it, and it stays on record."""
    found = queries.in_touch(by=by, pk=person)
    row = reading.way(person=found, pk=way)
    if request.method == "POST":
        return _kept(request, found, by, row)
    return _way_page(request, found, row.pk, Way.of(row))


@worker(Permission.WRITE_CARE)
def end_way(request: HttpRequest, person: UUID, way: UUID, *, by: Acting) -> HttpResponse:
    """It leads to them no more."""
    found = queries.in_touch(by=by, pk=person)
    if request.method == "POST":
        form = Way()
        if act(form, acts.end_way, way=reading.way(person=found, pk=way), by=by, at=by.now()) is None:
            return _page(request, found, by, way=form)
        messages.success(request, _("Saved."))
    return redirect("desk:about", person)


def _kept(request: HttpRequest, found: Person, by: Acting, replaces: Any) -> HttpResponse:
    form, kept = Way(request.POST), None
    if form.is_valid():
        values = {**form.cleaned_data, "replaces": replaces}
        kept = act(form, acts.keep_way, person=found, **values, by=by, at=by.now())
    if kept is None:
        if replaces:
            return _way_page(request, found, replaces.pk, form)
        return _page(request, found, by, way=form)
    messages.success(request, _("Saved."))
    return redirect("desk:about", found.pk)


def _way_page(request: HttpRequest, found: Person, pk: UUID, form: Way) -> HttpResponse:
    around = {"person": found.name, "person_id": found.pk, "pk": pk, "form": form}
    return render(request, "desk/way.html", around, status=status(form))


def _page(
    request: HttpRequest,
    found: Person,
    by: Acting,
    form: About | None = None,
    way: Way | None = None,
    race: Race | None = None,
) -> HttpResponse:
    now, rows = clock(request, by), reading.said(person=found.pk)
    row = rows[0] if rows else reading.since_they_came(person=found)
    holds = reading.restriction(person=found.pk)
    page = {
        "person": found.name,
        "person_id": found.pk,
        "parts": parts(found.pk, "desk:about"),
        "form": form or About.of(row, found.language),
        "meanwhile": presenting.history(rows[:1], now) if in_conflict(form) else [],
        "ways": presenting.ways(reading.ways(people=found.records), now),
        "way": way or Way(auto_id="id_way_%s"),
        "race": race or Race.of(found.race, found.race_asked),
        "history": presenting.history(rows, now),
        "others": [(on_record(one, now), one.pk) for one in others_of(person=found)],
        "restricted": holds
        and {
            "because": BECAUSE[holds.because],
            "review": now.day(holds.review_on or now.today),
            "mark": reference(found.pk),
        },
        "why": Why(auto_id="id_lift_%s"),
        "refused": form or way or race,
    }
    return render(request, "desk/about.html", page, status=status(form or way or race))
