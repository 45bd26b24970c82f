"""What the street pages show, as plain values: nothing of a person but what the officer typed."""

from thirdoption.web.street.presenters.handoff import is_being_called, show_handoff
from thirdoption.web.street.presenters.held import held_item, held_items
from thirdoption.web.street.presenters.phone import arrival, policy_file, refusal
from thirdoption.web.street.presenters.phones import phone, phones
from thirdoption.web.street.presenters.referral import contact_page, referral_page
from thirdoption.web.street.presenters.sent import asked, home, is_open, receipt

__all__ = [
    "arrival",
    "asked",
    "contact_page",
    "held_item",
    "held_items",
    "home",
    "is_being_called",
    "is_open",
    "phone",
    "phones",
    "policy_file",
    "receipt",
    "referral_page",
    "refusal",
    "show_handoff",
]
