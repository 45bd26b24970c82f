"""How far a service is: miles as the crow flies, from a point that was typed or that the directory knows."""

import re
from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from thirdoption.program.services.rules import folded

Point = tuple[float, float]
"""Latitude and longitude, WGS84."""
_EARTH = 3958.8
"""The mean radius in miles (IUGG)."""
_TYPED = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def miles(one: Point, other: Point) -> float:
    """The distance of two points on the sphere (haversine)."""
    (lat, long), (to_lat, to_long) = (map(radians, point) for point in (one, other))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_long - long) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))


def typed_point(text: str) -> Point | None:
    """A latitude and a longitude as typed, or None."""
    found = _TYPED.fullmatch(text)
    point = (float(found[1]), float(found[2])) if found else None
    return point if point and abs(point[0]) <= 90 and abs(point[1]) <= 180 else None


def middle(points: Iterable[Point]) -> Point | None:
    """The middle of points that are near one another; None of none."""
    known = list(points)
    if not known:
        return None
    return sum(lat for lat, _ in known) / len(known), sum(long for _, long in known) / len(known)


def is_called(typed: str, names: Iterable[str]) -> bool:
    """Whether what was typed is one of these: a town, a ZIP code, the name of a place."""
    return folded(typed) in {folded(name) for name in names if name}
