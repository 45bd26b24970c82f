"""Rows of care that hang on others, for random worlds."""

import random
import uuid
from typing import Any


def known(world: Any, said: dict[str, Any]) -> None:
    """What is said of who somebody is, how to reach them, and who may know."""
    world.add("people_about", **said, number=1, born_how="exact")
    world.add("people_keptlonger", **said, number=1)
    world.add("people_way", **said, kind="phone")
    world.add("people_restriction", **said, number=1, access="lifted", because="staff")


def written(world: Any, pick: random.Random, of: dict[str, Any], goal: uuid.UUID, contact: uuid.UUID) -> None:
    """What hangs on a goal and on a contact of a person."""
    hand = {"worker": pick.choice(world.workers), "organization": pick.choice(world.organizations)}
    world.add("care_contactamendment", **hand, thing_id=contact, number=1, kind="tried", how="phone")
    step = world.add("care_planstep", **hand, thing_id=goal, who="person")
    world.add("care_plansaid", **hand, thing_id=goal, step_id=step, said="done")
    world.add("care_copied", **of, worker_id=hand["worker"], contact_id=contact, form="text")
    over = world.add("care_handover", **of, worker_id=hand["worker"], takes_id=hand["worker"])
    world.add("care_handoverread", **hand, thing_id=over)
    asked = world.add("care_questionnaire", url=str(uuid.uuid4()))
    form = world.add("care_form", **of, worker_id=hand["worker"], questionnaire_id=asked)
    world.add("care_formsaid", **hand, thing_id=form, number=1, said="opened", standing="", link="", why="")
    for table, state, more in (
        ("care_fund", "asked", {"kind": "bus_pass", "cents": 100}),
        ("care_told", "noted", {"ground": "danger"}),
        ("care_death", "noted", {"before": "active"}),
    ):
        thing = world.add(table, **of, worker_id=hand["worker"], state=state, version=0, **more)
        world.add(f"{table}status", **hand, thing_id=thing, number=1, state=state)
        if table == "care_fund":
            world.add("care_fundreceipt", **hand, thing_id=thing, kind="pdf", sealed="")
    world.add("care_fact", **of, worker_id=hand["worker"], kind="housing", code="116", source="person")
    world.add("care_safetyevent", **of, worker_id=hand["worker"], kind="overdose", gave="")
