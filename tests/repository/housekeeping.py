"""The tree itself: each dependency has a reason, and nothing depends on where it was made."""

import re
from pathlib import Path

from tests.repository.tree import project_files

# Written in two parts, so that this file doesn't find itself.
ELSEWHERE = {
    "/wo" + "rk/": "a folder of one machine",
    "../sha" + "red": "a folder beside the checkout",
    "shared" + "/reference": "a folder beside the checkout",
    "shared" + "/data": "a folder beside the checkout",
    "see" + "ds/0": "a text that is not in the project: name its title and address",
    "/opt/" + "pypi": "a folder of one machine",
    "/opt/" + "wheels": "a folder of one machine",
    "pypi." + "org": "a registry's host: which registry is used is the installation's choice",
    "python" + "hosted.org": "a registry's host: which registry is used is the installation's choice",
    "registry.np" + "mjs": "a registry's host: which registry is used is the installation's choice",
}
REQUIREMENT = re.compile(r'^\s*"([A-Za-z0-9_.-]+)[^"]*",?\s*(#.*)?$')


def reasonless(pyproject: str) -> list[str]:
    """Dependencies without a comment on the same line or the line above."""
    faults = []
    inside, previous = False, ""
    for number, line in enumerate(pyproject.splitlines(), 1):
        section = line.strip()
        if re.match(r"(dependencies|[a-z-]+)\s*=\s*\[$", section):
            inside = _in_requirements(pyproject, number)
        elif section == "]":
            inside = False
        elif inside and (match := REQUIREMENT.match(line)) and not match[2] and not previous.startswith("#"):
            faults.append(f"pyproject.toml:{number}: {match[1]}: say in a comment why it is there.")
        previous = section
    return faults


def _in_requirements(pyproject: str, number: int) -> bool:
    """Is line `number` in [project] (then only `dependencies`) or in its optional dependencies?"""
    lines = pyproject.splitlines()
    tables = [line.strip() for line in lines[:number] if line.startswith("[")]
    table = tables[-1] if tables else ""
    own = table == "[project]" and lines[number - 1].startswith("dependencies")
    return own or table == "[project.optional-dependencies]"


def places_elsewhere(root: Path) -> list[str]:
    """Mentions of folders or hosts that a stranger's machine doesn't have."""
    faults = []
    for path in project_files(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            faults += [
                f"{path.relative_to(root).as_posix()}:{number}: {place} is {why}."
                for place, why in ELSEWHERE.items()
                if place in line
            ]
    return faults


def requirements_without_hash(lock: str) -> list[str]:
    """Locked packages that pip could not check against a known file."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock)
    return [
        f"{entry.split()[0]}: no hash" for entry in entries if "==" in entry and "--hash=sha256:" not in entry
    ]
