"""Channels and templates: no template holds a name or says what the program is (R-37)."""

from enum import StrEnum


class Channel(StrEnum):
    """How a message leaves."""

    REHEARSAL = "rehearsal"
    IN_APP = "in_app"


TEMPLATES = {
    "hand-off": {
        "en": "You have a task. Sign in to read it.",
        "es": "Tiene una tarea. Inicie sesión para leerla.",
    }
}
