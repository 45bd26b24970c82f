"""What a person says of two entries of the directory."""

from typing import Any

from django import forms

from thirdoption.program.services.rules.matching import Verdict

_ANSWERS = {
    "first": Verdict.SAME,
    "second": Verdict.SAME,
    "different": Verdict.DIFFERENT,
    "later": Verdict.LATER,
}


class Answer(forms.Form):
    """The same (and which of them is listed), not the same, or later."""

    one = forms.UUIDField()
    other = forms.UUIDField()
    do = forms.ChoiceField(choices=[(code, code) for code in _ANSWERS])

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        sides = (given["one"], given["other"])
        shown, other = reversed(sides) if given["do"] == "second" else sides
        return {"shown": shown, "other": other, "verdict": _ANSWERS[given["do"]]}
