"""The policy by groups: the draft that is open, or the version in force; and all versions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.governance import actions, queries
from thirdoption.program.ground.acting import Acting
from thirdoption.program.sites import packs
from thirdoption.program.sites.models import PolicyVersion
from thirdoption.program.sites.queries import local_day, plain_of
from thirdoption.program.sites.rules import Policy
from thirdoption.program.staff.queries import names
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of
from thirdoption.web.setup.forms.deciding import BeginForm, FilterForm
from thirdoption.web.setup.presenters import comparing, overview
from thirdoption.web.setup.views import EDITS, POSTS


def _held(request: HttpRequest, by: Acting) -> tuple[PolicyVersion, Policy] | None:
    return queries.in_force(by=by, today=local_day(site_of(request), by.now()))


def known(request: HttpRequest) -> int:
    """The step of the draft that the editor was shown."""
    given = request.POST.get("known", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


@EDITS
def policy(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The open draft; without one, the version in force."""
    filters = FilterForm(request.GET or {})
    found = queries.draft(by=by)
    if found:
        page = overview.draft(found, queries.steps(draft=found), filters)
        return render(request, "setup/policy.html", page)
    held = _held(request, by)
    if held is None:
        return render(request, "setup/policy.html", {"nothing": True})
    page = {**overview.policy(plain_of(held[0]), filters), "held": held[0]}
    return render(request, "setup/policy.html", page)


@EDITS
def begin(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Begin a draft from the policy in force, a pack, or a file."""
    held = _held(request, by)
    form = BeginForm(
        request.POST or None, request.FILES or None, in_force=plain_of(held[0]) if held else None
    )
    if form.is_bound and form.is_valid():
        made = act(form, actions.begin, plain=form.plain, origin=form.begun_from, by=by, at=by.now())
        if made is not None:
            return redirect("setup:policy")
    page = {"form": form, "open": queries.draft(by=by) is not None}
    return render(request, "setup/begin.html", page, status=status(form))


@POSTS
def undo(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Take the last step back."""
    actions.undo(known=known(request), by=by, at=by.now())
    return redirect("setup:policy")


@POSTS
def set_back(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Set the draft back to where it began."""
    actions.set_back(known=known(request), by=by, at=by.now())
    return redirect("setup:policy")


@POSTS
def put_away(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """End the draft without putting it in force."""
    actions.put_away(known=known(request), by=by, at=by.now())
    return redirect("setup:policy")


@EDITS
def versions(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """All versions with their dates and decisions."""
    found, held = queries.all_versions(by=by), _held(request, by)
    table = comparing.versions(found, held[0] if held else None, names(one.put_by for one in found))
    return render(request, "setup/versions.html", {"table": table, "count": len(found)})


@EDITS
def version(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One version, as it was put in force."""
    found = queries.version(by=by, pk=pk)
    page = overview.policy(plain_of(found), FilterForm(request.GET or {}))
    return render(request, "setup/version.html", {**page, "held": found})


@EDITS
def export_draft(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The draft as YAML."""
    return _yaml(queries.the_draft(by=by).plain, "draft")


@EDITS
def export_version(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """A version as YAML."""
    found = queries.version(by=by, pk=pk)
    return _yaml(plain_of(found), found.in_force_from.isoformat())


def _yaml(plain: dict[str, object], name: str) -> HttpResponse:
    return HttpResponse(
        packs.write_yaml(plain),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="policy-{name}.yaml"'},
    )
