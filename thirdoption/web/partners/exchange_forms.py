"""A file of the agency and the map that says which of its columns is what."""

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.queries import column_map, map_ids, shipped_map
from thirdoption.program.matters.rules.exchange import InvalidMap, Parsed, read
from thirdoption.web.kit import inputs as fields

LOOK, TAKE, TO_REFUSED = "look", "take", "refused"
_OWN = "own"
_LARGEST = 1_400_000


def _maps() -> list[tuple[str, Any]]:
    return [*((one, shipped_map(one).title) for one in map_ids()), (_OWN, gettext("A map of our own, below"))]


class FileForm(forms.Form):
    """What was handed in; `content` is the file again, so that nothing of it is kept between two pages."""

    file = forms.FileField(label=_("Your file (CSV)"), required=False)
    chart = fields.one(_("Which columns it has"), _maps, initial="exchange")
    own = forms.CharField(
        label=_("Your map (YAML)"),
        help_text=_("Which of your columns is the incident number, the law, the title, the class."),
        required=False,
        strip=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
    )
    content = forms.CharField(required=False, max_length=_LARGEST, widget=forms.HiddenInput)
    parsed: Parsed

    def clean(self) -> dict[str, Any]:
        """The file as rows. What is wrong with the map stands beside the map, all else beside the file."""
        given = self.cleaned_data
        data = self._data()
        if self.errors or data is None:
            return given
        try:
            chosen = given["chart"]
            chart = column_map(given.get("own") or "") if chosen == _OWN else shipped_map(chosen)
            self.parsed = read(data, chart)
        except InvalidMap as invalid:
            self.add_error("own", " ".join(invalid.sentences))
        except Refused as refused:
            sentence = gettext(refused.sentence)
            self.add_error("file", sentence % refused.values if refused.values else sentence)
        self._bytes = data
        return given

    def _data(self) -> bytes | None:
        given = self.cleaned_data
        if given.get("file"):
            return bytes(given["file"].read(_LARGEST))
        try:
            if given.get("content"):
                return base64.b64decode(given["content"], validate=True)
        except (binascii.Error, ValueError):
            pass
        self.add_error("file", gettext("Choose a file."))
        return None

    def again(self) -> dict[str, str]:
        """The same once more, as hidden fields."""
        given = self.cleaned_data
        content = base64.b64encode(self._bytes).decode()
        return {"content": content, "chart": given["chart"], "own": given.get("own") or ""}
