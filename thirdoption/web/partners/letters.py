"""Letters about a charge: which can be written now, the form that asks for one, and what was written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.models import Letter, Matter
from thirdoption.program.matters.queries import letters as queries
from thirdoption.program.matters.rules.letters import OF_OFFICE, Kind, ready
from thirdoption.program.sites.queries import local_day
from thirdoption.web.kit import letters
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.links import address


class LetterForm(forms.Form):
    """Which letter, in which language, and who made the arrest where that is told."""

    def __init__(self, data: Any, *, kinds: list[Kind], first: str, by: Acting) -> None:
        super().__init__(data)
        self._agencies = queries.police(site=by.site) if Kind.SEAL_AGENCY in kinds else []
        self.fields |= {
            "kind": letters.kind_field([(str(kind), letters.name(kind)) for kind in kinds], first),
            "language": letters.language_field(),
        }
        if len(self._agencies) > 1:
            choices = [("", _("Choose")), *((str(one.pk), one.name) for one in self._agencies)]
            self.fields["agency"] = forms.ChoiceField(
                label=_("Who made the arrest or gave the ticket"),
                help_text=_("For the notice to the arresting agency."),
                choices=choices,
                required=False,
            )

    def values(self) -> dict[str, Any]:
        """The values that `write_notice` takes."""
        chosen = self.cleaned_data.get("agency", "")
        only = self._agencies[0] if len(self._agencies) == 1 else None
        return {
            "kind": Kind(self.cleaned_data["kind"]),
            "language": self.cleaned_data["language"],
            "agency": next((one for one in self._agencies if str(one.pk) == chosen), only),
        }


def kinds(matter: Matter, by: Acting, *, confirmed: bool) -> list[Kind]:
    """The letters that can be written about a charge now."""
    return ready(
        OF_OFFICE,
        state=matter.state,
        today=local_day(matter.site, by.now()),
        deadline_on=matter.deadline_on,
        confirmed=confirmed,
    )


def part(matter: Matter, by: Acting, *, confirmed: bool) -> dict[str, Any]:
    """The values of `partners/_letters.html`: a button for each letter that can be written now."""
    url = address("partners:letters", matter.pk)
    return {
        "letters_url": url,
        "letter_buttons": [
            {"label": letters.name(kind), "url": f"{url}?kind={kind}"}
            for kind in kinds(matter, by, confirmed=confirmed)
        ],
    }


def page(matter: Matter, form: LetterForm) -> dict[str, Any]:
    """The values of `partners/letters.html`."""
    return {
        "matter": matter,
        "form": form,
        "letters": [_line(one) for one in queries.of_matter(matter=matter)],
    }


def _line(letter: Letter) -> dict[str, str]:
    return {
        "name": letters.name(letter.kind),
        "language": letters.language(letter.language),
        "made": written(local_day(letter.site, letter.made_at), "j M Y"),
        "pdf": address("partners:letter-pdf", letter.pk),
        "json": address("partners:letter-json", letter.pk),
    }
