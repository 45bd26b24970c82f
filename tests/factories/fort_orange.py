"""The tests' place: the demo's, without the made-up year."""

from datetime import UTC, date, datetime

from thirdoption.demo import place

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def found() -> None:
    """Make the place, as the owner, in the template of all test databases."""
    from django.db import transaction

    with transaction.atomic():
        place.found(launched=date(2025, 11, 1), now=NOW)
