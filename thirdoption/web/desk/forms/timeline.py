"""What of the timeline is shown, and whose people the search list has."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.web.desk.presenters.timeline import KINDS

MINE = "mine"


class Kinds(forms.Form):
    """One kind of line, or all."""

    kind = forms.ChoiceField(
        label=_("What"),
        choices=lambda: [("", gettext("All")), *((code, str(name)) for code, name in KINDS.items())],
        required=False,
    )

    def chosen(self) -> tuple[str, ...]:
        """The kind that was chosen; none for all."""
        kind = self.cleaned_data["kind"] if self.is_valid() else ""
        return (kind,) if kind else ()


class Whose(forms.Form):
    """Everybody, or one's own people."""

    whose = forms.ChoiceField(
        label=_("Whose people"),
        choices=lambda: [("", gettext("The team's")), (MINE, gettext("Mine"))],
        required=False,
    )

    def mine(self) -> bool:
        """Whether only one's own are asked for."""
        return bool(self.is_valid() and self.cleaned_data["whose"] == MINE)
