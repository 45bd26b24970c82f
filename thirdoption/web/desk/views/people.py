"""A person's page, what is written on it, and the intake."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.care import actions, queries
from thirdoption.program.care.rules import Engagement
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries.about import ways
from thirdoption.program.referrals.models import Referral
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.contacts import Contact
from thirdoption.web.desk.forms.other_cases import Case
from thirdoption.web.desk.forms.people import Goal, Intake, InTouch
from thirdoption.web.desk.presenters import about, due, other_cases
from thirdoption.web.desk.presenters import people as presenting
from thirdoption.web.desk.presenters import person as record
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, in_conflict, status
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.SEE_PERSON)
def person(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """A person's page."""
    return person_page(request, queries.in_touch(by=by, pk=person), by)


@worker(Permission.WRITE_CARE)
def goal(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """One more goal; asked by a script, only the list of goals comes back."""
    if request.method != "POST":
        return _back(person, "goals")
    found = queries.in_touch(by=by, pk=person)
    form = Goal(request.POST)
    kept = None
    if form.is_valid():
        kept = act(form, actions.set_goal, person=found, **form.cleaned_data, by=by, at=by.now())
    if "HX-Request" in request.headers:
        goals = presenting.goals(queries.goals(person=found), clock(request, by))
        part = {"person_id": person, "goals": goals, "goal": Goal() if kept else form, "refused": form}
        return render(request, "desk/_goals.html", part, status=status(form))
    return _back(person, "goals") if kept else person_page(request, found, by, goal=form)


@worker(Permission.WRITE_CARE)
def in_touch(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """How the person and the program are in touch now."""
    if request.method != "POST":
        return _back(person)
    found = queries.in_touch(by=by, pk=person)
    form = InTouch(request.POST, state=found.participation.state)
    if form.is_valid():
        act(form, actions.say_in_touch, person=found, **form.cleaned_data, by=by, at=by.now())
    if in_conflict(form):
        found = queries.in_touch(by=by, pk=person)
        form.look_again(found.participation.version)
    if form.errors:
        return person_page(request, found, by, in_touch=form)
    messages.success(request, _("Saved."))
    return _back(person)


@worker(Permission.WRITE_CARE)
def intake(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """The intake for one referral; what is done already is not asked again."""
    found, came_by = queries.came_by(by=by, person=person, referral=referral)
    return _intake(request, found, came_by, by)


@worker(Permission.WRITE_CARE)
def intake_asked(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """The intake of whom the community asked for: there is no referral, no charge and no clock."""
    return _intake(request, queries.in_touch(by=by, pk=person), None, by)


def _intake(request: HttpRequest, found: Person, came_by: Referral | None, by: Acting) -> HttpResponse:
    still = {one.referral: one.talked for one in queries.comings(people=[found.pk], open_only=True)}
    coming = came_by.pk if came_by else None
    if request.method == "GET" and still.get(coming, True):
        if coming in still:
            return redirect("desk:forms", found.pk)
        messages.info(request, _("This intake is done."))
        return _back(found.pk)
    form = Intake(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("key", "needs", "words")}
        done = act(
            form,
            actions.hold_intake,
            person=found,
            referral=came_by,
            **values,
            **form.race_answers(),
            by=by,
            at=by.now(),
        )
        if done is not None:
            messages.success(request, _("The intake is saved."))
            return _back(found.pk)
    matter = getattr(came_by, "matter", None)
    page = presenting.intake_page(found, matter.deadline_on if matter else None, clock(request, by))
    around = {**page, "form": form, "confirms": came_by is not None}
    return render(request, "desk/intake.html", around, status=status(form))


def _back(person: UUID, section: str = "") -> HttpResponse:
    anchor = f"#{section}" if section else ""
    return redirect(f"{reverse('desk:person', args=[person])}{anchor}")


def came_from(request: HttpRequest) -> str:
    """Which part of today's list somebody came from to note a contact, if they did."""
    code = request.POST.get("from", "") or request.GET.get(due.NOTE_FIRST, "")
    return code if due.back(code) else ""


def person_page(
    request: HttpRequest,
    found: Person,
    by: Acting,
    goal: Goal | None = None,
    contact: Contact | None = None,
    in_touch: InTouch | None = None,
    case: Case | None = None,
) -> HttpResponse:
    """A person's page, with the form that was refused as it was typed."""
    refused = goal or contact or in_touch or case
    participation = found.participation
    now, back = clock(request, by), came_from(request)
    context = {
        **record.page(found, queries.record(person=found), now, by),
        **other_cases.section(found, now, case),
        "ways": about.ways(ways(people=found.records), now),
        "goal": goal or Goal(),
        "contact": contact
        or Contact(
            zone=clock(request, by).zone,
            dictation=site_of(request).dictation_agreed,
            sought=participation.state == Engagement.LOOKING_FOR,
        ),
        "in_touch": in_touch
        or InTouch(state=participation.state, initial={"version": participation.version}),
        "form": refused,
        "from": back,
        "opened": {"contact": bool(contact or back), "in_touch": bool(in_touch)},
    }
    return render(request, "desk/person.html", context, status=status(refused))
