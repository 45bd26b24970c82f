"""Each way of holding a charge from the contact to its end, and what each role could see on the way."""

import os
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories import charges, walk
from tests.factories.charges import ROLES
from tests.factories.fixtures import World
from tests.repository import held
from tests.repository.tree import ROOT
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import FILINGS, TABLES, WAITING, ChargeModel, State

ENDS = {
    ChargeModel.HELD_BY_PROSECUTOR: (State.DECLINED,),
    ChargeModel.LODGED: (State.REVIVED, State.FILED),
    ChargeModel.STATUTORY_BAR: (State.BARRED,),
    ChargeModel.VOID_AFTER_MONTHS: (State.VOIDED,),
    ChargeModel.RE_OFFENSE_ONLY: (State.LAPSED,),
    ChargeModel.NO_REPORT: (),
}
SIGNED = "with the person's release"
HOLDING = [model for model in ChargeModel if TABLES[model]]
PATHS = [
    (model, path)
    for model in HOLDING
    for end in set().union(*TABLES[model].values()) - WAITING
    for path in ([end], [State.REVIVED, end])
    if end in TABLES[model].get(State.REVIVED if len(path) > 1 else State.HELD, ())
]


class Journey:
    """Two people on one way, and what could be seen of both at each step."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.steps: list[str] = []
        rows = [*ROLES.values(), f"{ROLES['liaison']}, {SIGNED}", f"{ROLES['defender']}, {SIGNED}"]
        self.table: dict[str, list[str]] = {row: [] for row in rows}
        self.signs, self.other = (
            walk.accepted(world, incident_number=f"26-0042{number}-X") for number in range(2)
        )

    def look(self, step: str) -> None:
        """What each role sees now."""
        self.steps.append(step)
        for key, role in ROLES.items():
            self.table[role].append(self.words(key, self.other))
        for key in ("liaison", "defender"):
            self.table[f"{ROLES[key]}, {SIGNED}"].append(self.words(key, self.signs))

    def words(self, key: str, referral: Any) -> str:
        found = charges.seen(self.world, key, referral)
        return ", ".join(one for one in charges.SEEN if one in found) or held.NOTHING

    def both(self, act: Any, *given: Any) -> None:
        for one in (self.signs, self.other):
            act(self.world, one, *given)


def walked(world: World, model: ChargeModel) -> Journey:
    """The whole way: accepted, handed over, released, moved, intake, and to the end."""
    charges.decided(world, charge_model=model, void_months=6)
    journey = Journey(world)
    journey.look("offer accepted")
    people = [walk.taken_over(world, one) for one in (journey.signs, journey.other)]
    if TABLES[model]:
        walk.released(world, people[0], journey.signs)
        charges.defended(world, people[0], journey.signs)
    journey.look("handed over")
    if TABLES[model]:
        journey.both(charges.paused)
        journey.both(charges.extended)
        journey.look("paused and extended")
    for person, referral in zip(people, (journey.signs, journey.other), strict=True):
        walk.intake(world, person, referral)
    journey.look("intake done")
    world.pass_time(days=200)
    if TABLES[model]:
        journey.look("the date has passed")
    for state in ENDS[model]:
        charges.to(world, journey.signs, state)
        # where no intake is shown there is nothing to bar the charge by
        charges.to(world, journey.other, State.DECLINED if state is State.BARRED else state)
        journey.look("barred, or declined" if state is State.BARRED else state.replace("_", " "))
    return journey


@pytest.mark.parametrize("model", ChargeModel)
def test_who_could_see_what_at_each_step(world: World, model: ChargeModel) -> None:
    """R-25, R-26: as the manual says it, asked of the database in each role's context."""
    journey = walked(world, model)
    made = held.section(model, journey.steps, journey.table)
    path = ROOT / held.FILE
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    if os.environ.get("WRITE_DOCS"):
        path.write_text(held.put(page, model, made), encoding="utf-8")
    else:
        assert page == held.put(page, model, made), "Run this with WRITE_DOCS=1 and commit the page."
    if TABLES[model]:
        only_who_may(journey.table)


def only_who_may(table: dict[str, list[str]]) -> None:
    """The rules behind the table, whatever the table says (R-25, R-26)."""
    care = {ROLES[key] for key in ("on-call", "case-manager", "supervisor")}
    for role, cells in table.items():
        for cell in cells:
            what = set(cell.split(", "))
            assert "why" not in what or role in care, role
            assert "contact" not in what or role in {*care, ROLES["officer"]}, role
            assert "intake" not in what or role in {*care, ROLES["manager"]} or SIGNED in role, role
    for key in ("officer-2", "defender", "community", "auditor"):
        assert set(table[ROLES[key]]) == {held.NOTHING}, key
    assert "intake" in table[f"{ROLES['liaison']}, {SIGNED}"][3]
    assert "intake" not in table[f"{ROLES['liaison']}, {SIGNED}"][-1], "the decision ends the release"


def barred_by_its_intake(world: World) -> Any:
    """A charge whose intake is shown to the prosecutor's office."""
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    return referral


def test_a_statute_bars_by_the_intake_that_is_shown_and_by_no_other(world: World) -> None:
    charges.decided(world, charge_model=ChargeModel.STATUTORY_BAR)
    shown, hidden = barred_by_its_intake(world), walk.accepted(world, incident_number="26-00428-X")
    for state in FILINGS:
        with pytest.raises(Refused, match="the law bars filing"):
            charges.to(world, shown, state)
    with pytest.raises(Refused, match="No intake is shown to you"):
        charges.to(world, hidden, State.BARRED)
    charges.to(world, shown, State.BARRED)


@pytest.mark.parametrize(("model", "path"), PATHS)
def test_every_end_of_every_way_can_be_reached(world: World, model: ChargeModel, path: list[State]) -> None:
    charges.decided(world, charge_model=model, void_months=6)
    referral = barred_by_its_intake(world) if State.BARRED in path else walk.accepted(world)
    world.pass_time(days=20 if model is ChargeModel.RE_OFFENSE_ONLY and path[-1] in FILINGS else 200)
    for state in path:
        charges.to(world, referral, state)
    with world.acting("liaison") as by:
        matter = charges.of(referral)
        assert matter.state == path[-1] and bool(matter.filed_on) == (path[-1] in FILINGS)
        with pytest.raises(Refused, match="already decided"):
            actions.decide(matter=matter, to=State.DECLINED, reason="Again", by=by, at=world.at)
        with pytest.raises(Refused):
            actions.extend(matter=matter, to=charges.today(world).replace(year=2027, month=12),
                           reason="Again", by=by, at=world.at)  # fmt: skip


def test_without_a_report_there_is_no_charge_and_no_number_of_days_is_asked_for(world: World) -> None:
    charges.decided(world, charge_model="no_report", intake_days=None)
    referral = walk.accepted(world)
    with world.acting("on-call"):
        assert not Matter.objects.exists()
    assert referral.state == "accepted"


def test_no_filing_without_its_day_by_raw_sql_either(world: World) -> None:
    """New York Criminal Procedure Law 120.20: a warrant is asked for on a filed accusatory instrument."""
    referral = walk.accepted(world)
    with world.acting("liaison") as by:
        matter = charges.of(referral)
        status = {"number": 1, "state": "warrant_asked", "at": world.at, "organization": by.organization}
        matter.statuses.create(**status, worker=by.worker)
        with pytest.raises(IntegrityError, match="matter_filed_on_a_day"), transaction.atomic():
            Matter.objects.filter(pk=matter.pk).update(state="warrant_asked", version=1)
        Matter.objects.filter(pk=matter.pk).update(
            state="warrant_asked", version=1, filed_on=charges.today(world)
        )
