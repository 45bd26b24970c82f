"""Words that a person should not read about themselves, each with the better one.

The list grew out of reading the pages as the people who live with them would. GLOSSARY.md tells
the same to people; CONTRIBUTING.md says how to add a word or an exception.
"""

import re

ENGLISH = {
    r"clients?": "person, or participant",
    r"offenders?": "person",
    r"divertees?": "person, or participant",
    r"addicts?|addicted|junkies?": "person who uses drugs",
    r"abusers?": "say what happened; for drugs: person who uses drugs",
    r"(substance|drug|alcohol) abuse": "substance use",
    r"(non-?)?complian(t|ce)|complied|non-?compliers?": "say what happened, with its date",
    r"fail(s|ed|ing|ures?)?": "date passed; say what happened; of a machine: could not",
    r"no[- ]shows?": "did not meet",
    r"missed(?! calls?)": "date passed",
    r"graduat\w+": "care has no end: self-supporting, moved, stopped for now",
    r"success(ful|fully)? complet\w+|complet\w+ (of )?the program": "say what the person reached",
    r"in the wind|abscond\w*|awol": "looking for",
    r"clean (and sober|time|urine|test|date|for)|(stay|stays|stayed|staying|got|get|is|are|was) clean|"
    r"dirty (urine|test)": "say what the person says; the program keeps no drug tests",
    r"relapse[sd]?|sobriety": "say what the person says about their use",
    r"terminated|kicked out|discharged from the program": "stopped for now",
    r"sanction(s|ed)?|punish\w*": "there are none: a declined offer changes nothing",
    r"perp(s|etrators?)?|criminals?(?= (who|is|are|was)\b)|thugs?": "person",
    r"inmates?|convicts|felons?|ex-?cons?|ex-?offenders?": "person",
    r"prostitutes?|hookers?": "person; the statute's own title may be quoted",
    r"the homeless|homeless (person|people|man|men|woman|women)": "person without housing",
    r"the mentally ill|mentally ill (person|people)|mental illness|crazy": "mental health",
    r"hard exclusions?": "not by this door",
    r"frequent fl(y|i)ers?|high utilizers?": "person",
}
# Only of a person: withdrawing a release is what a release is for.
WITHDREW = r"withdrew|withdrawn|withdraws"
RELEASE = re.compile(
    r"\b(releases?|permissions?|consents?|agreements?|statements?|certificates?|charges?)\b", re.I
)

SPANISH = {
    r"clientes?": "persona, o participante",
    r"delincuentes?|infractor(es|a|as)?|ofensor(es|a|as)?": "persona",
    r"adict[oa]s?|drogadict[oa]s?|toxic[óo]man[oa]s?": "persona que usa drogas",
    r"abuso de (sustancias|drogas|alcohol)|abusador(es|a|as)?": "consumo de sustancias",
    r"incumpl\w+|cumplimiento": "diga qué pasó, con su fecha",
    r"fracas\w+|fall(ó|aron|ida|idas|ido|idos)": "diga qué pasó, o no se pudo",
    r"gradu(ó|arse|ado|ada|ados|adas|ación)": "la atención no termina: se sostiene por su cuenta",
    r"no se present(ó|aron)": "no se encontraron",
    r"reca(ída|ídas|yó|er)|sobriedad|limpi[oa]s? de (drogas|alcohol)|(está|estuvo|sigue) limpi[oa]": (
        "diga lo que dice la persona"
    ),
    r"prostitutas?|reos?|convict[oa]s?|reclus[oa]s?|pres[oa]s|criminales|reincidentes?": "persona",
    r"pr[óo]fug[oa]s?|fugitiv[oa]s?|en fuga": "la buscamos",
    r"desert(ó|aron|or|ores)|abandon(ó|aron) el programa|expulsad[oa]s?": "paró por ahora",
    r"sanci(ón|ones)|sancionad[oa]s?|castig\w+": "no las hay: una oferta rechazada no cambia nada",
    r"indigentes?|vagabund[oa]s?|desamparad[oa]s?": "persona sin vivienda",
    r"borrach[oa]s?|yonquis?|drogón|drogon(es|a|as)": "diga qué pasó",
    r"loc[oa]s?|dementes?": "salud mental",
    r"enfermedad(es)? mental(es)?|enferm[oa]s? mental(es)?": "salud mental",
}

_ALL = [
    (re.compile(rf"(?<![\w@./-])({pattern})(?![\w@])", re.I), better)
    for pattern, better in {**ENGLISH, **SPANISH}.items()
]
_WITHDREW = re.compile(rf"\b({WITHDREW})\b", re.I)


def found_in(text: str) -> list[tuple[str, str]]:
    """(the word as written, the better word) for each hurting word in one sentence or label."""
    found = [(match.group(0), better) for pattern, better in _ALL for match in pattern.finditer(text)]
    withdrew = _WITHDREW.search(text)
    if withdrew and not RELEASE.search(text):
        found.append((withdrew.group(0), "stopped for now"))
    return found
