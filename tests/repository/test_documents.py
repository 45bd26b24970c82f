"""Documents keep up: links lead somewhere, every command and make target is told."""

from pathlib import Path

import click

from tests.repository import documents
from tests.repository.tree import ROOT, python_sources, tell
from thirdoption.command.main import cli


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# A heading, really\n")
    good = (
        "[b](b.md) [b](b.md#a-heading-really) [c](https://example.org/x) ```[x](no.md)```\n# Own\n[o](#own)\n"
    )
    (tmp_path / "a.md").write_text(good)
    assert documents.dead_links(tmp_path) == []
    (tmp_path / "a.md").write_text("[b](c.md)\n![p](docs/picture.png)\n[b](b.md#other)\n")
    assert len(documents.dead_links(tmp_path)) == 3


def test_an_untold_command_is_found() -> None:
    group = click.Group(
        "planted", commands={"verify": click.Command("verify"), "seal": click.Command("seal")}
    )
    names = list(documents.commands(click.Group("x", commands={"trail": group})))
    assert names == ["thirdoption trail seal", "thirdoption trail verify"]
    assert len(documents.untold(names, ["Run `thirdoption trail verify` on Mondays."])) == 1
    assert documents.untold(names, ["`thirdoption trail verify`, `thirdoption trail seal`"]) == []
    assert len(documents.untold(["make test"], ["make test-unit"])) == 1


def test_targets_are_read() -> None:
    assert documents.targets("demo: setup ## a year\nhidden:\n\tx\ntest-unit: ## quick\n") == [
        "make demo",
        "make test-unit",
    ]


def test_an_unknown_rule_is_found() -> None:
    (fault,) = documents.unknown_rules([("a.py", "proves R-1 and R-2")], "- **R-1** Consent ...")
    assert fault.startswith("a.py: R-2 ")


def test_links_lead_somewhere() -> None:
    faults = documents.dead_links(ROOT)
    assert not faults, tell(faults)


def test_every_command_is_told() -> None:
    names = list(documents.commands(cli))
    assert names, "no command was read"
    faults = documents.untold(names, documents.all_documents(ROOT))
    assert not faults, tell(faults)


def test_every_target_is_told() -> None:
    names = documents.targets((ROOT / "Makefile").read_text())
    assert len(names) > 5, "no target was read"
    faults = documents.untold(names, documents.all_documents(ROOT))
    assert not faults, tell(faults)


def test_cited_privacy_rules_exist() -> None:
    rules = (ROOT / "docs/explanation/privacy-rules.md").read_text()
    sources = [
        (name, text) for name, text in python_sources(ROOT) if name != "tests/repository/test_documents.py"
    ]
    faults = documents.unknown_rules(sources, rules)
    assert "R-45" in rules and not faults, tell(faults)
