"""Releases that are offered alone, the person's copy, and taking a release back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType
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

    def write(language: str) -> str:
        return presenting.handoff_text(found, came, names, language, clock(request, by))

    sign = partial(actions.sign_handoff_release, referral=came.pk)
    lawyer = {"lawyer_first": True, "lawyer": came.site.lawyer_number}
    return _offer(request, _Asked(Form.HANDOFF, found, came, write, sign), by, lawyer)


@worker(Permission.TAKE_RELEASE)
def defender(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """The release to who defends the person, offered alone: one charge, its dates, and its intake."""
    found, came = came_by(by=by, person=person, referral=referral)
    names = agency_names(came.site)
    if getattr(came, "matter", None) is None or AgencyKind.DEFENSE not in names:
        messages.info(request, _("There is no charge here, or no defender takes part at this place."))
        return redirect("desk:person", person)

    def write(language: str) -> str:
        return presenting.defender_text(found, came, names, language, clock(request, by))

    sign = partial(actions.sign_defender_release, referral=came.pk)
    return _offer(request, _Asked(Form.DEFENDER, found, came, write, sign), by)


@worker(Permission.TAKE_RELEASE)
def officer(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """The release to the officer who referred, offered alone: one fact, and only to that officer."""
    found, came = came_by(by=by, person=person, referral=referral)
    if not officer_may_know(came):
        messages.info(request, _("The policy of this place does not let the officer know."))
        return redirect("desk:person", person)
    now = clock(request, by)
    until = now.end_of(now.today + OFFICER_DAYS)

    def write(language: str) -> str:
        return presenting.officer_text(found, came, until, language, now)

    sign = partial(let_officer_know, referral=came, expires_at=until)
    return _offer(request, _Asked(Form.OFFICER, found, came, write, sign), by)


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


@dataclass(frozen=True)
class _Asked:
    """What is offered to sign: which form, to whom for which referral, its text in a language, its action."""

    form: Form
    person: Person
    referral: Referral
    write: Callable[[str], str]
    sign: Callable[..., Release]


def _offer(
    request: HttpRequest, asked: _Asked, by: Acting, around: Mapping[str, Any] = MappingProxyType({})
) -> HttpResponse:
    """A release alone on its page; the person's copy once it is signed, or where it is in force already."""
    signed = _in_force(asked.person, asked.referral, asked.form, by)
    if signed is not None:
        return redirect("desk:release-copy", signed.pk)
    language = chosen_language(request, asked.person.language)
    with translation.override(language):
        text = asked.write(language)
        form = Sign(request.POST if request.method == "POST" else None, text=text)
        if form.is_valid():
            given = {"text": text, "language": language, **form.cleaned_data}
            signed = act(form, asked.sign, person=asked.person, **given, by=by, at=by.now())
            if signed is not None:
                return redirect("desk:release-copy", signed.pk)
        shown = {"text": releases_text.show(text), "form": form, "other": _other(language)}
        page = {"person_id": asked.person.pk, **shown, **around}
        return alone(request, "desk/release.html", page, language)


def _other(language: str) -> str:
    return "en" if language == "es" else "es"


def _in_force(person: Person, referral: Referral, form: Form, by: Acting) -> Release | None:
    """The release of a form that was signed for this referral, if it was not taken back and has not ended."""
    signed = queries.releases(person=person)
    mine = (one for one in signed if (one.referral, one.form) == (referral.pk, form))
    there = (one for one in mine if one.expires_at is None or one.expires_at > by.now())
    return next((one for one in there if getattr(one, "withdrawal", None) is None), None)
