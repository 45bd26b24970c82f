"""Budgets: files, functions, templates and the ground stay short."""

from pathlib import Path

from tests.repository import budgets
from tests.repository.tree import ROOT, tell


def plant(root: Path, name: str, lines: int) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# a line\n" * lines)


def test_a_long_file_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "thirdoption/short.py", budgets.FILE_LINES)
    plant(tmp_path, "thirdoption/long.sql", budgets.FILE_LINES + 1)
    plant(tmp_path, "thirdoption/program/care/migrations/0001_initial.py", 999)
    (fault,) = budgets.long_files(tmp_path)
    assert fault.startswith("thirdoption/long.sql: 301 lines")


def test_a_long_function_is_found_and_its_docstring_is_free() -> None:
    body = "    x = 1\n"
    at_the_limit = "def short():\n" + body * (budgets.FUNCTION_LINES - 1)
    documented = 'def told():\n    """One.\n\n    Two.\n    """\n' + body * (budgets.FUNCTION_LINES - 1)
    too_long = "async def long():\n" + body * budgets.FUNCTION_LINES
    assert budgets.long_functions("a.py", at_the_limit) == []
    assert budgets.long_functions("a.py", documented) == []
    (fault,) = budgets.long_functions("a.py", too_long)
    assert fault.startswith("a.py:1: long has 41 lines")


def test_a_long_template_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "thirdoption/web/desk/templates/desk/short.html", budgets.TEMPLATE_LINES)
    plant(tmp_path, "thirdoption/web/desk/templates/desk/long.html", budgets.TEMPLATE_LINES + 1)
    (fault,) = budgets.long_templates(tmp_path)
    assert "desk/long.html: 121 lines" in fault


def test_a_heavy_ground_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "thirdoption/program/ground/ids.py", 300)
    plant(tmp_path, "thirdoption/program/ground/functions.sql", 300)
    assert budgets.heavy_ground(tmp_path) == []
    plant(tmp_path, "thirdoption/program/ground/texts.py", 1)
    assert "601 lines" in budgets.heavy_ground(tmp_path)[0]


def test_files_are_short() -> None:
    faults = budgets.long_files(ROOT)
    assert not faults, tell(faults)


def test_functions_are_short() -> None:
    faults = budgets.all_long_functions(ROOT)
    assert not faults, tell(faults)


def test_templates_are_short() -> None:
    faults = budgets.long_templates(ROOT)
    assert not faults, tell(faults)


def test_the_ground_is_small() -> None:
    faults = budgets.heavy_ground(ROOT)
    assert not faults, tell(faults)
