"""The linters are on: a fault is planted for each banned name and for each import contract."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, project_files

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
BANNED = sorted(SETTINGS["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"])
CONTRACTS = {contract["id"] for contract in SETTINGS["importlinter"]["contracts"]}
BIN = Path(sys.executable).parent

# contract: (file, what is planted there)
FAULTS = {
    "tiers": ("program/care/queries.py", "import thirdoption.web.kit"),
    "words": ("program/referrals/queries.py", "import thirdoption.program.care"),
    "shape": ("program/care/rules.py", "from thirdoption.program.care import models"),
    "audiences": ("web/street/views.py", "import thirdoption.web.desk"),
    "no-way-to-a-person": ("web/public/views.py", "from thirdoption.web.kit import lists"),
    "pure-rules": ("program/sites/rules.py", "from thirdoption.program.sites import models"),
    "queue": ("jobs/reactions.py", "import procrastinate"),
    "demo": ("web/desk/urls.py", "import thirdoption.demo"),
    "light-pages": ("web/desk/charts.py", "from thirdoption.program.loop import queries"),
}
# modules that the planted chains lead through
SURROUNDINGS = {
    "program/care/models.py": "",
    "program/sites/models.py": "from django.db import models",
    "web/kit/lists.py": "import thirdoption.program.people",
    "program/loop/queries.py": "import matplotlib",
    "program/ground/later.py": "import procrastinate",
}


def ruff_says(source: str) -> str:
    command = [str(BIN / "ruff"), "check", "--stdin-filename", "thirdoption/web/desk/planted.py", "-"]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True).stdout


@pytest.mark.parametrize("banned", BANNED)
def test_ruff_refuses_a_banned_name(banned: str) -> None:
    module, _, name = banned.rpartition(".")
    assert "TID251" in ruff_says(f"from {module} import {name}\n")


def test_ruff_refuses_a_banned_name_reached_through_its_module() -> None:
    assert "TID251" in ruff_says("from django import forms\n\n\nclass Planted(forms.ModelForm):\n    pass\n")


def test_ruff_refuses_print() -> None:
    assert "T201" in ruff_says("print('planted')\n")


@pytest.fixture(scope="module")
def stubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's packages, empty, with its contracts."""
    root = tmp_path_factory.mktemp("stubs")
    for path in project_files(ROOT):
        name = path.relative_to(ROOT)
        if name.parts[0] == "thirdoption" and name.name == "__init__.py":
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("")
    for file, source in SURROUNDINGS.items():
        (root / "thirdoption" / file).write_text(source + "\n")
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def lint_imports(root: Path, contract: str) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "lint-imports"), "--no-cache", "--no-logo", "--contract", contract]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


@pytest.mark.parametrize("contract", sorted(CONTRACTS))
def test_import_linter_reports_a_planted_fault(stubs: Path, contract: str) -> None:
    file, fault = FAULTS[contract]
    planted = stubs / "thirdoption" / file
    before = lint_imports(stubs, contract)
    planted.write_text(fault + "\n")
    after = lint_imports(stubs, contract)
    planted.unlink()
    assert before.returncode == 0, before.stdout
    assert after.returncode == 1, after.stdout
    assert "BROKEN" in after.stdout


@pytest.mark.parametrize("folder", ["", "program", "web"])
def test_import_linter_asks_where_a_new_folder_stands(stubs: Path, folder: str) -> None:
    new = stubs / "thirdoption" / folder / "utils"
    new.mkdir()
    (new / "__init__.py").write_text("")
    contract = {"": "tiers", "program": "words", "web": "audiences"}[folder]
    result = lint_imports(stubs, contract)
    shutil.rmtree(new)
    assert result.returncode == 1
    assert "utils" in result.stdout
