"""Reading what is published."""

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.publications.models import Publication, PublicationFile


def latest(limit: int = 20) -> list[Publication]:
    """The newest version of each publication, newest period first."""
    newest: dict[str, Publication] = {}
    rows = Publication.objects.defer("report", "charts").order_by("-last_day", "-released_at")
    for one in rows[: limit * 5]:
        newest.setdefault(one.slug, one)
    return list(newest.values())[:limit]


def publication(slug: str) -> Publication:
    """The newest version of one publication. Raises Refused (not found)."""
    found = Publication.objects.filter(slug=slug).order_by("-released_at").first()
    if found is None:
        raise hidden()
    return found


def file(slug: str, kind: str, language: str) -> bytes:
    """One file of the newest version. Raises Refused (not found)."""
    found = (
        PublicationFile.objects.filter(publication__slug=slug, kind=kind, language=language)
        .order_by("-publication__released_at")
        .first()
    )
    if found is None:
        raise hidden()
    return bytes(found.content)
