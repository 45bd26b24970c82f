"""Templates stay with their audience, escape everything and fetch nothing from outside."""

from pathlib import PurePath

import pytest

from tests.repository import pages
from tests.repository.tree import ROOT, python_sources, tell

DESK = PurePath("thirdoption/web/desk/templates/desk/today.html")
KIT = PurePath("thirdoption/web/kit/templates/kit/base.html")


@pytest.mark.parametrize(
    "planted",
    ["{% extends 'street/base.html' %}", '{% include "mine/goals.html" with a=1 %}', "{% include name %}"],
)
def test_a_borrowed_template_is_found(planted: str) -> None:
    assert len(pages.borrowing(DESK, planted)) == 1


def test_own_and_shared_templates_pass() -> None:
    source = "{% extends 'kit/base.html' %}{% include 'desk/_line.html#row' %}"
    assert pages.borrowing(DESK, source) == []
    assert pages.borrowing(KIT, "{% include part %}{% include 'kit/_nav.html' %}") == []


@pytest.mark.parametrize(
    "place",
    [
        "web/desk/templates/street/contact.html",
        "web/desk/templates/kit/base.html",
        "web/desk/templates/today.html",
        "web/desk/today.html",
    ],
)
def test_a_template_in_a_wrong_folder_is_found(place: str) -> None:
    assert len(pages.borrowing(PurePath("thirdoption") / place, "")) == 1


@pytest.mark.parametrize(
    "planted",
    [
        "{{ note|safe }}",
        "{{ notes|join:', '|safeseq }}",
        "{% autoescape off %}",
        '<script src="https://example.org/a.js"></script>',
        "<link rel=stylesheet href='http://example.org/a.css'>",
        '<button class="usa-button" onclick="go()">',
    ],
)
def test_an_unsafe_line_is_found(planted: str) -> None:
    (fault,) = pages.unsafe(DESK, "<p>\n" + planted)
    assert "today.html:2: " in fault


def test_a_plain_link_and_a_safe_name_pass() -> None:
    source = '<a href="https://www.nysenate.gov/">{{ safe_name|default:"" }}</a>\n<p data-on="x">'
    assert pages.unsafe(DESK, source) == []


def test_a_view_that_draws_another_audience_is_found() -> None:
    name = "thirdoption/web/street/views.py"
    assert len(pages.drawn_by_views(name, 'render(request, "desk/person.html#goals")')) == 1
    assert pages.drawn_by_views(name, 'render(request, "street/contact.html"), "kit/_error.html"') == []


def test_templates_stay_with_their_audience() -> None:
    faults = [fault for path, source in pages.templates(ROOT) for fault in pages.borrowing(path, source)]
    assert not faults, tell(faults)


def test_templates_are_safe() -> None:
    faults = [fault for path, source in pages.templates(ROOT) for fault in pages.unsafe(path, source)]
    assert not faults, tell(faults)


def test_a_name_of_another_block_is_found() -> None:
    link = '{% url "desk:person" pk as there %}'
    planted = (
        "{% block breadcrumb %}"
        + link
        + "{% endblock %}{% block content %}{% button a href=there %}{% endblock %}"
    )
    assert len(pages.out_of_reach(DESK, planted)) == 1
    again = planted.replace("{% button", link + "{% button")
    assert pages.out_of_reach(DESK, again) == []
    assert pages.out_of_reach(DESK, planted.replace("href=there", 'href="there"')) == []


def test_no_name_is_used_where_it_is_empty() -> None:
    faults = [fault for path, source in pages.templates(ROOT) for fault in pages.out_of_reach(path, source)]
    assert not faults, tell(faults)


def test_views_draw_their_own_templates() -> None:
    faults = [
        fault
        for name, source in python_sources(ROOT, under="thirdoption/web")
        if len(PurePath(name).parts) > 3
        for fault in pages.drawn_by_views(name, source)
    ]
    assert not faults, tell(faults)
