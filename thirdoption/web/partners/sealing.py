"""The liaison's page of sealing: which agencies have not confirmed yet, and a court's order to open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import actions
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit import sealing as kit
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.SEE_SEALING)
def sealing(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Confirm what an agency said, or enter an order."""
    what = request.POST.get("what", "") if request.method == "POST" else ""
    opening = kit.Opening(request.POST if what == "open" else None)
    done = ""
    if what == "confirm":
        done = kit.confirm(task=request.POST.get("task", ""), by=by)
    elif what == "open" and opening.is_valid():
        answer = act(opening, actions.open_sealed, **opening.cleaned_data, by=by, at=by.now())
        done = kit.opened(answer) if answer else ""
    if done:
        messages.success(request, done)
        return redirect("partners:sealing")
    page = {"tasks": kit.tasks(by=by, site=site_of(request)), "opening": opening}
    return render(request, "partners/sealing.html", page, status=status(opening if what else None))
