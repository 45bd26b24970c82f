"""What the street pages show, as plain values: nothing of a person but what the officer typed."""

from thirdoption.web.street.presenters.handoff import is_being_called, show_handoff, version
from thirdoption.web.street.presenters.referral import contact_page, referral_page
from thirdoption.web.street.presenters.sent import home, is_open, receipt

__all__ = [
    "contact_page",
    "home",
    "is_being_called",
    "is_open",
    "receipt",
    "referral_page",
    "show_handoff",
    "version",
]
