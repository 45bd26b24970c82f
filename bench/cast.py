"""Who plays: signs made-up workers in and writes what each may ask for, as JSON: `python -m bench.cast`.

It runs in a process of its own, so that the measuring client has no Django in it.
"""

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bench import ROOT, load
from bench.load import Ask

MANAGER, OFFICER, LIAISON = "case_manager", "officer", "prosecutor_liaison"


def of(database: str) -> dict[str, list[Ask]]:
    """What can be asked of a database, by the names of the mix; the demo's own workers come first."""
    environment = {**os.environ, "THIRDOPTION_DATABASE": database}
    command = [sys.executable, "-m", "bench.cast"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return {kind: [Ask(**ask) for ask in asks] for kind, asks in json.loads(done.stdout).items()}


def main() -> None:
    """Print the cast of the database that the environment names."""
    from thirdoption.command.django import setup

    setup("app")
    print(json.dumps({kind: [dataclasses.asdict(ask) for ask in asks] for kind, asks in _cast().items()}))


def _cast() -> dict[str, list[Ask]]:
    from django.contrib.sessions.models import Session
    from django.urls import reverse

    from thirdoption.program.publications.queries import latest

    Session.objects.all().delete()
    cast: dict[str, list[Ask]] = {kind: [] for kind in (*load.MIX, "search")}
    for worker in _workers(MANAGER):
        session = _sign_in(worker)
        cast["home"].append(Ask(reverse("desk:home"), session))
        cast["search"].append(Ask(reverse("desk:home"), session, {"name": "ma"}))
        for person in _caseload(worker):
            cast["person"].append(Ask(reverse("desk:person", args=[person]), session))
            cast["note"].append(Ask(reverse("desk:contact", args=[person]), session, NOTE))
    for worker in _workers(OFFICER):
        session = _sign_in(worker)
        cast["street"].append(Ask(reverse("street:home"), session))
        cast["save"].append(Ask(reverse("street:contact"), session, _contact()))
    for worker in _workers(LIAISON):
        cast["matters"].append(Ask(reverse("partners:matters"), _sign_in(worker)))
    cast["report"] = [Ask(reverse("public:report", args=[one.slug])) for one in latest()[:1]]
    return cast


def _workers(role: str) -> list[Any]:
    """Workers of a role, at most 60; the demo's own first, so that sizes compare like with like."""
    from thirdoption.program.staff.models import Worker

    rows = Worker.objects.filter(role=role).select_related("user", "agency", "site")
    return sorted(rows, key=lambda one: (len(one.user.email), one.user.email))[:60]


def _sign_in(worker: Any) -> str:
    """A session as signing in makes it; the passwords of fifty workers would take longer than the run."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from thirdoption.web.kit.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(worker.user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = worker.user.get_session_auth_hash()
    session["signed_in_at"] = time.time()
    session.create()
    return str(session.session_key)


def _caseload(worker: Any) -> Iterable[UUID]:
    """At most 20 people of a case manager; those longest with them first."""
    from thirdoption.program.care.models import CaseManager
    from thirdoption.program.ground import acting
    from thirdoption.program.staff.queries import acting as acting_of

    with acting.opened(acting_of(worker)):
        mine = CaseManager.objects.filter(worker=worker, until__isnull=True).order_by("since")
        return list(mine.values_list("person_id", flat=True)[:20])


NOTE: dict[str, str | list[str]] = {
    "kind": "made",
    "how": "in_person",
    "line": "Met at the kitchen, had soup, talked about the week",
    "minutes": "20",
    "sensitive": "",
}


def _contact() -> dict[str, str | list[str]]:
    """A contact as the form sends it, an hour ago."""
    return {
        "key": "made anew for each",
        "place": "Pharmacy, 200 Tulip Street",
        "occurred_at": (datetime.now(UTC) - timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M"),
        "incident_number": "26-00417-X",
        "conduct": "shoplifting",
        "what_happened": "",
        "drivers": ["poverty"],
        "complainant": "agreed",
        "age": "18_or_over",
        "family_offense": "no",
        "perceived_race": "unknown",
    }


if __name__ == "__main__":
    main()
