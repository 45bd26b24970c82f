"""The tables of people: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Protected

OF_PERSON = ("name", "date_of_birth", "born_how", "where_to_find", "language")
PROTECTED = {
    "people.Person": Protected(
        "identity", person="id", update=(*OF_PERSON, "race", "race_asked"), insert="operator"
    ),
    "people.NameKey": Protected("identity", person="person_id"),
    "people.Same": Protected(special="both", insert="both", hand="worker_id"),
    "people.About": Protected("identity", person="person_id", hand="worker_id"),
    "people.Way": Protected("identity", person="person_id", hand="worker_id"),
    "people.KeptLonger": Protected("identity", person="person_id", hand="worker_id"),
    "people.Restriction": Protected("identity", person="person_id", hand="worker_id"),
}
