"""Entries of two sources that may be one service: a person looks, says so, and can take it back."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.services.actions.directory_match import say_match, undo_match
from thirdoption.program.services.queries import matched
from thirdoption.program.services.rules.matching import Verdict, Why
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.directory_matches import Answer
from thirdoption.web.desk.presenters.moments import Clock, clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker

SHOWN = 10


@worker(Permission.KEEP_DIRECTORY)
def matches(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The pairs that nobody decided, and what was decided."""
    form = Answer(request.POST if request.method == "POST" else None)
    if form.is_valid() and act(form, say_match, **form.values(), by=by, at=by.now()) is not None:
        messages.success(request, _("Noted. You can take it back below."))
        return redirect("desk:directory-matches")
    now, site = clock(request, by), site_of(request)
    found = matched.candidates(site)
    page = {
        "form": form,
        "pairs": [
            {
                "sides": (_side(one, now), _side(other, now)),
                "reasons": _reasons(pair.reasons),
                "score": pair.score,
            }
            for pair, one, other in found[:SHOWN]
        ],
        "total": len(found),
        "decided": [
            {"id": said.id, "shown": said.shown, "other": said.other, "same": said.verdict is Verdict.SAME}
            for said in matched.decided(site)
        ],
    }
    return render(request, "desk/directory_matches.html", page, status=status(form))


def _reasons(reasons: Iterable[Why]) -> str:
    words = {
        Why.NAME: _("the same name"),
        Why.NEARLY: _("nearly the same name"),
        Why.PHONE: _("the same telephone"),
        Why.STREET: _("the same address"),
        Why.ORGANIZATION: _("the same organization"),
    }
    return ", ".join(words[why] for why in reasons)


def _side(told: matched.Told, now: Clock) -> dict[str, object]:
    items = [
        (_("Organization"), told.organization),
        (_("Address"), "; ".join(told.addresses) or _("No address is published")),
        (_("Telephone"), ", ".join(told.phones)),
        (_("Told by"), _("%(source)s, as of %(day)s") % {"source": told.source, "day": now.day(told.as_of)}),
    ]
    return {"id": told.id, "name": told.name, "items": items}


@worker(Permission.KEEP_DIRECTORY, post=True)
def undo(request: HttpRequest, match: UUID, *, by: Acting) -> HttpResponse:
    """Take back what was said of two entries."""
    undo_match(match=match, by=by, at=by.now())
    messages.success(request, _("Taken back: both are listed again."))
    return redirect("desk:directory-matches")
