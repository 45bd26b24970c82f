"""The forms of a person: begun, gone into question by question, finished, and put right with a reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.care import actions, queries
from thirdoption.program.care.models import Form
from thirdoption.program.care.queries import forms as reading
from thirdoption.program.care.queries.forms import Stand
from thirdoption.program.care.queries.of_person import comings
from thirdoption.program.care.rules.forms import HERE
from thirdoption.program.care.rules.questionnaires import load, shown
from thirdoption.program.care.rules.questionnaires.changes import Change, beside, given, standing_now
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused, hidden
from thirdoption.program.people.models import Person
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.questions import Why, count_of, read
from thirdoption.web.desk.presenters import questions as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.desk.presenters.questions import Shown, Typed
from thirdoption.web.desk.presenters.waiting import waits
from thirdoption.web.kit.forms import said as said_of
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def forms(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """The forms of a person, and those that can be begun."""
    found = queries.in_touch(by=by, pk=person)
    now = clock(request, by)
    can = reading.offered(site=by.site, day=now.today)
    if request.method == "POST":
        wanted = next((one for one in can if one.url == request.POST.get("url")), None)
        if wanted is None:
            raise hidden()
        begun = actions.begin_form(person=found, offered=wanted, by=by, at=by.now())
        return redirect("desk:form", person, begun.pk)
    rows = reading.forms_of(people=found.same)
    around = {
        "person": found.name,
        "person_id": found.pk,
        "parts": parts(found.pk, "desk:forms"),
        "forms": presenting.listed(rows, now),
        "offered": presenting.to_begin(can, rows),
        "twice": presenting.to_compare(rows),
    }
    return render(request, "desk/forms.html", around)


@worker(Permission.WRITE_CARE)
def form(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """One form: without a script all is sent at once, and what is kept already stays."""
    found = queries.in_touch(by=by, pk=person)
    row = reading.form_of(person=found, pk=pk)
    if request.method != "POST":
        return _page(request, found, row, by)
    refused = _choose(request, row, by) if "choose" in request.POST else _keep(request, row, by)
    if not refused and request.POST.get("do") == "finish":
        refused = _finish(row, by)
        if not refused:
            messages.success(request, _("The form is finished."))
            return redirect("desk:forms", person)
    if refused:
        return _page(request, found, row, by, refused)
    messages.success(request, _("Saved."))
    return redirect(
        f"{reverse('desk:form', args=[person, pk])}#{request.POST.get('choose', '').split(':')[0]}"
    )


def _keep(request: HttpRequest, row: Form, by: Acting) -> dict[str, Typed]:
    """Keep each answer that is another than the one that stands; returns what could not be."""
    now = standing_now(reading.stand_of(form=row).changes)
    refused: dict[str, Typed] = {}
    for item in load(row.questionnaire.body).walk():
        if not item.asks or f"{item.link}-base" not in request.POST:
            continue
        words, standing, base = read(request.POST, item)
        stands = now.get(item.link)
        if stands and standing and standing == stands.standing and words:
            standing = ""  # an answer was given to what was passed over
        try:
            if _is_as_it_stands(item, words, standing, stands):
                continue
            typed = [] if standing else words
            why = request.POST.get("why", "")
            said: dict[str, Any] = {
                "link": item.link,
                "typed": typed,
                "standing": standing,
                "base": base,
                "why": why,
            }
            actions.answer(form=row, **said, by=by, at=by.now())
        except Refused as fault:
            if fault.code != INVALID:
                raise
            refused[fault.field or item.link] = Typed(words, standing, said_of(fault))
    return refused


def _is_as_it_stands(item: Any, words: list[str], standing: str, stands: Change | None) -> bool:
    if standing:
        return stands is not None and stands.standing == standing
    value = presenting.values_of(item, words)
    if stands is None:
        return not value
    return (not stands.standing and stands.value == value) or (bool(stands.standing) and not value)


def _choose(request: HttpRequest, row: Form, by: Acting) -> dict[str, Typed]:
    """One of two answers that were written at once: the other stays in the history."""
    link, _sep, which = request.POST["choose"].partition(":")
    changes = reading.stand_of(form=row).changes
    aside, stands = beside(changes).get(link), standing_now(changes).get(link)
    if aside and stands:
        one = aside if which == "aside" else stands
        typed = [presenting.typed_as(each) for each in one.value]
        why = request.POST.get("why") or _("One of two answers was chosen.")
        said: dict[str, Any] = {"link": link, "typed": typed, "standing": one.standing}
        said |= {"base": stands.number, "why": why}
        actions.answer(form=row, **said, by=by, at=by.now())
    return {}


def _finish(row: Form, by: Acting) -> dict[str, Typed]:
    try:
        actions.finish_form(form=row, by=by, at=by.now())
    except Refused as fault:
        if fault.code != INVALID:
            raise
        return {fault.field or "": Typed([], "", said_of(fault))}
    return {}


@worker(Permission.WRITE_CARE, post=True)
def answer(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """One answer as it is given: JSON with its number, and which questions are there now."""
    found = queries.in_touch(by=by, pk=person)
    row = reading.form_of(person=found, pk=pk)
    try:
        keep_one(request.POST, row, by)
    except Refused as fault:
        if fault.code != INVALID:
            raise
        return JsonResponse({"state": "refused", "said": said_of(fault)}, status=fault.status)
    return JsonResponse(
        {"state": "saved", **_news(request, row, by, since=count_of(request.POST.get("since", "")))}
    )


def keep_one(typed: Mapping[str, Any], row: Form, by: Acting, key: UUID | None = None) -> None:
    """Keep the one answer that a page sent by itself."""
    form = load(row.questionnaire.body)
    item = next((one for one in form.walk() if one.link == typed.get("link") and one.asks), None)
    if item is None:
        raise hidden()
    words, standing, base = read(typed, item)
    number = key or _uuid(typed.get("key", ""))
    said: dict[str, Any] = {
        "link": item.link,
        "typed": [] if standing else words,
        "standing": standing,
        "base": base,
    }
    actions.answer(form=row, **said, key=number, by=by, at=by.now())


def form_page(
    request: HttpRequest, person: Person, row: Form, by: Acting, typed: Mapping[str, Any]
) -> HttpResponse:
    """The form with the one answer that waited and was not taken, as it was typed, and why."""
    items = load(row.questionnaire.body).walk()
    item = next((one for one in items if one.link == typed.get("link") and one.asks), None)
    if item is None:
        raise hidden()
    words, standing, _base = read(typed, item)
    return _page(request, person, row, by, {item.link: Typed(words, standing, _("Write this again."))})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@worker(Permission.WRITE_CARE)
def news(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """What came since: answers of others as they are drawn, who is here, and which questions are there."""
    found = queries.in_touch(by=by, pk=person)
    row = reading.form_of(person=found, pk=pk)
    return JsonResponse(_news(request, row, by, since=count_of(request.GET.get("since", ""))))


def _news(request: HttpRequest, row: Form, by: Acting, *, since: int) -> dict[str, Any]:
    stand = _open(row, by)
    what = _shown(request, row, stand, by)
    drawn = {one.link: one for group in presenting.groups(what) for one in group.questions}
    new = {change.link for change in what.changes if change.number > since} & set(drawn)
    return {
        "number": _last(what),
        "here": _here(stand, by),
        "progress": presenting.progress(what),
        "shown": [item.link for item in shown(what.form, given(what.changes))],
        "changes": {
            link: {
                "html": render_to_string("desk/_question.html", {"question": drawn[link]}, request),
                "said": drawn[link].saved,
                "base": drawn[link].base,
                "clash": drawn[link].clash is not None,
                "mine": standing_now(what.changes)[link].worker == by.worker,
            }
            for link in new
        },
    }


def _last(what: Shown) -> int:
    return max((one.number for one in what.changes), default=0)


def _open(row: Form, by: Acting) -> Stand:
    """How the form stands; whoever looks at one that is not finished has it open."""
    stand = reading.stand_of(form=row)
    if not stand.finished and stand.lately.get(by.hand, row.at - HERE) < by.now() - HERE / 2:
        actions.open_form(form=row, by=by, at=by.now())
    return stand


def _here(stand: Stand, by: Acting) -> str:
    who = stand.here(by=by, at=by.now())
    return _("Also in this form: %(names)s") % {"names": ", ".join(who)} if who else ""


def _shown(
    request: HttpRequest, row: Form, stand: Stand, by: Acting, refused: dict[str, Typed] | None = None
) -> Shown:
    return Shown(
        form=load(row.questionnaire.body),
        changes=stand.changes,
        names=stand.names,
        known=reading.known(person=row.person, but=row),
        clock=clock(request, by),
        refused=refused or {},
    )


def _page(
    request: HttpRequest, person: Person, row: Form, by: Acting, refused: dict[str, Typed] | None = None
) -> HttpResponse:
    stand = _open(row, by)
    what = _shown(request, row, stand, by, refused)
    groups = presenting.groups(what)
    asked = {each.link: each.form["a"].label for group in groups for each in group.questions}
    around = {
        "person": person.name,
        "person_id": person.pk,
        "form_id": row.pk,
        "parts": parts(person.pk, "desk:forms"),
        "title": presenting.title(row.questionnaire.body),
        "groups": groups,
        "number": _last(what),
        "here": _here(stand, by),
        "progress": presenting.progress(what),
        "came": [one for one in comings(people=[person.pk]) if one.words][:3],
        "refused": [(link, asked.get(link, ""), one.sentence) for link, one in (refused or {}).items()],
        "why": Why() if stand.finished else None,
        "waits": waits(by, what.clock),
    }
    return render(request, "desk/form.html", around, status=422 if refused else 200)
