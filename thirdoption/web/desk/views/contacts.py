"""Contacts of a person: noting one, the whole list, putting one right, and the list as a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.care import actions, queries
from thirdoption.program.care.queries import contact_list as listing
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.models import Person
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.contacts import Amend, Contact, Export, Narrow
from thirdoption.web.desk.presenters import contacts as presenting
from thirdoption.web.desk.presenters import due
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.desk.presenters.waiting import waits
from thirdoption.web.desk.views.people import came_from, person_page
from thirdoption.web.kit.files import csv_file
from thirdoption.web.kit.forms import act, in_conflict, status
from thirdoption.web.kit.guards import site_of, worker

ON_A_PAGE, MOST_NARROWED = 50, 500
FROM_LIST = "list"


@worker(Permission.WRITE_CARE)
def contact(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """A contact made or tried; it leads back to the page on which it was noted."""
    from_list = request.POST.get("from") == FROM_LIST
    there = reverse("desk:contacts", args=[person])
    back = due.back(came_from(request)) or f"{reverse('desk:person', args=[person])}#contacts"
    back = there if from_list else back
    if request.method != "POST":
        return redirect(back)
    found = queries.in_touch(by=by, pk=person)
    team = (
        [one for one, _many in queries.colleagues(by=by)]
        if "colleagues" in request.POST or from_list
        else None
    )
    site, zone = site_of(request), clock(request, by).zone
    form = Contact(request.POST, zone=zone, dictation=site.dictation_agreed, team=team)
    kept = None
    if form.is_valid():
        kept = act(form, actions.note_contact, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept:
        messages.success(request, _("The contact is saved."))
        return redirect(back)
    if from_list:
        return _list(request, found, by, contact=form)
    return person_page(request, found, by, contact=form)


@worker(Permission.SEE_PERSON)
def contacts(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """All contacts of a person; narrowed by POST, for words that were looked for are no address (R-59)."""
    return _list(request, queries.in_touch(by=by, pk=person), by)


def _list(
    request: HttpRequest,
    person: Person,
    by: Acting,
    *,
    contact: Contact | None = None,
    export: Export | None = None,
) -> HttpResponse:
    now, site = clock(request, by), site_of(request)
    narrow = _narrow(request, person)
    asked: dict[str, Any] = {"people": person.same, "narrowed": narrow.chosen(), "zone": now.zone}
    narrowed = narrow.is_bound
    size = MOST_NARROWED if narrowed else ON_A_PAGE
    page = Paginator(range(listing.count(**asked)), size).get_page(request.GET.get("page"))
    found = listing.listed(**asked, skip=max(page.start_index() - 1, 0), limit=size)
    team = [one for one, _many in queries.colleagues(by=by) if one.pk != by.worker]
    shown = {
        **presenting.listed(found, page.paginator.count, person.pk, now),
        "person": person.name,
        "parts": parts(person.pk, "desk:contacts"),
        "filters": narrow,
        "waits": waits(by, now),
        "page": page,
        "contact": contact or Contact(zone=now.zone, dictation=site.dictation_agreed, team=team),
        "export": (export or Export()) if may(by.role, Permission.EXPORT_CARE) else None,
        "narrowed": narrowed,
        "refused": contact or export,
        "opened": {"contact": bool(contact), "export": bool(export)},
    }
    return render(request, "desk/contacts.html", shown, status=status(contact or export))


def _narrow(request: HttpRequest, person: Person) -> Narrow:
    """What was chosen on the list; nothing where a contact was sent from it."""
    chosen = request.POST if request.POST.get("narrowed") else None
    return Narrow(chosen, workers=listing.workers(people=person.same))


@worker(Permission.EXPORT_CARE)
def export(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """The list as a file, with the reason on the trail; the sensitive text never leaves with it."""
    if request.method != "POST":
        return redirect("desk:contacts", person)
    found = queries.in_touch(by=by, pk=person)
    form = Export(request.POST)
    if form.is_valid():
        act(form, actions.export_contacts, person=found, **form.cleaned_data, by=by, at=by.now())
    if form.errors:
        return _list(request, found, by, export=form)
    zone = clock(request, by).zone
    narrow = _narrow(request, found)
    rows = listing.listed(people=found.same, narrowed=narrow.chosen(), zone=zone)
    return csv_file("contacts.csv", presenting.rows(rows, zone))


@worker(Permission.WRITE_CARE)
def one(request: HttpRequest, person: UUID, pk: UUID, *, by: Acting) -> HttpResponse:
    """One contact, how it stood before, and putting it right."""
    found = queries.in_touch(by=by, pk=person)
    row = listing.contact(person=found, pk=pk)
    now, site = clock(request, by), site_of(request)
    form = Amend.of(row, now.zone, site.dictation_agreed)
    if request.method == "POST":
        form = Amend(request.POST, zone=now.zone, dictation=site.dictation_agreed)
        if form.is_valid():
            given = {name: value for name, value in form.cleaned_data.items() if name != "key"}
            if act(form, actions.amend_contact, contact=row, **given, by=by, at=by.now()):
                messages.success(request, _("The contact is put right. How it stood before stays below."))
                return redirect("desk:contact-one", person, pk)
        row = listing.contact(person=found, pk=pk)
        if in_conflict(form):
            form.look_again(row.version)
    before, copied = listing.amendments(contact=row), listing.copies(person=found, contact=row)
    who = listing.names(workers=[row.worker_id, *row.colleagues, *(old.worker for old in before)])
    shown = {
        **presenting.one(row, before, copied, who, now),
        "person": found.name,
        "person_id": found.pk,
        "parts": parts(found.pk, "desk:contacts"),
        "form": form,
    }
    return render(request, "desk/contact.html", shown, status=status(form))
