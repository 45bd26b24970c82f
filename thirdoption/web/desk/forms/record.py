"""Taking a person's record out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.actions.records import OURS, THEIRS
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.letters import language_field


def _whom() -> list[tuple[str, Any]]:
    return [
        (THEIRS, _("The person asked for it: with the sensitive notes, answers of forms, and charges")),
        (OURS, _("The program's own use: without the sensitive notes, answers of forms, and charges")),
    ]


class Record(forms.Form):
    """For whom, and what for."""

    whom = fields.one(_("For whom?"), _whom)
    why = fields.words(_("What for"), 200, needed=_("Say what it is for."), hint=_("It goes on the trail."))

    def __init__(self, data: Any = None, language: str = "") -> None:
        super().__init__(data)
        self.fields["language"] = language_field(language)
        self.fields["language"].label = _("Language")
