"""A person's services: what providers were asked and said, the link to answer by, and asking again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.care import queries as care
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries import same_as
from thirdoption.program.services.actions import links, say
from thirdoption.program.services.models import Connection
from thirdoption.program.services.queries import connected as reading
from thirdoption.program.services.queries.answering import who_answers
from thirdoption.program.sites.queries import operator
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.connected import Again, Say, SendLink
from thirdoption.web.desk.presenters import connected as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.kit.qr import qr


@worker(Permission.SEE_PERSON)
def services(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """What providers were asked for a person, with the history of each and what is next."""
    return _page(request, care.person(by=by, pk=person), by)


@worker(Permission.WRITE_CARE, post=True)
def send(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """Send the link, the first or another one."""
    found = care.person(by=by, pk=person)
    form = SendLink(request.POST, auto_id=f"send-{pk}-%s")
    if form.is_valid():
        one = _one(person, pk)
        act(form, links.send_link, connection=one, **form.cleaned_data, by=by, at=by.now())
    return _done(request, found, by, pk, "send", form, _("The link is made. Now read them the code."))


@worker(Permission.WRITE_CARE, post=True)
def say_so(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """Write down what a provider said by telephone."""
    found, one = care.person(by=by, pk=person), _one(person, pk)
    form = Say(request.POST, state=one.state, version=one.version, auto_id=f"say-{pk}-%s")
    if form.is_valid():
        one.version = form.cleaned_data.pop("version")
        act(form, say, connection=one, **form.cleaned_data, by=by, at=by.now())
    return _done(request, found, by, pk, "say", form, _("Saved."))


@worker(Permission.WRITE_CARE, post=True)
def again(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """Write down what the person says became of it."""
    found, one = care.person(by=by, pk=person), _one(person, pk)
    form = Again(request.POST, days=0, auto_id=f"again-{pk}-%s")
    if form.is_valid():
        act(form, links.ask_again, connection=one, **form.cleaned_data, by=by, at=by.now())
    return _done(request, found, by, pk, "again", form, _("Saved."))


@worker(Permission.WRITE_CARE, post=True)
def code(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """The code of a link, to be read to the provider."""
    link = reading.link_of(connection=_one(person, pk))
    told = links.tell_code(link=link, by=by, at=by.now())
    page = {"code": f"{told[:3]} {told[3:]}", "to": link.thing.service.name, "back": _back(person)}
    return render(request, "desk/connection_code.html", page)


@worker(Permission.WRITE_CARE, post=True)
def letter(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """The letter with the link, to print: nothing of the person is in it, and the code goes by telephone."""
    link = reading.link_of(connection=_one(person, pk))
    links.print_letter(link=link, by=by, at=by.now())
    site, address = site_of(request), reading.address_of(link.pk)
    page = {
        "asker": operator(site).name,
        "line": site.line_number,
        "service": link.thing.service.name,
        "address": address,
        "qr": qr(address),
        "day": clock(request, by).day(link.open_until),
        "back": _back(person),
    }
    return render(request, "desk/connection_letter.html", page)


@worker(Permission.WRITE_CARE, post=True)
def end(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """End a link at once."""
    links.end_link(link=reading.link_of(connection=_one(person, pk)), by=by, at=by.now())
    messages.success(request, _("The link has ended. Whoever had it open sees nothing more."))
    return redirect(_back(person))


def _done(
    request: HttpRequest, found: Person, by: Acting, pk: UUID, what: str, form: Any, thanks: str
) -> HttpResponse:
    if form.errors:
        return _page(request, found, by, {(pk, what): form})
    messages.success(request, thanks)
    return redirect(_back(found.pk))


def _one(person: UUID, pk: UUID) -> Connection:
    return reading.one(people=same_as(person=person), pk=pk)


def _back(person: UUID) -> str:
    return reverse("desk:services", args=[person])


def _page(
    request: HttpRequest, found: Person, by: Acting, refused: dict[tuple[UUID, str], Any] | None = None
) -> HttpResponse:
    now, refused = clock(request, by), refused or {}
    form = next(iter(refused.values()), None)
    asked = reading.of_person(people=same_as(person=found.pk))
    who = who_answers(services={one.service_id for one in asked})
    page = {
        "person": found.name,
        "person_id": found.pk,
        "parts": parts(found.pk, "desk:services"),
        "connections": [presenting.line(one, who.get(one.service_id), now, refused) for one in asked],
        "form": form,
    }
    return render(request, "desk/services.html", page, status=status(form))
