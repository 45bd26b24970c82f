"""Letters of a person: which can be written now, the form that asks for one, and what was written."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.care.queries import letters as queries
from thirdoption.program.matters.models import Matter, OwnLetter
from thirdoption.program.matters.rules.letters import Kind
from thirdoption.program.people.models import Person
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.kit import letters
from thirdoption.web.kit.fields import Choice
from thirdoption.web.kit.links import address


class LetterForm(forms.Form):
    """Which letter of which charge, and in which language."""

    def __init__(self, data: Any, *, person: Person, writable: list[queries.Writable]) -> None:
        super().__init__(data)
        self._writable = {_code(one): one for one in writable}
        self.fields |= {
            "kind": letters.kind_field([(code, _choice(one)) for code, one in self._writable.items()]),
            "language": letters.language_field(person.language),
        }

    def values(self) -> dict[str, Any]:
        """The values that `write_own` takes."""
        chosen = self._writable[self.cleaned_data["kind"]]
        language = self.cleaned_data["language"]
        return {"kind": chosen.kind, "referral": chosen.referral, "language": language}


def _code(one: queries.Writable) -> str:
    return f"{one.kind}.{one.referral or ''}"


def _choice(one: queries.Writable) -> Choice:
    for_whom = {
        Kind.INTAKE: _("For the prosecutor's office, under the release: two facts, and it is accounted for."),
        Kind.CERTIFICATE: _("For the person, who hands it over or not. No release is needed."),
        Kind.ADJOURN: _("For the court, from the person, at their request."),
        Kind.OWN_COPY: _("For the person: the charge, the clock, who decides; a lawyer first."),
        Kind.STATUS: _("For the person, at their request: since when they work with us."),
    }
    name = letters.name(one.kind)
    label = f"{name} · {one.incident_number}" if one.incident_number else name
    return Choice(label, for_whom[one.kind])


def page(person: Person, charges: list[Matter], form: LetterForm, clock: Clock) -> dict[str, Any]:
    """The values of `desk/letters.html`."""
    numbers = {one.referral_id: one.incident_number for one in charges}
    rows = queries.written(person=person, charges=charges)
    return {
        "person": person,
        "form": form,
        "letters": [_line(one, numbers, clock) for one in rows],
    }


def _line(letter: OwnLetter, numbers: dict[UUID, str], clock: Clock) -> dict[str, str]:
    return {
        "name": letters.name(letter.kind),
        "about": numbers.get(letter.referral_id, "") if letter.referral_id else "",
        "language": letters.language(letter.language),
        "made": clock.short(letter.made_at),
        "pdf": address("desk:letter-pdf", letter.pk),
        "json": address("desk:letter-json", letter.pk),
    }
