"""Every address has a guard, typed parameters and a name that can be read out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from tests.repository import routes
from tests.repository.tree import tell

# Views of others that answer for themselves: the package, and why no guard of ours is needed.
THIRD_PARTY = {
    "allauth.": "signing in: nobody is signed in yet; it has its own limits",
    "django.views.i18n": "the language of the page and the texts of its scripts: nothing of the program's",
    "django.views.static": "static files while developing",
}


def view(request: HttpRequest) -> HttpResponse:
    """A view without a guard."""
    return HttpResponse()


def guarded(request: HttpRequest) -> HttpResponse:
    """A view with one."""
    return HttpResponse()


guarded.guard = "desk"  # type: ignore[attr-defined]


def planted(*patterns: Any) -> list[routes.Route]:
    return list(routes.routes_of([path("desk/", include((list(patterns), "desk")))]))


def test_a_route_without_a_guard_is_found() -> None:
    (fault,) = routes.unguarded(planted(path("people/", view), path("today/", guarded)))
    assert fault.startswith("/desk/people/: ")


def test_a_third_party_is_not_asked_and_nobody_else_hides_behind_it() -> None:
    found = planted(path("people/", view))
    assert routes.own(found, THIRD_PARTY) == found
    assert routes.own(found, {__name__: "planted"}) == []


def test_a_loose_parameter_is_found() -> None:
    loose = planted(path("people/<id>/", guarded), path("files/<path:name>/", guarded))
    assert len(routes.loose_parameters(loose)) == 2
    assert len(routes.loose_parameters(planted(re_path(r"^people/(\d+)/$", guarded)))) == 1
    typed = planted(path("people/<uuid:id>/<int:page>/<slug:tab>/", guarded))
    assert routes.loose_parameters(typed) == []


def test_a_misspelled_route_is_found() -> None:
    wrong = planted(path("heldCharges/", guarded), path("held_charges/", guarded), path("Held/", guarded))
    right = planted(path("held-charges/<uuid:held_charge>/print/", guarded), path("report.pdf", guarded))
    assert len(routes.misspelled(wrong)) == 3
    assert routes.misspelled(right) == []


def ours() -> list[routes.Route]:
    from thirdoption.config import urls

    found = routes.own(routes.routes_of(urls.urlpatterns), THIRD_PARTY)
    assert found, "no route was read: a test that sees nothing passes everything"
    return found


def check(checker: Callable[[list[routes.Route]], list[str]]) -> None:
    faults = checker(ours())
    assert not faults, tell(faults)


def test_every_route_has_a_guard() -> None:
    check(routes.unguarded)


def test_every_parameter_is_typed() -> None:
    check(routes.loose_parameters)


def test_every_route_can_be_read_out() -> None:
    check(routes.misspelled)
