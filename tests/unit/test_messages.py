"""What a message says to whoever looks at the phone: that there is a task, and nothing else (R-37)."""

import re

import pytest

from thirdoption.program.messages.rules import TEMPLATES, Kind, body

PROGRAM = {
    "en": r"lead|third option|divers\w*|divert\w*|hand-?offs?|referrals?|intakes?|releases?|program\w*|"
    r"participants?|persons?|people|case\w*|care|on[- ]call|officers?|police|prosecut\w*|courts?|"
    r"charges?|arrest\w*|offenses?|law|drugs?|us(e|es|ing)|housing|shelter|health|provider\w*",
    "es": r"lead|third option|deriva\w*|desv\w*|entregas?|remisi\w*|admisi\w*|autorizaci\w*|program\w*|"
    r"participantes?|personas?|gente|casos?|atenci\w*|de guardia|agentes?|polic\w*|fiscal\w*|tribunal\w*|"
    r"cargos?|arrest\w*|deten\w*|delitos?|ley|drogas?|consum\w*|vivienda|albergue|salud|proveedor\w*",
}
VALUE = re.compile(r"[%{}<>$]|\d")
KEY = re.compile(r"(?:press|oprima) [123]\b")


def tells(text: str) -> list[str]:
    """The words of a message that say what it is about, and the places where a value would be put in."""
    words = re.compile(rf"\b({'|'.join(PROGRAM.values())})\b", re.IGNORECASE)
    return [found[0] for found in words.finditer(text)] + VALUE.findall(text)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", PROGRAM)
@pytest.mark.parametrize("kind", [Kind.SMS, Kind.VOICE, Kind.EMAIL])
def test_no_message_says_of_whom_or_of_what_it_is(template: str, language: str, kind: Kind) -> None:
    """The keys to press of a call are its only figures, and a short code and a role all that is put in."""
    text = body(template, language, kind=kind)
    assert text and len(text) <= 160 and tells(KEY.sub("", text)) == []
    assert template == "taken" or body(template, language, kind=kind, who="case_manager") == text


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_message_is_in_both_languages(template: str) -> None:
    assert body(template, "en") != body(template, "es")


@pytest.mark.parametrize(
    "text",
    [
        "LEAD: hand-off of a participant",
        "You have a task about %(name)s.",
        "You have a task about {name}.",
        "Incident 26-00417",
        "Una entrega en LEAD",
        "Hay una persona con un agente de policía.",
    ],
)
def test_a_message_that_tells_is_found(text: str) -> None:
    assert tells(text)
