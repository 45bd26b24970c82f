"""Then and now: the same questions, asked again, beside one another."""

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.care.queries.forms import Filled
from thirdoption.program.care.rules.questionnaires import Item, load
from thirdoption.program.ground.refusal import hidden
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.questions import title, told_of
from thirdoption.web.kit.tables import Column, Table

MOST = 4
"""How many times of asking stand side by side: the latest."""


def compared(found: Sequence[Filled], clock: Clock) -> tuple[str, Table]:
    """The form's title, and a row for each question that was gone into, in each version's own words.

    Raises Refused (not found) where it was not filled in twice.
    """
    if len(found) < 2:
        raise hidden()
    last, language = found[-MOST:], get_language() or "en"
    asked = [{item.link: item for item in load(one.body).walk() if item.asks} for one in last]
    links = dict.fromkeys(link for items in reversed(asked) for link in items)
    table = Table(
        caption=_("Then and now"),
        columns=[Column(_("Question")), *(Column(clock.short(one.finished_at or one.at)) for one in last)],
        rows=[
            [_text(link, asked, language), *_cells(link, last, asked, language)]
            for link in links
            if any(link in one.now for one in last)
        ],
        caption_quiet=True,
    )
    return title(last[-1].body), table


def _text(link: str, asked: Sequence[dict[str, Item]], language: str) -> str:
    return next(items[link].text(language) for items in reversed(asked) if link in items)


def _cells(
    link: str, last: Sequence[Filled], asked: Sequence[dict[str, Item]], language: str
) -> Iterator[str]:
    for one, items in zip(last, asked, strict=True):
        if link not in items or link not in one.now:
            yield _("Not asked")
            continue
        words, question = told_of(items[link], one.now[link]), items[link].text(language)
        if question != _text(link, asked, language):
            words = _("%(words)s (asked as: %(question)s)") % {"words": words, "question": question}
        yield words
