"""Draws a replay's classes as an SVG, with the same numbers in words. Imported only where one is drawn."""

from collections.abc import Sequence
from io import BytesIO

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from thirdoption.jobs.exports.report_charts import BAR, BAR_LAST, GRID, INK, MUTED, SETTINGS, WIDTH, clean
from thirdoption.program.referrals.rules.replay import CLASS_WORDS, Class, Replayed, Row, summary

MOST = 14  # groups with a bar of their own
LABEL = 34  # letters of a group's name
_PARTS = (
    (CLASS_WORDS[Class.NOTHING], "nothing", BAR_LAST, ""),
    (CLASS_WORDS[Class.DEPENDS], "depends", BAR, ""),
    (CLASS_WORDS[Class.RULED_OUT], "ruled_out", "#e6e6e6", ""),
    ("Could not be read", "unreadable", "#ffffff", "////"),
)


def draw(found: Replayed) -> str:
    """The classes of the whole file and of each offense group, as bars; an SVG that a page may show."""
    rows = (found.total, *_largest(found.tables["offense_group"]))
    name = f"replay-{found.policy.id}"
    words = {
        "id": name,
        "title": f"Arrests in the file, by what the rules of {found.policy.place} say",
        "alt": f"{summary(found)} {' '.join(_told(row) for row in rows)}",
    }
    with matplotlib.rc_context(SETTINGS | {"svg.hashsalt": name, "hatch.linewidth": 0.6}):
        picture = _bars(rows)
        written = BytesIO()
        FigureCanvasSVG(picture).print_figure(written, format="svg", metadata={"Date": None})
    return clean(written.getvalue(), words)


def _largest(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The largest groups, and the rest as one."""
    rest = rows[MOST:]
    if not rest:
        return tuple(rows)
    sums = {name: sum(getattr(row, name) for row in rest) for name in ("low", "high", *_names())}
    return (*rows[:MOST], Row(label=f"{len(rest)} smaller groups", **sums))


def _names() -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in _PARTS)


def _told(row: Row) -> str:
    parts = ", ".join(f"{words.lower()} {getattr(row, name):,}" for words, name, _, _ in _PARTS)
    return f"{row.label}: {row.arrests:,} arrests; {parts}."


def _bars(rows: Sequence[Row]) -> Figure:
    """Each bar is its group's whole, so that small groups can be read; the count stands beside it."""
    picture = Figure(figsize=(WIDTH, 0.3 * len(rows) + 1.0))
    picture.patch.set_alpha(0)
    axes = picture.add_axes((0.36, 0.02, 0.45, 1 - 0.75 / (0.3 * len(rows) + 1.0)))
    axes.patch.set_alpha(0)
    left = [0.0] * len(rows)
    for words, name, color, hatch in _PARTS:
        shares = [getattr(row, name) / max(row.arrests, 1) for row in rows]
        axes.barh(
            range(len(rows)),
            shares,
            left=left,
            height=0.66,
            color=color,
            edgecolor=GRID,
            linewidth=0.5,
            hatch=hatch,
            label=words,
        )
        left = [before + share for before, share in zip(left, shares, strict=True)]
    for at, row in enumerate(rows):
        axes.text(1.02, at, f"{row.high:,} of {row.arrests:,}", va="center", color=INK)
    axes.text(1.02, -0.85, "not ruled out", va="center", color=MUTED, fontsize=8)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks(range(len(rows)), [row.label[:LABEL] for row in rows])
    axes.tick_params(length=0, colors=INK)
    for side in axes.spines.values():
        side.set_visible(False)
    picture.legend(loc="upper left", ncols=2, frameon=False, fontsize=8)
    return picture
