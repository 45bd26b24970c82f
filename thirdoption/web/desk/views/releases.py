"""The hand-off release, the person's copy, and taking a release back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thirdoption.program.care.queries import came_by
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.rules import State as Charge
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sharing import actions, queries
from thirdoption.program.sharing.models import Release
from thirdoption.program.sites.queries import agency_names
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk import releases_text
from thirdoption.web.desk.forms.releases import Sign
from thirdoption.web.desk.presenters import releases as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.TAKE_RELEASE)
def release(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """The hand-off release, offered alone; where no charge waits there is nothing to offer."""
    found, came = came_by(by=by, person=person, referral=referral)
    matter = getattr(came, "matter", None)
    names = agency_names(came.site)
    if matter is None or matter.state != Charge.HELD or AgencyKind.PROSECUTION not in names:
        return redirect("desk:person", person)
    signed = _in_force(found, came)
    if signed is not None:
        return redirect("desk:release-copy", signed.pk)
    language = chosen_language(request, found.language)
    with translation.override(language):
        text = presenting.handoff_text(found, came, names, language, clock(request, by))
        form = Sign(request.POST if request.method == "POST" else None, text=text)
        if form.is_valid():
            signed = act(
                form,
                actions.sign_handoff_release,
                person=found,
                referral=came.pk,
                text=text,
                language=language,
                **form.cleaned_data,
                by=by,
                at=by.now(),
            )
            if signed is not None:
                return redirect("desk:release-copy", signed.pk)
        page = {
            "person_id": person,
            "text": releases_text.show(text),
            "form": form,
            "other": _other(language),
        }
        return alone(request, "desk/release.html", page, language)


@worker(Permission.TAKE_RELEASE)
def copy(request: HttpRequest, release: UUID, *, by: Acting) -> HttpResponse:
    """What the person keeps, in the words and the language of what they signed."""
    found = queries.signed(by=by, pk=release)
    with translation.override(found.language):
        page = {"copy": presenting.copy(found, clock(request, by))}
        return alone(request, "desk/release_copy.html", page, found.language)


@worker(Permission.TAKE_RELEASE)
def withdraw(request: HttpRequest, release: UUID, *, by: Acting) -> HttpResponse:
    """Taking a release back, after one question."""
    found = queries.signed(by=by, pk=release)
    if request.method == "POST":
        actions.withdraw(release=found, by=by, at=by.now())
        messages.success(request, _("The release is taken back. From now on nothing more is told under it."))
        return redirect(f"{reverse('desk:person', args=[found.person_id])}#releases")
    return render(request, "desk/withdraw.html", {"copy": presenting.copy(found, clock(request, by))})


def chosen_language(request: HttpRequest, usual: str) -> str:
    """The language of a text that a person signs: the one that was tapped, else the person's."""
    wanted = request.GET.get("language", usual)
    return wanted if wanted in releases_text.LANGUAGES else "en"


def alone(request: HttpRequest, template: str, page: Mapping[str, Any], language: str) -> HttpResponse:
    """A page for the person's own eyes, in their language."""
    response = render(request, template, page, status=status(page.get("form")))
    response.headers["Content-Language"] = language
    return response


def _other(language: str) -> str:
    return "en" if language == "es" else "es"


def _in_force(person: Person, referral: Referral) -> Release | None:
    """The release that was signed for this referral, if it was not taken back."""
    mine = (one for one in queries.releases(person=person) if one.referral == referral.pk)
    return next((one for one in mine if getattr(one, "withdrawal", None) is None), None)
