"""Writing a draft: what is typed stays, each fault is a sentence, and two editors lose nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.drafts import GRADED, begin, errors, filled, moved, plain, save, step
from tests.factories.fixtures import World
from thirdoption.program.governance.models import DraftStep
from thirdoption.program.sites import packs
from thirdoption.program.sites.rules.editing import found

SignIn = Callable[[str], Client]


def test_a_value_saved_untouched_changes_nothing(draft: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    before = plain(draft)
    policy = packs.parse_own(before)
    places = [f"values/{name.replace('.', '-')}/" for name in policy.settings]
    places += [f"lists/conducts/{code}/" for code in policy.conducts]
    for place in places:
        page = client.get(f"/setup/policy/{place}")
        assert page.status_code == 200, place
        sent = client.post(f"/setup/policy/{place}", filled(page.content))
        assert sent.status_code == 302, (place, errors(sent.content))
        assert packs.parse_own(plain(draft)) == policy, place


def test_the_lists_of_another_pack_are_saved_untouched(world: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    begin(world, moved("santa_fe"))
    policy = packs.parse_own(moved("santa_fe"))
    places = [f"lists/exclusions/{code}/" for code in policy.exclusions]
    places += [f"lists/limits/{code}/" for code in policy.limits]
    for place in places:
        page = client.get(f"/setup/policy/{place}")
        sent = client.post(f"/setup/policy/{place}", filled(page.content))
        assert sent.status_code == 302, (place, errors(sent.content))
        assert packs.parse_own(plain(world)) == policy, place


def test_a_value_is_changed_undone_and_set_back(draft: World, sign_in: SignIn) -> None:
    client, place = sign_in("manager"), ("settings", "intake_days")
    assert save(client, "values/intake_days/", **GRADED).status_code == 302
    assert found(plain(draft), place)["value"] == 14
    assert found(plain(draft), place)["grade"] == "confirmed"
    assert save(client, "values/intake_days/", **{**GRADED, "known": 1, "value": "21"}).status_code == 302
    assert save(client, "undo/", known=2).status_code == 302
    assert found(plain(draft), place)["value"] == 14
    assert save(client, "undo/", known=3).status_code == 302
    assert found(plain(draft), place)["value"] == 30
    assert save(client, "undo/", known=4).status_code == 409, "nothing is left to undo"
    assert save(client, "values/intake_days/", **{**GRADED, "known": 4}).status_code == 302
    assert save(client, "set-back/", known=5).status_code == 302
    assert found(plain(draft), place)["value"] == 30
    assert save(client, "undo/", known=6).status_code == 302
    assert found(plain(draft), place)["value"] == 14
    assert DraftStep.objects.count() == 8, "every step is kept"


def test_a_new_source_comes_with_its_value(draft: World, sign_in: SignIn) -> None:
    new = {
        "new_title": "Letter of the county",
        "new_read": "2026-11-01",
        "new_address": "https://county.example",
    }
    saved = save(sign_in("manager"), "values/intake_days/", **{**GRADED, "source": "", **new})
    assert saved.status_code == 302, errors(saved.content)
    key = found(plain(draft), ("settings", "intake_days", "source"))
    assert plain(draft)["sources"][key] == {
        "title": "Letter of the county", "address": "https://county.example", "read": "2026-11-01"
    }  # fmt: skip


def test_an_answer_of_the_site_is_marked_as_one(draft: World, sign_in: SignIn) -> None:
    asked = {"question_en": "In how many days?", "question_es": "¿En cuántos días?"}
    assert (
        save(sign_in("manager"), "values/intake_days/", **{**GRADED, "grade": "site", **asked}).status_code
        == 302
    )
    setting = packs.parse_own(plain(draft)).setting("intake_days")
    assert (setting.value, setting.answered, setting.made_up) == (14, True, False)


BAD = [
    ("values/intake_days/", {"value": "soon"}, "Give a whole number from 0 to 365."),
    ("values/intake_days/", {"value": "366"}, "Give a whole number from 0 to 365."),
    ("values/intake_days/", {"value": ""}, "Give the value, or choose “Unknown”."),
    ("values/intake_days/", {"grade": "sure"}, "Choose from the list."),
    ("values/intake_days/", {"grade": ""}, "Choose one."),
    ("values/intake_days/", {"source": "hearsay"}, "Choose from the list."),
    ("values/intake_days/", {"source": ""}, "Choose the source, or name a new one below."),
    ("values/intake_days/", {"words_es": ""}, "Write the rule in words: an officer reads them."),
    ("values/intake_days/", {"words_en": "x" * 601}, "at most 600 fit"),
    ("values/intake_days/", {"words_en": "a\x00b"}, "cannot be stored"),
    ("values/intake_days/", {"caution_en": "Half"}, "Write it in both languages."),
    ("values/intake_days/", {"grade": "unknown"}, "Write the question that the site is asked."),
    ("values/intake_days/", {"new_title": "New"}, "Say on which day it was read."),
    ("values/intake_days/", {"new_title": "New", "new_read": "soon"}, "Write the date as year-month-day"),
    ("values/door-community/", {"value": "ajar"}, "Choose from the list."),
    ("values/drivers/", {"value": ["greed"]}, "Choose from the list."),
    ("values/line_hours/", {"value": " "}, "Give the value, or choose"),
    ("values/publication_threshold/", {"value": "10"}, "Give a whole number from 11 to 1000."),
    ("lists/conducts/add/", {"value": "eligible"}, "Say what happened, in both languages."),
    ("lists/conducts/add/", {"value": "eligible"}, "Name a section of law below, or a NIBRS code."),
    ("lists/conducts/add/", {"label_en": "X", "label_es": "X", "value": "eligible", "nibrs": "99Z"},
     "Names &#x27;99Z&#x27;, which is not a NIBRS offense code."),
    ("lists/conducts/add/", {"label_en": "X", "label_es": "X", "value": "eligible", "laws1_law": "PL"},
     "Must be some text"),
    ("lists/conducts/add/", {"label_en": "X", "label_es": "X", "no_offense_en": "None"},
     "Write it in both languages."),
    ("lists/exclusions/add/", {"value": "hard", "basis": "rumor"}, "Choose from the list."),
    ("lists/exclusions/add/", {"value": "hard", "basis": "fact"}, "Choose one or more."),
    ("lists/exclusions/add/", {"value": "hard", "basis": "fact", "doors": ["community"]},
     "Write the question that an officer is asked."),
    ("lists/exclusions/add/", {"value": "overridable", "basis": "charge", "doors": ["community"]},
     "Must name who may decide otherwise"),
    ("lists/exclusions/add/", {"value": "hard", "basis": "charge", "doors": ["community"],
     "look_back_days": "-1"},
     "Give a whole number from 1 to 36525."),
    ("lists/limits/add/", {"value": "0"}, "Give a number above 0"),
    ("lists/limits/add/", {"value": "6", "unit": "ounces"}, "Choose from the list."),
    ("lists/limits/add/", {"value": "6", "unit": "grams"}, "Choose one or more."),
    ("lists/limits/add/", {"value": "6", "unit": "grams", "conducts": ["flying"]}, "Choose from the list."),
]  # fmt: skip


@pytest.mark.parametrize(("place", "given", "sentence"), BAD)
def test_bad_input_is_a_sentence_and_what_was_typed_stays(
    draft: World, sign_in: SignIn, place: str, given: dict[str, Any], sentence: str
) -> None:
    response = save(sign_in("manager"), place, **{**GRADED, **given})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page, errors(response.content)
    assert "Nothing is saved yet. What you typed is still here." in page
    if "words_en" not in given:
        assert "14 days." in page
    assert step(draft) == 0


def test_conducts_exclusions_and_limits_are_added_and_taken_out(draft: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    label = {"label_en": "Sleeping in a car", "label_es": "Dormir en un auto"}
    graded = {**GRADED, "value": "eligible", "nibrs": "90J"}
    assert save(client, "lists/conducts/add/", **graded, **label).status_code == 302
    assert plain(draft)["conducts"]["sleeping_in_a_car"]["nibrs"] == "90J"
    out = {**GRADED, "known": 1, "value": "hard", "basis": "charge", "doors": ["arrest_diversion"]}
    assert save(client, "lists/exclusions/add/", **out).status_code == 302
    limit = {**GRADED, "known": 2, "value": "6.5", "unit": "grams", "substances": ["opioid"]}
    saved = save(client, "lists/limits/add/", **limit, conducts=["drug_possession"])
    assert saved.status_code == 302, errors(saved.content)
    page = client.get("/setup/policy/").content.decode()
    assert ">Whether anybody is left out</a>: says something else than the list of exclusions does." in page
    (code,) = plain(draft)["exclusions"]
    assert save(client, f"lists/exclusions/{code}/remove/", known=3).status_code == 302
    assert plain(draft)["exclusions"] == {}
    assert save(client, "lists/exclusions/gone/remove/", known=4).status_code == 404


def test_the_second_of_two_editors_is_told_and_loses_nothing(draft: World, sign_in: SignIn) -> None:
    first, second = sign_in("manager"), sign_in("manager")
    assert save(first, "values/intake_days/", **GRADED).status_code == 302
    # another part: both stand
    minutes = {**GRADED, "value": "45", "words_en": "45 minutes.", "words_es": "45 minutos."}
    assert save(second, "values/response_minutes/", **minutes).status_code == 302
    assert found(plain(draft), ("settings", "intake_days", "value")) == 14
    # the same part
    late = save(second, "values/intake_days/", **{**GRADED, "value": "21", "words_en": "Twenty-one."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Somebody else changed this while you had it open" in page
    assert "Twenty-one." in page and "What the draft says now" in page
    again = {key: values[0] for key, values in filled(late.content).items() if key != "csrfmiddlewaretoken"}
    assert save(second, "values/intake_days/", **again).status_code == 302
    assert found(plain(draft), ("settings", "intake_days", "value")) == 21
    assert save(first, "undo/", known=1).status_code == 409, "undo takes back what was seen, nothing else"
