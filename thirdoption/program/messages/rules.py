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
    },
    "rota": {
        "en": "Your shifts have changed. Sign in to read them.",
        "es": "Sus turnos cambiaron. Inicie sesión para leerlos.",
    },
    "shift-request": {
        "en": "A colleague asks about a shift. Sign in to answer.",
        "es": "Alguien de su equipo pregunta por un turno. Inicie sesión para responder.",
    },
    "shift-answer": {
        "en": "A colleague answered about a shift. Sign in to read it.",
        "es": "Alguien de su equipo respondió sobre un turno. Inicie sesión para leerlo.",
    },
    "rota-gap": {
        "en": "A shift has nobody. Sign in to see which.",
        "es": "Un turno está sin cubrir. Inicie sesión para ver cuál.",
    },
}
