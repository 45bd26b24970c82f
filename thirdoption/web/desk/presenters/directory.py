"""The directory as one looks through it for somebody."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.services.queries import ListedAddress, Listing
from thirdoption.program.services.rules import (
    ADULTS_LABELS,
    AVAILABLE_LABELS,
    NEED_LABELS,
    Known,
    PhoneNumber,
)
from thirdoption.program.services.rules.room import current
from thirdoption.web.desk.presenters.moments import Clock


@dataclass(frozen=True)
class ServiceLine:
    """One service: what it does, how to reach it, whether there is room, and how old this is."""

    id: UUID
    name: str
    organization: str
    description: str
    needs: tuple[str, ...]
    places: tuple[str, ...]
    phones: tuple[str, ...]
    adults: str
    room: str
    room_tone: str
    as_of: str
    made_up: bool
    contact_made_up: bool


def line(listing: Listing, clock: Clock) -> ServiceLine:
    """A service of the directory as the list shows it."""
    listing = current(listing, clock.at)
    phones = listing.phones or listing.organization_phones
    same = listing.organization.casefold() == listing.name.casefold()
    return ServiceLine(
        id=listing.id,
        name=listing.name,
        organization="" if same else listing.organization,
        description=listing.description,
        needs=tuple(_(NEED_LABELS[need]) for need in listing.needs),
        places=tuple(place(one) for one in listing.addresses),
        phones=tuple(phone(one.phone) for one in phones),
        adults="" if listing.adults is Known.YES else _(ADULTS_LABELS[listing.adults]),
        room=_room(listing, clock),
        room_tone={Known.YES: "good", Known.NO: "waiting", Known.UNKNOWN: "quiet"}[listing.available],
        as_of=_("Directory as of %(day)s") % {"day": clock.day(listing.source_as_of)},
        made_up=listing.made_up,
        contact_made_up=any(one.made_up for one in phones) or any(one.made_up for one in listing.addresses),
    )


def _room(listing: Listing, clock: Clock) -> str:
    words = _(AVAILABLE_LABELS[listing.available])
    if listing.available_as_of is None:
        return words
    as_of = {"room": words, "moment": clock.moment(listing.available_as_of)}
    return _("%(room)s, as of %(moment)s") % as_of


def place(address: ListedAddress) -> str:
    """An address in one line."""
    street = " ".join(filter(None, (address.line_1, address.line_2)))
    return f"{street}, {address.city}, {address.state} {address.postal_code}"


def phone(number: PhoneNumber) -> str:
    """A number to call."""
    if not number.extension:
        return number.number
    return _("%(number)s, extension %(extension)s") % {
        "number": number.number,
        "extension": number.extension,
    }


def recipient(listing: Listing) -> str:
    """The provider as a release names it."""
    if listing.organization.casefold() == listing.name.casefold():
        return listing.name
    return f"{listing.name}, {listing.organization}"[:200]
