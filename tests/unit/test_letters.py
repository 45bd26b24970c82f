"""Letters of held charges: what ships, what a site may write, and what a letter may carry."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pikepdf
import pytest

from tests.repository.words_that_hurt import found_in
from tests.unit.test_report_outputs import elements, words_on
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.rules.letters import (
    FACTS,
    LANGUAGES,
    MAKERS,
    NEEDED,
    OF_OFFICE,
    OWN,
    WITHOUT_CHARGE,
    Kind,
    Written,
    check_facts,
    check_text,
    long_day,
    made_up,
    ready,
    shipped,
    write,
)
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.staff.rules import ROLES, Purpose, may
from thirdoption.web.kit.letters import draw

STATES = ("NY", "NM")
ALL = [(kind, language, state) for kind in Kind for language in LANGUAGES for state in STATES]
AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OF_CARE = re.compile(
    r"treatment|diagnos|health|substance|drug|alcohol|housing|therap|counsel|goal|progress|"
    r"tratamiento|salud|sustancia|droga|vivienda|terapia|meta\b|progreso",
    re.I,
)


def letter(kind: Kind, language: str = "en", state: str = "NY", **other: object) -> Written:
    facts = made_up(kind, language)
    facts |= {name: value for name, value in other.items() if name in facts}
    return write(shipped(kind, language, state), kind, language, facts)


def said(one: Written) -> str:
    parts = [f"{label} {value}" for part in one.parts for label, value in part.lines]
    return "\n".join([one.title, one.sender, one.recipient, *parts, *one.signed])


def drawn(one: Written, language: str = "en", made_up: bool = True) -> bytes:
    return draw(one.to_plain(), language=language, at=AT, made_up=made_up)


def opened(one: Written, language: str = "en") -> Any:
    return pikepdf.open(io.BytesIO(drawn(one, language)))


@pytest.mark.parametrize(("kind", "language", "state"), ALL)
def test_what_ships_passes_the_rule_that_a_sites_own_text_passes(
    kind: Kind, language: str, state: str
) -> None:
    text = shipped(kind, language, state)
    assert check_text(kind, text.title, text.body) == (text.title, text.body)
    assert text.notice and text.sender and text.recipient


@pytest.mark.parametrize(("kind", "language", "state"), ALL)
def test_no_letter_hurts_and_none_tells_of_care(kind: Kind, language: str, state: str) -> None:
    text = said(letter(kind, language, state))
    assert found_in(text) == []
    # the notice to the prosecutor's office says that nothing of care or health goes with it
    rest = [part for part in letter(kind, language, state).parts if part.kind != "notice"]
    for part in rest:
        for label, value in part.lines:
            assert not OF_CARE.search(f"{label} {value}"), value
    assert "{" not in text and "–" not in text


def test_each_kind_carries_its_facts_and_no_others() -> None:
    """R-36: a fixed list for each kind; one fact more, or one less, is refused before it is written."""
    for kind in Kind:
        facts = made_up(kind, "en")
        assert tuple(facts) == FACTS[kind]
        check_facts(kind, facts)
        for wrong in ({**facts, "needs": "housing"}, dict(list(facts.items())[1:])):
            with pytest.raises(ValueError, match="not the facts"):
                write(shipped(kind, "en", "NY"), kind, "en", wrong)
        assert set(NEEDED[kind]) <= set(FACTS[kind])
    for kind in OF_OFFICE:
        assert not {"name", "confirmed_on", "since", "lawyer", "line"} & set(FACTS[kind])
    assert set(FACTS[Kind.CERTIFICATE]) == {"made_on", "program", "name", "incident_number", "confirmed_on"}
    assert set(FACTS[Kind.STATUS]) == {"made_on", "program", "name", "since", "worker"}


def test_who_may_make_which() -> None:
    """R-25: the prosecutor's office writes its own letters and none of the person's, and the program none of
    the office's."""
    for code, role in ROLES.items():
        for kind in Kind:
            if may(code, MAKERS[kind]):
                wanted = Purpose.CHARGE_DECISION if kind in OF_OFFICE else Purpose.CARE
                assert role.purpose == wanted, (code, kind)
    assert set(Kind) == OF_OFFICE | OWN and not OF_OFFICE & OWN


def test_the_law_of_the_state_is_named_where_it_is_the_law() -> None:
    for language in LANGUAGES:
        for kind in (Kind.SEAL_AGENCY, Kind.SEAL_STATE):
            assert "160.50(3)(i)" in said(letter(kind, language, "NY"))
            neutral = said(letter(kind, language, "NM"))
            assert "160.50" not in neutral and "New York" not in neutral
        assert "150.40(1)" in said(letter(Kind.ADJOURN, language, "NY"))
        assert "due to enrollment in a pre-arraignment diversion program" in said(
            letter(Kind.ADJOURN, language, "NY")
        )
        assert "150.40" not in said(letter(Kind.ADJOURN, language, "NM"))


def test_expunged_appears_only_where_the_policy_uses_the_word() -> None:
    assert "expunged" not in said(letter(Kind.SEAL_AGENCY, "en", "NM", word="sealed"))
    assert "expunged" in said(letter(Kind.SEAL_AGENCY, "en", "NM", word="expunged"))
    assert "eliminado" in said(letter(Kind.SEAL_AGENCY, "es", "NM", word="expunged"))
    for kind in Kind:
        assert "expunged" not in said(letter(kind, "en", "NY"))


def test_the_intake_notice_carries_the_notice_and_the_scope_of_the_consent() -> None:
    """R-21: statement 2 of 42 CFR 2.32(a) and a clear explanation of the scope, 2.32(b)."""
    (notice,) = [part.lines[0][1] for part in letter(Kind.INTAKE).parts if part.kind == "notice"]
    assert notice.startswith(NOTICE)
    for scope in (
        "whether intake is done, and its date",
        "the decision about this charge",
        "November 3, 2026",
    ):
        assert scope in notice
    assert "Fiscalía de Fort Orange" in said(letter(Kind.INTAKE, "es"))


@pytest.mark.parametrize("kind", [Kind.CERTIFICATE, Kind.ADJOURN, Kind.OWN_COPY, Kind.STATUS])
def test_what_a_person_carries_names_no_law_on_treatment(kind: Kind) -> None:
    """The name of that law alone would tell what kind of program it is (R-26)."""
    for language in LANGUAGES:
        assert "CFR" not in said(letter(kind, language)), kind


def test_the_own_copy_names_a_lawyer_first() -> None:
    for language, first in (("en", "A lawyer first"), ("es", "Primero, consejo legal")):
        assert letter(Kind.OWN_COPY, language).parts[0].lines[0][1].startswith(first)
    without = said(letter(Kind.OWN_COPY, lawyer="", line="", law="", returnable_on=""))
    assert "the public defender (ask us for the number)" in without and "there is none" in without


@pytest.mark.parametrize(
    ("title", "body", "field", "sentence"),
    [
        ("T", "{name} since {since}", "body", "legal notice"),
        ("T", "{name} since {since}, {notice}", "body", "legal notice"),
        ("T", "{name}\n\n{notice}", "body", "blank {since}"),
        ("T {needs}", "{name} {since}\n\n{notice}", "title", "no blank {needs}"),
        ("T", "{name} {since} {confirmed_on}\n\n{notice}", "body", "no blank {confirmed_on}"),
        ("T", "{name} {since} {\n\n{notice}", "body", "between braces"),
        ("T", "{name} is in compliance since {since}\n\n{notice}", "body", "compliance"),
        ("T", "{name} cumple desde {since}\n\n{notice}", "body", "cumple"),
        ("T", "{name} since {since}, SID 12345678A\n\n{notice}", "body", "looks like a state"),
        ("", "{name} {since}\n\n{notice}", "title", "Fill in"),
        ("T", "x" * 4001, "body", "characters"),
    ],
)
def test_a_text_that_drops_what_it_needs_is_refused(title: str, body: str, field: str, sentence: str) -> None:
    with pytest.raises(Refused, match=re.escape(sentence)) as refused:
        check_text(Kind.STATUS, title, body)
    assert refused.value.field == field


def test_what_a_value_holds_is_never_read_as_a_blank() -> None:
    one = letter(Kind.STATUS, name="{since}\n\nLine: {notice}")
    assert one.title == "Letter for {since} Line: {notice}"


WAITS = {"state": "held", "today": TODAY, "deadline_on": TODAY + timedelta(days=9)}


@pytest.mark.parametrize(
    ("known", "kinds"),
    [
        (WAITS, {"hold_notice", "own_copy"}),
        ({**WAITS, "confirmed": True}, {"hold_notice", "own_copy", "intake_notice", "intake_certificate"}),
        ({**WAITS, "returnable_on": TODAY}, {"hold_notice", "own_copy", "adjourn_request"}),
        ({**WAITS, "returnable_on": TODAY + timedelta(days=10)}, {"hold_notice", "own_copy"}),
        ({**WAITS, "deadline_on": TODAY}, {"hold_notice", "own_copy"}),
        (
            {**WAITS, "deadline_on": TODAY - timedelta(days=1)},
            {"hold_notice", "own_copy", "date_passed_notice"},
        ),
        (
            {**WAITS, "deadline_on": TODAY - timedelta(days=1), "confirmed": True},
            {"hold_notice", "own_copy", "intake_notice", "intake_certificate"},
        ),
        (
            {**WAITS, "state": "declined"},
            {"decline_confirmation", "seal_notice_agency", "seal_notice_state"},
        ),
        ({**WAITS, "state": "filed", "deadline_on": TODAY - timedelta(days=1)}, set()),
        ({"today": TODAY}, set()),
    ],
)
def test_a_letter_is_there_only_where_it_is_true(known: dict[str, Any], kinds: set[str]) -> None:
    assert {str(kind) for kind in ready(Kind, **known)} == kinds | WITHOUT_CHARGE


def test_days_in_words() -> None:
    assert long_day(date(2026, 11, 3), "en") == "November 3, 2026"
    assert long_day(date(2026, 1, 31), "es") == "31 de enero de 2026"


@pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in Kind for language in LANGUAGES])
def test_the_pdf_is_tagged_and_reads_in_order(kind: Kind, language: str) -> None:
    one = letter(kind, language)
    with opened(one, language) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == one.title
        assert len(elements(pdf, "/H1")) == 1
        assert len(elements(pdf, "/Table")) == sum(part.kind == "facts" for part in one.parts)
        assert len(pdf.pages) == 1
        page = words_on(pdf.pages[0])
    order = [one.sender, one.day, one.recipient, one.title]
    order += [text for part in one.parts for line in part.lines for text in line if text]
    at = 0
    for text in [*order, *one.signed]:
        at = page.index(re.sub(r"\s", "", text), at)
    assert {"en": "MADE-UPDATA", "es": "DATOSINVENTADOS"}[language] in page


def test_long_names_stay_whole() -> None:
    name = "María Guadalupe de los Ángeles Fernández-Villavicencio y Montenegro " * 2
    one = letter(Kind.ADJOURN, name=name.strip(), incident_number="26-" + "0" * 30 + "-X")
    with opened(one) as pdf:
        whole = "".join(words_on(page) for page in pdf.pages)
    for text in (name, "26-" + "0" * 30 + "-X"):
        assert re.sub(r"\s", "", text) in whole


def test_a_name_cannot_reach_the_templates_markup() -> None:
    with opened(letter(Kind.STATUS, name='#panic("x") $x$ *b* <a> [c] @e')) as pdf:
        assert '#panic("x")$x$*b*<a>[c]@e' in words_on(pdf.pages[0])


def test_the_same_letter_is_the_same_file() -> None:
    one = letter(Kind.OWN_COPY, "es")
    assert drawn(one, "es") == drawn(one, "es")
    assert drawn(one, "es") != drawn(one, "es", made_up=False)
