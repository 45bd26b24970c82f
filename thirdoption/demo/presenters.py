"""What the demo's pages print, as plain values."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thirdoption.demo import place
from thirdoption.demo.stepping import PREFIX, played
from thirdoption.demo.story import TELLER, newest_release
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import ROLES

GROUPS = (
    (gettext_noop("On the street"), ("officer", "sergeant", "on_call_worker")),
    (gettext_noop("In care"), ("case_manager", "supervisor", "provider")),
    (gettext_noop("Around a charge"), ("prosecutor_liaison", "public_defender")),
    (gettext_noop("Running the program"), ("program_manager", "coordinator", "trainer", "administrator")),
    (
        gettext_noop("Looking at it from outside"),
        ("community_team_member", "evaluator", "auditor", "agency_head"),
    ),
)


@dataclass(frozen=True)
class Window:
    """One of the three frames: whose page it is, what it shows, and its address."""

    id: str
    role: str
    name: str
    shows: str
    tone: str
    url: str


def home() -> dict[str, Any]:
    """The place, and its roles in groups with one worker each; `place` is empty before there is one."""
    site = Site.objects.filter(made_up=True).first()
    workers = place.workers(site) if site else {}
    by_role: dict[str, tuple[str, Worker]] = {}
    for made in place.PEOPLE:
        if made.key in workers:
            by_role.setdefault(made.role, (made.key, workers[made.key]))
    return {
        "place": site.name if site else "",
        "start": reverse("demo:step", args=[1]),
        "groups": [
            (_(name), [_role(code, *by_role[code]) for code in codes if code in by_role])
            for name, codes in GROUPS
        ],
    }


def _role(code: str, key: str, worker: Worker) -> dict[str, Any]:
    return {
        "role": _(ROLES[code].name),
        "description": _(ROLES[code].description),
        "bare": ROLES[code].home == "public:home",
        "name": worker.name,
        "agency": worker.agency.name,
        "url": reverse("demo:step-into", args=[key]),
    }


def stage(story: dict[str, str]) -> dict[str, Any]:
    """Three windows, and whether Marisol's release is in force; empty before the story is there."""
    if not {"person", "matter", "referral", "release"} <= story.keys():
        return {"windows": []}
    with played(TELLER):
        newest = newest_release(story["referral"])
    in_force = newest is not None and not hasattr(newest, "withdrawal")
    return {
        "windows": _windows(story, in_force),
        "in_force": in_force,
        "url": reverse("demo:release"),
    }


def _windows(story: dict[str, str], in_force: bool) -> list[Window]:
    shows = (_("Two facts"), "info") if in_force else (_("Not confirmed"), "quiet")
    return [
        Window(
            "case-manager",
            _("Case manager"),
            "Dana Whitfield",
            _("The person"),
            "good",
            _as("case-manager", reverse("desk:person", args=[story["person"]])),
        ),
        Window(
            "liaison",
            _("Prosecutor"),
            "Jordan Castellan",
            *shows,
            _as("liaison", reverse("partners:matter", args=[story["matter"]])),
        ),
        Window(
            "officer",
            _("Officer"),
            "Officer Reyes",
            _("A receipt"),
            "quiet",
            _as("officer", reverse("street:receipt", args=[story["referral"]])),
        ),
    ]


def _as(key: str, address: str) -> str:
    return f"{PREFIX}{key}{address}"
