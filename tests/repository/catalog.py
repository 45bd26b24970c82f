"""The Spanish catalog as a text (.po, for people) and as a table (.mo, for the program).

`python -m tests.repository.catalog` brings both up to date with what pages say: what is new gets an empty
place, what nobody says any more goes. It needs no tools of the system.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.repository.translations import Message, messages
from tests.repository.tree import ROOT

FOLDER = Path("thirdoption/locale/es/LC_MESSAGES")
HEADER = (
    "Project-Id-Version: Third Option\n"
    "Language: es\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}")
_TAG = re.compile(r"<(/?\w+)")
_FIELD = re.compile(r"^(msgid|msgid_plural|msgstr)(?:\[(\d)\])?\s+(\".*\")$")


@dataclass(frozen=True)
class Entry:
    """One message with what it says in Spanish: one string, or one for each number."""

    message: Message
    strings: tuple[str, ...]
    place: str = ""
    notes: tuple[str, ...] = ()
    fuzzy: bool = False


def read_po(text: str) -> dict[Message, Entry]:
    """The entries of a catalog's text, its header left out. Raises ValueError for a line that is not one."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if "\nmsgid " in f"\n{block}"]
    entries = [_entry(block) for block in blocks]
    return {entry.message: entry for entry in entries if entry.message.text}


def _entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    last = ""
    comments = [line for line in block.splitlines() if line.startswith("#")]
    for line in block.splitlines():
        if match := _FIELD.match(line):
            last = match[1] + (match[2] or "")
            fields[last] = ast.literal_eval(match[3])
        elif line.startswith('"') and last:
            fields[last] += ast.literal_eval(line)
        elif not line.startswith("#"):
            raise ValueError(f"not a line of a catalog: {line}")
    strings = tuple(fields[name] for name in sorted(fields) if name.startswith("msgstr"))
    notes = tuple(line for line in comments if line.startswith("# "))
    fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in comments)
    return Entry(Message(fields["msgid"], fields.get("msgid_plural", "")), strings, "", notes, fuzzy)


def write_po(entries: Iterable[Entry]) -> str:
    """The text of a catalog: one line for each string, so that a change is one line."""
    header = "\n".join(_quoted(line) for line in HEADER.splitlines(keepends=True))
    return "\n\n".join([f'msgid ""\nmsgstr ""\n{header}', *(_block(entry) for entry in entries)]) + "\n"


def _block(entry: Entry) -> str:
    text, plural = entry.message.text, entry.message.plural
    lines = [*entry.notes, *([f"#: {entry.place}"] if entry.place else [])]
    if re.search(r"%\(\w+\)[a-z]|%%", text + plural):
        lines.append("#, python-format")
    lines.append(f"msgid {_quoted(text)}")
    if not plural:
        return "\n".join([*lines, f"msgstr {_quoted(entry.strings[0])}"])
    lines.append(f"msgid_plural {_quoted(plural)}")
    return "\n".join(
        [*lines, *(f"msgstr[{number}] {_quoted(one)}" for number, one in enumerate(entry.strings))]
    )


def _quoted(text: str) -> str:
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, written)
    return f'"{text}"'


def write_mo(entries: Iterable[Entry]) -> bytes:
    """The same as a table that gettext reads: what is still empty is left out, so that English shows."""
    pairs = {"": HEADER}
    for entry in entries:
        key = entry.message.text + (f"\0{entry.message.plural}" if entry.message.plural else "")
        if all(entry.strings) and not entry.fuzzy:
            pairs[key] = "\0".join(entry.strings)
    keys = sorted(key.encode() for key in pairs)
    values = [pairs[key.decode()].encode() for key in keys]
    start = 28 + 16 * len(keys)
    tables, texts = [], b""
    for strings in (keys, values):
        for one in strings:
            tables.append(struct.pack("<2I", len(one), start + len(texts)))
            texts += one + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + b"".join(tables) + texts


def faults_of(entry: Entry) -> list[str]:
    """What is wrong with a translation by its form: empty, unsure, or other placeholders than the English."""
    text, plural = entry.message.text, entry.message.plural
    faults = ["is marked fuzzy: read it again, then take the mark away"] if entry.fuzzy else []
    if len(entry.strings) != (2 if plural else 1):
        faults.append("needs one string, or for a plural two")
    for number, string in enumerate(entry.strings):
        wanted = [text, plural] if plural and number == 0 else [plural or text]
        if not string.strip():
            faults.append("has no Spanish")
        elif not any(_parts(string) == _parts(english) for english in wanted):
            faults.append(f"has other placeholders or tags: {string}")
        elif [string[:1].isspace(), string[-1:].isspace()] != [text[:1].isspace(), text[-1:].isspace()]:
            faults.append(f"begins or ends with a space where the English does not: {string}")
    return faults


def _parts(text: str) -> tuple[list[str], list[str]]:
    return sorted(set(PLACEHOLDER.findall(text))), sorted(_TAG.findall(text))


def refreshed(said: dict[Message, str], known: dict[Message, Entry]) -> list[Entry]:
    """An entry for everything that is said: the known translation, or an empty place."""
    empty = {message: ("", "") if message.plural else ("",) for message in said}
    return [
        Entry(message, known[message].strings, place, known[message].notes, known[message].fuzzy)
        if message in known
        else Entry(message, empty[message], place)
        for message, place in said.items()
    ]


def main() -> int:
    """Refresh the catalog of this checkout; tell what still has no Spanish."""
    folder = ROOT / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "django.po"
    known = read_po(path.read_text(encoding="utf-8")) if path.exists() else {}
    entries = refreshed(messages(ROOT), known)
    path.write_text(write_po(entries), encoding="utf-8")
    (folder / "django.mo").write_bytes(write_mo(entries))
    faulty = [entry.message.text for entry in entries if faults_of(entry)]
    gone = [message.text for message in known if message not in {entry.message for entry in entries}]
    lines = [f"{len(entries)} sentences, {len(gone)} gone, {len(faulty)} to look at", *faulty]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
