"""The kit's form fields: what is said beside a field is tied to it, and what was typed stays."""

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from thirdoption.web.kit.fields import Choice, describe

SCRIPT = '"><script>alert(1)</script>'
LONG = "María del Carmen Wojciechowska-Oyelaran " * 50


class Contact(forms.Form):
    place = forms.CharField(
        max_length=80, help_text="Street and corner.", error_messages={"required": "Write the place."}
    )
    day = forms.DateField(required=False)
    people = forms.IntegerField(required=False)
    words = forms.CharField(widget=forms.Textarea, max_length=200, required=False)
    conduct = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("taking", Choice("Shoplifting", "Goods from a store")), ("sleeping", "Sleeping outside")],
        error_messages={"required": "Choose what happened."},
    )
    agency = forms.ChoiceField(choices=[("", "Choose one"), ("police", "Police")], required=False)
    read_aloud = forms.BooleanField(error_messages={"required": "Read it aloud first."})
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(scope="module", autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def show(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load kit %}" + source).render(context)


def field(form: forms.Form, name: str, options: str = "") -> str:
    return show("{% field bound " + options + " %}", bound=form[name])


def attribute(html: str, pattern: str) -> str:
    found = re.search(pattern, html)
    assert found, f"{pattern} is not in {html}"
    return found.group(1)


def test_label_and_hint_point_at_the_input() -> None:
    html = field(Contact(), "place")
    assert 'for="id_place"' in html
    assert 'id="id_place"' in html
    assert attribute(html, r'<input[^>]* aria-describedby="([^"]*)"') == "id_place_hint"
    assert '<span class="usa-hint" id="id_place_hint">Street and corner.</span>' in html


def test_an_error_is_a_sentence_that_the_input_names() -> None:
    html = field(Contact({}), "place")
    assert attribute(html, r'<input[^>]* aria-describedby="([^"]*)"') == "id_place_hint id_place_error"
    assert attribute(html, r'id="id_place_error">.*?</span> ([^<]*)<') == "Write the place."
    assert 'aria-invalid="true"' in html
    assert "usa-form-group--error" in html


def test_required_is_marked_and_optional_is_not() -> None:
    assert 'title="required"' in field(Contact(), "place")
    assert 'title="required"' not in field(Contact(), "words")


@pytest.mark.parametrize("name", ["place", "day", "people", "words", "token"])
def test_script_tags_come_back_as_text(name: str) -> None:
    html = field(Contact({name: SCRIPT}), name)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_script_tags_in_labels_hints_and_choices_are_text() -> None:
    class Planted(forms.Form):
        one = forms.CharField(label=SCRIPT, help_text=SCRIPT)
        many = forms.ChoiceField(widget=forms.RadioSelect, choices=[(SCRIPT, Choice(SCRIPT, SCRIPT))])

    form = Planted({"many": SCRIPT})
    form.add_error("one", SCRIPT)
    form.add_error(None, SCRIPT)
    html = show("{% error_summary form %}{% field form.one %}{% field form.many %}", form=form)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") >= 7


def test_a_value_that_is_too_long_is_kept_whole() -> None:
    for name in ("place", "words"):
        html = field(Contact({name: LONG}), name)
        assert LONG.strip() in html
        assert "maxlength" not in html


def test_what_a_picker_cannot_read_is_shown_as_text() -> None:
    wrong = field(Contact({"day": "the day after", "people": "two"}), "day")
    assert 'type="text"' in wrong
    assert 'value="the day after"' in wrong
    assert 'type="date"' in field(Contact({"day": "2026-11-21"}), "day")
    refused = Contact({"day": "2026-11-21"})
    refused.add_error("day", "This ends before it begins.")
    for form in (
        refused,
        Contact({"day": ""}),
    ):  # nothing is lost here
        assert 'type="date"' in field(form, "day")
    assert 'value="two"' in field(Contact({"people": "two"}), "people")


def test_radios_have_a_legend_a_description_and_their_error_on_the_group() -> None:
    html = field(Contact({"conduct": ""}), "conduct", "tiles=True")
    assert attribute(html, r'<fieldset[^>]* aria-describedby="([^"]*)"') == "id_conduct_error"
    assert "Choose what happened." in html
    assert "Goods from a store" in html
    assert html.count("usa-radio__input--tile") == 2
    assert attribute(html, r'<label[^>]* for="([^"]*)">Shoplifting') == "id_conduct_0"


def test_the_chosen_one_stays_chosen() -> None:
    html = field(Contact({"conduct": "sleeping", "agency": "police", "read_aloud": "on"}), "conduct")
    assert attribute(html, r'<input[^>]*value="(\w+)"[^>]* checked') == "sleeping"


def test_a_checkbox_names_its_error() -> None:
    html = field(Contact({}), "read_aloud")
    assert attribute(html, r'<input[^>]* aria-describedby="([^"]*)"') == "id_read_aloud_error"
    assert "Read it aloud first." in html


def test_a_text_with_a_limit_says_so() -> None:
    html = field(Contact(), "words")
    assert 'data-limit="200"' in html
    assert "At most 200 characters" in html


def test_the_summary_links_each_problem_to_its_field() -> None:
    html = show("{% error_summary form %}", form=Contact({}))
    assert re.findall(r'href="#([^"]+)"', html) == ["id_place", "id_conduct_0", "id_read_aloud"]
    assert show("{% error_summary form %}", form=Contact()).strip() == ""


def test_a_field_that_is_drawn_before_keeps_nothing_that_was_typed_or_known() -> None:
    blank = field(Contact(), "place")
    assert field(Contact(), "place") == blank
    for form in (Contact({"place": "Tulip Street"}), Contact(initial={"place": "Tulip Street"})):
        assert "Tulip Street" in field(form, "place")
    assert field(Contact(), "place") == blank
    assert field(Contact(), "place", 'label="Where"') != blank
    renamed = Contact()
    renamed.fields["place"].label = "Corner"
    assert "Corner" in field(renamed, "place")


def test_the_forms_own_widget_is_left_alone() -> None:
    form = Contact({"day": "x"})
    before = dict(form.fields["place"].widget.attrs)
    describe(form["place"])
    describe(form["day"])
    assert form.fields["place"].widget.attrs == before
    assert form.fields["day"].widget.input_type == "text"


def test_a_button_that_cannot_be_pressed_says_why() -> None:
    html = show('{% button "Release" reason="A second person releases it." id="r1" %}')
    assert 'aria-disabled="true"' in html
    assert 'type="button"' in html
    assert attribute(html, r'aria-describedby="([^"]*)"') == attribute(
        html, r'<p class="kit-why" id="([^"]*)"'
    )


@pytest.mark.parametrize(
    "source", ['{% icon "no_such_picture" %}', '{% button "Go" "loud" %}', '{% status "Waiting" "purple" %}']
)
def test_a_wrong_name_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        show(source)
