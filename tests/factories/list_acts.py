"""Acts of the partners' pages: for the table of acts, as (who, action, given, rows, name)."""

from typing import Any

from thirdoption.program.matters import actions as matters
from thirdoption.program.sharing import actions as sharing

SIGNED = {"text": "The words.", "language": "en", "signed_name": "Marisol"}
ACTS: list[tuple[Any, ...]] = [
    ("case-manager", sharing.sign_defender_release, lambda s: {"person": s.person, "referral": s.referral.pk,
        **SIGNED}, ("sign release: release + person",)),
    ("liaison", matters.export_listed, lambda s: {"matters": [s.matter]}, ("export: matter",)),
]  # fmt: skip
