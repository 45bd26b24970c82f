"""Every word has the same few files, so that a reader knows where to look before looking."""

from pathlib import Path

from tests.repository.tree import project_files

USUAL = {"__init__", "rules", "models", "queries", "actions", "apps", "tables"}
USUAL_OTHER = {"functions.sql", "migrations"}

# What one word has besides, and why. A new line here is a decision: say why the usual files don't do.
BESIDES: dict[str, dict[str, str]] = {
    "sites": {
        "packs": "policies of real places, reviewed as files",
        "packs.py": "reads a policy pack",
        "data": "code lists that a policy refers to",
    },
    "care": {
        "functions_imports.sql": "taking back what was brought along, apart for its length",
        "functions_retention.sql": "the end of keeping who somebody was, apart for its length",
    },
    "sharing": {
        "functions_restricted.sql": "records that named workers alone may open, apart for its length"
    },
    "ground": {
        "refusal.py": "the one way to say no",
        "acting.py": "who acts; the only place that opens a transaction",
        "tables.py": "how a table is classified, and the words in their order",
        "policies.py": "the SQL of the row policies and of each role's rights",
        "later.py": "the only door to the queue",
        "ids.py": "random ids",
        "texts.py": "what text may be typed",
        "sealed.py": "files sealed with a key of the home, for one row each",
    },
}


def unexpected_files(root: Path) -> list[str]:
    """Files and folders of a word that are not among the permitted ones."""
    program = root / "thirdoption/program"
    entries = {
        path.relative_to(program).parts[:2]
        for path in project_files(root)
        if path.is_relative_to(program) and path.parent != program
    }
    return [
        f"thirdoption/program/{word}/{name}: not one of a word's files. Pure decisions go to rules, facts to "
        f"models, reads to queries, writes to actions; what is none of these belongs outside program/."
        for word, name in sorted(entries)
        if not permitted(word, name)
    ]


def permitted(word: str, name: str) -> bool:
    """A usual file, a folder of the same name, or what this word has besides."""
    stem = name.removesuffix(".py")
    if stem == "__init__":
        return name == "__init__.py"
    return stem in USUAL or name in USUAL_OTHER or name in BESIDES.get(word, {})


def split_twice(root: Path) -> list[str]:
    """A file and a folder of the same name side by side: only one of them is imported."""
    return [
        f"{path.relative_to(root).as_posix()}: there is a folder {path.stem}/ too. Move the file into it."
        for path in project_files(root)
        if path.suffix == ".py" and (path.with_suffix("") / "__init__.py").exists()
    ]
