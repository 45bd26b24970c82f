"""Words of a person in every place that is destroyed with who they were, and where a word stands."""

from typing import Any

from tests.factories.fixtures import World
from tests.factories.funds_acts import ASK, ORDER
from tests.factories.sealing import as_owner
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions import funds, told
from thirdoption.program.care.models import Goal
from thirdoption.program.people.models import Person


def spoken_of(world: World, old: Person) -> None:
    """What is bound to be said, each by a rule: an order's number, what is in the way, why a hold ended."""
    with world.acting("case-manager") as by:
        now: Any = {"person": old, "by": by, "at": by.now()}
        told.let_be(told=told.note_told(**now, **ORDER), note="Destroyable", by=by, at=by.now())
        funds.cancel_funds(fund=funds.ask_funds(**now, **ASK), note="Destroyable", by=by, at=by.now())
        goal = Goal.objects.get(person=old)
        said = {"goal": goal, "step": None, "said": "in_the_way", "note": "Destroyable"}
        care.say_of_plan(**said, by=by, at=by.now())
    with as_owner() as owner:
        owner.execute(
            "INSERT INTO matters_legalhold (id, site_id, referral_id, reason, why, worker_id, since, until)"
            " SELECT gen_random_uuid(), r.site_id, r.id, 'Destroyable', 'Destroyable', %s, %s, %s"
            " FROM referrals_referral r",
            [world.workers["supervisor"].pk, world.at, world.at],
        )


def mentions(word: str) -> set[str]:
    """Every table in which a word stands."""
    found = set()
    with as_owner() as owner:
        for (name,) in owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall():
            if owner.execute(
                f"SELECT 1 FROM {name} t WHERE t::text ILIKE %s LIMIT 1", [f"%{word}%"]
            ).fetchone():
                found.add(name)
    return found


def fill(person: Person, word: str) -> int:
    """Put a word into every listed column of a person's rows; how many places have rows."""
    with as_owner() as owner:
        things = [
            row[0] for row in owner.execute("SELECT private.things_of(%s)", [person.pk]).fetchall() if row[0]
        ]
        rows = owner.execute("SELECT place, words, named FROM private.words_of_person()").fetchall()
        rows = [row for row in rows if row[0] != "care_contact"]  # amended by keeping how it was
        done = 0
        for place, words, named in rows:
            value = f"'{word}'"
            kind = owner.execute(
                "SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass"
                " AND attname = %s",
                [place, words],
            ).fetchone()[0]
            value = {"jsonb": f'\'{{"a": "{word}"}}\'', "bytea": f"'{word}'::bytea"}.get(kind, value)
            where = named.replace("$1", "%(person)s").replace("$2", "%(things)s::uuid[]")
            sql = f"UPDATE {place} SET {words} = {value} WHERE {where}"
            done += bool(owner.execute(sql, {"person": person.pk, "things": things}).rowcount)
    return done
