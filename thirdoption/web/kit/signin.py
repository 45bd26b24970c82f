"""Signing in: one statement reads the account together with its worker."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.staff.models import User, Worker
from thirdoption.program.trail.actions import record
from thirdoption.program.trail.rules import Outcome

_JOINED: dict[type[Model], str] = {Worker: "w", User: "u", Agency: "a", Site: "s"}

_NAMES = {model: [field.attname for field in model._meta.concrete_fields] for model in _JOINED}


def _statement() -> str:
    """Written once: each page asks it, and building it each time took five times as long as asking."""
    columns = [
        f"{short}.{field.column}" for model, short in _JOINED.items() for field in model._meta.concrete_fields
    ]
    return (
        f"SELECT {', '.join(columns)} FROM staff_worker w JOIN staff_user u ON u.id = w.user_id "
        "JOIN sites_agency a ON a.id = w.agency_id JOIN sites_site s ON s.id = w.site_id "
        "WHERE w.user_id = %s::uuid AND u.is_active AND (w.until IS NULL OR w.until > %s) "
        "ORDER BY w.id LIMIT 1"
    )


_AT_WORK = _statement()


class Backend(AuthenticationBackend):
    """Finds the account of a session with its worker, agency and site, in one statement."""

    def get_user(self, user_id: Any) -> User | None:
        """The account with `.worker` set, or None when no worker of it is at work."""
        with connection.cursor() as cursor:
            cursor.execute(_AT_WORK, [str(user_id), timezone.now()])
            row = cursor.fetchone()
        if row is None:
            return None
        made: dict[type[Model], Any] = {}
        start = 0
        for model, names in _NAMES.items():
            made[model] = model.from_db(connection.alias, names, row[start : start + len(names)])
            start += len(names)
        worker, user = made[Worker], made[User]
        worker.user, worker.agency, worker.site = user, made[Agency], made[Site]
        user.worker = worker
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
        tried = User.objects.filter(email=str(credentials.get("email", "")).lower())
        objects = list(tried.values_list("pk", flat=True))
        at = timezone.now()
        record(by=None, verb="sign in", noun="account", outcome=Outcome.REFUSED, objects=objects, at=at)
        super().authentication_failed(request, **credentials)
