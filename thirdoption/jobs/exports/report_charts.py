"""Draws the report's charts as SVG, in a worker only: a web process never imports a plotting library.

Text stays text. No style attributes are left in, so that the picture passes a content security policy that
forbids them. Each picture has a title and the same numbers in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

INK, MUTED, LINE, GRID = "#3d4551", "#5d6470", "#c05600", "#a9aeb1"
BAR, BAR_LAST = "#73b3e7", "#005ea2"
FONT = "Public Sans"
FONTS = Path(__file__).parent / "fonts"
SVG = "http://www.w3.org/2000/svg"
SETTINGS: dict[Any, Any] = {"svg.fonttype": "none", "font.size": 9, "font.family": FONT}
WIDTH = 7.0  # inches, the text width of the PDF's page

for file in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(file)


def draw(chart: Mapping[str, Any]) -> str:
    """An SVG from what `program.reports.rules.presenting.present_chart` gives."""
    with matplotlib.rc_context(SETTINGS | {"svg.hashsalt": chart["id"]}):
        picture = _months(chart) if chart["kind"] == "months" else _funnel(chart)
        written = BytesIO()
        FigureCanvasSVG(picture).print_figure(written, format="svg", metadata={"Date": None})
    return clean(written.getvalue(), chart)


def _axes(picture: Figure, chart: Mapping[str, Any], box: tuple[float, float, float, float]) -> Axes:
    axes = picture.add_axes(box)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GRID)
    axes.tick_params(length=0, colors=INK)
    axes.patch.set_alpha(0)
    picture.patch.set_alpha(0)
    if chart["made_up"]:
        picture.text(
            0.995,
            0.995,
            chart["made_up"].upper(),
            ha="right",
            va="top",
            color=LINE,
            fontsize=8,
            weight="bold",
        )
    return axes


def _months(chart: Mapping[str, Any]) -> Figure:
    """Bars with their counts; the sum since launch as a line of its own above them, each end labelled."""
    points = chart["points"]
    picture = Figure(figsize=(WIDTH, 3.2))
    bars = _axes(picture, chart, (0.01, 0.13, 0.98, 0.50))
    values = [point["value"] or 0 for point in points]
    colors = [BAR] * max(0, len(points) - 3) + [BAR_LAST] * min(3, len(points))
    bars.bar(range(len(points)), values, width=0.68, color=colors)
    top = max([*values, 1])
    for at, point in enumerate(points):
        bars.text(
            at,
            (point["value"] or 0) + top * 0.03,
            point["text"],
            ha="center",
            va="bottom",
            color=INK,
            weight="bold",
        )
    bars.set_ylim(0, top * 1.18)
    bars.set_yticks([])
    bars.set_xlim(-0.6, len(points) - 0.4)
    bars.set_xticks(range(len(points)), [point["label"] for point in points])
    for at, point in enumerate(points):
        if at == 0 or point["year"] != points[at - 1]["year"]:
            below = bars.get_xaxis_transform()
            bars.text(
                at, -0.17, point["year"], transform=below, ha="center", va="top", color=MUTED, fontsize=8
            )
    picture.text(0.012, 0.665, chart["axis"], color=MUTED, fontsize=8.5, va="bottom")
    _sum_line(picture, chart)
    return picture


def _sum_line(picture: Figure, chart: Mapping[str, Any]) -> None:
    """A small panel of its own, so that one scale is never read for the other."""
    sums = [point["sum"] for point in chart["points"]]
    panel = picture.add_axes((0.01, 0.76, 0.98, 0.10))
    panel.axis("off")
    panel.set_xlim(-0.6, len(sums) - 0.4)
    spread = max(sums[-1] - sums[0], 1)
    panel.set_ylim(sums[0] - spread * 0.25, sums[-1] + spread * 0.25)
    panel.plot(range(len(sums)), sums, color=LINE, linewidth=1.6, marker="o", markersize=3.2, clip_on=False)
    for at in {0, len(sums) - 1}:
        panel.annotate(
            f"{sums[at]:,}",
            (at, sums[at]),
            (0, 5),
            textcoords="offset points",
            ha="center",
            color=LINE,
            weight="bold",
        )
    picture.text(0.012, 0.905, chart["sum_label"], color=MUTED, fontsize=8.5, va="bottom")


def _funnel(chart: Mapping[str, Any]) -> Figure:
    """One bar per step, its count at the end, and the share of the step before beside it."""
    points = chart["points"]
    picture = Figure(figsize=(WIDTH, 0.36 * len(points) + 0.45))
    axes = _axes(picture, chart, (0.19, 0.02, 0.62, 0.84))
    values = [point["value"] or 0 for point in points]
    axes.barh(range(len(points)), values, height=0.62, color=[BAR] * (len(points) - 1) + [BAR_LAST])
    most = max([*values, 1])
    for at, point in enumerate(points):
        axes.text(
            (point["value"] or 0) + most * 0.015, at, point["text"], va="center", color=INK, weight="bold"
        )
        axes.text(most * 1.30, at, point["share"], va="center", ha="right", color=INK)
    axes.text(most * 1.30, -0.72, chart["share_label"], va="center", ha="right", color=MUTED, fontsize=8.5)
    axes.set_xlim(0, most * 1.08)
    axes.set_ylim(len(points) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_yticks(range(len(points)), [point["label"] for point in points])
    return picture


def clean(written: bytes, chart: Mapping[str, Any]) -> str:
    """The picture with a title, its numbers in words, one font, and attributes in the place of styles."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(written)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(child)
    for element in root.iter():
        _style_to_attributes(element)
        if element.tag == f"{{{SVG}}}g":
            element.attrib.pop("id", None)  # two charts on one page would share it
    root.set("stroke-linejoin", "round")
    root.set("role", "img")
    root.set("aria-labelledby", f"{chart['id']}-title {chart['id']}-desc")
    for tag, text in (("desc", chart["alt"]), ("title", chart["title"])):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{chart['id']}-{tag}"})
        element.text = text
        root.insert(0, element)
    return ElementTree.tostring(root, encoding="unicode")


def _style_to_attributes(element: ElementTree.Element) -> None:
    """A font's family is always the report's own; "bold 9px family" becomes a size and a weight."""
    for rule in element.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key == "font":
            words = value.split("px")[0].split()
            element.set("font-size", words[-1])
            element.set("font-weight", "700" if words[0] in ("bold", "700") else "400")
        elif key and key != "font-family":
            element.set(key, value)
        if key.startswith("font"):
            element.set("font-family", f"{FONT}, Public Sans Web, sans-serif")
