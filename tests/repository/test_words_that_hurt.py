"""What people read about themselves is kind and exact."""

from pathlib import Path

import pytest

from tests.repository import visible
from tests.repository.tree import ROOT, tell
from tests.repository.words_that_hurt import found_in

# (end of the path, text that holds the word, reason). A law's own title may be quoted.
EXCEPTIONS: list[tuple[str, str, str]] = [
    ("packs/albany.yaml", "ental illness", "the published criteria, on the officer's form only"),
    ("packs/albany.yaml", "nfermedad mental", "the same in Spanish"),
]


@pytest.mark.parametrize(
    "planted",
    [
        "The client did not come.",
        "Offenders are not eligible",
        "Drug addicts",
        "Non-compliant since May",
        "Compliance",
        "He failed to appear",
        "2 no-shows",
        "Graduation date",
        "Successful completion",
        "She is in the wind",
        "Withdrew on 3 May",
        "clean for 30 days",
        "missed the deadline",
        "El cliente no vino",
        "Incumplimiento",
        "No se presentó",
        "Está limpia desde mayo",
        "Un prófugo",
        "Abandonó el programa",
        "Los indigentes",
    ],
)
def test_a_hurting_word_is_found(planted: str) -> None:
    assert found_in(planted)


@pytest.mark.parametrize(
    "kind",
    [
        "The person has not met us yet.",
        "Date passed",
        "This release was withdrawn on 3 May.",
        "You can withdraw this at any time.",
        "One missed call",
        "Clean clothes and a shower",
        "Help with addiction treatment",
        "Criminal possession of a controlled substance",
        "https://example.org/client/abuse",
        "La persona retiró su permiso.",
        "Por ley informamos si se sospecha abandono de menores.",
        "Ropa limpia y una ducha",
    ],
)
def test_a_kind_sentence_passes(kind: str) -> None:
    assert found_in(kind) == []


def test_what_people_read_is_read() -> None:
    template = """{# client #}<p class="client" title="A client">{% translate "An offender" %}
        {% blocktranslate %}An addict {{ client }}{% endblocktranslate %}</p><script>client()</script>"""
    assert sorted(visible.in_template(template)) == ["A client", "An addict", "An offender"]
    catalog = 'msgid ""\nmsgstr "Content-Type: x"\n\nmsgid "A "\n"client"\nmsgstr[0] "Un \\"cliente\\""\n'
    assert visible.in_catalog(catalog) == ["A client", 'Un "cliente"']
    pack = "rule: {en: A client, statute: Failing to appear}\nlist: [{es: Un cliente}]\n"
    assert visible.in_pack(pack) == ["A client", "Un cliente"]
    code = '"""A client."""\nx = "client"\ny = _("The client left.")\nz = f"The {x} client."\n'
    assert "The client left." in visible.in_python(code)
    assert "A client." not in visible.in_python(code)


def test_a_planted_file_is_read(tmp_path: Path) -> None:
    page = tmp_path / "thirdoption/web/desk/templates/desk/a.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>The client</p>")
    assert list(visible.texts_of(tmp_path)) == [("thirdoption/web/desk/templates/desk/a.html", "The client")]


def excepted(name: str, text: str) -> bool:
    return any(name.endswith(end) and part in text for end, part, reason in EXCEPTIONS)


def test_no_word_hurts() -> None:
    faults = [
        f"{name}: “{word}” in “{text[:90]}”: {better}"
        for name, text in visible.texts_of(ROOT)
        if not excepted(name, text)
        for word, better in found_in(text)
    ]
    assert not faults, tell(faults)


def test_no_exception_is_left_over() -> None:
    texts = list(visible.texts_of(ROOT))
    unused = [e for e in EXCEPTIONS if not any(n.endswith(e[0]) and e[1] in t for n, t in texts)]
    assert not unused, tell(f"{end}: “{part}” is not there any more." for end, part, reason in unused)
