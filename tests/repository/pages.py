"""Templates: they stay with their audience, escape what was typed, and call nobody outside."""

import ast
import re
from pathlib import Path, PurePath

from tests.repository.tree import with_suffix

BORROWS = re.compile(r"{%-?\s*(extends|include)\s+(\S+)")
UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off")
OUTSIDE = re.compile(
    r"<(script|link|img|iframe|source|video|audio|object|embed)\b[^>]*\b(src|href|data)=.https?:", re.I
)
BLOCK = re.compile(r"{% (?:block (\w+)|endblock\b)[^%]*%}")
GIVEN = re.compile(r"\bas(?:var)? (\w+) ?%}")
TAG = re.compile(r"{(?:{|% *\w+)(.*?)[%}]}")
QUOTED = re.compile(r"\".*?\"|'.*?'")
IN_SCRIPT = re.compile(r"<[^>]+\son[a-z]+\s*=\s*[\"']", re.I)
SHARED = "kit"
# What kit may draw besides its own: the pages of others that it dresses, and the error pages.
DRESSED_BY_KIT = {"account", "allauth", "mfa", "usersessions", "socialaccount", "django", "400.html"}
DRESSED_BY_KIT |= {"403.html", "403_csrf.html", "404.html", "429.html", "500.html"}


def owner_of(path: PurePath) -> str:
    """`desk` for web/desk/templates/desk/today.html, `demo` for demo/templates/...; "" if it has none."""
    parts = path.parts
    return parts[parts.index("templates") - 1] if "templates" in parts else ""


def may_use(owner: str, name: str) -> bool:
    """May this owner's page use the template of that name? Its own, or kit's."""
    first = name.split("/")[0]
    return first in {owner, SHARED} or (owner == SHARED and first in DRESSED_BY_KIT)


def borrowing(path: PurePath, source: str) -> list[str]:
    """A template in another's folder, or one that extends or includes another audience's."""
    owner = owner_of(path)
    name = "/".join(path.parts[path.parts.index("templates") + 1 :]) if owner else ""
    if not owner or not may_use(owner, name) or (name.startswith("kit/") and owner != SHARED):
        return [f"{path}: a template lives at web/<audience>/templates/<audience>/."]
    faults = []
    for verb, wanted in BORROWS.findall(source):
        if wanted[0] not in "\"'":
            if owner != SHARED:
                faults.append(f"{path}: {verb} {wanted}: name the template, so that it can be checked.")
        elif not may_use(owner, wanted.strip("\"'").split("#")[0]):
            faults.append(f"{path}: {verb} {wanted}: a page uses its own audience's templates and kit's.")
    return faults


def out_of_reach(path: PurePath, source: str) -> list[str]:
    """A name that one block gives a value and another uses: there it is empty, and a link leads nowhere."""
    blocks, depth, begins, name = {}, 0, 0, ""
    for found in BLOCK.finditer(source):
        depth += 1 if found[1] else -1
        if found[1] and depth == 1:
            begins, name = found.end(), found[1]
        elif not found[1] and depth == 0:
            blocks[name] = QUOTED.sub("", source[begins : found.start()])
    given = {name: set(GIVEN.findall(text)) for name, text in blocks.items()}
    return [
        f"{path}: {{{{ {word} }}}} has its value in block {other}, and is empty in block {name}."
        for name, text in blocks.items()
        for other in blocks
        for word in given[other] - given[name]
        if any(re.search(rf"(?<![.\w]){word}(?![\w=])", tag) for tag in TAG.findall(text))
    ]


def unsafe(path: PurePath, source: str) -> list[str]:
    """Unescaped output, scripts in attributes, and anything fetched from outside."""
    sentences = {
        UNESCAPED: "never unescaped: it would run what somebody typed. Use format_html in Python.",
        OUTSIDE: "no outside calls: ship the file with the program.",
        IN_SCRIPT: "no script in an attribute: the content policy refuses it. Use a data- attribute.",
    }
    return [
        f"{path}:{source.count(chr(10), 0, match.start()) + 1}: {sentence}"
        for pattern, sentence in sentences.items()
        for match in pattern.finditer(source)
    ]


def drawn_by_views(name: str, source: str) -> list[str]:
    """Template names in the Python of an audience that are not its own or kit's."""
    audience = PurePath(name).parts[2]
    return [
        f"{name}:{node.lineno}: draws {node.value}: a page uses its own audience's templates and kit's."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[\w/.-]+\.html(#[\w-]+)?", node.value)
        and not may_use(audience, node.value)
    ]


def templates(root: Path) -> list[tuple[PurePath, str]]:
    """(path from the root, text) of every template."""
    found = with_suffix(root, ".html", ".txt", under="thirdoption")
    return [
        (path.relative_to(root), path.read_text(encoding="utf-8"))
        for path in found
        if "templates" in path.parts
    ]
