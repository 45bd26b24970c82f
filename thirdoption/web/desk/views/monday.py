"""The Monday page: what needs somebody who has two hours a week."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.loop.queries import waiting
from thirdoption.program.reports.queries import pending
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.staff.rules import Permission, Purpose
from thirdoption.web.desk import operation_presenters as presenters
from thirdoption.web.desk import report_presenters
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.SEE_MONDAY, purpose=Purpose.PROGRAM_OPERATION)
def monday(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What needs me: one list, the most urgent first, each line with one action."""
    site = site_of(request)
    found = waiting(by=by, site=site, roles=presenters.ASKED)
    quarter = report_presenters.last_quarter(found.today)
    reports = pending(by=by, last_quarter=quarter.start)
    return render(request, "desk/monday.html", presenters.monday(found, reports, by=by, site=site))


@worker(Permission.SEE_MONDAY, purpose=Purpose.PROGRAM_OPERATION)
def policy(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Which answers of the policy in force are still unknown, and which are made up for the rehearsal."""
    site = site_of(request)
    _version, found = policy_on(site, local_day(site, by.now()))
    return render(request, "desk/monday_policy.html", report_presenters.open_answers(found))
