"""Publishing: a new row, never a changed one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from thirdoption.program.publications.models import Publication, PublicationFile


def publish(
    *,
    site: UUID,
    site_name: str,
    made_up: bool,
    slug: str,
    version: str,
    first_day: date,
    last_day: date,
    report: dict[str, Any],
    charts: dict[str, Any],
    files: Mapping[tuple[str, str], bytes],
    built_by: str,
    released_by: str,
    at: datetime,
) -> Publication:
    """Publish a released report. `reports.actions.release` calls this, after two people said yes."""
    publication = Publication(
        site=site,
        site_name=site_name,
        made_up=made_up,
        slug=slug,
        version=version,
        first_day=first_day,
        last_day=last_day,
        report=report,
        charts=charts,
        built_by=built_by,
        released_by=released_by,
        released_at=at,
    )
    publication.save(force_insert=True)
    PublicationFile.objects.bulk_create(
        PublicationFile(publication=publication, kind=kind, language=language, content=content)
        for (kind, language), content in files.items()
    )
    return publication
