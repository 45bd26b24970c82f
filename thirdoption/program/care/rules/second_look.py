"""A second worker looks: what one wrote counts only once somebody else has confirmed it."""

from uuid import UUID

from thirdoption.program.ground.refusal import CONFLICT, Refused


def check_another(first: UUID, second: UUID) -> None:
    """Raise Refused (conflict) where the second look would be the first worker's own."""
    if first == second:
        raise Refused(CONFLICT, "Another worker has to look at this: you wrote it yourself.")
