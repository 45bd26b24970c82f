"""Beginning a draft, filtering it, and putting it in force."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.sites import packs
from thirdoption.program.sites.rules import Fault, InvalidPolicy
from thirdoption.program.sites.rules.editing import Plain
from thirdoption.web.kit import inputs
from thirdoption.web.kit.forms import retype
from thirdoption.web.setup.presenters import words

MOST = 500_000


class BeginForm(forms.Form):
    """What a draft begins with: the policy in force, a pack that ships, or a file."""

    origin = forms.ChoiceField(
        label=_("Begin with"),
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose from the list.")},
    )
    pack = forms.ChoiceField(
        label=_("Which pack?"),
        required=False,
        choices=(),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    file = forms.FileField(label=_("A policy as YAML"), required=False)
    text = forms.CharField(
        label=_("Or paste it here"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, in_force: Plain | None) -> None:
        super().__init__(data, files)
        self.in_force = in_force
        origin: Any = self.fields["origin"]
        origin.choices = [
            *([("in_force", _("The policy in force"))] if in_force else []),
            ("pack", _("A pack that ships with the program")),
            ("file", _("A file")),
        ]
        pack: Any = self.fields["pack"]
        pack.choices = self._packs()
        self.plain: Plain = {}

    def _packs(self) -> list[tuple[str, str]]:
        """The packs that keep the law of this place: once a policy is in force, those of its state."""
        fitting = [
            one for one in packs.pack_ids() if not packs.faults_of_law(packs.read_own(one), self.in_force)
        ]
        named = [(one, packs.load_policy(one)) for one in fitting]
        return [("", "–"), *((one, f"{policy.place}, {policy.state}") for one, policy in named)]

    def clean(self) -> dict[str, Any]:
        """The policy that was chosen; a file's faults are told one by one, and its text stays in the form."""
        given = self.cleaned_data
        origin = given.get("origin")
        if origin == "in_force":
            self.plain = self.in_force or {}
        elif origin == "pack":
            if given.get("pack"):
                self.plain = packs.read_own(given["pack"])
            elif "pack" not in self.errors:
                self.add_error("pack", gettext("Choose from the list."))
        elif origin == "file":
            self._read(given.get("file"), given.get("text") or "")
        return given

    def _read(self, file: Any, text: str) -> None:
        if file is None and not text.strip():
            self.add_error("file", gettext("Choose a file, or paste its text below."))
            return
        if (file.size if file else len(text)) > MOST:
            self.add_error("file", gettext("This file is larger than any policy: at most 500 kB."))
            return
        content = file.read() if file else text.encode()
        try:
            self.plain = packs.read_yaml(content, file.name if file else gettext("the text"))
            packs.parse_own(self.plain)
            if faults := packs.faults_of_law(self.plain, self.in_force):
                raise InvalidPolicy(faults)
        except InvalidPolicy as invalid:
            retype(self, "text", content.decode(errors="replace").replace("\x00", ""))
            for fault in invalid.faults:
                self.add_error("text", told(fault))

    @property
    def begun_from(self) -> str:
        """What the draft keeps of where it began."""
        origin = str(self.cleaned_data["origin"])
        return f"pack.{self.cleaned_data['pack']}" if origin == "pack" else origin


def told(fault: object) -> str:
    """A fault as a sentence in the page's language, with its place."""
    if not isinstance(fault, Fault):
        return str(fault)
    sentence = gettext(fault.sentence)
    return f"{fault.where}: {sentence % fault.values if fault.values else sentence}."


class FilterForm(forms.Form):
    """Which values a page shows."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=(
            ("", _("All values")),
            ("open", _("Open only")),
            ("changed", _("Changed in this draft")),
            ("made_up", _("Made up for the rehearsal")),
        ),
    )
    group = forms.ChoiceField(label=_("Group"), required=False, choices=())

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        group: Any = self.fields["group"]
        group.choices = [("", _("All groups")), *((one, words.group(one)) for one in words.GROUPS)]

    def chosen(self, name: str) -> str:
        """What was chosen; nothing for a choice that does not exist."""
        return str(self.cleaned_data.get(name) or "") if self.is_valid() or self.cleaned_data else ""


class DecideForm(forms.Form):
    """The decision that puts a draft in force."""

    known = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    decision = inputs.words(
        _("The decision"),
        300,
        needed=_("Say who decided: it is kept with the policy."),
        hint=_("Who decided, and where it is written down."),
        rows=3,
    )
    decided_on = inputs.day(_("Decided on"), needed=_("Say on which day it was decided."))
    on = inputs.day(
        _("In force from"),
        needed=_("Say from which day it holds."),
        hint=_("Today or later. What was judged before that day stays judged as it was."),
    )
