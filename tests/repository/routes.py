"""Every address of the site: who guards it, what it may carry, how it is spelled."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

TYPED = (UUIDConverter, IntConverter, SlugConverter)
PARAMETER = re.compile(r"<[^>]*>")
KEBAB = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?)?")


@dataclass(frozen=True)
class Route:
    """One address: its text, whether it is written with path(), its parameters, and the view it calls."""

    text: str
    by_path: bool
    converters: tuple[tuple[str, object], ...]
    view: Callable[..., Any]

    @property
    def owner(self) -> str:
        """The module of the view."""
        return getattr(self.view, "__module__", "")


def routes_of(
    patterns: Iterable[Any], text: str = "", by_path: bool = True, converters: tuple[Any, ...] = ()
) -> Iterator[Route]:
    """All routes below these URL patterns."""
    for entry in patterns:
        here = text + str(entry.pattern)
        plain = by_path and isinstance(entry.pattern, RoutePattern)
        carried = converters + tuple(entry.pattern.converters.items())
        if isinstance(entry, URLResolver):
            yield from routes_of(entry.url_patterns, here, plain, carried)
        elif isinstance(entry, URLPattern):
            yield Route(here, plain, carried, entry.callback)


def own(routes: Iterable[Route], third_party: dict[str, str]) -> list[Route]:
    """The routes that this project answers itself; `third_party` maps a package to the reason it may."""
    return [route for route in routes if not any(route.owner.startswith(package) for package in third_party)]


def unguarded(routes: Iterable[Route]) -> list[str]:
    """Routes whose view was not made by a guard of web/kit/guards."""
    return [
        f"/{route.text}: {route.owner}.{getattr(route.view, '__name__', '?')} has no guard. "
        f"Say who may come here with a decorator of thirdoption.web.kit.guards."
        for route in routes
        if not getattr(route.view, "guard", None)
    ]


def loose_parameters(routes: Iterable[Route]) -> list[str]:
    """Parameters that are not uuid, int or slug: a stranger's text would reach the view."""
    faults = [
        f"/{route.text}: write it with path(), not with a pattern." for route in routes if not route.by_path
    ]
    return faults + [
        f"/{route.text}: <{name}> takes any text. Write <uuid:{name}>, <int:{name}> or <slug:{name}>."
        for route in routes
        for name, converter in route.converters
        if not isinstance(converter, TYPED)
    ]


def misspelled(routes: Iterable[Route]) -> list[str]:
    """Routes that are not in small letters and hyphens."""
    return [
        f"/{route.text}: write addresses in small letters with hyphens, so they can be read out."
        for route in routes
        if not all(KEBAB.fullmatch(part) for part in PARAMETER.sub("", route.text).split("/"))
    ]
