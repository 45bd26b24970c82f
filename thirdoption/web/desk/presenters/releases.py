"""What a person signed: the text before it is signed, the list, and the copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from thirdoption.program.care.queries import Signed, Told
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sharing.models import Release
from thirdoption.program.sharing.rules import Form
from thirdoption.program.sites.queries import agency_names
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.web.desk import releases_text
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import TOLD


@dataclass(frozen=True)
class ReleaseLine:
    """One release: to whom, until when, what was told, and whether it can still be taken back."""

    id: UUID
    recipient: str
    information: str
    signed: str
    ends: str
    status: str
    tone: str
    live: bool
    told: tuple[str, ...]


def handoff_text(
    person: Person, referral: Referral, names: Mapping[str, str], language: str, clock: Clock
) -> str:
    """The hand-off release for one charge, as the person reads and signs it."""
    with translation.override(language):
        return releases_text.write(
            "handoff",
            language,
            name=person.name,
            discloser=names[AgencyKind.OPERATOR],
            recipient=names[AgencyKind.PROSECUTION],
            defender=names.get(AgencyKind.DEFENSE, ""),
            defender_number=referral.site.lawyer_number,
            contact_day=clock.day(referral.occurred_at),
            incident=referral.incident_number,
            line=referral.site.line_number,
        )


def defender_text(
    person: Person, referral: Referral, names: Mapping[str, str], language: str, clock: Clock
) -> str:
    """The release to who defends the person, as the person reads and signs it."""
    with translation.override(language):
        return releases_text.write(
            "defender",
            language,
            name=person.name,
            discloser=names[AgencyKind.OPERATOR],
            recipient=names[AgencyKind.DEFENSE],
            contact_day=clock.day(referral.occurred_at),
            incident=referral.incident_number,
            line=referral.site.line_number,
        )


def officer_text(person: Person, referral: Referral, until: datetime, language: str, clock: Clock) -> str:
    """The release to the officer who referred, as the person reads and signs it."""
    with translation.override(language):
        return releases_text.write(
            "officer",
            language,
            name=person.name,
            discloser=agency_names(referral.site)[AgencyKind.OPERATOR],
            officer=referral.author.name,
            agency=referral.organization.name,
            contact_day=clock.day(referral.occurred_at),
            until=clock.day(clock.day_before(until)),
            line=referral.site.line_number,
        )


def connection_text(
    person: Person, recipient: str, asked: Mapping[str, Any], discloser: str, line: str, clock: Clock
) -> str:
    """The release for one provider, as the person reads and signs it; `asked` is a valid `Ask` form's."""
    with translation.override(asked["language"]):
        return releases_text.write(
            "connection",
            asked["language"],
            name=person.name,
            discloser=discloser,
            recipient=recipient,
            where=person.where_to_find,
            asks=asked["asks"],
            until=clock.day(asked["until"]),
            line=line,
        )


def lines(
    releases: Sequence[Signed],
    told: Sequence[Told],
    decided: Mapping[UUID, bool],
    clock: Clock,
) -> list[ReleaseLine]:
    """The releases of a person. `decided` says by referral whether its charge is decided."""
    return [_line(one, [row for row in told if row.release == one.pk], decided, clock) for one in releases]


def _line(release: Signed, told: Sequence[Told], decided: Mapping[UUID, bool], clock: Clock) -> ReleaseLine:
    status, tone, live = _status(release, decided, clock)
    return ReleaseLine(
        id=release.pk,
        recipient=release.recipient_name,
        information=_(release.information),
        signed=clock.short(release.signed_at),
        ends=ends(release, clock) if live else "",
        status=status,
        tone=tone,
        live=live,
        told=tuple(_told(row, clock) for row in told),
    )


def _status(release: Signed, decided: Mapping[UUID, bool], clock: Clock) -> tuple[str, str, bool]:
    if release.withdrawn_at:
        return _("Taken back on %(day)s") % {"day": clock.day(release.withdrawn_at)}, "quiet", False
    ended = release.expires_at is not None and release.expires_at <= clock.at
    of_charge = release.form == Form.HANDOFF and release.referral is not None
    if ended or (of_charge and decided.get(release.referral)):  # type: ignore[arg-type]
        return _("Ended"), "quiet", False
    return _("In force"), "good", True


def _told(row: Told, clock: Clock) -> str:
    words = {"day": clock.moment(row.told_at), "what": str(TOLD.get(row.what, row.what))}
    return _("%(day)s: %(what)s") % words


def ends(release: Signed, clock: Clock) -> str:
    """When a release ends by itself."""
    if release.expires_at:
        # it ends with the day before midnight
        return _("until %(day)s") % {"day": clock.day(clock.day_before(release.expires_at))}
    if release.form == Form.DEFENDER:
        return _("until the end of this case")
    return _("until the decision about this charge")


def copy(release: Release, clock: Clock) -> dict[str, Any]:
    """The values of the person's copy, in the language of what they signed."""
    withdrawal = getattr(release, "withdrawal", None)
    return {
        "id": release.pk,
        "person": release.person_id,
        "name": release.person.name,
        "recipient": release.recipient_name,
        "text": releases_text.show(release.text),
        "signed_name": release.signed_name,
        "signed": clock.full(release.signed_at),
        "taken_by": release.taken_by.name,
        "discloser": release.discloser,
        "withdrawn": clock.day(withdrawal.at) if withdrawal else "",
    }
