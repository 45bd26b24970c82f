"""Tables with conditions of their own: who sees a row and who may add it, and rows that tell them apart."""

import uuid
from collections.abc import Callable

from tests.factories.worlds import Row, T, World, write_grant
from thirdoption.program.matters.rules.sealing import Strength
from thirdoption.program.publications.rules import Figure
from thirdoption.program.sharing.rules import Context, GrantFacts, RowFacts, decide

UNSEEN = "of an item that its writer does not see in the same place"


def _mine(row: Row, who: Context) -> bool:
    return (row["site_id"], row["organization_id"], row["author_id"]) == (
        who.site,
        who.organization,
        who.worker,
    )


def _acts(row: Row, who: Context) -> bool:
    at = (row["site"], row["worker"], row["organization"], row["purpose"])
    return at == (who.site, who.worker, who.organization, who.purpose)


def _here(row: Row, who: Context) -> bool:
    return bool(row["site_id"] == who.site)


def _hands_in(row: Row, who: Context, hand: str) -> bool:
    """Whoever writes is who the row names, at their site, for a referral."""
    mine = who.worker is not None and row[hand] == who.worker
    return _here(row, who) and mine and who.purpose == "referral"


def _held(row: Row, who: Context) -> bool:
    theirs = row["organization_id"] == who.organization
    return _here(row, who) and theirs and who.purpose == "referral"


def _phone(row: Row, who: Context) -> bool:
    own = who.worker is not None and row["worker_id"] == who.worker
    return (own and _here(row, who)) or _held(row, who)


def _own_or_the_program(row: Row, who: Context) -> bool:
    return bool(row["site"] == who.site and _program_or(who, row["worker"]))


def _program_or(who: Context, *workers: uuid.UUID | None) -> bool:
    if who.worker is None:
        return who.purpose == "program operation"
    return who.worker in workers


KINDS: dict[uuid.UUID, tuple[str, uuid.UUID]] = {}
"""Of the agencies that are asked to close a record, or see who was: kind and site."""


def _task(row: Row, who: Context) -> bool:
    """Their own site's: the operator sees each, the prosecutor's office all but the defender's."""
    kind, site = KINDS.get(who.organization or uuid.uuid4(), ("", None))
    asked, _site = KINDS[row["agency_id"]]
    there = _here(row, who) and site == who.site and who.purpose in ("care", "charge decision")
    return there and (kind == "operator" or (kind == "prosecution" and asked != "defense"))


OPENED: dict[uuid.UUID, list[GrantFacts]] = {}
"""The grants to the people of whom something is said in pairs."""


def _both(row: Row, who: Context, write: bool = False) -> bool:
    """Whoever may see the one and the other; nobody learns of one by the other (R-81)."""
    sides = (row["kept_id"], row["other_id"])
    return _here(row, who) and all(
        decide(who, RowFacts(row["site_id"], "identity", one, None), OPENED.get(one, ()), write).allowed
        for one in sides
    )


def _nobody(row: Row, who: Context) -> bool:
    return False


SPECIAL: dict[str, tuple[Callable[[Row, Context], bool], Callable[[Row, Context], bool]]] = {
    "referrals_receipt": (_mine, lambda row, who: _mine(row, who) and who.purpose == "referral"),
    "staff_devicekey": (
        _phone,
        lambda row, who: _hands_in(row, who, "worker_id") and row["organization_id"] == who.organization,
    ),
    "referrals_held": (_held, lambda row, who: _hands_in(row, who, "sender_id")),
    "referrals_heldstep": (
        _held,
        lambda row, who: _mine(row, who) and who.purpose == "referral" and row["reason"] != UNSEEN,
    ),
    "people_same": (_both, lambda row, who: _both(row, who, write=True) and row["worker_id"] == who.worker),
    "trail_entry": (lambda row, who: row["site"] == who.site and who.purpose == "audit", _acts),
    # the program itself, which is nobody, sends to everybody
    "messages_message": (
        lambda row, who: row["site"] == who.site and _program_or(who, row["worker"], row["made_by"]),
        lambda row, who: row["site"] == who.site and _program_or(who, row["made_by"]),
    ),
    "messages_address": (_own_or_the_program, _own_or_the_program),
    "matters_sealtask": (_task, _nobody),
    **dict.fromkeys(
        ("matters_tombstone", "matters_hiddenrow", "matters_unsealing", "publications_ledgercount"),
        (_nobody, _nobody),
    ),
}


def sealed(world: World) -> None:
    """What is left of a charge that was sealed at each site."""
    for site in world.sites:
        here, worker = {"site_id": site}, world.workers[0]
        notice, order = uuid.uuid4().hex[:12], {"order_number": "made up", "worker_id": worker}
        confirmed = {"confirmed_at": T, "confirmed_by_id": worker}
        KINDS[world.operators[site]] = ("operator", site)
        for kind in ("prosecution", "defense"):
            agency = world.add("sites_agency", site_id=site, code=uuid.uuid4().hex[:30], kind=kind)
            KINDS[agency] = (kind, site)
            world.add("matters_sealtask", **here, agency_id=agency, notice=notice, **confirmed)
        world.add("matters_tombstone", **here, digest=uuid.uuid4().hex, strength=Strength.SEVER, basis="")
        world.add("matters_hiddenrow", **here, referral=uuid.uuid4(), notice=notice)
        world.add("matters_unsealing", **here, notice=notice, **order)
        world.add("publications_ledgercount", site=site, figure=Figure.REFERRALS, period="2026-05")


def office(world: World) -> Context:
    """Who decides about charges at the first site."""
    ours = next(one for one, known in KINDS.items() if known == ("prosecution", world.sites[0]))
    return Context(world.sites[0], world.workers[0], ours, "charge decision", T)


def pairs(world: World, who: Context) -> None:
    """What is said of two people: the grants to each are whole but for one thing on one side."""
    whole = {"may_write": True, "referral": None, "category": "identity", "valid_to": None}
    for amiss in (
        {},
        {"site": 1},
        {"may_write": False},
        {"referral": uuid.uuid4()},
        {"category": "care"},
        None,
    ):
        for side in (0, 1):
            people = [
                world.add("people_person", site_id=who.site, race_asked="not_asked", born_how="exact")
                for _ in range(2)
            ]
            for number, person in enumerate(people):
                fault = amiss if number == side and amiss != {"site": 1} else {}
                if fault is None:
                    continue
                told = {**whole, **fault, "organization": who.organization, "purpose": who.purpose}
                grant = GrantFacts(
                    site=who.site, worker=None, person=person, valid_from=T, basis="made up", **told
                )
                OPENED.setdefault(person, []).append(grant)
                world.grants.append(grant)
                write_grant(world, grant)
            site = who.site if amiss != {"site": 1} else next(one for one in world.sites if one != who.site)
            hand = {"worker_id": who.worker or world.workers[0], "said": "different", "number": 1}
            world.add("people_same", site_id=site, kept_id=people[0], other_id=people[1], **hand)


def specials(world: World) -> None:
    """Rows of the tables with conditions of their own: each like one context, with one thing amiss."""
    sealed(world)
    for context in world.contexts:
        pairs(world, context)
        for amiss in ("", "site", "worker", "organization"):
            row = {name: getattr(context, name) for name in ("site", "worker", "organization", "purpose")}
            others = {"site": world.sites, "worker": world.workers, "organization": world.organizations}
            if amiss:
                row[amiss] = next(one for one in others[amiss] if one != row[amiss])
            worker = row["worker"] or world.workers[0]
            world.add("trail_entry", **row, outcome="done", hash="")
            world.add("messages_message", site=row["site"], worker=worker, made_by=world.workers[3],
                      template="hand-off", subject=uuid.uuid4(), channel="in_app")  # fmt: skip
            method = world.add("messages_contactmethod", site=row["site"], worker=worker, kind="sms", tries=0)
            world.add("messages_address", site=row["site"], worker=worker, method_id=method, address="+1")
            world.add("referrals_receipt", site_id=row["site"], organization_id=row["organization"],
                      author_id=worker, key=uuid.uuid4(), referral=uuid.uuid4())  # fmt: skip
            world.add("staff_devicekey", site_id=row["site"], organization_id=row["organization"],
                      worker_id=worker)  # fmt: skip
            theirs = {"site_id": row["site"], "organization_id": row["organization"]}
            held = world.add("referrals_held", **theirs, author_id=world.workers[0], sender_id=worker,
                             key=uuid.uuid4())  # fmt: skip
            other = next(one for one in world.organizations if one != row["organization"])
            unseen = world.add("referrals_held", site_id=row["site"], organization_id=other,
                               author_id=world.workers[0], sender_id=worker, key=uuid.uuid4())  # fmt: skip
            elsewhere = {"site_id": next(one for one in world.sites if one != row["site"])}
            steps = (("taken", held, {}), ("called", held, elsewhere),
                     ("to_call", held, {"organization_id": other}), ("taken", unseen, {}))  # fmt: skip
            for what, one, amiss_too in steps:
                world.add("referrals_heldstep", **{**theirs, **amiss_too}, author_id=worker, held_id=one,
                          what=what, reason=UNSEEN if amiss_too or one == unseen else "")  # fmt: skip
