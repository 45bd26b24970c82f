"""The hand-off release, the person's copy, and taking a release back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thirdoption.program.care.actions.officer import let_officer_know
from thirdoption.program.care.queries import came_by, officer_may_know
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sharing import actions, queries
from thirdoption.program.sharing.models import Release
from thirdoption.program.sharing.rules import Form
from thirdoption.program.sites.queries import agency_names
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk import releases_text
from thirdoption.web.desk.forms.releases import Sign
from thirdoption.web.desk.presenters import releases as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker

OFFICER_DAYS = timedelta(days=90)
"""How long a release to the officer lasts: it tells one thing, soon or never."""


@worker(Permission.TAKE_RELEASE)
def release(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """The hand-off release, offered alone; where no charge waits there is nothing to offer."""
    found, came = came_by(by=by, person=person, referral=referral)
    matter = getattr(came, "matter", None)
    names = agency_names(came.site)
    if matter is None or matter.state not in WAITING or AgencyKind.PROSECUTION not in names:
        return redirect("desk:person", person)
    signed = _in_force(found, came, Form.HANDOFF, by)
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
        return alone(request, "desk/release.html", _offered(person, text, form, language), language)


@worker(Permission.TAKE_RELEASE)
def officer(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """The release to the officer who referred, offered alone: one fact, and only to that officer."""
    found, came = came_by(by=by, person=person, referral=referral)
    if not officer_may_know(came):
        messages.info(request, _("The policy of this place does not let the officer know."))
        return redirect("desk:person", person)
    signed = _in_force(found, came, Form.OFFICER, by)
    if signed is not None:
        return redirect("desk:release-copy", signed.pk)
    now, language = clock(request, by), chosen_language(request, found.language)
    until = now.end_of(now.today + OFFICER_DAYS)
    with translation.override(language):
        text = presenting.officer_text(found, came, until, language, now)
        form = Sign(request.POST if request.method == "POST" else None, text=text)
        if form.is_valid():
            given = {"text": text, "language": language, "expires_at": until, **form.cleaned_data}
            signed = act(form, let_officer_know, person=found, referral=came, **given, by=by, at=by.now())
            if signed is not None:
                return redirect("desk:release-copy", signed.pk)
        return alone(request, "desk/release.html", _offered(person, text, form, language), language)


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


def _offered(person: UUID, text: str, form: Sign, language: str) -> dict[str, Any]:
    """A release before it is signed: its text, the form, and the other language."""
    shown = releases_text.show(text)
    return {"person_id": person, "text": shown, "form": form, "other": _other(language)}


def _other(language: str) -> str:
    return "en" if language == "es" else "es"


def _in_force(person: Person, referral: Referral, form: Form, by: Acting) -> Release | None:
    """The release of a form that was signed for this referral, if it was not taken back and has not ended."""
    signed = queries.releases(person=person)
    mine = (one for one in signed if (one.referral, one.form) == (referral.pk, form))
    there = (one for one in mine if one.expires_at is None or one.expires_at > by.now())
    return next((one for one in there if getattr(one, "withdrawal", None) is None), None)
