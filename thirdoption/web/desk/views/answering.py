"""Who of a provider answers, as of when: asked again after half a year."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.services.actions.answering import say_who_answers
from thirdoption.program.services.queries.answering import service_of, who_answers
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.answering import WhoAnswers
from thirdoption.web.desk.presenters.answering import as_of
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.KEEP_DIRECTORY)
def answers(request: HttpRequest, service: UUID, *, by: Acting) -> HttpResponse:
    """Who answers for one service; what is said replaces what was."""
    found = service_of(site=by.site, pk=service)
    now = who_answers(services=[service]).get(service)
    form = WhoAnswers(
        request.POST if request.method == "POST" else None,
        initial={
            "version": now.number if now else 0,
            **({"name": now.name, "email": now.email, "phone": now.phone} if now else {"email": found.email}),
        },
    )
    said = None
    if form.is_valid():
        said = act(form, say_who_answers, service=service, **form.cleaned_data, by=by, at=by.now())
    if said is not None:
        messages.success(request, _("Noted, as of now."))
        return redirect("desk:who-answers", service)
    page = {"service": found, "as_of": as_of(now, clock(request, by)), "form": form}
    return render(request, "desk/who_answers.html", page, status=status(form))
