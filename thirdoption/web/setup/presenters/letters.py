"""The texts of letters: which are a site's own, one of them with its blanks, and how it reads."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.models import LetterTemplate
from thirdoption.program.matters.queries import letters as queries
from thirdoption.program.matters.rules.letters import (
    FACTS,
    LANGUAGES,
    LEGAL,
    NEEDED,
    Kind,
    Text,
    made_up,
    write,
)
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.web.kit import letters
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.tables import Cell, Column, Link, State, Table
from thirdoption.web.setup.forms.letters import TextForm


def state_of(site: Site, by: Acting) -> str:
    """The state whose law the texts that ship name; none while no policy is in force."""
    try:
        return policy_on(site, local_day(site, by.now()))[1].state
    except Refused:
        return ""


def table(site: Site) -> Table:
    """Every kind of letter, and in each language whether its text is the site's own."""
    own = queries.own_texts(site=site.pk)
    rows: list[list[Cell]] = [
        [
            Link(f"{letters.name(kind)} · {letters.language(code)}", _url(kind, code)),
            _holds(own.get((kind, code))),
            _day(own[kind, code], site) if (kind, code) in own else None,
        ]
        for kind in Kind
        for code in LANGUAGES
    ]
    columns = (Column(_("Letter")), Column(_("Text")), Column(_("Since")))
    return Table(_("Texts of letters"), columns, rows, caption_quiet=True)


def _holds(own: LetterTemplate | None) -> State:
    if own is None or not own.title:
        return State(_("What ships"), "quiet")
    return State(_("Your own, version %(number)s") % {"number": own.number}, "info")


def _url(kind: str, language: str) -> str:
    return reverse("setup:letter", args=[kind, language])


def _day(one: LetterTemplate, site: Site) -> str:
    return written(local_day(site, one.at), "j M Y")


def page(site: Site, kind: Kind, language: str, text: Text, form: TextForm) -> dict[str, Any]:
    """One text: its form, its blanks, how it reads with made-up facts, and its versions."""
    rows = queries.versions(site=site.pk, kind=kind, language=language)
    return {
        "form": form,
        "title": letters.name(kind),
        "over": letters.language(language),
        "blanks": [
            {"name": f"{{{name}}}", "needed": name in (*NEEDED[kind], LEGAL)}
            for name in (LEGAL, *FACTS[kind])
        ],
        "preview": _preview(kind, language, text, form),
        "lang": language,
        "own": bool(rows and rows[0].title),
        "known": rows[0].number if rows else 0,
        "ship_url": reverse("setup:letter-ship", args=[kind, language]),
        "versions": Table(
            _("Versions"),
            (Column(_("Version"), figure=True), Column(_("Text")), Column(_("Saved")), Column(_("By"))),
            [[one.number, one.title or _("What ships"), _day(one, site), one.worker.name] for one in rows],
            empty=_("No text of your own yet: what ships holds."),
        ),
    }


def _preview(kind: Kind, language: str, text: Text, form: TextForm) -> dict[str, Any] | None:
    """How the text reads that is in the form, or, before anything is sent, the one that holds."""
    if form.is_bound:
        if form.errors:
            return None
        text = replace(text, title=form.cleaned_data["title"], body=form.cleaned_data["body"])
    return write(text, kind, language, made_up(kind, language)).to_plain()
