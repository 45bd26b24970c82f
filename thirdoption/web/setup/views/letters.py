"""The texts of letters: a site reads what ships, writes its own, and goes back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.actions.letters import save_template, ship_again
from thirdoption.program.matters.queries.letters import newest_number, text_in_force
from thirdoption.program.matters.rules.letters import LANGUAGES, Kind
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.setup.forms.letters import TextForm
from thirdoption.web.setup.presenters import letters as presenting
from thirdoption.web.setup.views.policy import known

SHOW = "show"


@worker(Permission.EDIT_LETTERS)
def letters(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Every text, and which are the site's own."""
    return render(request, "setup/letters.html", {"table": presenting.table(site_of(request))})


@worker(Permission.EDIT_LETTERS)
def letter(request: HttpRequest, kind: str, language: str, *, by: Acting) -> HttpResponse:
    """One text: read, tried with made-up facts, saved as a new version."""
    which = _which(kind, language)
    site = site_of(request)
    state = presenting.state_of(site, by)
    text, _number = text_in_force(site=by.site, kind=which, language=language, state=state)
    newest = newest_number(site=by.site, kind=which, language=language)
    holds = {"title": text.title, "body": text.body, "known": newest}
    form = TextForm(request.POST if request.method == "POST" else None, kind=which, initial=holds)
    if form.is_bound and form.is_valid() and request.POST.get("step") != SHOW:
        values = form.values()
        made = act(form, save_template, kind=which, language=language, **values, by=by, at=by.now())
        if made is not None:
            messages.success(request, _("The text is saved: new letters say it."))
            return redirect("setup:letter", kind, language)
    page = presenting.page(site, which, language, text, form)
    return render(request, "setup/letter.html", page, status=status(form))


@worker(Permission.EDIT_LETTERS, post=True)
def ship(request: HttpRequest, kind: str, language: str, *, by: Acting) -> HttpResponse:
    """Go back to the text that ships."""
    which = _which(kind, language)
    ship_again(kind=which, language=language, known=known(request), by=by, at=by.now())
    messages.success(request, _("What ships holds again."))
    return redirect("setup:letter", kind, language)


def _which(kind: str, language: str) -> Kind:
    if kind not in set(Kind) or language not in LANGUAGES:
        raise hidden()
    return Kind(kind)
