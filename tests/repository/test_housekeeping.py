"""Each dependency has its reason, and the tree works on a machine that isn't ours."""

from pathlib import Path

from tests.repository import housekeeping
from tests.repository.tree import ROOT, tell

PLANTED = """
[build-system]
requires = ["setuptools"]
[project]
classifiers = [
    "no comment needed",
]
dependencies = [
    # the framework
    "django>=5",
    "surprise>=1",
]
[project.optional-dependencies]
dev = [
    "pytest>=9",  # the test runner
    "mystery",
]
"""


def test_a_dependency_without_a_reason_is_found() -> None:
    faults = housekeeping.reasonless(PLANTED)
    assert [fault.split(": ")[1] for fault in faults] == ["surprise", "mystery"]


def test_a_place_elsewhere_is_found(tmp_path: Path) -> None:
    for number, place in enumerate(housekeeping.ELSEWHERE):
        (tmp_path / f"{number}.md").write_text(f"first line\nsee {place}x\n")
    (tmp_path / "kind.md").write_text("/workshop, shared/kit and a network/path\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    assert len(housekeeping.places_elsewhere(tmp_path)) == len(housekeeping.ELSEWHERE)


def test_a_lock_entry_without_a_hash_is_found() -> None:
    lock = "django==5.2 \\\n    --hash=sha256:aa\n    # via x\nclick==8\n    # via y\n"
    assert housekeeping.requirements_without_hash(lock) == ["click==8: no hash"]


def test_every_dependency_has_a_reason() -> None:
    faults = housekeeping.reasonless((ROOT / "pyproject.toml").read_text())
    assert not faults, tell(faults)


def test_nothing_depends_on_where_it_was_made() -> None:
    faults = housekeeping.places_elsewhere(ROOT)
    assert not faults, tell(faults)


def test_every_locked_package_has_a_hash() -> None:
    faults = housekeeping.requirements_without_hash((ROOT / "requirements.lock").read_text())
    assert not faults, tell(faults)
