"""The demo's pages: step into a role, follow the story, see three people at one moment."""

import time

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from thirdoption.demo import presenters, strip
from thirdoption.demo.stepping import account, played
from thirdoption.demo.story import TELLER, newest_release, told
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.trail.actions import record
from thirdoption.web.kit.guards import public

BACKEND = "thirdoption.web.kit.signin.Backend"


@public
def home(request: HttpRequest) -> HttpResponse:
    """What this place is, and one tap into each role."""
    return render(request, "demo/home.html", presenters.home())


@require_POST
@public
def step_into(request: HttpRequest, key: str) -> HttpResponse:
    """Become a made-up worker, and go to where their work is."""
    _become(request, key)
    return redirect("home")


@require_POST
@public
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Go to one step of the story, as whom it is told."""
    wanted = strip.step(number)
    if wanted is None:
        raise hidden()
    _become(request, wanted.who)
    request.session[strip.SESSION] = number
    return redirect(strip.address_of(wanted))


def _become(request: HttpRequest, key: str) -> None:
    """Sign in as a made-up worker; without a key, be nobody."""
    user = account(key) if key else None
    if key and user is None:
        raise hidden()
    logout(request)
    if user is not None:
        login(request, user, backend=BACKEND)
        request.session["signed_in_at"] = time.time()
        record(by=None, verb="step into", noun="account", objects=[user.pk], at=timezone.now())


@public
def side_by_side(request: HttpRequest) -> HttpResponse:
    """A case manager, a prosecutor and an officer, each at their own page, at one moment."""
    return render(request, "demo/side_by_side.html", presenters.stage(told()))


@require_POST
@public
def release(request: HttpRequest) -> HttpResponse:
    """Marisol takes her release back, or signs a new one: the real actions, by her case manager."""
    story = told()
    with played(TELLER) as by:
        newest = newest_release(story.get("referral"))
        if newest is None:
            raise hidden()
        taken_back = hasattr(newest, "withdrawal")
        if request.POST.get("do") == "take-back" and not taken_back:
            sharing.withdraw(release=newest, by=by, at=by.now())
        elif request.POST.get("do") == "sign" and taken_back and newest.referral:
            sharing.sign_handoff_release(
                person=newest.person,
                referral=newest.referral,
                text=newest.text,
                language=newest.language,
                signed_name=newest.signed_name,
                by=by,
                at=by.now(),
            )
    if not getattr(request, "htmx", False):
        return redirect("demo:side-by-side")
    return render(request, "demo/_moment.html", presenters.stage(story))
