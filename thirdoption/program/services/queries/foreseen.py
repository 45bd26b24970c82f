"""What an import would do, before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from thirdoption.program.services.models import Service
from thirdoption.program.services.models.secret_places import without_secret_places
from thirdoption.program.services.rules import DirectoryRow, row_id
from thirdoption.program.sites.models import Site


@dataclass(frozen=True)
class Foreseen:
    """How many services are new, changed and as before, and how many are taken without their address."""

    new: int
    changed: int
    unchanged: int
    without_address: int


def foreseen(site: Site, rows: Sequence[DirectoryRow], source: str) -> Foreseen:
    """What taking these rows of a source would change. Two statements, however many rows."""
    by_id = {row_id("service", source, site.id, row.key): row for row in rows}
    known = {
        pk: (digest, secret)
        for pk, digest, secret in Service.objects.filter(site=site, source=source).values_list(
            "id", "row_digest", "confidential"
        )
    }
    kept = without_secret_places(by_id, {pk for pk, (_digest, secret) in known.items() if secret})
    new = sum(pk not in known for pk in kept)
    changed = sum(pk in known and known[pk][0] != row.digest() for pk, row in kept.items())
    bare = sum(row.address is None for row in kept.values())
    return Foreseen(new, changed, len(kept) - new - changed, bare)
