"""What the program tells the officer: received, handed over, and what the person lets them know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.street.presenters.notices import page


@worker(Permission.RECORD_CONTACT)
def notices(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """One's own notices, the newest contact first."""
    return render(request, "street/notices.html", page(by=by, site=site_of(request)))
