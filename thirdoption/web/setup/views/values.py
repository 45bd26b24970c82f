"""One value, one conduct, one exclusion or one limit of the draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.governance import actions, queries
from thirdoption.program.governance.queries import Draft
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.sites.rules import SETTINGS
from thirdoption.program.sites.rules.editing import found
from thirdoption.web.kit.forms import act, in_conflict, retype, status
from thirdoption.web.setup.forms.graded import GradedForm
from thirdoption.web.setup.forms.lists import FORMS
from thirdoption.web.setup.presenters import editing
from thirdoption.web.setup.views import EDITS, POSTS
from thirdoption.web.setup.views.policy import known


@EDITS
def value(request: HttpRequest, name: str, *, by: Acting) -> HttpResponse:
    """One setting."""
    named = next((one for one in SETTINGS if one.replace(".", "-") == name), None)
    if named is None:
        raise hidden()
    draft = queries.the_draft(by=by)
    form = GradedForm(request.POST or None, name=named, plain=draft.plain, step=draft.step.number)
    return _edited(request, form, draft, editing.setting(named, draft), by)


@EDITS
def add(request: HttpRequest, folder: str, *, by: Acting) -> HttpResponse:
    """A new conduct, exclusion or limit."""
    if folder not in FORMS:
        raise hidden()
    draft = queries.the_draft(by=by)
    form = FORMS[folder](request.POST or None, code="", plain=draft.plain, step=draft.step.number)
    return _edited(request, form, draft, editing.new(folder), by)


@EDITS
def entry(request: HttpRequest, folder: str, code: str, *, by: Acting) -> HttpResponse:
    """One conduct, exclusion or limit."""
    draft = queries.the_draft(by=by)
    if folder not in FORMS or found(draft.plain, (folder, code)) is None:
        raise hidden()
    form = FORMS[folder](request.POST or None, code=code, plain=draft.plain, step=draft.step.number)
    return _edited(request, form, draft, editing.entry(folder, code, draft), by)


def _edited(
    request: HttpRequest, form: GradedForm, draft: Draft, page: dict[str, Any], by: Acting
) -> HttpResponse:
    """Save the form as the draft's next step, or show it again with what is wrong."""
    if form.is_bound and form.is_valid():
        given = {"path": form.path, "value": form.part(), "also": form.also()}
        saved = act(form, actions.change, **given, known=form.cleaned_data["known"], by=by, at=by.now())
        if saved is not None:
            return redirect("setup:policy")
    if in_conflict(form):
        # what the other editor wrote is shown beside; sending again means that this should stand
        retype(form, "known", str(draft.step.number))
        page["theirs"] = editing.now(form.name, draft)
    return render(request, "setup/edit.html", {**page, "form": form}, status=status(form))


@POSTS
def remove(request: HttpRequest, folder: str, code: str, *, by: Acting) -> HttpResponse:
    """Take a conduct, an exclusion or a limit out."""
    if folder not in FORMS:
        raise hidden()
    actions.remove(path=(folder, code), known=known(request), by=by, at=by.now())
    return redirect("setup:policy")
