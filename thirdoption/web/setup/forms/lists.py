"""Conducts, exclusions and limits: what each has besides its value."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.sites.rules import ASKED_OF, Approver, AskedOf, Basis, Door, Substance, Unit
from thirdoption.program.sites.rules.editing import Plain, new_key
from thirdoption.web.kit import inputs
from thirdoption.web.setup.forms.graded import LINE, GradedForm, both, code_of, fields_of, pair
from thirdoption.web.setup.presenters import words

LAWS = 4
LAW_PARTS = ("law", "section", "title", "class", "nibrs", "address", "lawyer_check", "note")


def _codes(codes: Any) -> Any:
    return lambda: [(str(one), words.code(one)) for one in codes]


def _approver() -> forms.ChoiceField:
    return inputs.one(
        _("Who may decide otherwise?"),
        lambda: [("", gettext("Nobody")), *((str(one), words.code(one)) for one in Approver)],
        required=False,
    )


class ListedForm(GradedForm):
    """One entry of a list. A new one gets its name from its English words, and is at the end of the list."""

    folder, word, named_by = "", "", "words_en"
    asks = "ask_site"

    def __init__(self, data: Any, *, code: str, plain: Plain, step: int) -> None:
        name = code or "new"
        super().__init__(data, name=f"{self.word}.{name}", plain=plain, step=step, path=(self.folder, name))
        self.new = not code

    def clean(self) -> dict[str, Any]:
        """A new entry is named before the parser looks at it."""
        if self.new:
            taken = self.plain.get(self.folder) or {}
            named = self.cleaned_data.get(self.named_by) or self.cleaned_data.get("question_en") or self.word
            self.path = (self.folder, new_key(taken, code_of(named)).replace("-", "_"))
        return super().clean()


class ConductForm(ListedForm):
    """What happened, in plain words: an offense with its laws, or why it is none."""

    folder, word, named_by = "conducts", "conduct", "label_en"
    inner = ("eligible",)
    asks = "question"
    label_en, label_es = pair(_("What happened, English"), _("What happened, Spanish"), 120)
    no_offense_en, no_offense_es = pair(
        _("Why it is no offense, English"), _("Why it is no offense, Spanish")
    )
    nibrs = inputs.words(_("NIBRS code, where no section of law was found"), 4)

    places = {
        **GradedForm.places,
        "label": "label_en",
        "no_offense": "no_offense_en",
        "laws": "nibrs",
        **{f"eligible.{key}": field for key, field in GradedForm.places.items()},
        **{f"eligible.{key}": key for key in ("value", "grade", "source")},
    }

    def __init__(self, data: Any, *, code: str, plain: Plain, step: int) -> None:
        super().__init__(data, code=code, plain=plain, step=step)
        self.many = max(LAWS, len(self.node.get("laws") or ()) + 1)
        for number in range(1, self.many + 1):
            for part, label in _law_labels().items():
                limit = 300 if part in ("address", "note", "lawyer_check") else LINE
                self.fields[f"laws{number}_{part}"] = inputs.words(label, limit)
        for number, law in enumerate(self.node.get("laws") or (), 1):
            self.initial.update({f"laws{number}_{part}": law.get(part, "") for part in LAW_PARTS})
        self.fields["grade"].required = False

    def begin(self) -> dict[str, Any]:
        """What the fields show first."""
        first = {**super().begin(), "nibrs": self.node.get("nibrs", "")}
        if "no_offense" in self.node:
            first["source"] = self.node.get("source", "")
        return {
            **first,
            **both("label", self.node.get("label")),
            **both("no_offense", self.node.get("no_offense")),
        }

    def value_label(self) -> Any:
        """What the value is called."""
        return _("Does the site divert for it?")

    def clean(self) -> dict[str, Any]:
        """An offense is graded; what is none says why, and where that was read."""
        given = self.cleaned_data
        self._both("label", gettext("Say what happened, in both languages."))
        if given.get("no_offense_en") or given.get("no_offense_es"):
            given["grade"] = ""
            self._both("no_offense", gettext("Write it in both languages."))
            if not given.get("source") and not given.get("new_title"):
                self._miss("source", gettext("Choose the source, or name a new one below."))
        elif not given.get("grade"):
            self._miss("grade", gettext("Choose one."))
        elif not given.get("nibrs") and not any(given.get(f"laws{n}_law") for n in range(1, self.many + 1)):
            self._miss("nibrs", gettext("Name a section of law below, or a NIBRS code."))
        return super().clean()

    def part(self) -> Plain:
        """The conduct as it would stand in the policy."""
        made: Plain = {"label": self.text("label")}
        if self.cleaned_data["no_offense_en"]:
            return {**made, "no_offense": self.text("no_offense"), "source": self._source()}
        made["eligible"] = self.graded()
        laws = [law for law in map(self._law, range(1, self.many + 1)) if law]
        if laws:
            made["laws"] = laws
        if self.cleaned_data["nibrs"]:
            made["nibrs"] = self.cleaned_data["nibrs"]
        return made

    def _law(self, number: int) -> Plain:
        given = {part: self.cleaned_data.get(f"laws{number}_{part}") for part in LAW_PARTS}
        return {part: text for part, text in given.items() if text}

    def parts(self) -> list[dict[str, Any]]:
        """The fields by the parts of the page."""
        laws = [
            fields_of(
                self,
                gettext("Section of law %(number)s") % {"number": number},
                *(f"laws{number}_{part}" for part in LAW_PARTS),
                more=True,
            )
            for number in range(1, self.many + 1)
        ]
        return [
            fields_of(self, gettext("What happened"), "label_en", "label_es"),
            *self.graded_parts(),
            fields_of(self, gettext("Law"), "nibrs"),
            *laws,
            fields_of(self, gettext("It is no offense"), "no_offense_en", "no_offense_es", more=True),
        ]


def _law_labels() -> dict[str, Any]:
    return {
        "law": _("Law, such as PL"),
        "section": _("Section"),
        "title": _("Title"),
        "class": _("Class of offense"),
        "nibrs": _("NIBRS code"),
        "address": _("Address of the text"),
        "lawyer_check": _("Has a lawyer checked it? (“needed” until then)"),
        "note": _("Note"),
    }


class ExclusionForm(ListedForm):
    """Whom the site leaves out: what the rule looks at, by which doors, and who may decide otherwise."""

    folder, word = "exclusions", "exclusion"
    basis = inputs.one(_("What does the rule look at?"), _codes(Basis))
    doors = inputs.several(_("Which doors does it close?"), _codes(Door))
    override_by = _approver()
    look_back_days = inputs.whole(
        _("How many days does it reach back?"), 1, 36_525, hint=_("Empty: without end, or the present.")
    )
    ask_en, ask_es = pair(_("Question to the officer, English"), _("Question to the officer, Spanish"))
    places = {**GradedForm.places, "question": "ask_en"}

    def begin(self) -> dict[str, Any]:
        """What the fields show first."""
        own = {name: self.node.get(name) for name in ("basis", "doors", "override_by", "look_back_days")}
        return {**super().begin(), **own, **both("ask", self.node.get("question"))}

    def clean(self) -> dict[str, Any]:
        """What an officer can know is asked of one."""
        basis = self.cleaned_data.get("basis")
        if not self.cleaned_data.get("doors"):
            self._miss("doors", gettext("Choose one or more."))
        if basis and ASKED_OF[Basis(basis)] is AskedOf.OFFICER:
            self._both("ask", gettext("Write the question that an officer is asked."))
        return super().clean()

    def part(self) -> Plain:
        """The exclusion as it would stand in the policy."""
        given = self.cleaned_data
        made: Plain = {"basis": given["basis"], "doors": given["doors"], **self.graded()}
        if given["override_by"]:
            made["override_by"] = given["override_by"]
        if given["look_back_days"]:
            made["look_back_days"] = given["look_back_days"]
        if ASKED_OF[Basis(given["basis"])] is AskedOf.OFFICER:
            made["question"] = self.text("ask")
        return made

    def parts(self) -> list[dict[str, Any]]:
        """The fields by the parts of the page."""
        return [
            fields_of(self, gettext("Whom"), "basis", "doors", "look_back_days"),
            *self.graded_parts()[:1],
            fields_of(self, gettext("Exception"), "override_by"),
            fields_of(self, gettext("Question to the officer"), "ask_en", "ask_es"),
            *self.graded_parts()[1:],
        ]


class LimitForm(ListedForm):
    """The most of a substance with which a contact is still for the program."""

    folder, word = "limits", "limit"
    substances = inputs.several(_("Which substances does it count?"), _codes(Substance))
    unit = inputs.one(_("In what?"), _codes(Unit))
    at_least = forms.BooleanField(label=_("That much is already too much"), required=False)
    conducts = inputs.several(_("For which conducts?"), list)
    override_by = _approver()

    def __init__(self, data: Any, *, code: str, plain: Plain, step: int) -> None:
        super().__init__(data, code=code, plain=plain, step=step)
        listed = plain.get("conducts") or {}
        conducts: Any = self.fields["conducts"]
        conducts.choices = [(key, words.said(one.get("label")) or key) for key, one in listed.items()]

    def begin(self) -> dict[str, Any]:
        """What the fields show first."""
        own = ("substances", "unit", "at_least", "conducts", "override_by")
        return {**super().begin(), **{name: self.node.get(name) for name in own}}

    def clean(self) -> dict[str, Any]:
        """A limit counts something, for something."""
        for name in ("substances", "conducts"):
            if not self.cleaned_data.get(name):
                self._miss(name, gettext("Choose one or more."))
        return super().clean()

    def part(self) -> Plain:
        """The limit as it would stand in the policy."""
        given = self.cleaned_data
        made: Plain = {name: given[name] for name in ("substances", "unit", "conducts")}
        if given["at_least"]:
            made["at_least"] = True
        made |= self.graded()
        return {**made, "override_by": given["override_by"]} if given["override_by"] else made

    def parts(self) -> list[dict[str, Any]]:
        """The fields by the parts of the page."""
        graded = self.graded_parts()
        return [
            fields_of(self, gettext("What is counted"), "substances", "unit", "conducts"),
            graded[0],
            fields_of(self, gettext("Exception"), "at_least", "override_by"),
            *graded[1:],
        ]


FORMS: dict[str, type[ListedForm]] = {form.folder: form for form in (ConductForm, ExclusionForm, LimitForm)}
