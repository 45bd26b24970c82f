"""What every page knows: whose it is, where the user can go, and whether it is made up."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

import thirdoption
from thirdoption.program.staff.rules import ROLES, Permission, may
from thirdoption.web.kit.links import address

NAVIGATION = (
    (Permission.RECORD_CONTACT, "street:home", "Contacts"),
    (Permission.TAKE_HANDOFF, "desk:home", "Today"),
    (Permission.SEE_MATTERS, "partners:matters", "Held charges"),
    (Permission.SEE_MONDAY, "desk:monday", "Monday page"),
    (Permission.SEE_DRAFT_REPORT, "desk:reports", "Reports"),
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
    return {
        **known,
        "site_name": who.site.program_name,
        "made_up": who.site.made_up,
        "who": {"name": who.name, "role": _(ROLES[who.role].name), "agency": who.agency.name},
        "nav": [
            {
                "label": _(label),
                "url": address(name),
                "current": request.path_info
                == address(name).removeprefix(request.META.get("SCRIPT_NAME", "")),
            }
            for permission, name, label in NAVIGATION
            if may(who.role, permission)
        ],
    }
