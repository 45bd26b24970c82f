"""Reading letters, their texts, and the facts that they may carry, for a viewer."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import Letter, LetterTemplate, Matter, OwnLetter
from thirdoption.program.matters.rules.letters import FACTS, Kind, Text, shipped
from thirdoption.program.people.models import Person
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.sites.queries import agency_names, local_day, policy_of
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.actions import seen


def newest(*, site: UUID, kind: Kind, language: str) -> LetterTemplate | None:
    """The newest version of a site's own text, also where it says that what ships holds again."""
    rows = LetterTemplate.objects.filter(site=site, kind=kind, language=language)
    return rows.order_by("-number").first()


def newest_number(*, site: UUID, kind: Kind, language: str) -> int:
    """The number of the newest version; 0 where the site has written none."""
    found = newest(site=site, kind=kind, language=language)
    return found.number if found else 0


def versions(*, site: UUID, kind: Kind, language: str) -> list[LetterTemplate]:
    """Every version of a site's own text, the newest first."""
    rows = LetterTemplate.objects.filter(site=site, kind=kind, language=language)
    return list(rows.select_related("worker").order_by("-number"))


def own_texts(*, site: UUID) -> dict[tuple[str, str], LetterTemplate]:
    """The newest version of each text that a site has written, by kind and language."""
    rows = LetterTemplate.objects.filter(site=site).order_by("number")
    return {(one.kind, one.language): one for one in rows}


def text_in_force(*, site: UUID, kind: Kind, language: str, state: str) -> tuple[Text, int]:
    """The text that holds, and its number: the site's own, or (0) what ships in the policy's state."""
    ships = shipped(kind, language, state)
    own = newest(site=site, kind=kind, language=language)
    if own is None or not own.title:
        return ships, 0
    text = Text(own.title, own.body, ships.notice, ships.sender, ships.recipient, ships.signed)
    return text, own.number


def facts_of(matter: Matter, *, today: date) -> dict[str, object]:
    """What letters may say of a charge and its clock; days as ISO text."""
    days = {
        "made_on": today,
        "incident_on": matter.incident_on,
        "held_on": matter.held_on,
        "deadline_on": matter.deadline_on,
        "returnable_on": matter.returnable_on,
        "decided_on": local_day(matter.site, matter.decided_at) if matter.decided_at else None,
    }
    return {
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "program": matter.site.program_name,
        "incident_number": matter.incident_number,
        "offense": matter.offense,
        "law": matter.law,
        "word": policy_of(matter.policy).setting("sealing_word").value or "sealed",
    }


def around(person: Person, *, site: Site, worker: Acting) -> dict[str, object]:
    """What the program's letters to a person say besides: names, and whom to call."""
    names = agency_names(site)
    return {
        "program": site.program_name,
        "office": names.get(AgencyKind.PROSECUTION, ""),
        "lawyer": names.get(AgencyKind.DEFENSE, ""),
        "line": site.line_number,
        "name": person.name,
        "worker": name_of(worker),
    }


def name_of(by: Acting) -> str:
    """The name of who acts."""
    return Worker.objects.values_list("name", flat=True).get(pk=by.hand)


def only(kind: Kind, known: Mapping[str, object]) -> dict[str, object]:
    """Of what is known, the facts that a kind may carry (R-36)."""
    return {name: known[name] for name in FACTS[kind]}


def police(*, site: UUID) -> list[Agency]:
    """The agencies that arrest or give tickets at a site."""
    return list(Agency.objects.filter(site=site, kind=AgencyKind.POLICE).order_by("name"))


def of_matter(*, matter: Matter) -> list[Letter]:
    """The letters of the prosecutor's office about one charge, the newest first."""
    return list(Letter.objects.filter(referral=matter.referral_id).order_by("-made_at", "id"))


def of_person(*, person: UUID, referrals: Iterable[UUID]) -> list[OwnLetter]:
    """The letters of the program's and a person's own, the newest first."""
    rows = OwnLetter.objects.filter(Q(person=person) | Q(referral__in=list(referrals)))
    return list(rows.order_by("-made_at", "id"))


def office_letter(*, by: Acting, pk: UUID) -> Letter:
    """One letter of the prosecutor's office. Raises Refused (not found) alike for unknown and protected."""
    found = Letter.objects.select_related("site").filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="letter", objects=[pk])
    return found


def own_letter(*, pk: UUID) -> OwnLetter:
    """One of the program's letters. Raises Refused (not found) alike for unknown and protected (R-18)."""
    found = OwnLetter.objects.select_related("site").filter(pk=pk).first()
    if found is None:
        raise hidden()
    return found
