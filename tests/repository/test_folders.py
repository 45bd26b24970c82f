"""The layout: each word has the same few files."""

from pathlib import Path

from tests.repository import folders
from tests.repository.tree import ROOT, tell, words_in_order


def plant(root: Path, *names: str) -> None:
    for name in names:
        path = root / "thirdoption/program" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def test_a_file_of_another_name_is_found(tmp_path: Path) -> None:
    plant(
        tmp_path, "care/rules.py", "care/actions/__init__.py", "care/actions/begin.py", "care/functions.sql"
    )
    plant(tmp_path, "sites/packs/albany.yaml", "ground/later.py", "care/migrations/0001_initial.py")
    assert folders.unexpected_files(tmp_path) == []
    plant(tmp_path, "care/utils.py", "care/packs/a.yaml", "people/services/__init__.py")
    named = [fault.split(":")[0] for fault in folders.unexpected_files(tmp_path)]
    assert named == [f"thirdoption/program/{n}" for n in ("care/packs", "care/utils.py", "people/services")]


def test_a_file_beside_its_folder_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "care/actions.py", "care/actions/__init__.py")
    (fault,) = folders.split_twice(tmp_path)
    assert "care/actions.py" in fault


def test_words_have_only_their_files() -> None:
    faults = folders.unexpected_files(ROOT)
    assert not faults, tell(faults)


def test_no_file_beside_its_folder() -> None:
    faults = folders.split_twice(ROOT)
    assert not faults, tell(faults)


def test_each_word_has_its_folder_and_says_what_it_holds() -> None:
    for word in set().union(*words_in_order()):
        text = (ROOT / "thirdoption/program" / word / "__init__.py").read_text()
        assert text.startswith('"""'), f"{word}/__init__.py: one line that says what the word holds"
