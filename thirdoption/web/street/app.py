"""The street app: what makes the pages work without signal, and where a phone sends what it made."""

import hashlib
import json
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused, hidden
from thirdoption.program.referrals.actions import phone
from thirdoption.program.referrals.rules.sealed import read_envelope, too_large
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.sites.rules import Door
from thirdoption.program.staff.actions import add_device_key
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.app import on_screen
from thirdoption.web.kit.guards import public, signed_in, site_of, worker
from thirdoption.web.street import presenters
from thirdoption.web.street.forms import ContactForm, OutcomeForm

SHELL = ("built/street.css", "built/street.js", "built/icons.svg", "kit/mark.svg", "kit/mark-192.png")
DOORS = {"contact": Door.ARREST_DIVERSION, "social-contact": Door.SOCIAL_CONTACT}
NOBODY = {"who": None, "demo_strip": None, "shell": True}


@worker(Permission.RECORD_CONTACT)
def policy(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The policies that a contact can be judged by, for the phone; 304 while it has them."""
    who = signed_in(request)
    assert who is not None  # the guard let them in
    file = {**presenters.policy_file(worker=who, now=by.now()), "build": build()}
    content = json.dumps(file, separators=(",", ":"), ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(content, content_type="application/json", headers={"ETag": tag})


@worker(Permission.RECORD_CONTACT, post=True)
def devices(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Note this phone's key for whoever is signed in."""
    made = add_device_key(public_key=request.POST.get("public_key", ""), by=by, at=by.now())
    return JsonResponse({"device": str(made.pk)})


@worker(Permission.RECORD_CONTACT, post=True)
def outbox(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Take in one item of a phone. Each answer is JSON: what became of it, and sentences."""
    try:
        with transaction.atomic():
            found = phone.receive(item=read_envelope(_body(request)), by=by, at=by.now())
    except Refused as refused:
        return JsonResponse(presenters.refusal(refused), status=refused.status)
    status = {"held": 202, "waits": 409}.get(found.state, 200)
    return JsonResponse(presenters.arrival(found), status=status)


def _body(request: HttpRequest) -> bytes:
    """What was sent. Raises Refused (invalid) for more than the site's server takes at once."""
    try:
        return request.body
    except RequestDataTooBig:
        raise too_large() from None


@worker(Permission.RECORD_CONTACT)
def shell(request: HttpRequest, page: str, language: str, *, by: Acting) -> HttpResponse:
    """A page with nobody in it, for the phone to keep. Raises Refused (not found) for another page."""
    if page not in (*DOORS, "home") or language not in ("en", "es"):
        raise hidden()
    site = site_of(request)
    with translation.override(language):
        if page == "home":
            shown = {**NOBODY, "build": build(), "line": site.line_number}
            return render(request, "street/home.html", shown)
        _version, policy = policy_on(site, local_day(site, by.now()))
        form = ContactForm(None, policy=policy, door=DOORS[page], zone=ZoneInfo(site.zone), now=by.now())
        shown = {**presenters.contact_page(policy, DOORS[page]), **NOBODY, "build": build()}
        outcome = OutcomeForm(policy=policy, arrest=DOORS[page] is Door.ARREST_DIVERSION)
        return render(
            request,
            "street/contact.html",
            {"form": form, "key": "", "outcome_form": outcome, **shown},
        )


@worker(Permission.RECORD_CONTACT)
def card(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The card for the person, in both languages: the line, what happens next, what they may do."""
    site = site_of(request)
    shown = {**NOBODY, "line": site.line_number, "program": site.program_name, "build": build()}
    return render(request, "street/card.html", shown)


@public
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows when the app is put on its screen; it opens where work begins."""
    return on_screen(start=reverse("street:contact"), scope=reverse("street:home"))


@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that answers without signal; another build is another script."""
    settings = {"build": build(), "home": reverse("street:home"), "shell": [static(name) for name in SHELL]}
    script = f"const SETTINGS = {json.dumps(settings)};\n{_found('built/street-worker.js').read_text()}"
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def build() -> str:
    """The digest of what the app is made of."""
    digest = hashlib.sha256()
    for name in (*SHELL, "built/street-worker.js"):
        digest.update(_found(name).read_bytes())
    return digest.hexdigest()[:16]


def _found(name: str) -> Path:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"{name} is not built. Run: make assets")
    return Path(path)
