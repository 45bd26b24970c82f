"""The court calendar: on which days nothing can be done there, and how the clock counts them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import actions
from thirdoption.program.sites import queries as sites
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.charges import ClosedDay
from thirdoption.web.desk.presenters import court as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.KEEP_CALENDAR)
def calendar(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The public holidays of this year and the next, the site's own closed days, and one more."""
    site, now = site_of(request), clock(request, by)
    form = ClosedDay(request.POST if request.method == "POST" else None)
    moved = None
    if form.is_valid():
        moved = act(form, actions.close_day, site=site, **form.cleaned_data, by=by, at=by.now())
    if moved is not None:
        text = (
            ngettext("Saved. %(n)s last day moved.", "Saved. %(n)s last days moved.", moved)
            if moved
            else _("Saved. No date moved.")
        )
        messages.success(request, text % {"n": moved} if moved else text)
        return redirect("desk:court-calendar")
    _version, policy = sites.policy_on(site, now.today)
    years = range(now.today.year, now.today.year + 2)
    page = presenting.page(
        public=sites.public_holidays(state=policy.state, years=years),
        own=sites.closed_days(site=site.pk, first=now.today.replace(month=1, day=1)),
        policy=policy,
        clock=now,
    )
    return render(request, "desk/court.html", {**page, "form": form}, status=status(form))


@worker(Permission.KEEP_CALENDAR, post=True)
def reopen(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """A day that was entered by mistake is taken out; what moved stays where it is."""
    actions.open_day(closed=sites.closed_day(site=by.site, pk=pk), by=by, at=by.now())
    messages.success(request, _("Taken out. No date moved: a date is never shortened."))
    return redirect("desk:court-calendar")
