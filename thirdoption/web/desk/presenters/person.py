"""A person's page as a whole, from its parts."""

from typing import Any

from thirdoption.program.care.queries import Charge, Coming, Record
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries import others_of
from thirdoption.program.sharing.rules import Form
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.presenters import charges, people, releases
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.desk.presenters.waiting import waits


def page(person: Person, record: Record, clock: Clock, by: Acting) -> dict[str, Any]:
    """The values of `desk/person.html`."""
    intakes = people.intakes(record.comings, clock)
    decided = {one.referral: one.charge not in WAITING for one in record.comings if one.referral}
    return {
        "person": people.who(person, clock),
        "person_id": person.pk,
        "gathered": [people.on_record(one, clock) for one in others_of(person=person)],
        "parts": parts(person.pk, "desk:person"),
        "waits": waits(by, clock),
        "intakes": [one for one in intakes if one.done],
        "open_intakes": [one for one in intakes if not one.done],
        "charges": charges.lines(record.charges, clock),
        "may_export": may(by.role, Permission.EXPORT_RECORD),
        "may_pause": may(by.role, Permission.PAUSE_CLOCK),
        "goals": people.goals(record.goals, clock),
        "contacts": people.contacts(record.contacts, clock),
        "connections": people.connections(record.connections, clock),
        "releases": releases.lines(record.releases, record.told, decided, clock),
        "may_tell_officer": [
            {"referral": one.referral, "came": clock.short(one.came_at)} for one in _untold(record, clock)
        ],
        "offers": [{"referral": one.referral, "came": clock.short(one.came_at)} for one in _unsigned(record)],
        "may_tell_defender": [
            {"referral": one.referral, "came": clock.short(one.came_at)} for one in _undefended(record)
        ],
    }


def _unsigned(record: Record) -> list[Coming]:
    """Where a charge waits and no hand-off release is in force: it may be offered, again too."""
    signed = {
        one.referral for one in record.releases if one.form == Form.HANDOFF and one.withdrawn_at is None
    }
    return [one for one in record.comings if one.charge in WAITING and one.referral not in signed]


def _untold(record: Record, clock: Clock) -> list[Coming]:
    """Where an officer referred and no release to them is in force: it may be offered, again too."""
    told = {
        one.referral
        for one in record.releases
        if one.form == Form.OFFICER
        and one.withdrawn_at is None
        and (one.expires_at is None or one.expires_at > clock.at)
    }
    return [one for one in record.comings if one.referral and one.referral not in told]


def _undefended(record: Record) -> list[Charge]:
    """Where a defender takes part and no release to them is in force: it may be offered, again too."""
    told = {one.referral for one in record.releases if one.form == Form.DEFENDER and one.withdrawn_at is None}
    return [one for one in record.charges if one.defended and one.referral not in told]
