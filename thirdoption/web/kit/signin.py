"""Signing in: one statement reads the account together with its worker."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thirdoption.program.staff.models import User, Worker
from thirdoption.program.trail.actions import record
from thirdoption.program.trail.rules import Outcome


class Backend(AuthenticationBackend):
    """Finds the account of a session with its worker, agency and site, in one statement."""

    def get_user(self, user_id: Any) -> User | None:
        """The account with `.worker` set, or None when no worker of it is at work."""
        at_work = Q(until__isnull=True) | Q(until__gt=timezone.now())
        worker = (
            Worker.objects.select_related("user", "agency", "site")
            .filter(at_work, user_id=user_id, user__is_active=True)
            .first()
        )
        if worker is None:
            return None
        user = worker.user
        user.worker = worker  # type: ignore[attr-defined]
        return user


class Adapter(DefaultAccountAdapter):
    """No sign-up by the web; each sign-in and each wrong password leaves a trail row."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page itself shows who is signed in; no flash message says it again."""

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        request.session["signed_in_at"] = time.time()
        record(by=None, verb="sign in", noun="account", objects=[user.pk], at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record(by=None, verb="sign in", noun="account", outcome=Outcome.REFUSED, at=timezone.now())
        super().authentication_failed(request, **credentials)
