"""The phones that sign for officers: whose, since when, and whether they still do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.models import DeviceKey
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.kit.links import address
from thirdoption.web.street.presenters.words import at


@dataclass(frozen=True)
class Phone:
    """One phone: a number to tell it by, whose it is, since when it signs, until when it did."""

    number: str
    name: str
    added: str
    ended: str
    mine: bool
    url: str


def phones(keys: Sequence[DeviceKey], *, by: Acting, zone: str) -> dict[str, Any]:
    """A worker's own phones, and for a supervisor those of the officers; in use before ended."""
    shown = sorted((phone(key, by=by, zone=zone) for key in keys), key=lambda one: bool(one.ended))
    return {
        "mine": [one for one in shown if one.mine],
        "officers": [one for one in shown if not one.mine],
        "supervises": may(by.role, Permission.SEE_HELD),
    }


def phone(key: DeviceKey, *, by: Acting, zone: str) -> Phone:
    """One phone as it is shown."""
    return Phone(
        number=phone_number(key),
        name=key.worker.name,
        added=_("Added %(at)s") % {"at": at(key.added, zone)},
        ended=_("Ended %(at)s") % {"at": at(key.ended, zone)} if key.ended else "",
        mine=key.worker_id == by.worker,
        url=address("street:end-phone", key.pk),
    )


def phone_number(key: DeviceKey) -> str:
    """A number by which a phone can be told from another: Phone 3F2A."""
    return _("Phone %(number)s") % {"number": key.pk.hex[:4].upper()}
