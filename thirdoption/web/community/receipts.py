"""A receipt that is read from nowhere: its number, sealed, so that nobody makes one up."""

from django.utils.crypto import constant_time_compare, salted_hmac

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.sites.models import Site

_SALT = "thirdoption.web.community.receipt"


def seal(site: Site, number: str) -> str:
    """The seal of a number, the same each time: who sends twice sees the same receipt."""
    return salted_hmac(_SALT, f"{site.pk} {number}", algorithm="sha256").hexdigest()[:32]


def check(site: Site, number: str, sealed: str) -> None:
    """Raises Refused (not found) for a number that was never given out here."""
    if not constant_time_compare(seal(site, number), sealed):
        raise hidden()
