"""A form on its page: its questions in groups, what stands, who is in it, and what two wrote at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.care.queries.forms import Begun, Known, Offered
from thirdoption.program.care.rules.questionnaires import Item, Questionnaire, Standing, shown
from thirdoption.program.care.rules.questionnaires.changes import Change, beside, given, read, standing_now
from thirdoption.program.care.rules.questionnaires.reading import said
from thirdoption.web.desk.forms.questions import form_of, options, standings
from thirdoption.web.desk.presenters.moments import Clock


@dataclass(frozen=True)
class Clash:
    """Two answers to one question: the one that stands, and the one written past it."""

    stands: str
    stands_by: str
    aside: str
    aside_by: str


@dataclass(frozen=True)
class Question:
    """One question with its answer."""

    link: str
    form: forms.Form
    base: int
    hidden: bool
    saved: str
    clash: Clash | None


@dataclass
class Group:
    """Questions under one heading."""

    title: str
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True)
class Typed:
    """What was typed and could not be kept, with its sentence."""

    words: list[str]
    standing: str
    sentence: str


@dataclass(frozen=True)
class Shown:
    """All that the questions are drawn from."""

    form: Questionnaire
    changes: Sequence[Change]
    names: Mapping[UUID, str]
    known: Mapping[str, Known]
    clock: Clock
    refused: Mapping[str, Typed] = field(default_factory=dict)


def groups(what: Shown) -> list[Group]:
    """The questions in the order of the form, hidden ones too: an answer may call for them."""
    language = get_language() or "en"
    visible = {item.link for item in shown(what.form, given(what.changes))}
    found: list[Group] = []
    for top in what.form.items:
        if top.kind == "group":
            found.append(Group(top.text(language)))
            found[-1].questions += [_question(one, what, visible) for one in _asked(top)]
        elif top.asks:
            if not found:
                found.append(Group(""))
            found[-1].questions.append(_question(top, what, visible))
    return found


def progress(what: Shown) -> str:
    """How far it is: a question passed over is gone into, too."""
    answered = given(what.changes)
    asked = [item for item in shown(what.form, answered) if item.asks]
    values = {"done": sum(item.link in answered for item in asked), "many": len(asked)}
    return _("%(done)s of %(many)s questions gone into") % values


def _asked(item: Item) -> list[Item]:
    inside = [
        one for child in item.items for one in ([child, *_asked(child)] if child.asks else _asked(child))
    ]
    return inside


def _question(item: Item, what: Shown, visible: set[str]) -> Question:
    language = get_language() or "en"
    now, typed = standing_now(what.changes).get(item.link), what.refused.get(item.link)
    hints = [item.why(language)]
    earlier = what.known.get(item.link)
    if earlier and now is None:
        hints.append(
            _("Said on %(day)s: %(words)s. Ask only if it changed.")
            % {"day": what.clock.short(earlier.at), "words": in_words(item, earlier.value)}
        )
    values: tuple[Any, ...] = (
        tuple(typed.words) if typed else now.value if now else earlier.value if earlier else ()
    )
    drawn = form_of(
        item,
        values,
        typed.standing if typed else now.standing if now else "",
        hint=" ".join(filter(None, hints)),
        language=language,
        error=typed.sentence if typed else "",
    )
    return Question(
        link=item.link,
        form=drawn,
        base=now.number if now else 0,
        hidden=item.link not in visible,
        saved=_saved(now, what),
        clash=_clash(item, what),
    )


def _saved(now: Change | None, what: Shown) -> str:
    if now is None:
        return ""
    values = {"worker": what.names.get(now.worker, ""), "moment": what.clock.moment(now.at)}
    return _("Saved: %(worker)s, %(moment)s") % values


def _clash(item: Item, what: Shown) -> Clash | None:
    other, now = beside(what.changes).get(item.link), standing_now(what.changes).get(item.link)
    if other is None or now is None:
        return None
    told = {"stands": told_of(item, now), "aside": told_of(item, other)}
    return Clash(
        **told,
        stands_by=what.names.get(now.worker, ""),
        aside_by=what.names.get(other.worker, ""),
    )


def told_of(item: Item, change: Change) -> str:
    """An answer in words, or how the question was passed over."""
    if change.standing:
        return dict(standings())[Standing(change.standing)]
    return in_words(item, change.value) or _("no answer")


def in_words(item: Item, value: Sequence[Any]) -> str:
    """Values in the words of the form."""
    words = dict(options(item, get_language() or "en"))
    return ", ".join(
        words.get(str(one).lower() if isinstance(one, bool) else str(one), str(one)) for one in value
    )


def values_of(item: Item, words: Sequence[str]) -> tuple[Any, ...]:
    """What was typed as it is kept, to compare it with what stands. Raises Refused for what cannot be."""
    return read(item, words)


def typed_as(value: Any) -> str:
    """A value as a field sends it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def title(body: dict[str, Any]) -> str:
    """What a form is called."""
    return said(body, "title", get_language() or "en")


@dataclass(frozen=True)
class Listed:
    """A form of a person in the list."""

    pk: UUID
    person: UUID
    title: str
    about: str
    finished: bool


def listed(found: Sequence[Begun], clock: Clock) -> list[Listed]:
    """The forms that were begun with a person."""
    return [
        Listed(
            pk=one.pk,
            person=one.person,
            title=title(one.body),
            about=_about(one, clock),
            finished=bool(one.finished_at),
        )
        for one in found
    ]


def _about(one: Begun, clock: Clock) -> str:
    if one.finished_at:
        values = {"day": clock.short(one.finished_at), "worker": one.finished_by}
        return _("Finished %(day)s, %(worker)s") % values
    told = {"day": clock.short(one.at), "worker": one.by, "many": one.answers}
    return _("Begun %(day)s, %(worker)s; %(many)s answered") % told


def to_begin(found: Sequence[Offered], begun: Sequence[Begun]) -> list[tuple[str, str]]:
    """The address and the title of each form that can be begun now."""
    going = {one.url for one in begun if not one.finished_at}
    return [(one.url, title(one.body)) for one in found if one.url not in going]


def to_compare(begun: Sequence[Begun]) -> list[tuple[str, str]]:
    """The address and the title of each form that was filled in more than once."""
    titles = {one.url: title(one.body) for one in reversed(begun)}
    answered = [one.url for one in begun if one.answers]
    return [(url, name) for url, name in titles.items() if answered.count(url) > 1]
