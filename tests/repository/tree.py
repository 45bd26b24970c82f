"""What every checker needs: the project's files, the order of words, and how a fault is told."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPPED_FOLDERS = {".git", ".venv", "node_modules", "__pycache__", "built", "build", "dist"}


def project_files(root: Path) -> list[Path]:
    """Every file that is, or would be, in version control below `root`."""
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = [root / name for name in listed.split("\0") if name]
    else:
        found = list(root.rglob("*"))
    return sorted(path for path in found if path.is_file() and not _skipped(path.relative_to(root)))


def _skipped(path: Path) -> bool:
    return any(part in SKIPPED_FOLDERS or part.endswith(".egg-info") for part in path.parts)


def with_suffix(root: Path, *suffixes: str, under: str = "") -> list[Path]:
    """The project's files with one of these suffixes, below the folder `under`."""
    start = root / under if under else root
    return [p for p in project_files(root) if p.suffix in suffixes and p.is_relative_to(start)]


def python_sources(root: Path, *, under: str = "") -> Iterator[tuple[str, str]]:
    """(path from the root, text) of each Python file that a person wrote; migrations are made by Django."""
    for path in with_suffix(root, ".py", under=under):
        if "migrations" not in path.parts:
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def words_in_order(root: Path = ROOT) -> list[set[str]]:
    """The words from the highest to the lowest, siblings together: as the import contract has them."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["id"] == "words")["layers"]
    return [{name.strip() for name in layer.split("|")} for layer in layers]


def rank(word: str, order: list[set[str]]) -> int:
    """0 is the highest word; siblings have the same rank."""
    return next(place for place, names in enumerate(order) if word in names)


def called_name(node: ast.Call) -> str:
    """`move` for `move(...)`, `actions.move(...)` and `trail.actions.move(...)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def tell(faults: Iterable[str]) -> str:
    """All faults at once, one a line: so that one run is enough to mend them."""
    return "\n" + "\n".join(sorted(faults))
