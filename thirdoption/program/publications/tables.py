"""The tables of publications: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

PROTECTED = {
    "publications.LedgerCount": Protected(rights="S", special="nobody"),
}
OPEN = {
    "publications.Publication": Open("SI", "released figures"),
    "publications.PublicationFile": Open("SI", "released figures"),
}
