"""Today's work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.care import queries as care
from thirdoption.program.care.queries import caseload
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.handoffs.queries.rota_requests import lately
from thirdoption.program.referrals.queries.community import waiting
from thirdoption.program.services.queries import due_followups
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.people import Narrow
from thirdoption.web.desk.presenters import due, rota, today
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.waiting import waits
from thirdoption.web.kit.guards import worker

CALLS, EVERY_CALL = 8, 200
"""How many hand-offs the page shows at first, and at most when asked for all."""


@worker(Permission.TAKE_HANDOFF)
def home(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Who waits on the line, and one's own people."""
    # by POST: an address stays in the browser's history and in logs, and a name is no address
    narrow = Narrow(request.POST)
    name = narrow.cleaned_data["name"] if narrow.is_valid() else ""
    mine = care.my_people(by=by, name=name)
    now, ids = clock(request, by), [one.person for one in mine]
    intakes = care.comings(people=ids, open_only=True) if mine else ()
    page = today.page(
        clock=now,
        calls=handoffs.calls(by=by, limit=EVERY_CALL if request.GET.get("line") == "all" else CALLS),
        agreed=handoffs.agreed(by=by),
        people=mine,
        open_intakes=intakes,
        narrowed=bool(name),
        by=by,
    )
    team = may(by.role, Permission.SHARE_WORK)
    waiting_too = caseload.due(by=by, people=ids, team=team, today=now.today)
    again = due_followups(people=set(ids) - waiting_too.paused, at=by.now())
    work = due.lines(people=mine, intakes=intakes, due=waiting_too, again=again, clock=now)
    new = lately(by=by)
    extra = {
        "asked": waiting(site=by.site),
        "shifts": rota.notice(new.changed, new.asked),
        "new": new,
        "waits": waits(by, now),
        "due": work,
        "team": team,
    }
    return render(request, "desk/today.html", {**page, "narrow": narrow, **extra})
