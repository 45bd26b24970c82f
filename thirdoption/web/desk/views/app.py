"""The desk on a phone's screen, and the script that shows notices while no page is open."""

import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

from thirdoption.program.messages.rules import body
from thirdoption.web.kit.app import on_screen
from thirdoption.web.kit.guards import public

NO_ID = "00000000-0000-0000-0000-000000000000"


@public
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows when the desk is put on its screen; an iPhone takes notices only there."""
    return on_screen(start=reverse("desk:home"), scope=reverse("desk:home"))


@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows a notice, with the pages that a tap may open."""
    settings = {
        "home": reverse("desk:home"),
        "pages": {
            "hand-off": reverse("desk:handoff", args=[NO_ID]).replace(NO_ID, "ID"),
            "verify": f"{reverse('desk:methods')}#prove=ID=CODE",
            **dict.fromkeys(("rota", "shift-request", "shift-answer"), reverse("desk:shifts")),
            "rota-gap": reverse("desk:on-call"),
            "summary": reverse("desk:summary"),
            "test-silent": reverse("desk:line"),
            "methods": reverse("desk:methods"),
        },
        "text": {language: body("hand-off", language, kind="push") for language in ("en", "es")},
        "icon": static("kit/mark-192.png"),
    }
    found = finders.find("built/desk-worker.js")
    if found is None:
        raise FileNotFoundError("desk-worker.js is not built. Run: make assets")
    script = f"const SETTINGS = {json.dumps(settings)};\n{Path(found).read_text()}"
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
