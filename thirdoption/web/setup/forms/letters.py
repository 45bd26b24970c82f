"""A site's own text of a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.rules.letters import BODY_LIMIT, TITLE_LIMIT, Kind, check_text
from thirdoption.web.kit import inputs


class TextForm(forms.Form):
    """Title and text with blanks; `known` is the version that was looked at."""

    known = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = inputs.words(_("Title"), TITLE_LIMIT, needed=_("Write a title."))
    body = inputs.words(
        _("Text"),
        BODY_LIMIT,
        needed=_("Write the text."),
        hint=_("An empty line begins a paragraph. Lines of “Label: value” stand as a list."),
        rows=20,
    )

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kind = kind

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError with the sentence of the rule, for a preview too."""
        found = super().clean() or {}
        if "title" in found and "body" in found:
            try:
                found["title"], found["body"] = check_text(self._kind, found["title"], found["body"])
            except Refused as refused:
                wrong = forms.ValidationError(_(refused.sentence), params=refused.values)
                self.add_error(refused.field or "body", wrong)
        return found

    def values(self) -> dict[str, Any]:
        """The values that `save_template` takes."""
        known = self.cleaned_data["known"]
        return {
            "title": self.cleaned_data["title"],
            "body": self.cleaned_data["body"],
            "known": -1 if known is None else known,
        }
