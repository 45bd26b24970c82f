"""What pages say: every sentence in templates, code and packs that is looked up in a catalog.

Much of it carries gettext's own mark. Rules do not know Django, so their sentences are plain text that a page
translates by variable: the places where such sentences stand are named here, and each page that does it.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.text import unescape_string_literal
from django.utils.translation import trim_whitespace

from tests.repository.tree import called_name, python_sources, with_suffix

MARKS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
ARGUMENTS = {
    "Refused": (1,),
    "_refused": (0,),
    "Unclear": (0,),
    "Told": (0,),
    "_role": (1, 2),
    "wrong": (1,),
    "Wrong": (0,),
    "Fault": (1,),
}  # calls whose arguments at these places are sentences
KEYWORDS = {"taken", "information"}  # arguments of any call that are sentences
TABLES = re.compile(r"NAVIGATION|NOTICE|\w+_LABELS")  # names whose values are sentences

# Pages that translate a variable, and where its sentences stand. A new line here says where to find them.
BY_VARIABLE = {
    "thirdoption/web/desk/forms/directory_files.py: refused.sentence": "Refused(...)",
    "thirdoption/web/desk/presenters/directory_found.py: name": "languages that we have a word for",
    "thirdoption/web/desk/forms/imports.py: refused.sentence": "Refused(...)",
    "thirdoption/web/desk/presenters/record_paper.py: NOTICE": "NOTICE",
    "thirdoption/web/desk/presenters/imports.py: reason": "REASON_LABELS and Unclear(...)",
    "thirdoption/web/kit/middleware.py: exception.sentence": "Refused(...)",
    "thirdoption/web/kit/forms.py: refused.sentence": "Refused(...)",
    "thirdoption/web/kit/context.py: label": "NAVIGATION",
    "thirdoption/web/kit/context.py: ROLES[who.role].name": "_role(...)",
    "thirdoption/web/desk/forms/safety.py: ROLES[code].name": "_role(...)",
    "thirdoption/web/desk/presenters/tonight.py: AVAILABLE_LABELS[row.available]": "AVAILABLE_LABELS",
    "thirdoption/web/desk/presenters/tonight.py: NEED_LABELS[need]": "NEED_LABELS",
    "thirdoption/web/street/presenters/notices.py: NOTICE": "NOTICE",
    "thirdoption/web/desk/forms/connections.py: label": "NEED_LABELS",
    "thirdoption/web/desk/forms/directory.py: label": "AVAILABLE_LABELS",
    "thirdoption/web/desk/presenters/directory.py: NEED_LABELS[need]": "NEED_LABELS",
    "thirdoption/web/desk/presenters/connected.py: NEED_LABELS[Need(code)]": "NEED_LABELS",
    "thirdoption/web/desk/presenters/directory.py: ADULTS_LABELS[listing.adults]": "ADULTS_LABELS",
    "thirdoption/web/desk/presenters/directory.py: AVAILABLE_LABELS[listing.available]": "AVAILABLE_LABELS",
    "thirdoption/web/desk/presenters/calls.py: ROLES[handoff.accepted_by.role].name": "_role(...)",
    "thirdoption/web/desk/presenters/releases.py: release.information": "information=...",
    "thirdoption/web/kit/policy_fields.py: refused.sentence": "Refused(...)",
    "thirdoption/web/street/forms/offer.py: refused.sentence": "Refused(...)",
    "thirdoption/web/street/held.py: note.sentence": "Told(...)",
    "thirdoption/web/street/held.py: why": "Refused(...)",
    "thirdoption/web/street/presenters/held.py: refused.sentence": "Refused(...)",
    "thirdoption/web/desk/presenters/telephone.py: found.not_noted": "Refused(...)",
    "thirdoption/web/street/presenters/handoff.py: ROLES[who.role].name": "_role(...)",
    "thirdoption/web/street/presenters/phone.py: note.sentence": "Told(...)",
    "thirdoption/web/street/presenters/phone.py: why": "Refused(...)",
    "thirdoption/web/street/presenters/phone.py: refused.sentence": "Refused(...)",
    "thirdoption/web/street/presenters/referral.py: refused.sentence": "Refused(...)",
    "thirdoption/web/partners/forms.py: refused.sentence": "Refused(...)",
    "thirdoption/web/partners/asked.py: NOTICE": "NOTICE",
    "thirdoption/web/partners/sheet.py: NOTICE": "NOTICE",
    "thirdoption/web/partners/exchange.py: reason": "REASON_LABELS",
    "thirdoption/web/partners/exchange_forms.py: refused.sentence": "Refused(...)",
    "thirdoption/web/desk/presenters/charges.py: one.offense_class": "class: in a pack",
    "thirdoption/web/partners/presenters/rows.py: NOTICE": "NOTICE",
    "thirdoption/web/partners/presenters/listing.py: NOTICE": "NOTICE",
    "thirdoption/web/partners/presenters/defended.py: NOTICE": "NOTICE",
    "thirdoption/web/partners/presenters/words.py: one.offense_class": "class: in a pack",
    "thirdoption/web/partners/presenters/words.py: refused.sentence": "Refused(...)",
    "thirdoption/web/partners/forms.py: wrong.sentence": "Refused(...)",
    "thirdoption/web/setup/presenters/words.py: CODE_WORDS[text]": "marked where it stands",
    "thirdoption/web/setup/presenters/words.py: SETTING_WORDS[name]": "marked where it stands",
    "thirdoption/web/setup/presenters/words.py: GROUP_WORDS[name]": "marked where it stands",
    "thirdoption/web/setup/presenters/words.py: PART_WORDS[name]": "marked where it stands",
    "thirdoption/web/setup/forms/letters.py: refused.sentence": "Refused(...)",
    "thirdoption/web/setup/forms/graded.py: fault.sentence": "Fault(...), wrong(...)",
    "thirdoption/web/setup/forms/deciding.py: fault.sentence": "Fault(...), wrong(...)",
    "thirdoption/demo/presenters.py: name": "marked where it stands",
    "thirdoption/demo/presenters.py: ROLES[code].name": "_role(...)",
    "thirdoption/demo/presenters.py: ROLES[code].description": "_role(...)",
    "thirdoption/demo/strip.py: now.name": "marked where it stands",
    "thirdoption/demo/strip.py: now.caption": "marked where it stands",
    "thirdoption/demo/strip.py: after.name": "marked where it stands",
    "thirdoption/demo/strip.py: ROLES[worker.role].name": "_role(...)",
}

_QUOTED = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
_TRANSLATE = re.compile(rf"(?:translate|trans)\s+{_QUOTED}", re.S)
_UNDERSCORE = re.compile(rf"\b_\(\s*{_QUOTED}\s*\)")
_CONTEXT = re.compile(r"^(block)?trans(late)?\s.*\bcontext\s+[\"'][^\"']*[\"']\s*(as \w+)?$")
_CLASS = re.compile(r"\bclass: ([^,}\n]+)")


@dataclass(frozen=True)
class Message:
    """One sentence to translate, with its plural if it counts something."""

    text: str
    plural: str = ""


def in_template(source: str) -> list[Message]:
    """What a template looks up, as Django looks it up: escaped quotes and percent signs included."""
    found: list[Message] = []
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        if _CONTEXT.search(token.contents):
            raise ValueError(f"line {token.lineno}: a context is not read here: say it in other words")
        if re.match(r"blocktrans(late)?\b", token.contents):
            found.append(_block(token, tokens))
        elif match := _TRANSLATE.match(token.contents):
            found.append(Message(unescape_string_literal(match[1]).replace("%", "%%")))
        found += [Message(unescape_string_literal(text)) for text in _UNDERSCORE.findall(token.contents)]
    return found


def _block(start: Token, tokens: Iterator[Token]) -> Message:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.token_type == TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        elif token.contents.strip() == "plural":
            parts.append([])
        elif token.token_type == TokenType.BLOCK:
            break
    texts = ["".join(part) for part in parts]
    if " trimmed" in start.contents:
        texts = [trim_whitespace(text) for text in texts]
    return Message(*texts)


def in_python(source: str) -> list[Message]:
    """What code looks up: marked by gettext, or one of the sentences that pages translate by variable."""
    tree = ast.parse(source)
    named = {
        target.id: text
        for node in tree.body
        if isinstance(node, ast.Assign) and (text := _text(node.value, {})) is not None
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: list[tuple[int, int, Message]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += [(node.lineno, node.col_offset, message) for message in _in_call(node, named)]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found += [(node.lineno, number, message) for number, message in enumerate(_in_table(node))]
    return [message for _line, _column, message in sorted(found, key=lambda one: one[:2])]


def _text(node: ast.expr, named: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return named.get(node.id) if isinstance(node, ast.Name) else None


def _in_call(node: ast.Call, named: dict[str, str]) -> Iterator[Message]:
    name = called_name(node)
    if name in MARKS:
        texts = [_text(argument, {}) for argument in node.args[: MARKS[name]]]
        if texts and all(text is not None for text in texts):
            yield Message(*(text for text in texts if text is not None))
        return
    plain = [node.args[place] for place in ARGUMENTS.get(name, ()) if place < len(node.args)]
    plain += [keyword.value for keyword in node.keywords if keyword.arg in KEYWORDS]
    yield from (Message(text) for argument in plain if (text := _text(argument, named)))


def _in_table(node: ast.Assign | ast.AnnAssign) -> Iterator[Message]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    if node.value is None or not any(TABLES.fullmatch(name) for name in names):
        return
    for part in ast.walk(node.value):
        text = _text(part, {}) if isinstance(part, ast.expr) else None
        if text and not re.match(r"[a-z_]+:", text):  # the address of a page is no sentence
            yield Message(text)


def by_variable(source: str) -> list[str]:
    """What code gives to gettext that is not a text: `exception.sentence`, say."""
    return [
        ast.unparse(node.args[0])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and called_name(node) in MARKS
        and node.args
        and _text(node.args[0], {}) is None
    ]


def in_pack(source: str) -> list[Message]:
    """What a page looks up of a policy pack: the class of an offense. The rest is in both languages there."""
    return [Message(text.strip()) for text in _CLASS.findall(source)]


READERS: dict[str, Callable[[str], list[Message]]] = {
    ".py": in_python,
    ".html": in_template,
    ".txt": in_template,
    ".yaml": in_pack,
}


def messages(root: Path) -> dict[Message, str]:
    """Every message below thirdoption/, with the file in which it stands first."""
    found: dict[Message, str] = {}
    for path in with_suffix(root, *READERS, under="thirdoption"):
        name = path.relative_to(root).as_posix()
        if "migrations" in path.parts or (path.suffix == ".txt" and "templates" not in path.parts):
            continue
        try:
            for message in READERS[path.suffix](path.read_text(encoding="utf-8")):
                found.setdefault(message, name)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
    return found


def variables(root: Path) -> list[str]:
    """Each `file: expression` that is translated by variable, gettext called by a translator's name apart."""
    return [
        f"{name}: {expression}"
        for name, source in python_sources(root, under="thirdoption")
        for expression in by_variable(source)
    ]
