"""What a draft would change, its worked cases, and the decision that puts it in force."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.governance import actions, queries
from thirdoption.program.governance.rules import EffectState
from thirdoption.program.ground.acting import Acting
from thirdoption.program.sites.queries import local_day, plain_of
from thirdoption.web.kit.forms import act, retype, status
from thirdoption.web.kit.guards import site_of
from thirdoption.web.setup.forms.deciding import DecideForm
from thirdoption.web.setup.presenters import comparing, overview
from thirdoption.web.setup.views import EDITS, POSTS
from thirdoption.web.setup.views.policy import known


@EDITS
def cases(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The worked cases: what each says, and what the rules answer now."""
    draft = queries.the_draft(by=by)
    page = {
        "cases": comparing.cases(draft),
        "step": draft.step.number,
        "faults": overview.faults(draft),
        "failing": len(draft.failing),
    }
    return render(request, "setup/cases.html", page)


@POSTS
def case(request: HttpRequest, number: int, *, by: Acting) -> HttpResponse:
    """Keep a case with what the rules answer now, or take it out."""
    keep = request.POST.get("keep") == "yes"
    actions.change_case(number=number, keep=keep, known=known(request), by=by, at=by.now())
    return redirect("setup:cases")


@EDITS
def compare(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The draft beside the version in force, rule by rule, and by its effect on past contacts."""
    if request.method == "POST":
        actions.count_effect(by=by, at=by.now())
        return redirect("setup:compare")
    draft = queries.the_draft(by=by)
    held = queries.in_force(by=by, today=local_day(site_of(request), by.now()))
    page: dict[str, Any] = {
        "held": held[0] if held else None,
        "faults": overview.faults(draft),
    }
    if held and draft.policy:
        before = plain_of(held[0])
        page["changes"] = comparing.rule_by_rule(held[1], draft.policy, before, draft.plain)
        page["effect"] = comparing.effect(queries.effect(draft=draft), draft)
    return render(request, "setup/compare.html", page)


@EDITS
def effect(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The part that asks again: 204 while it is being counted, the whole page anew when it is done."""
    draft = queries.the_draft(by=by)
    found = queries.effect(draft=draft)
    if found is not None and found.state == EffectState.COUNTING:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


@EDITS
def decide(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Put the draft in force by a decision on record."""
    draft = queries.the_draft(by=by)
    today = local_day(site_of(request), by.now())
    form = DecideForm(request.POST or None, initial={"known": draft.step.number, "on": today})
    if form.is_bound and form.is_valid():
        made = act(form, actions.put_policy_in_force, **form.cleaned_data, by=by, at=by.now())
        if made is not None:
            return redirect("setup:versions")
        retype(form, "known", str(draft.step.number))
    page = {
        "form": form,
        "faults": overview.faults(draft),
        "failing": len(draft.failing),
        "asked": overview.open_questions(draft.plain),
    }
    return render(request, "setup/decide.html", page, status=status(form))
