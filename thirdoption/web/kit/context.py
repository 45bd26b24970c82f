"""What every page knows: whose it is, where the user can go, and whether it is made up."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import thirdoption
from thirdoption.program.staff.rules import ROLES, Permission, may, may_for
from thirdoption.web.kit.links import address

NAVIGATION = (
    (Permission.RECORD_CONTACT, "street:home", "Contacts"),
    (Permission.TAKE_HANDOFF, "desk:home", "Today"),
    (Permission.TAKE_HANDOFF, "desk:on-call", "On call"),
    (Permission.ANSWER_COMMUNITY, "desk:asked", "Asked by the community"),
    (Permission.KEEP_DIRECTORY, "desk:directory", "Directory"),
    (Permission.KEEP_METHODS, "desk:methods", "Reaching me"),
    (Permission.SEE_LINE, "desk:line", "The line"),
    (Permission.SEE_MATTERS, "partners:matters", "Held charges"),
    (Permission.SEE_DEFENDED, "partners:defended", "Charges released to you"),
    (Permission.DECIDE_MATTER, "partners:sealing", "Sealing"),
    (Permission.SEAL_CHARGE, "desk:sealing", "Sealing"),
    (Permission.SEND_LINKS, "desk:links", "Lists by link"),
    (Permission.SEE_CONNECTIONS, "desk:services-counted", "Which services connect"),
    (Permission.SEE_MONDAY, "desk:monday", "What needs me"),
    (Permission.KEEP_CALENDAR, "desk:court-calendar", "Court calendar"),
    (Permission.SEE_DRAFT_REPORT, "desk:reports", "Reports"),
    (Permission.BRING_ALONG, "desk:bring", "Bring a list along"),
    (Permission.EDIT_POLICY, "setup:policy", "Policy"),
    (Permission.EDIT_LETTERS, "setup:letters", "Texts of letters"),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context that `kit/base.html` asks for."""
    user = getattr(request, "user", None)
    who = getattr(user, "worker", None) if user is not None else None
    known: dict[str, Any] = {
        "made_up": settings.REHEARSAL,
        "rehearsal": settings.REHEARSAL,
        "version": thirdoption.__version__,
        "home_url": address("home"),
    }
    if who is None:
        return known
    prefix = request.META.get("SCRIPT_NAME", "")
    return {
        **known,
        "site_name": who.site.program_name,
        "made_up": who.site.made_up,
        "paged_url": address("desk:paged") if may(who.role, Permission.TAKE_HANDOFF) else "",
        "start": _start(who.role, get_language(), get_script_prefix()),
        "who": {"name": who.name, "role": _(ROLES[who.role].name), "agency": who.agency.name},
        "nav": [
            {"label": label, "url": url, "current": url.removeprefix(prefix) == request.path_info}
            for label, url in _links(who.role, who.agency.kind, get_language(), get_script_prefix())
        ],
    }


@cache
def _start(role: str, language: str | None, prefix: str) -> dict[str, str]:
    """Where the work of a role begins, the first step of every way back; nothing where it has no list."""
    home = ROLES[role].home
    found = (label for _permission, name, label in NAVIGATION if name == home)
    return {"label": _(label), "url": address(home)} if (label := next(found, "")) else {}


@cache
def _links(role: str, kind: str, language: str | None, prefix: str) -> list[tuple[str, str]]:
    """Where a role can go, in the words of the language that is on; the same for all who have it."""
    return [
        (_(label), address(name)) for permission, name, label in NAVIGATION if may_for(role, kind, permission)
    ]
