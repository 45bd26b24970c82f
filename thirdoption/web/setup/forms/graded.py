"""One value of a policy: what it is, how well it is known, where it was read, and its words."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.governance.rules import faults_of
from thirdoption.program.sites.packs import parse_own
from thirdoption.program.sites.rules import AnsweredBy, Fault, Grade
from thirdoption.program.sites.rules.editing import Plain, found, new_key, place_of, put
from thirdoption.program.sites.rules.settings import Amount, Choice, Kind, Several, Whole, setting_kind
from thirdoption.web.kit import inputs
from thirdoption.web.kit.fields import Choice as Said
from thirdoption.web.setup.presenters import words

LONG, LINE = 600, 200
KNOWN = (Grade.CONFIRMED, Grade.REPORTED)


def value_field(name: str, kind: Kind | None, *, label: Any = "") -> forms.Field:
    """The control for what a setting may say."""
    label = label or _("Value")
    if isinstance(kind, Choice):
        codes = [str(one) for one in kind.codes]
        return inputs.one(label, lambda: [(one, words.code(one)) for one in codes], required=False)
    if isinstance(kind, Several):
        codes = [str(one) for one in kind.codes]
        return inputs.several(label, lambda: [(one, words.code(one)) for one in codes])
    if isinstance(kind, Whole):
        return inputs.whole(label, kind.low, kind.high)
    if isinstance(kind, Amount):
        return inputs.amount(label, kind.most)
    return inputs.words(label, LINE)


class PartForm(forms.Form):
    """A form for one part of a draft: it reads the part, and the parser has the last word on what it makes.

    `places` maps what the parser calls a place inside the part to a field.
    """

    known = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    places: Mapping[str, str] = {}

    def __init__(self, data: Any, *, plain: Plain, path: tuple[str, ...], step: int) -> None:
        self.plain, self.path = plain, path
        self.node: Plain = found(plain, path) or {}
        super().__init__(data, initial={"known": step, **self.begin()})

    def begin(self) -> dict[str, Any]:
        """What the fields show first."""
        raise NotImplementedError

    def part(self) -> Plain:
        """The part as it would stand in the policy."""
        raise NotImplementedError

    def also(self) -> dict[tuple[str, ...], Any]:
        """Other parts that come with it."""
        return {}

    def clean(self) -> dict[str, Any]:
        """What the parser finds in this part, beside the fields; faults elsewhere are the overview's."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            plain = put(self.plain, self.path, self.part())
            for place, value in self.also().items():
                plain = put(plain, place, value)
            here = ".".join(self.path)
            for fault in faults_of(plain, parse_own):
                if fault.where == here or fault.where.startswith((f"{here}.", f"{here}[")):
                    self._tell(fault, fault.where.removeprefix(here).lstrip("."))
        return cleaned

    def _tell(self, fault: Fault, place: str) -> None:
        sentence = gettext(fault.sentence)
        said = capfirst(sentence % fault.values if fault.values else sentence) + "."
        field = self.places.get(place) or re.sub(r"\[(\d+)\]\.", r"\1_", place)
        self.add_error(field if field in self.fields else None, said)

    def parts(self) -> list[dict[str, Any]]:
        """The fields by the parts of the page: a legend, the fields, and whether it may stay shut."""
        raise NotImplementedError


def pair(label: Any, label_es: Any, limit: int = LONG) -> tuple[forms.CharField, forms.CharField]:
    """Two texts: English and Spanish."""
    return inputs.words(label, limit, rows=3), inputs.words(label_es, limit, rows=3, lang="es")


class GradedForm(PartForm):
    """A value with its grade, source and words; subclasses add what a conduct or an exclusion has besides."""

    grade = forms.ChoiceField(label=_("How well is it known?"), widget=forms.RadioSelect, choices=())
    source = forms.ChoiceField(label=_("Source"), required=False)
    new_title = inputs.words(_("A source that is not in the list: its title"), 300)
    new_address = inputs.words(_("Its address, if it has one"), 300)
    new_read = inputs.day(_("The day on which it was read"))
    words_en, words_es = pair(_("The rule in words, English"), _("The rule in words, Spanish"))
    caution_en, caution_es = pair(_("Caution, English"), _("Caution, Spanish"))
    question_en, question_es = pair(_("Question to the site, English"), _("Question to the site, Spanish"))

    inner: tuple[str, ...] = ()
    asks = "question"

    def __init__(self, data: Any, *, name: str, plain: Plain, step: int, path: tuple[str, ...] = ()) -> None:
        self.name = name
        super().__init__(data, plain=plain, path=path or place_of(name), step=step)
        grade: Any = self.fields["grade"]
        grade.error_messages |= {"required": _("Choose one."), "invalid_choice": _("Choose from the list.")}
        grade.choices = self._grades()
        source: Any = self.fields["source"]
        source.error_messages |= {"invalid_choice": _("Choose from the list.")}
        listed = plain.get("sources") or {}
        source.choices = [("", "–"), *((key, one.get("title", key)) for key, one in listed.items())]
        self.fields["value"] = value_field(name, setting_kind(name), label=self.value_label())

    places = {
        "words": "words_en",
        "caution": "caution_en",
        "question": "question_en",
        "ask_site": "question_en",
        "answer": "grade",
    }

    def value_label(self) -> Any:
        """What the value is called."""
        return _("Value")

    def _grades(self) -> list[tuple[str, Any]]:
        grades = [
            (Grade.CONFIRMED, Said(words.code("confirmed"), gettext("A statute, or the agency's own page."))),
            (
                Grade.REPORTED,
                Said(words.code("reported"), gettext("The press, or a page about the program.")),
            ),
            (
                AnsweredBy.SITE,
                Said(words.code("site"), gettext("The sources are silent, and the site decides.")),
            ),
            (
                Grade.UNKNOWN,
                Said(words.code("unknown"), gettext("The site is asked; it is never permission.")),
            ),
        ]
        if self.rule.get("answer") == AnsweredBy.MADE_UP:
            grades.insert(3, (AnsweredBy.MADE_UP, Said(words.code("made_up"), "")))
        return [(str(one), label) for one, label in grades]

    @property
    def rule(self) -> Plain:
        """The graded value itself: the part, or what stands inside it."""
        return found(self.node, self.inner) or {} if self.inner else self.node

    def begin(self) -> dict[str, Any]:
        """What the fields show first."""
        rule = self.rule
        first = {"grade": rule.get("answer") or rule.get("grade"), "value": rule.get("value")}
        first["source"] = rule.get("source", "")
        for field, key in (("words", "words"), ("caution", "caution"), ("question", self.asks)):
            first |= both(field, rule.get(key))
        return first

    def clean(self) -> dict[str, Any]:
        """What a value needs for its grade; then what the parser says."""
        given = self.cleaned_data
        grade = given.get("grade")
        if grade and grade != Grade.UNKNOWN:
            if given.get("value") in (None, "", []):
                self._miss("value", gettext("Give the value, or choose “Unknown”."))
            self._both("words", gettext("Write the rule in words: an officer reads them."))
            if not given.get("source") and not given.get("new_title"):
                self._miss("source", gettext("Choose the source, or name a new one below."))
        if grade in (Grade.UNKNOWN, *AnsweredBy):
            self._both("question", gettext("Write the question that the site is asked."))
        if given.get("new_title") and not given.get("new_read"):
            self._miss("new_read", gettext("Say on which day it was read."))
        for field in ("caution", "words", "question"):
            if bool(given.get(f"{field}_en")) != bool(given.get(f"{field}_es")):
                self._both(field, gettext("Write it in both languages."))
        return super().clean()

    def _both(self, field: str, sentence: str) -> None:
        for language in ("en", "es"):
            if not self.cleaned_data.get(f"{field}_{language}"):
                self._miss(f"{field}_{language}", sentence)

    def _miss(self, field: str, sentence: str) -> None:
        if field not in self.errors:
            self.add_error(field, sentence)

    def graded(self) -> Plain:
        """The graded value as it would stand in the policy; what is shown nowhere stays as it was."""
        given, grade = self.cleaned_data, self.cleaned_data["grade"]
        made: Plain = {}
        if grade != Grade.UNKNOWN:
            value = given["value"]
            made["value"] = int(value) if isinstance(value, float) and value.is_integer() else value
        made["grade"] = grade if grade in KNOWN else str(Grade.UNKNOWN)
        if grade in tuple(AnsweredBy):
            made["answer"] = grade
        if grade != Grade.UNKNOWN:
            made |= {"source": self._source(), "words": self.text("words")}
        if given["caution_en"]:
            made["caution"] = self.text("caution")
        if "reference" in self.rule:
            made["reference"] = self.rule["reference"]
        if given["question_en"]:
            made[self.asks] = self.text("question")
        return made

    def text(self, field: str) -> Plain:
        """Two fields as a text of a policy."""
        return {language: self.cleaned_data[f"{field}_{language}"] for language in ("en", "es")}

    def _source(self) -> str:
        if self.cleaned_data["new_title"]:
            return new_key(self.plain.get("sources") or {}, _slug(self.cleaned_data["new_title"]))
        return str(self.cleaned_data["source"])

    def also(self) -> dict[tuple[str, ...], Any]:
        """A new source, where one was named."""
        given = self.cleaned_data
        if not given["new_title"] or given["grade"] == Grade.UNKNOWN:
            return {}
        source = {"title": given["new_title"], "read": given["new_read"].isoformat()}
        if given["new_address"]:
            source = {"title": source["title"], "address": given["new_address"], "read": source["read"]}
        return {("sources", self._source()): source}

    def part(self) -> Plain:
        """The part as it would stand in the policy."""
        return self.graded()

    def graded_parts(self) -> list[dict[str, Any]]:
        """The fields that every value has, by parts of the page."""
        return [
            fields_of(self, "", "value", "grade"),
            fields_of(self, gettext("Where it was read"), "source"),
            fields_of(self, gettext("A new source"), "new_title", "new_address", "new_read", more=True),
            fields_of(self, gettext("The rule in words"), "words_en", "words_es"),
            fields_of(self, gettext("How the source was read"), "caution_en", "caution_es", more=True),
            fields_of(self, gettext("Question to the site"), "question_en", "question_es", more=True),
        ]

    def parts(self) -> list[dict[str, Any]]:
        """The fields by the parts of the page."""
        return self.graded_parts()


def fields_of(form: forms.Form, legend: str, *names: str, more: bool = False) -> dict[str, Any]:
    """Fields under a legend, if any; with `more` folded until something in them is wrong or filled in."""
    bound = [form[name] for name in names]
    shown = any(one.errors or one.value() for one in bound)
    return {"legend": legend, "fields": bound, "more": more, "open": shown}


def both(field: str, text: Any) -> dict[str, str]:
    """A text of a policy as the first values of two fields."""
    given = text if isinstance(text, Mapping) else {}
    return {f"{field}_{language}": given.get(language, "") for language in ("en", "es")}


def _slug(text: str) -> str:
    words_of = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(words_of)[:40].strip("-") or "source"


def code_of(text: str) -> str:
    """A name for a new conduct, exclusion or limit, from its English words."""
    found_words = re.findall(r"[a-z0-9]+", text.lower())
    name = "_".join(found_words)[:40].strip("_") or "rule"
    return name if name[0].isalpha() else f"rule_{name}"
