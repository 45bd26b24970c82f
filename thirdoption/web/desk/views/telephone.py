"""By telephone: the whole referral from an officer's voice, with the answer to read out."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries
from thirdoption.program.handoffs.actions import telephone as actions
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.staff.queries import callers
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.telephone import DECIDED, Telephone
from thirdoption.web.desk.presenters import telephone as presenting
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.TAKE_HANDOFF)
def telephone(request: HttpRequest, handoff: UUID | None = None, *, by: Acting) -> HttpResponse:
    """Five answers; then what is read out. With a call, its place and officer are filled in."""
    site, found = site_of(request), queries.call(by=by, pk=handoff) if handoff else None
    _version, policy = policy_on(site, local_day(site, by.now()))
    officers, known = callers(site=by.site), presenting.known(found)
    form = Telephone(request.POST or None, policy=policy, officers=officers, initial=known)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        _door, yes, set_aside = DECIDED[said["decided"]]
        taken = act(
            form,
            actions.take_referral,
            handoff=found,
            officer=UUID(said["officer"]),
            facts=form.facts(found.requested_at if found else by.now()),
            said_yes=yes,
            set_aside=set_aside,
            key=said["key"] or uuid4(),
            by=by,
            at=by.now(),
        )
        if taken is not None:
            return render(request, "desk/telephone_taken.html", presenting.taken(taken, found, said_yes=yes))
    return render(request, "desk/telephone.html", {"form": form, "call": found}, status=status(form))
