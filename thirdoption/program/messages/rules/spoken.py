"""What the line says to whoever calls it, in English and then in Spanish: who calls has no language yet."""

SPOKEN: dict[str, dict[str, str]] = {
    "greeting": {
        "en": "This is the line for officers. Enter your badge number, then the pound key. "
        "To talk to the person on call, press 0, or wait.",
        "es": "Esta es la línea para agentes. Marque su número de placa y la tecla de número. "
        "Para hablar con la persona de guardia, oprima 0 o espere.",
    },
    "one-moment": {
        "en": "One moment. We are calling the person on call.",
        "es": "Un momento. Llamamos a la persona de guardia.",
    },
    "asking": {
        "en": "Everybody on call is being asked. Please stay on the line.",
        "es": "Preguntamos a todas las personas de guardia. Por favor, no cuelgue.",
    },
    "somebody-comes": {
        "en": "Somebody said yes. They come to you or call you.",
        "es": "Alguien dijo que sí. Va con usted o le llama.",
    },
    "nobody": {
        "en": "Nobody can come right now. Whoever leads the team knows of your call.",
        "es": "Nadie puede ir en este momento. Quien dirige el equipo sabe de su llamada.",
    },
    "nobody-answered": {
        "en": "Nobody answered. Please call again in a minute.",
        "es": "Nadie contestó. Por favor, vuelva a llamar en un minuto.",
    },
    "appointment": {
        "en": "Offer the person an appointment. The program looks for them and keeps it.",
        "es": "Ofrezca una cita a la persona. El programa la busca y acude.",
    },
    "phone": {
        "en": "Offer the person a talk by telephone.",
        "es": "Ofrezca a la persona hablar por teléfono.",
    },
    "transport": {
        "en": "Offer the person a ride to the program, if they want one.",
        "es": "Ofrezca a la persona llevarla al programa, si quiere.",
    },
    "offer_later": {
        "en": "Tell the person that the offer stands. The program comes to them.",
        "es": "Diga a la persona que la oferta sigue en pie. El programa irá con ella.",
    },
    "take-it": {
        "en": "You have a call. To take it, press 1.",
        "es": "Tiene una llamada. Para tomarla, oprima 1.",
    },
    "taken": {
        "en": "Somebody has this call already. You need do nothing.",
        "es": "Alguien tomó ya esta llamada. No tiene que hacer nada.",
    },
    "unknown-number": {
        "en": "This number takes no messages from you. Call the line: {line}.",
        "es": "Este número no recibe mensajes suyos. Llame a la línea: {line}.",
    },
}
