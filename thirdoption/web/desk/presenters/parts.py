"""The parts of a person's record, each a page of its own, and the line of links that leads through them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from thirdoption.web.kit.links import address

PARTS = (
    ("desk:person", _("Overview")),
    ("desk:about", _("About them")),
    ("desk:contacts", _("Contacts")),
    ("desk:plan", _("Plan")),
    ("desk:forms", _("Forms")),
    ("desk:status", _("Status")),
    ("desk:safety-events", _("Safety")),
    ("desk:timeline", _("Timeline")),
    ("desk:services", _("Services")),
    ("desk:hand-over", _("Hand-over")),
    ("desk:funds", _("Help with money")),
    ("desk:told", _("What must be told")),
)
"""The name of the page's address, which takes the person's id, and what the link says."""


@dataclass(frozen=True)
class Part:
    """One link of the line."""

    label: str
    url: str
    current: bool


def parts(person: UUID, here: str) -> list[Part]:
    """The line as the page `here` shows it; nothing while there is one page alone."""
    found = [Part(str(label), address(name, person), name == here) for name, label in PARTS]
    return found if len(found) > 1 else []
