"""Who of a provider answers, in words."""

from django.utils.translation import gettext as _

from thirdoption.program.services.models import ServiceContact
from thirdoption.program.services.rules.connections import CONTACT_DAYS
from thirdoption.web.desk.presenters.moments import Clock


def line(found: ServiceContact | None, clock: Clock) -> str:
    """Name, telephone and address with the day they are of; nothing where nobody is known."""
    said = [one for one in (found.name, found.phone, found.email) if one] if found else []
    return " · ".join([*said, as_of(found, clock)]) if said else ""


def as_of(found: ServiceContact | None, clock: Clock) -> str:
    """As of when it was said, and that it is asked again once that is long ago."""
    if found is None:
        return ""
    told = _("as of %(day)s") % {"day": clock.short(found.at)}
    if (clock.at - found.at).days > CONTACT_DAYS:
        return _("%(as_of)s: ask whether it still holds") % {"as_of": told}
    return told
