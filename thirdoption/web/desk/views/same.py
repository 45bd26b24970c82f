"""Two records of one person: found, compared side by side, held together, and apart again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.queries.known import alike, known
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people import actions
from thirdoption.program.people.queries import linked, told_apart
from thirdoption.program.people.rules import Said
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.people import Find
from thirdoption.web.desk.forms.same import Say
from thirdoption.web.desk.presenters import same as presenting
from thirdoption.web.desk.presenters.known import lines
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def same(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Who else may be this person: those who are like them, and whoever is looked for by POST (R-59)."""
    found, now = queries.in_touch(by=by, pk=person), clock(request, by)
    form = Find(request.POST) if request.method == "POST" else Find()
    if form.is_valid():
        others = known(by=by, name=form.cleaned_data["name"], than=found)
    else:
        others = alike(by=by, name=found.name, born=found.date_of_birth)
    left = {*found.same, *told_apart(person=person)}
    around = {
        "person": found.name,
        "person_id": found.pk,
        "form": form,
        "found": lines([one for one in others if one.person not in left], now),
        "linked": presenting.linked(linked(person=person), now),
    }
    return render(request, "desk/same.html", around, status=status(form))


@worker(Permission.WRITE_CARE)
def two(request: HttpRequest, person: UUID, other: UUID, *, by: Acting) -> HttpResponse:
    """Both records side by side, and what is said of them: one person, not, or apart again."""
    kept, there = queries.in_touch(by=by, pk=person), queries.in_touch(by=by, pk=other)
    form = Say(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = Said(form.cleaned_data["said"])
        values = {"kept": kept, "other": there, "said": said, "why": form.cleaned_data["why"]}
        if act(form, actions.say_of_two, **values, by=by, at=by.now()):
            messages.success(request, presenting.DONE[said])
            return redirect(reverse("desk:person", args=[person]))
    now, held = clock(request, by), there.pk in kept.same
    kept.same, there.same = (kept.pk,), (there.pk,)  # each as it stands by itself
    around = {
        "sides": [presenting.side(one, queries.record(person=one), now) for one in (kept, there)],
        "differs": presenting.differs(kept, there, now),
        "person": kept.name,
        "person_id": kept.pk,
        "other_id": there.pk,
        "held": held,
        "title": _("Is this one person?"),
        "form": form,
    }
    return render(request, "desk/two.html", around, status=status(form))
