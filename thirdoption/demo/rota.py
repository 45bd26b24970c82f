"""What is asked about shifts at the made-up place when its year ends: a swap, and cover for a night."""

from datetime import datetime, timedelta

from thirdoption.demo import place
from thirdoption.program.ground import acting
from thirdoption.program.handoffs.actions import rota_requests
from thirdoption.program.handoffs.queries.rota import rota
from thirdoption.program.handoffs.rules.rota import Layer, Turn, of_worker
from thirdoption.program.handoffs.rules.rota_requests import Stretch
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.queries import acting as acting_of

NIGHT = timedelta(hours=12)


def ask(site: Site, at: datetime) -> None:
    """Kim Delgado asks Luis Arroyo for an evening; Dana Whitfield asks anybody to cover a night."""
    workers = place.workers(site)
    found = rota(site=site.pk, start=at, end=at + timedelta(days=40)).turns
    first = [one for one in found if one.layer == Layer.FIRST]

    def night(key: str) -> Stretch:
        turn: Turn = next(one for one in of_worker(first, workers[key].pk) if one.ends_at > at + 2 * NIGHT)
        ends = turn.ends_at - timedelta(hours=3)
        return Stretch(Layer.FIRST, ends - NIGHT, ends)

    with acting.opened(acting_of(workers["on-call"], at=at)) as by:
        gives, takes = night("on-call"), night("case-manager-2")
        luis = workers["case-manager-2"].pk
        rota_requests.ask_swap(other=luis, gives=gives, takes=takes, by=by, at=at)
    with acting.opened(acting_of(workers["case-manager"], at=at)) as by:
        rota_requests.ask_cover(gives=night("case-manager"), by=by, at=at)
