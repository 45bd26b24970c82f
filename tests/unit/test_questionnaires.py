"""Questionnaires in data: what ships is whole, faults are told, and skipping is an answer."""

import copy
import json
import re

import pytest

from tests.repository import words_that_hurt
from thirdoption.program.care.rules.questionnaires import (
    Standing,
    faults,
    load,
    open_questions,
    shipped,
    shown,
)
from thirdoption.program.people.rules import Need

FORMS = shipped()


def links(items):
    return {item.link for item in items}


def changed(change):
    body = copy.deepcopy(FORMS["hand-off-screening"])
    change(body["item"])
    return faults(body)


@pytest.mark.parametrize("name", FORMS)
def test_a_shipped_form_is_whole_in_both_languages(name):
    assert faults(FORMS[name]) == []
    for item in load(FORMS[name]).walk():
        texts = [item.body, *(option["valueCoding"] for option in item.body.get("answerOption", []))]
        for text in texts:
            key = "text" if "text" in text else "display"
            assert text[key] and text[f"_{key}"]["extension"], item.link


@pytest.mark.parametrize("name", FORMS)
def test_a_shipped_form_asks_nothing_that_the_program_does_not_hold(name):
    """Laws 5 and 7: no arrest, conviction or jail, no drug test."""
    text = json.dumps(FORMS[name]).lower()
    assert not re.search(r"arrest|convict|jail|prison|probation|parole|drug test|urine|warrant", text)
    assert not any(re.search(rf"\b({word})\b", text) for word in words_that_hurt.ENGLISH)


def test_the_needs_screen_asks_for_every_service_the_program_names():
    assert set(Need) <= links(load(FORMS["needs-screen"]).walk())


def test_why_we_ask_is_said_in_the_language_of_the_page():
    found = {item.link: item for item in load(FORMS["full-intake"]).walk()}
    assert found["uses"].why("en").startswith("For your safety")
    assert found["uses"].why("es").startswith("Por su seguridad")
    assert found["housing_wish"].why("en") == ""


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, False),
        ({"uses": ["none"]}, False),
        ({"uses": Standing.DECLINED}, False),
        ({"uses": ["alcohol", "opioids"]}, True),
    ],
)
def test_a_question_follows_from_what_was_answered(given, asked):
    assert ("naloxone" in links(shown(load(FORMS["full-intake"]), given))) is asked


def test_what_hangs_on_a_hidden_question_is_hidden():
    body = copy.deepcopy(FORMS["hand-off-screening"])
    exists = {"question": "care_words", "operator": "exists", "answerBoolean": True}
    body["item"].append({"linkId": "more", "type": "text", "text": "More?", "enableWhen": [exists]})
    given = {"care_tonight": [True], "care_words": ["insulin"]}
    assert "more" in links(shown(load(body), given))
    assert "more" not in links(shown(load(body), given | {"care_tonight": [False]}))


@pytest.mark.parametrize(
    ("operator", "answers", "asked"),
    [("!=", ["no", "yes"], False), ("!=", ["no"], True), ("!=", [], False), ("=", ["no", "yes"], True)],
)
def test_not_equal_means_that_no_answer_is_equal(operator, answers, asked):
    body = copy.deepcopy(FORMS["hand-off-screening"])
    condition = {"question": "safe_tonight", "operator": operator, "answerCoding": {"code": "yes"}}
    body["item"].append({"linkId": "more", "type": "text", "text": "More?", "enableWhen": [condition]})
    assert ("more" in links(shown(load(body), {"safe_tonight": answers}))) is asked


@pytest.mark.parametrize("passed", [["yes"], Standing.NOT_TODAY, Standing.DECLINED])
def test_not_today_and_declined_close_a_required_question_as_an_answer_does(passed):
    form = load(FORMS["hand-off-screening"])
    assert links(open_questions(form, {})) == {"safe_tonight", "care_tonight"}
    assert links(open_questions(form, {"safe_tonight": passed})) == {"care_tonight"}
    assert open_questions(form, {"safe_tonight": passed, "care_tonight": [False]}) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda items: items.append(items[0]), "linkId is there twice"),
        (lambda items: items[0].pop("answerOption"), "a choice needs its answers"),
        (lambda items: items[0].update(type="quantity"), "the type quantity is not known"),
        (lambda items: items[0].pop("text"), "nothing to read"),
        (lambda items: items[2]["enableWhen"][0].update(question="tonight"), "not asked before it"),
        (lambda items: items[2]["enableWhen"][0].update(operator="~"), "the operator ~ is not known"),
        (lambda items: items[2]["enableWhen"].append(items[2]["enableWhen"][0]), "all or any"),
        (lambda items: items[2].pop("linkId"), "not written as FHIR has it"),
        (lambda items: items[0]["answerOption"].append(items[0]["answerOption"][0]), "code is there twice"),
        (lambda items: items[1].update(answerOption=items[0]["answerOption"]), "only a choice has answers"),
        (lambda items: items[0]["item"][0]["extension"][0]["valueCodeableConcept"].update(coding=[]), "FHIR"),
        (lambda items: items.clear(), "has no item"),
    ],
)
def test_a_fault_is_told_in_a_sentence(change, sentence):
    assert any(sentence in fault for fault in changed(change))


def test_what_is_no_questionnaire_is_told():
    assert faults([]) == faults({"resourceType": "Patient"}) != []
