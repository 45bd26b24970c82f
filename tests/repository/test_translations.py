"""What pages say they say in Spanish too, and the table that runs is the text that people read."""

import gettext
import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.repository import catalog, translations
from tests.repository.catalog import Entry
from tests.repository.translations import Message
from tests.repository.tree import ROOT, tell

PO = ROOT / catalog.FOLDER / "django.po"
MO = ROOT / catalog.FOLDER / "django.mo"
REFRESH = "run: python -m tests.repository.catalog"

PLAIN = Entry(Message("%(count)s of {total}"), ("%(count)s de {total}",), "thirdoption/a.html")
COUNTED = Entry(Message("%(n)s day", "%(n)s days"), ("%(n)s día", "%(n)s días"))


def in_table(mo: bytes) -> dict[object, str]:
    """What gettext itself reads in a .mo, its header left out."""
    read = vars(gettext.GNUTranslations(io.BytesIO(mo)))["_catalog"]
    return {key: value for key, value in read.items() if key}


def in_text(entries: dict[Message, Entry]) -> dict[object, str]:
    """The same of a .po; what has no Spanish yet is not in the table."""
    found: dict[object, str] = {}
    for message, entry in entries.items():
        if not all(entry.strings):
            continue
        if message.plural:
            found |= {(message.text, number): one for number, one in enumerate(entry.strings)}
        else:
            found[message.text] = entry.strings[0]
    return found


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{% translate "Saved" %}', Message("Saved")),
        ("{% translate 'Saved' as label %}", Message("Saved")),
        (r'{% translate "Say \"no\" 5%" %}', Message('Say "no" 5%%')),
        ('{% include "a.html" with label=_("Saved") %}', Message("Saved")),
        ('{{ _("Saved") }}', Message("Saved")),
        ("{% blocktranslate with a=b %}Hi {{ a }}, 5%{% endblocktranslate %}", Message("Hi %(a)s, 5%%")),
        ("{% blocktranslate trimmed %}\n  Hi\n  you\n{% endblocktranslate %}", Message("Hi you")),
        (
            "{% blocktranslate count n=n %}One{% plural %}{{ n }} two{% endblocktranslate %}",
            Message("One", "%(n)s two"),
        ),
    ],
)
def test_a_sentence_of_a_template_is_found(source: str, said: Message) -> None:
    assert translations.in_template(source) == [said]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('_("Sa" "ved")', ["Saved"]),
        ('gettext_noop("Saved") % x', ["Saved"]),
        ('raise Refused(INVALID, "Say why.", "reason")', ["Say why."]),
        ('_MOVED = "Load it again."\nraise Refused(CONFLICT, _MOVED)', ["Load it again."]),
        ('move(thing, taken="Load it again.", why="code")', ["Load it again."]),
        ('Release(information="The name")', ["The name"]),
        (
            '_role("officer", "Officer", "Records a contact.", Purpose.CARE)',
            ["Officer", "Records a contact."],
        ),
        ('NEED_LABELS: dict[Need, str] = {Need.FOOD: "Food"}', ["Food"]),
        ('NAVIGATION = ((P.SEE, "desk:home", "Today"),)', ["Today"]),
        ('gettext(refused.sentence)\nx = "code"\nprint("Not for people")', []),
    ],
)
def test_a_sentence_of_code_is_found(source: str, said: list[str]) -> None:
    assert [message.text for message in translations.in_python(source)] == said


def test_what_counts_is_found_with_its_plural() -> None:
    assert translations.in_python('ngettext("%(n)s day", "%(n)s days", n)') == [COUNTED.message]


def test_a_class_of_offense_is_found_in_a_pack() -> None:
    source = '- {law: PL, class: class A misdemeanor, nibrs: 1}\n- {class: violation}\nname: "Class: x"\n'
    assert [one.text for one in translations.in_pack(source)] == ["class A misdemeanor", "violation"]


def test_a_context_is_refused() -> None:
    with pytest.raises(ValueError, match="in other words"):
        translations.in_template('{% translate "May" context "month" %}')
    assert translations.in_template("{% translate \"In this context 'he' may\" %}")


def test_a_variable_is_found() -> None:
    assert translations.by_variable('_(label)\n_("Saved")\ngettext(x.sentence)') == ["label", "x.sentence"]


@pytest.mark.parametrize(
    "planted",
    [
        replace(PLAIN, strings=("",)),
        replace(PLAIN, strings=("  ",)),
        replace(PLAIN, strings=("%(cuenta)s de {total}",)),
        replace(PLAIN, strings=("%(count)s de todo",)),
        replace(PLAIN, strings=("%(count)s de {total} ",)),
        replace(PLAIN, fuzzy=True),
        replace(COUNTED, strings=("%(n)s día",)),
        replace(COUNTED, strings=("%(n)s día", "")),
        replace(COUNTED, strings=("%(n)s día", "días")),
        Entry(Message("Fields with <b>*</b>"), ("Campos con *",)),
    ],
)
def test_a_faulty_entry_is_found(planted: Entry) -> None:
    assert catalog.faults_of(planted)


def test_a_good_entry_passes() -> None:
    one = Entry(Message("One person", "%(many)s people"), ("Una persona", "%(many)s personas"))
    assert [fault for entry in (PLAIN, COUNTED, one) for fault in catalog.faults_of(entry)] == []


def test_a_catalog_is_read_as_it_was_written() -> None:
    quoted = Entry(Message('Say "no"\n\\'), ('Diga "no"\n\\',), notes=("# to be read by a lawyer",))
    written = catalog.write_po([PLAIN, COUNTED, quoted])
    assert list(catalog.read_po(written).values()) == [replace(PLAIN, place=""), COUNTED, quoted]
    marked = written.replace("#, python-format", "#, fuzzy, python-format", 1)
    assert catalog.read_po(marked)[PLAIN.message].fuzzy
    with pytest.raises(ValueError, match="not a line"):
        catalog.read_po(f"{written}\nmsgid lost\n")


def test_a_table_says_what_its_text_says() -> None:
    entries = {entry.message: entry for entry in (PLAIN, COUNTED)}
    table = catalog.write_mo(entries.values())
    assert in_table(table) == in_text(entries)
    read = gettext.GNUTranslations(io.BytesIO(table))
    assert [read.ngettext("%(n)s day", "%(n)s days", n) for n in (0, 1, 2)] == [
        "%(n)s días",
        "%(n)s día",
        "%(n)s días",
    ]
    changed = {PLAIN.message: replace(PLAIN, strings=("otra cosa",)), COUNTED.message: COUNTED}
    assert in_table(table) != in_text(changed)
    assert in_table(catalog.write_mo([replace(PLAIN, fuzzy=True)])) == {}


def test_what_is_new_is_missing_and_what_is_gone_is_left_out(tmp_path: Path) -> None:
    page = tmp_path / "thirdoption/web/desk/templates/desk/a.html"
    page.parent.mkdir(parents=True)
    page.write_text('{% translate "Brand-new" %}')
    said = translations.messages(tmp_path)
    assert said == {Message("Brand-new"): "thirdoption/web/desk/templates/desk/a.html"}
    entries = catalog.refreshed(said, {PLAIN.message: PLAIN})
    assert [catalog.faults_of(entry) for entry in entries] == [["has no Spanish"]]


def test_every_sentence_has_its_spanish() -> None:
    known = catalog.read_po(PO.read_text(encoding="utf-8"))
    said = translations.messages(ROOT)
    missing = [
        f"{place}: “{one.text}” is not in the catalog; {REFRESH}"
        for one, place in said.items()
        if one not in known
    ]
    left = [f"“{one.text}” is said nowhere any more; {REFRESH}" for one in known if one not in said]
    faults = [f"“{e.message.text}” {fault}" for e in known.values() for fault in catalog.faults_of(e)]
    assert not missing + left + faults, tell(missing + left + faults)


def test_no_sentence_is_said_with_and_without_a_number() -> None:
    texts = [message.text for message in translations.messages(ROOT)]
    assert not (twice := {text for text in texts if texts.count(text) > 1}), tell(twice)


def test_the_table_is_made_from_the_text() -> None:
    known = catalog.read_po(PO.read_text(encoding="utf-8"))
    assert in_table(MO.read_bytes()) == in_text(known), REFRESH
    assert MO.read_bytes() == catalog.write_mo(known.values()), REFRESH


def test_every_translated_variable_is_known() -> None:
    found = set(translations.variables(ROOT))
    new = [
        f"{one}: say in BY_VARIABLE where its sentences stand"
        for one in found - set(translations.BY_VARIABLE)
    ]
    gone = [f"{one}: is not there any more" for one in set(translations.BY_VARIABLE) - found]
    assert not new + gone, tell(new + gone)
