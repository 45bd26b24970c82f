"""The program manager sends the prosecutor's list by link, reads its code out, and ends it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff import queries
from thirdoption.program.staff.actions import links as actions
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.links import Send
from thirdoption.web.desk.presenters import links as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.SEND_LINKS)
def links(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Who was sent a list by link, and sending one."""
    recipients = queries.without_account(by=by)
    form = Send(request.POST if request.method == "POST" else None, recipients=recipients)
    sent = act(form, actions.send_link, **form.sending(), by=by, at=by.now()) if form.is_valid() else None
    if sent is not None:
        messages.success(request, _("The link is on its way. Now see to its code."))
        return redirect("desk:links")
    return _page(request, by, form)


@worker(Permission.SEND_LINKS, post=True)
def code(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The code of a link, shown once."""
    found = queries.list_link(by=by, pk=pk)
    told = actions.tell_code(link=found, by=by, at=by.now())
    page = {"code": f"{told[:3]} {told[3:]}", "to": found.recipient.name}
    return render(request, "desk/link_code.html", page)


@worker(Permission.SEND_LINKS, post=True)
def end(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """End a link at once."""
    actions.end_link(link=queries.list_link(by=by, pk=pk), by=by, at=by.now())
    messages.success(request, _("The link has ended. Whoever had it open sees nothing more."))
    return redirect("desk:links")


def _page(request: HttpRequest, by: Acting, form: Send) -> HttpResponse:
    page = {
        "form": form,
        "recipients": bool(form.fields["recipient"].choices),  # type: ignore[attr-defined]
        "links": presenting.lines(queries.list_links(by=by), clock(request, by)),
    }
    return render(request, "desk/links.html", page, status=status(form))
