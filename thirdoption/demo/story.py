"""Marisol's story: its ids, as the made-up year left them, or found by its incident number."""

import json
from pathlib import Path

from django.conf import settings

from thirdoption.demo.stepping import account, played
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters.models import Matter
from thirdoption.program.publications.queries import latest
from thirdoption.program.sharing.models import Release
from thirdoption.program.sharing.rules import Form

INCIDENT_NUMBER = "26-00417-X"
TELLER = "case-manager"
"""The worker who may see all of it: Marisol's case manager."""


def told() -> dict[str, str]:
    """Ids by name: referral, person, handoff, matter, release, report_slug; those that there are."""
    if account(TELLER) is None:
        return {}
    path = getattr(settings, "DEMO_STORY", None)
    written = _read(Path(path)) if path else {}
    with played(TELLER):
        # what was written may be of a year that was made anew since
        if "matter" in written and Matter.objects.filter(pk=written["matter"]).exists():
            return written
        ids = _found()
    slugs = [one.slug for one in latest(limit=1)]
    return ids | ({"report_slug": slugs[0]} if slugs else {})


def _read(path: Path) -> dict[str, str]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in plain.items()} if isinstance(plain, dict) else {}


def _found() -> dict[str, str]:
    """The same by the incident number, in the context that is open."""
    matter = Matter.objects.filter(incident_number=INCIDENT_NUMBER).order_by("held_on").first()
    if matter is None:
        return {}
    handoff = Handoff.objects.filter(referral=matter.referral_id).first()
    release = newest_release(str(matter.referral_id))
    ids = {
        "referral": matter.referral_id,
        "matter": matter.pk,
        "handoff": handoff and handoff.pk,
        "person": handoff and handoff.person_id,
        "release": release and release.pk,
    }
    return {name: str(value) for name, value in ids.items() if value}


def newest_release(referral: str | None) -> Release | None:
    """The hand-off release that Marisol signed last, in the context that is open; with its withdrawal."""
    rows = (
        Release.objects.filter(referral=referral, form=Form.HANDOFF) if referral else Release.objects.none()
    )
    return rows.select_related("person", "withdrawal").order_by("-signed_at").first()
