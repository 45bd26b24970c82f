"""The plan of a person: goals, steps, what is said of them, and the sheet that the person takes along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thirdoption.program.care import actions, queries
from thirdoption.program.care.queries import contact_list as listing
from thirdoption.program.care.queries import plan as planning
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.models import Person
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.plan import Goal, Say, Step
from thirdoption.web.desk.presenters import contacts as copying
from thirdoption.web.desk.presenters import plan as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.desk.views.releases import alone
from thirdoption.web.kit.forms import Once, act, status
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.WRITE_CARE)
def plan(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """The plan; one more goal is added here."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return _plan(request, found, by)
    form = Goal(request.POST)
    kept = None
    if form.is_valid():
        kept = act(form, actions.set_goal, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept:
        messages.success(request, _("The goal is saved."))
        return redirect("desk:plan", person)
    return _plan(request, found, by, form)


def _plan(request: HttpRequest, person: Person, by: Acting, form: Goal | None = None) -> HttpResponse:
    now = clock(request, by)
    shown = {
        "person": person.name,
        "person_id": person.pk,
        "parts": parts(person.pk, "desk:plan"),
        "goals": presenting.goals(planning.plan(people=person.records), now),
        "form": form or Goal(),
        "refused": form,
        **copying.copies(listing.copies(person=person, contact=None), now),
    }
    return render(request, "desk/plan.html", shown, status=status(form))


@worker(Permission.WRITE_CARE)
def goal(request: HttpRequest, person: UUID, goal: UUID, *, by: Acting) -> HttpResponse:
    """One goal: a step more, what is said of it or of a step, and its words anew."""
    found = queries.in_touch(by=by, pk=person)
    row = planning.goal(person=found, pk=goal)
    if request.method != "POST":
        return _goal(request, found, row.pk, by)
    given, asked = request.POST, request.POST.get("act")
    form: Once
    done: Any = None
    if asked == "step":
        form = Step(given)
        if form.is_valid():
            done = act(form, actions.add_step, goal=row, **form.cleaned_data, by=by, at=by.now())
    elif asked == "change":
        form = Goal(given)
        if form.is_valid():
            done = act(form, actions.change_goal, goal=row, **form.cleaned_data, by=by, at=by.now())
    else:
        step = planning.step(goal=row, pk=_id(given.get("step", ""))) if given.get("step") else None
        form = Say(given, of="step" if step else "goal", state="")
        if form.is_valid():
            values = {"goal": row, "step": step, **form.cleaned_data}
            done = act(form, actions.say_of_plan, **values, by=by, at=by.now())
    if done is None:
        return _goal(request, found, row.pk, by, form)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('desk:plan', args=[person])}#goal-{getattr(done, 'thing_id', done.pk)}")


def _id(text: str) -> UUID:
    """The id that a form names; one that cannot be read is nobody's."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _goal(
    request: HttpRequest, person: Person, goal: UUID, by: Acting, refused: Once | None = None
) -> HttpResponse:
    now = clock(request, by)
    found = next((one for one in planning.plan(people=person.records) if one.pk == goal), None)
    if found is None:  # its words were changed: the new ones are in the plan
        return redirect("desk:plan", person.pk)
    (shown,) = presenting.goals([found], now)
    step = request.POST.get("step") or request.GET.get("step") or ""
    about = next((one for one in shown.steps if str(one.pk) == step), None)
    of, state = ("step", about.code) if about else ("goal", shown.code)
    page = {
        "person": person.name,
        "person_id": person.pk,
        "parts": parts(person.pk, "desk:plan"),
        "goal": shown,
        "about": about,
        "say": refused if isinstance(refused, Say) else Say(of=of, state=state),
        "step": refused if isinstance(refused, Step) else Step(),
        "change": refused if isinstance(refused, Goal) else Goal(initial={"words": shown.words}),
        "refused": refused,
        "opened": type(refused).__name__,
    }
    return render(request, "desk/plan_goal.html", page, status=status(refused))


@worker(Permission.WRITE_CARE)
def sheet(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """One page for the person, in their language: what they want, and who does what next."""
    found = queries.in_touch(by=by, pk=person)
    language = found.language if found.language in ("en", "es") else "en"
    with translation.override(language):
        now, you = clock(request, by), _("You")
        goals = presenting.goals(planning.plan(people=found.records), now, you=you)
        page = {
            "person": found.name,
            "person_id": found.pk,
            "goals": [one for one in goals if one.is_open],
            "done": [one for one in goals if one.code == "done"],
            "day": now.day(now.at),
            "works_with": found.works_with,  # type: ignore[attr-defined]
            "line": site_of(request).line_number,
        }
        actions.print_plan(person=found, by=by, at=by.now())
        return alone(request, "desk/plan_sheet.html", page, language)
