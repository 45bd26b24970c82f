"""What is destroyed with who somebody was is listed by column; a new column is listed too (R-90)."""

from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.factories.fixtures import World
from tests.factories.sealing import as_owner
from thirdoption.program.ground.policies import PROTECTED, table

STAYS = {
    **dict.fromkeys(
        ("people_person", "people_about", "people_way", "people_restriction", "people_keptlonger"),
        "emptied or gone by name in sharing.destroy_identities",
    ),
    "trail_entry": "the trail stays whole for its six years (R-73)",
    "sharing_disclosure": "the accounting of what was told, by codes",
    "matters_matter": "what a charge is, without whose it is: a test compares its words with the law's",
    "services_providerlink": "a provider's address and the mark of its link",
    "publications_ledgercount": "counts",
    "matters_hiddenrow": "nobody reads it but a court",
    "matters_tombstone": "a mark",
    **dict.fromkeys(
        ("staff_devicekey", "referrals_held", "referrals_heldstep", "referrals_receipt", "messages_address"),
        "a worker's own, of no person",
    ),
}
CODES = {("sharing_release", one) for one in ("discloser", "recipient_name", "categories", "information")} | {
    ("sharing_release", "expires_with"),
    ("referrals_referral", "conduct"),
    ("referrals_referral", "drivers"),
    ("referrals_referral", "perceived_race"),
    ("referrals_communityreferral", "body"),
    ("referrals_communityreferral", "needs"),
    ("care_intake", "needs"),
    ("care_formsaid", "link"),
    ("care_told", "recipient"),  # the accounting of what was told, and to whom
    ("care_told", "facts"),
    ("care_contact", "colleagues"),
}


def wordy(field: Any) -> bool:
    """Does a field hold what somebody typed, and no code?"""
    if isinstance(field, models.CharField):
        return (field.max_length or 0) > 40
    return isinstance(field, models.TextField | models.JSONField | models.BinaryField | ArrayField)


def columns() -> set[tuple[str, str]]:
    """Every column of a protected table that may hold words of a person."""
    return {
        (model._meta.db_table, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model._meta.label in PROTECTED and model._meta.db_table not in STAYS and wordy(field)
    }


def listed() -> set[tuple[str, str]]:
    with as_owner() as owner:
        rows: list[Any] = owner.execute("SELECT place, words FROM private.words_of_person()").fetchall()
    return {(place, words) for place, words in rows}


def test_every_word_that_is_written_of_a_person_is_listed(world: World) -> None:
    """A new column with words comes into private.words_of_person, or here with the reason why it stays."""
    notes = {(f"{table(label)}", "note") for label in PROTECTED if label.endswith("Status")}
    assert columns() - CODES - listed() == set(), "destroy these, or say why they stay"
    assert listed() - columns() - notes == set(), "these are there no longer"
