"""Documents: links lead somewhere, and every command and target is told."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tests.repository.tree import with_suffix

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.S)


def anchors(markdown: str) -> set[str]:
    """The anchors that headings make: small letters, hyphens for spaces."""
    headings = re.findall(r"^#+\s+(.+)$", CODE.sub("", markdown), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def dead_links(root: Path) -> list[str]:
    """Relative links of the documents that lead to no file or no heading."""
    faults = []
    for path in with_suffix(root, ".md"):
        for link in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file) if file else path
            if not target.exists():
                faults.append(f"{path.relative_to(root).as_posix()}: {link}: there is no such file.")
            elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
                faults.append(f"{path.relative_to(root).as_posix()}: {link}: there is no such heading.")
    return faults


def commands(group: click.Command, name: str = "thirdoption") -> Iterator[str]:
    """ "thirdoption db migrate" and every other command, without the groups themselves."""
    if isinstance(group, click.Group):
        context = click.Context(group)
        for child in group.list_commands(context):
            command = group.get_command(context, child)
            if command is not None and not command.hidden:
                yield from commands(command, f"{name} {child}")
    else:
        yield name


def targets(makefile: str) -> list[str]:
    """The targets that `make help` lists: those with a ## sentence."""
    return [f"make {name}" for name in re.findall(r"^([a-z][a-z-]*):.*?##", makefile, re.M)]


def untold(names: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Names that no document mentions."""
    told = "\n".join(texts)
    return [
        f"{name}: told nowhere. Say in README.md or docs/ what it is for."
        for name in names
        if not re.search(rf"{re.escape(name)}(?![\w-])", told)
    ]


def all_documents(root: Path) -> list[str]:
    """The texts of every document that a user reads."""
    return [
        path.read_text(encoding="utf-8") for path in with_suffix(root, ".md") if path.name != "CHANGELOG.md"
    ]


def unknown_rules(cited: Iterable[tuple[str, str]], rules: str) -> list[str]:
    """Privacy rules that a text cites and the list in docs/ doesn't have."""
    known = set(re.findall(r"\*\*(R-\d+)\*\*", rules))
    return [
        f"{name}: {rule} is not in docs/explanation/privacy-rules.md."
        for name, text in cited
        for rule in sorted(set(re.findall(r"\bR-\d+\b", text)) - known)
    ]
