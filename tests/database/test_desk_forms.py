"""The desk's forms: bad input gets a sentence beside its field, is kept on the page, and saves nothing."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.factories.desk import Desk, SignIn, errors, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.people.models import Person


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


STORED = "characters that cannot be stored"
NUMBER = "looks like a state, FBI or NCIC number"
LIST = "Choose from the list"
# (form, field, what was typed, a part of the sentence beside it)
BAD: list[tuple[str, str, Any, str]] = [
    ("take-over", "name", "", "Write the name"),
    ("take-over", "name", "x" * 121, "121 characters; at most 120 fit"),
    ("take-over", "name", "Ma\x00ri", STORED),
    ("take-over", "name", "Ma\u202eri", STORED),
    ("take-over", "where_to_find", "x" * 301, "at most 300 fit"),
    ("take-over", "where_to_find", "NYSID 01234567K", NUMBER),
    ("take-over", "where_to_find", "by\x00", STORED),
    ("take-over", "date_of_birth", "2099-01-01", "not in the past"),
    ("take-over", "date_of_birth", "0009-01-01", "Check the year"),
    ("take-over", "date_of_birth", "last spring", "Write the date as"),
    ("take-over", "date_of_birth", "<script>alert(1)</script>", "Write the date as"),
    ("take-over", "date_of_birth", "1990-02-30", "Write the date as"),
    ("take-over", "language", "tlh", LIST),
    ("take-over", "language", "", "Choose one"),
    ("take-over", "case_manager", str(uuid.UUID(int=7)), LIST),
    ("take-over", "case_manager", "Dana\x00", LIST),
    ("take-over", "case_manager", "", "Choose one"),
    ("end", "because", "", "Choose one"),
    ("end", "because", "bored", LIST),
    ("end", "because", "<script>alert(1)</script>", LIST),
    ("goal", "words", "", "Write what the person wants"),
    ("goal", "words", "x" * 501, "at most 500 fit"),
    ("goal", "words", "a\x00b", STORED),
    ("goal", "words", "FBI# 123456AB7", NUMBER),
    ("contact", "kind", "dreamt", LIST),
    ("contact", "kind", "", "Choose one"),
    ("contact", "how", "pigeon\x00", LIST),
    ("contact", "how", "", "Choose one"),
    ("contact", "line", "", "Write one line"),
    ("contact", "line", "x" * 201, "at most 200 fit"),
    ("contact", "line", "NYSID 01234567K", NUMBER),
    ("contact", "line", "a\x00b", STORED),
    ("contact", "minutes", "-1", "from 0 to 1440"),
    ("contact", "minutes", "1441", "from 0 to 1440"),
    ("contact", "minutes", "half an hour", "from 0 to 1440"),
    ("contact", "minutes", "9" * 5000, "from 0 to 1440"),
    ("contact", "sensitive", "x" * 4001, "at most 4000 fit"),
    ("contact", "sensitive", "a\x07b", STORED),
    ("in-touch", "to", "", "Choose one"),
    ("in-touch", "to", "vanished", LIST),
    ("in-touch", "to", "active", LIST),
    ("in-touch", "note", "x" * 301, "at most 300 fit"),
    ("in-touch", "note", "NYSID 01234567K", NUMBER),
    ("in-touch", "note", "a\x00b", STORED),
    ("in-touch", "version", "one", "Load the page again"),
    ("in-touch", "version", "", "Load the page again"),
    ("intake", "needs", ["food", "gold"], LIST),
    ("intake", "needs", ["<script>alert(1)</script>"], LIST),
    ("intake", "words", "x" * 4001, "at most 4000 fit"),
    ("intake", "words", "a\x00b", STORED),
    ("intake", "words", "SID no. NY 01234567", NUMBER),
    ("intake", "race", ["green"], LIST),
    ("intake", "race", ["white", "declined"], "untick one of the two"),
    ("release", "signed_name", "", "Type your name to sign"),
    ("release", "signed_name", "   ", "Type your name to sign"),
    ("release", "signed_name", "x" * 121, "at most 120 fit"),
    ("release", "signed_name", "M\x00", STORED),
    ("connect", "asks", "", "Write what the provider is asked for"),
    ("connect", "asks", "x" * 301, "at most 300 fit"),
    ("connect", "asks", "NYSID 01234567K", NUMBER),
    ("connect", "asks", "a\u202eb", STORED),
    ("connect", "until", "", "Give the day"),
    ("connect", "until", "2099-01-01", "a year from now"),
    ("connect", "until", "2020-01-01", "from tomorrow"),
    ("connect", "until", "soon", "Write the date as"),
    ("connect", "language", "tlh", LIST),
    ("sign", "signed_name", "", "Type your name to sign"),
    ("sign", "signed_name", "x" * 121, "at most 120 fit"),
    ("sign", "signed_name", "M\u202e", STORED),
    ("sign", "asks", "", "Write what the provider is asked for"),
    ("sign", "until", "2099-01-01", "a year from now"),
]


@pytest.mark.parametrize(("form", "field", "typed", "sentence"), BAD)
def test_bad_input_gets_a_sentence_is_kept_and_saves_nothing(
    desk: Desk, sign_in: SignIn, form: str, field: str, typed: Any, sentence: str
) -> None:
    before = desk.kept()
    values = {**desk.typed(form), field: typed}
    response = sign_in("case-manager").post(desk.address(form), values)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in errors(page)
    assert desk.kept() == before
    assert "<script>alert" not in page
    for name, value in values.items():
        if name not in ("step", "version") and isinstance(value, str) and "\x00" not in value:
            shown = str(escape(value))
            assert not value.strip() or shown in page or (name == field and LIST in sentence), name
    assert "<title>Error:" in re.sub(r"\s+", " ", page)


@pytest.mark.parametrize("form", ["take-over", "end", "goal", "contact", "in-touch", "intake", "release"])
def test_good_input_is_kept(desk: Desk, sign_in: SignIn, form: str) -> None:
    before = desk.kept()
    response = sign_in("case-manager").post(desk.address(form), desk.typed(form))
    assert response.status_code == 302 and desk.kept() != before


@pytest.mark.parametrize(
    "name", ["Олена Вигадана", "李偉", "Zoë O'Fictional-Ñandú", "<script>alert(1)</script>", "名" * 120]
)
def test_a_name_is_kept_as_the_person_gives_it(desk: Desk, sign_in: SignIn, name: str) -> None:
    client = sign_in("case-manager")
    client.post(desk.address("take-over"), {**desk.typed("take-over"), "name": name})
    with desk.world.acting("case-manager"):
        person = Person.objects.exclude(pk=desk.person.pk).get()
    assert person.name == name
    for page in (client.get(reverse("desk:home")), client.get(reverse("desk:person", args=[person.pk]))):
        assert str(escape(name)) in page.content.decode() and "<script>alert" not in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("need=gold", LIST),
        ("county=Narnia%00", LIST),
        (f"text={'x' * 121}", "at most 120 fit"),
        ("text=a%00b", STORED),
        ("need=%3Cscript%3E", LIST),
    ],
)
def test_a_bad_search_gets_a_sentence(desk: Desk, sign_in: SignIn, asked: str, sentence: str) -> None:
    found = sign_in("case-manager").get(f"{reverse('desk:connect', args=[desk.person.pk])}?{asked}")
    assert found.status_code == 422 and sentence in errors(found.content.decode())


@pytest.mark.parametrize(("name", "sentence"), [("x" * 121, "at most 120 fit"), ("a\x00b", STORED)])
def test_a_bad_name_to_look_for_gets_a_sentence(
    desk: Desk, sign_in: SignIn, name: str, sentence: str
) -> None:
    page = sign_in("case-manager").post(reverse("desk:home"), {"name": name}).content.decode()
    assert sentence in errors(page) and "Marisol Made-up" in page
