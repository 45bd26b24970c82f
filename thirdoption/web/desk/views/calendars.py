"""The calendar behind a secret address: whoever has it reads when people work, and nothing else."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.queries.rota import rota
from thirdoption.program.handoffs.queries.rota_requests import feed
from thirdoption.web.desk.calendars import written
from thirdoption.web.kit.guards import public

BEFORE, AFTER = timedelta(days=28), timedelta(days=182)


@public
def shifts(request: HttpRequest, key: UUID) -> HttpResponse:
    """Half a year of shifts; an address that was closed opens what is not there."""
    found = feed(key=key)
    if found is None:
        raise hidden()
    at = timezone.now()
    site = found.site
    with translation.override(found.worker.user.language):
        text = written(
            rota(site=site.pk, start=at - BEFORE, end=at + AFTER),
            worker=None if found.of_team else found.worker_id,
            zone=ZoneInfo(site.zone),
            at=at,
        )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="shifts.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
