"""What people read: the texts of templates, translations, packs and sentences in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.repository.tree import project_files

# Keys of a pack that quote others: a law's or a paper's own words stay as they are.
QUOTING_KEYS = {
    "source",
    "sources",
    "quote",
    "quotes",
    "url",
    "statute",
    "statutes",
    "law",
    "nibrs",
    "title_of_law",
}

_HIDDEN = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|<(script|style)\b.*?</\1>", re.S | re.I
)
_TRANSLATED = re.compile(r"{%\s*(?:translate|trans)\s+(\"[^\"]*\"|'[^']*')[^%]*%}")
_DJANGO = re.compile(r"{%.*?%}|{{.*?}}", re.S)
_READ_ALOUD = re.compile(r"\b(?:title|alt|placeholder|aria-label|content)\s*=\s*\"([^\"]*)\"", re.I)
_TAG = re.compile(r"<[^>]*>", re.S)


def in_template(source: str) -> list[str]:
    """Texts of a template: what is between tags, and the attributes that are shown or read aloud."""
    source = _HIDDEN.sub(" ", source)
    quoted = [match[1:-1] for match in _TRANSLATED.findall(source)]
    source = _DJANGO.sub(" ", source)
    pieces = quoted + _READ_ALOUD.findall(source) + _TAG.sub("\n", source).splitlines()
    return [piece.strip() for piece in pieces if piece.strip()]


def in_catalog(source: str) -> list[str]:
    """msgid and msgstr of a translation catalog."""
    entries = re.findall(r'^msg(?:id|id_plural|str|str\[\d\])\s+((?:"(?:[^"\\]|\\.)*"\s*)+)', source, re.M)
    texts = ["".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', e)) for e in entries]
    return [text for text in texts if text and "Content-Type:" not in text]


def in_pack(source: str) -> list[str]:
    """Every text of a YAML file but what it quotes from others."""
    return list(_values(yaml.safe_load(source)))


def _values(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if str(key) not in QUOTING_KEYS:
                yield from _values(value)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value)
    elif isinstance(node, str):
        yield node


def in_python(source: str) -> list[str]:
    """Sentences in code: texts of two words or more that begin with a capital; docstrings are for us."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    ours = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ours
    ]
    return [text for text in texts if re.match(r"[A-Z¿¡].*\s\w", text) and not _is_sql(text)]


def _is_sql(text: str) -> bool:
    return (
        re.match(r"(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|GRANT|REVOKE|SET|DROP|WITH)\b", text) is not None
    )


SPEAKING = {"program", "web", "jobs", "demo"}  # folders whose Python holds sentences for users

READERS = {".html": in_template, ".txt": in_template, ".po": in_catalog, ".yaml": in_pack, ".py": in_python}


def texts_of(root: Path) -> Iterator[tuple[str, str]]:
    """(path, text) for everything below thirdoption/ that somebody may read on a page."""
    for path in project_files(root):
        name = path.relative_to(root)
        if name.parts[0] != "thirdoption" or "migrations" in name.parts or path.suffix not in READERS:
            continue
        if path.suffix == ".txt" and "templates" not in name.parts:
            continue
        if path.suffix == ".py" and name.parts[1] not in SPEAKING:
            continue
        for text in READERS[path.suffix](path.read_text(encoding="utf-8")):
            yield name.as_posix(), text
