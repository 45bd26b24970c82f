"""The supervisor's page of sealing: a charge at once, legal holds, tasks of agencies, a court's order."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import actions, queries
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules.sealing import word
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import seen
from thirdoption.web.desk.forms.sealing import Ending, Finding, Holding, Sealing
from thirdoption.web.kit import sealing as kit
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker

Forms = dict[str, Any]


@worker(Permission.SEAL_CHARGE)
def sealing(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What was decided, and what can be done with it."""
    what = request.POST.get("what", "") if request.method == "POST" else ""
    find = Finding(request.GET)
    number = find.cleaned_data["number"].strip() if find.is_valid() else ""
    charges = queries.to_seal(by=by, number=number)
    if charges:
        seen(by=by, noun="matter", objects=[one.pk for one in charges])
    found = _forms(request, what, charges, by)
    tried: forms.Form | None = found.get(what)
    done = kit.confirm(task=request.POST.get("task", ""), by=by) if what == "confirm" else ""
    if tried is not None and tried.is_valid():
        done = _do(what, tried, by)
    if done:
        messages.success(request, done)
        return redirect("desk:sealing")
    page = {"forms": found, "tried": tried, "charges": charges, "opening": found["open"], "find": find}
    page["missing"] = number and not any(one.incident_number.lower() == number.lower() for one in charges)
    page["tasks"] = kit.tasks(by=by, site=site_of(request))
    return render(request, "desk/sealing.html", page, status=status(tried))


def _forms(request: HttpRequest, what: str, charges: list[Matter], by: Acting) -> Forms:
    def data(name: str) -> Any:
        return request.POST if name == what else None

    site = site_of(request)
    _version, policy = policy_on(site, local_day(site, by.now()))
    holds = [one.hold for one in charges if one.hold]  # type: ignore[attr-defined]
    free = [one for one in charges if not one.hold]  # type: ignore[attr-defined]
    law = {"sealed": _("sealed"), "expunged": _("expunged")}[word(policy.setting("sealing_word").value)]
    return {
        "seal": Sealing(data("seal"), charges=charges, word=law),
        "hold": Holding(data("hold"), charges=free),
        "end": Ending(data("end"), holds=holds, charges=charges),
        "open": kit.Opening(data("open")),
    }


def _do(what: str, form: Any, by: Acting) -> str:
    """The one act of a form, and the sentence that says that it is done; empty when it was refused."""
    said = {
        name: value for name, value in form.cleaned_data.items() if name not in ("charge", "hold", "meant")
    }
    given = {**said, "by": by, "at": by.now()}
    if what == "open":
        answer = act(form, actions.open_sealed, **given)
        return kit.opened(answer) if answer else ""
    if what == "end":
        act(form, actions.end_legal_hold, hold=form.holds[form.cleaned_data["hold"]], **given)
        sentence = _("The legal hold has ended.")
    elif what == "hold":
        act(form, actions.hold_legally, matter=form.matter(), **given)
        sentence = _("Nothing of this charge is deleted while the hold lasts.")
    else:
        act(form, actions.seal, matter=form.matter(), **given)
        sentence = _(
            "Sealed: nobody finds this charge here any more. Tell the person, in your own words. "
            "The agencies that were told of it have a task."
        )
    return "" if form.errors else sentence
