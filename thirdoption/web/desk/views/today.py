"""Today's work."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.care import queries as care
from thirdoption.program.care.actions.caseload import print_today
from thirdoption.program.care.queries import Coming, Mine, caseload
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.handoffs.queries.rota_requests import lately
from thirdoption.program.referrals.queries.community import waiting
from thirdoption.program.services.queries import due_followups
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.people import Narrow
from thirdoption.web.desk.presenters import due, rota, today
from thirdoption.web.desk.presenters.moments import Clock, clock
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
    work, show = _work(mine, intakes, now, by), due.shown(request.GET.get("show", ""))
    new = lately(by=by)
    extra = {
        "asked": waiting(site=by.site),
        "shifts": rota.notice(new.changed, new.asked),
        "new": new,
        "waits": waits(by, now),
        "due": due.part(work, show),
        "tabs": due.tabs(work, show) if work else (),
        "show": show,
        "team": may(by.role, Permission.SHARE_WORK),
    }
    return render(request, "desk/today.html", {**page, "narrow": narrow, **extra})


def _work(mine: Sequence[Mine], intakes: Sequence[Coming], now: Clock, by: Acting) -> list[due.Line]:
    ids = [one.person for one in mine]
    waiting_too = caseload.due(by=by, people=ids, team=may(by.role, Permission.SHARE_WORK), today=now.today)
    again = due_followups(people=set(ids) - waiting_too.paused, at=by.now())
    return due.lines(people=mine, intakes=intakes, due=waiting_too, again=again, clock=now)


@worker(Permission.TAKE_HANDOFF)
def sheet(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The list to carry: it may be lost, so it holds first names and no word of what anybody said."""
    mine, now = care.my_people(by=by), clock(request, by)
    intakes = care.comings(people=[one.person for one in mine], open_only=True) if mine else ()
    show = due.shown(request.GET.get("show", ""))
    work = due.part(_work(mine, intakes, now, by), show)
    print_today(people=[one.person for one in work if one.person], by=by, at=by.now())
    page = {"lines": due.on_paper(work), "today": now.weekday(), "back": due.there_of(show)}
    return render(request, "desk/today_sheet.html", page)
