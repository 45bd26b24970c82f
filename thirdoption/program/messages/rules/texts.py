"""What messages say, in English and Spanish: no name, and nothing of what the program is (R-37)."""

from collections.abc import Mapping

from thirdoption.program.messages.rules.channels import Kind

TEMPLATES: Mapping[str, Mapping[str, str]] = {
    "hand-off": {
        "en": "You have a task. Answer YES, BUSY or PASS {code}. Sign in to read it.",
        "es": "Tiene una tarea. Responda SI, OCUPADA o PASO {code}. Inicie sesión para leerla.",
        "en voice": "You have a task. To say yes, press 1. If you are busy, press 2. To pass, press 3.",
        "es voice": "Tiene una tarea. Para decir que sí, oprima 1. Si no puede ahora, oprima 2. "
        "Para pasarla, oprima 3.",
        "en email": "You have a task. Sign in to read it.",
        "es email": "Tiene una tarea. Inicie sesión para leerla.",
        "en push": "You have a task.",
        "es push": "Tiene una tarea.",
    },
    "yours": {
        "en": "Thank you. Task {code} is yours. Sign in to read it.",
        "es": "Gracias. La tarea {code} es suya. Inicie sesión para leerla.",
    },
    "taken": {
        "en": "Thank you. Somebody goes already: {who}. You need do nothing for {code}.",
        "es": "Gracias. Ya va alguien: {who}. No tiene que hacer nada por {code}.",
    },
    "over": {
        "en": "Thank you. Task {code} is over. You need do nothing.",
        "es": "Gracias. La tarea {code} terminó. No tiene que hacer nada.",
    },
    "passed-on": {
        "en": "Thank you. We ask who is next.",
        "es": "Gracias. Preguntamos a quien sigue.",
    },
    "not-understood": {
        "en": "We did not understand. Answer YES, BUSY or PASS.",
        "es": "No entendimos. Responda SI, OCUPADA o PASO.",
    },
    "nothing-asked": {
        "en": "Nothing waits for your answer.",
        "es": "Nada espera su respuesta.",
    },
    "coming": {
        "en": "Thank you. Somebody comes to you or calls you. Sign in to follow it.",
        "es": "Gracias. Alguien va con usted o le llama. Inicie sesión para seguirlo.",
    },
    "ask-by-message": {
        "en": "Write COME, and somebody comes to you or calls you. Write no names.",
        "es": "Escriba VENGAN, y alguien va con usted o le llama. No escriba nombres.",
    },
    "receipt": {
        "en": "Received. Your number: {code}.",
        "es": "Recibido. Su número: {code}.",
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
    "check-in": {
        "en": "We have not heard of a colleague. Sign in to see who, and call them.",
        "es": "No sabemos de alguien del equipo. Inicie sesión para ver quién es y llámele.",
    },
    "come-along": {
        "en": "A colleague should not go alone. Sign in to say whether you come along.",
        "es": "Alguien del equipo no debería ir sin compañía. Inicie sesión para decir si va también.",
    },
    "notice": {
        "en": "You have a message. Sign in to read it.",
        "es": "Tiene un mensaje. Inicie sesión para leerlo.",
    },
    "verify": {
        "en": "Your code is {code}. Type it where you asked for it.",
        "es": "Su código es {code}. Escríbalo donde lo pidió.",
        "en voice": "Your code is {code}. Again: {code}.",
        "es voice": "Su código es {code}. Otra vez: {code}.",
        "en push": "Tap here to prove that it reaches you. Your code is {code}.",
        "es push": "Toque aquí para probar que le llega. Su código es {code}.",
    },
    "test": {
        "en": "This is a test of your notices. Answer YES {code}.",
        "es": "Esto es una prueba de sus avisos. Responda SI {code}.",
        "en voice": "This is a test of your notices. To say that it came, press 1.",
        "es voice": "Esto es una prueba de sus avisos. Para decir que llegó, oprima 1.",
        "en email": "This is a test of your notices. Sign in and say that it came.",
        "es email": "Esto es una prueba de sus avisos. Inicie sesión y diga que llegó.",
        "en push": "This is a test of your notices. Tap, and say that it came.",
        "es push": "Esto es una prueba de sus avisos. Toque y diga que llegó.",
    },
    "test-came": {
        "en": "Thank you. The test came.",
        "es": "Gracias. La prueba llegó.",
    },
    "test-silent": {
        "en": "Somebody did not answer the test of their notices. Sign in to see who.",
        "es": "Alguien no respondió a la prueba de sus avisos. Inicie sesión para ver quién.",
    },
    "dated": {
        "en": "You have tasks with a date: {code}. Sign in to read them.",
        "es": "Tiene tareas con fecha: {code}. Inicie sesión para leerlas.",
    },
    "look-again": {
        "en": "Something was noted that you should look at. Sign in to read it.",
        "es": "Se anotó algo que usted debe ver. Inicie sesión para leerlo.",
    },
    "summary": {
        "en": "Your summary is there. Sign in to read it.",
        "es": "Su resumen está listo. Inicie sesión para leerlo.",
    },
    "methods": {
        "en": "A way to reach you was added or ended. Sign in to read which.",
        "es": "Se agregó o terminó una forma de avisarle. Inicie sesión para leer cuál.",
    },
    "asked": {
        "en": "You are asked whether you can help. Answer here: {code}\n"
        "You need a code: we read it to you by telephone.",
        "es": "Le preguntamos si puede ayudar. Responda aquí: {code}\nNecesita un código: se lo leemos por "
        "teléfono.",
    },
    "list": {
        "en": "You have a task. Open it here: {code}\nYou need a code: it comes to you another way.",
        "es": "Tiene una tarea. Ábrala aquí: {code}\nNecesita un código: le llega por otra vía.",
    },
}
PAGES = frozenset({"hand-off", "check-in", "come-along"})
"""What asks somebody to act now, for a person or a colleague is out there: it waits for no other message."""
SUBJECT = {"en": "You have a message", "es": "Tiene un mensaje"}
_WHO = {
    "on_call_worker": {"en": "on-call worker", "es": "persona de guardia"},
    "case_manager": {"en": "case manager", "es": "gestión de casos"},
    "supervisor": {"en": "supervisor", "es": "supervisión"},
}


def body(template: str, language: str, *, kind: str = Kind.SMS, code: str = "", who: str = "") -> str:
    """The words of a message in a worker's language; English where there is no other.

    `who` is the role of whoever comes.
    """
    texts = TEMPLATES[template]
    language = language if language in texts else "en"
    text = texts.get(f"{language} {kind}", texts[language])
    said = " ".join(code) if kind == Kind.VOICE else code
    if len(said) == 8:  # a receipt's number, as its page has it
        said = f"{said[:4]}-{said[4:]}"
    role = _WHO.get(who, {"en": "colleague", "es": "alguien del equipo"})[language]
    return text.format(code=said, who=role)
