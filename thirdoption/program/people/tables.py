"""The tables of people: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Protected

PROTECTED = {
    "people.Person": Protected("identity", person="id", update=("race", "race_asked"), insert="operator"),
    "people.NameKey": Protected("identity", person="person_id"),
    "people.Same": Protected(special="both", insert="both", hand="worker_id"),
}
