"""How long things may be: what fits on a few screens can be read by somebody new."""

import ast
from pathlib import Path

from tests.repository.tree import project_files, python_sources, with_suffix

FILE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 120
GROUND_LINES = 600
CODE = {".py", ".sql", ".js", ".mjs", ".css", ".scss", ".typ"}


def lines_in(path: Path) -> int:
    """Lines of a file, blank ones and comments included."""
    return len(path.read_text(encoding="utf-8").splitlines())


def long_files(root: Path) -> list[str]:
    """Code files above the budget; migrations are Django's."""
    faults = []
    for path in project_files(root):
        if path.suffix in CODE and "migrations" not in path.parts and lines_in(path) > FILE_LINES:
            name = path.relative_to(root).as_posix()
            faults.append(
                f"{name}: {lines_in(path)} lines, at most {FILE_LINES}. "
                f"Make it a folder of the same name with a file for each part: imports stay as they are."
            )
    return faults


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end; the docstring is free, so that nobody saves on it."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def long_functions(name: str, source: str) -> list[str]:
    """Functions above the budget in one Python source, tests included."""
    return [
        f"{name}:{node.lineno}: {node.name} has {function_lines(node)} lines, at most {FUNCTION_LINES}. "
        f"Give a part of it a name of its own."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function_lines(node) > FUNCTION_LINES
    ]


def all_long_functions(root: Path) -> list[str]:
    """Long functions in the whole project."""
    return [fault for name, source in python_sources(root) for fault in long_functions(name, source)]


def long_templates(root: Path) -> list[str]:
    """Templates above the budget."""
    return [
        f"{path.relative_to(root).as_posix()}: {lines_in(path)} lines, at most {TEMPLATE_LINES}. "
        f"Move a part that has a name into a file and include it."
        for path in with_suffix(root, ".html")
        if lines_in(path) > TEMPLATE_LINES
    ]


def heavy_ground(root: Path) -> list[str]:
    """`ground` is what every word stands on: it stays small enough to know by heart."""
    ground = root / "thirdoption/program/ground"
    total = sum(lines_in(path) for path in project_files(root) if path.is_relative_to(ground))
    if total <= GROUND_LINES:
        return []
    return [f"ground has {total} lines in all, at most {GROUND_LINES}. What only some words need moves up."]
