"""The floors. Frozen: a figure is compared with these, so a change here changes what every figure means.

(a) the signed-in view: own middleware, session, user, one indexed query of 20 rows, one template, in a
transaction.
(b) the same page by hand-written SQL as the app role under the same context, with the same template.
"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.services.models import Service
from thirdoption.web.kit.guards import signed_in

ROWS = 20


def signed_in_view(request: HttpRequest) -> HttpResponse:
    """Floor (a)."""
    with transaction.atomic():
        who = signed_in(request)
        if who is None:
            raise hidden()
        found = Service.objects.filter(site=who.site_id, county="Albany").order_by("name")[:ROWS]
        rows = [{"name": one.name, "county": one.county, "as_of": one.source_as_of} for one in found]
        return render(request, "bench/signed_in.html", {"rows": rows})


def page_by_hand(request: HttpRequest, page: str) -> HttpResponse:
    """Floor (b)."""
    raise hidden()
