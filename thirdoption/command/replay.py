"""`thirdoption replay-policy`: a site's rules over a file of arrests, counted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from thirdoption.command.home import Stop
from thirdoption.jobs.imports import arrests
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import replay as rules
from thirdoption.program.sites.packs import load_policy, pack_ids
from thirdoption.program.sites.rules import InvalidPolicy, Policy, csv_files

LABEL = 46  # letters of a group's name on the terminal
_TITLES = {"all": "All arrests", "offense_group": "By offense group", "race": "By race"}
_HEADS = ("arrests", "nothing", "depends", "ruled out", "unreadable", "not ruled out", "from-to")


@click.command("replay-policy")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--site",
    "sites",
    required=True,
    multiple=True,
    help="The policy pack whose rules are run, such as albany; may be given several times.",
)
@click.option("--map", "chart", required=True, help="nypd, nibrs, or a YAML file that tells the columns.")
@click.option("--compare", "other", help="A second policy pack, to see which arrests it treats otherwise.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the counts (CSV), the chart (SVG), and the rows that could not be read.",
)
def replay_policy(
    file: Path, sites: tuple[str, ...], chart: str, other: str | None, out: Path | None
) -> None:
    """Run a site's rules over an arrest FILE: an upper bound, with what the file cannot tell.

    Each arrest is in one of four classes: nothing rules diversion out and nothing is missing; it depends on
    a missing fact or on what the policy leaves open; it is ruled out; its row could not be read.
    """
    policies = [_policy(name) for name in dict.fromkeys((*sites, *([other] if other else [])))]
    parsed = _parsed(file, chart)
    unread = len(parsed.refused)
    found = [rules.replay(one, parsed.arrests, parsed.coverage, unreadable=unread) for one in policies]
    moves = rules.compare(policies[0], policies[-1], parsed.arrests) if other else ()
    for one in found:
        for line in _page(one):
            click.echo(line)
    if other:
        for line in _compared(found, moves):
            click.echo(line)
    _keep(file, parsed, found, moves, out)


def _policy(name: str) -> Policy:
    try:
        return load_policy(name)
    except KeyError:
        raise Stop(f"There is no policy pack {name!r}. There are: {', '.join(pack_ids())}.") from None
    except InvalidPolicy as invalid:
        raise Stop(f"The policy pack {name} cannot be used: {' '.join(invalid.sentences)}") from invalid


def _parsed(file: Path, chart: str) -> arrests.Parsed:
    try:
        with _progress(file.name) as told:
            return arrests.read(file.read_bytes(), arrests.load_map(chart), told=told)
    except (Refused, OSError) as refusal:
        raise Stop(str(refusal)) from refusal
    except arrests.InvalidMap as invalid:
        raise Stop(f"The map cannot be used. {' '.join(invalid.sentences)}") from invalid


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while a file is read, where somebody is looking."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"reading {name}", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _page(found: rules.Replayed) -> Iterator[str]:
    """Everything that the terminal shows of one policy, line by line."""
    policy, period = found.policy, found.period
    yield f"{policy.name.en}, version {policy.version}, over {found.coverage.title}"
    yield f"Arrests from {period[0]} to {period[1]}" if period else "No arrest could be read."
    yield from ("", rules.summary(found))
    for name, rows in found.tables.items():
        title = _TITLES.get(name, f"By {found.coverage.place_label.lower()}")
        yield from ("", _line(title, _HEADS), *(_line(row.label, _cells(row)) for row in rows))
    for title, reasons in (
        ("Ruled out by", found.why),
        ("A fact is missing that can still decide (an arrest may miss several)", found.missing),
        ("The policy is unknown", found.unknown),
        ("Somebody is asked", found.asks),
    ):
        if reasons:
            yield from ("", title)
            yield from (f"{one.count:>9,}  {rules.said(one.code, policy)}" for one in reasons)
    if found.width:
        yield from ("", "What makes the range wide, and what it would be if only this were open")
        high = found.total.high
        yield from (
            f"{one.bears_on:>9,}  {one.only_this_open:,} to {high:,}: {rules.said(one.code, policy)}"
            for one in found.width
        )
    yield from ("", "To be read with these figures", *(f"  - {note}" for note in rules.notes(found)), "")


def _cells(row: rules.Row) -> tuple[str, ...]:
    counts = (row.arrests, row.nothing, row.depends, row.ruled_out, row.unreadable)
    share = f"{100 * row.high / row.arrests:.1f} %" if row.arrests else ""
    return (*(f"{count:,}" for count in counts), share, f"{row.low:,}-{row.high:,}")


def _line(label: str, cells: Sequence[str]) -> str:
    return f"{label[:LABEL]:<{LABEL}}" + "".join(f"{cell:>14}" for cell in cells)


def _compared(found: Sequence[rules.Replayed], moves: Sequence[rules.Move]) -> Iterator[str]:
    one, other = found[0], found[-1]
    total = sum(move.count for move in moves)
    yield f"{one.policy.id} against {other.policy.id}: {total:,} arrests change their class"
    for move in moves:
        stricter = other.policy if move.of_other else one.policy
        rule = rules.said(move.rule, stricter)
        words = f"{rules.CLASS_WORDS[move.one]} -> {rules.CLASS_WORDS[move.other]}"
        yield f"{move.count:>9,}  {words}: {rule} ({stricter.id})"


def _keep(
    file: Path,
    parsed: arrests.Parsed,
    found: Sequence[rules.Replayed],
    moves: Sequence[rules.Move],
    out: Path | None,
) -> None:
    """The files, if a folder is named; the rows that could not be read come back in any case."""
    folder = out or Path.cwd()
    written: dict[str, bytes] = {}
    if parsed.refused:
        written[f"{file.stem}.refused.csv"] = csv_files.refused_csv(parsed.header, parsed.refused)
    if out:
        from thirdoption.jobs.exports import replay_chart, replay_csv

        other = found[-1] if moves else None
        for one in found:
            first = one is found[0]
            table = replay_csv.write(one, moves if first else (), other if first else None)
            written[f"replay-{one.policy.id}.csv"] = table.encode()
            written[f"replay-{one.policy.id}.svg"] = replay_chart.draw(one).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in written.items():
            (folder / name).write_bytes(data)
            click.echo(f"written: {folder / name}", err=True)
    except OSError as error:
        raise Stop(f"{folder} could not be written to: {error.strerror}.") from error
