"""Made-up people: names, places and words for the made-up year. Nobody here exists.

First names say nothing about race: who is perceived how is dealt out apart from the name.
"""

from collections.abc import Sequence
from datetime import date
from random import Random

_FIRST = """
Adair Alba Amari Anselm Arlo Bellamy Blythe Briar Caspian
Celeste Corin Dario Delphine Ebony Edda Elio Emeka Esme
Fable Fern Gala Gideon Hollis Imani Indigo Ione Isaura
Jericho Jolan Juniper Kestrel Keziah Lark Leocadia Linus Lorcan
Maren Marlow Merrick Micah Nadir Nell Nova Oberon Odalys
Orla Perpetua Phoebe Quill Rafa Remy Rosalba Rowan Sable
Saoirse Silas Soledad Sorrel Tamsin Thaddeus Umber Valentín Wren
Xiomara Yael Yara Zadie Zephyr
"""
_LAST = """
Alderwyn Ashmoor Barleywood Beckhollow Bramblethorpe Calderón-Vey Candlewick Corvane Copperfold
Dovebrook Duskridge Elmsworthy Fairwindle Fenmarrow Glasswater Goldenmere Greyfallow Harrowgate-Lee
Hazelbourne Inkwell Ironquill Juniperhill Kettlestone Lanternby Larkenshaw Mistlebrook Montefalso
Mossgrove Nettlecombe Nightingrove Oakenshire Oldenbarrow Palomarés Pebblewright Pinecastle Quillfeather
Ravenhurst-Ode Riverbend-Okoro Saltmarrow Silverlake-Diaz Sparrowfield Starling-Voss
Stonebriar Tallowmere Thistledown
Torrealta Umberley Valdesombra Vellumoor Wintersong Wickerby Yarrowell Zafarrancho
"""

FIRST, LAST = _FIRST.split(), _LAST.split()

PLACES = {
    "police": (
        "Pharmacy, 200 Tulip Street",
        "Corner store, Patroon Square",
        "Grocery, 41 Beaverkill Avenue",
        "Bus station, Quay Street",
        "Doorway of the old bank, Patroon Square",
        "Park by the reservoir",
        "Parking lot behind Mill Street",
        "Laundromat, 9 Cooper's Row",
        "Bench at Tulip Street and Third",
        "Stairway of the river bridge",
        "Dollar store, 310 Canal Road",
    ),
    "campus": (
        "Library entrance, South Campus",
        "Dining hall, North Campus",
        "Parking deck C, South Campus",
        "Bookshop, Campus Center",
        "Bus shelter, University Loop",
    ),
    "ferry": (
        "Ferry terminal, hall B",
        "Pier 2, by the ticket machines",
        "Waiting room, Ferry Landing",
        "Kiosk at the landing",
        "Boardwalk below the ramp",
    ),
}
WHERE = (
    "By the river, mornings",
    "Sleeps at a cousin's on Canal Road most nights",
    "The bench at Tulip Street and Third after lunch",
    "Imaginary Community Kitchen at noon",
    "Library, first floor, when it rains",
    "Text first; the phone is often off",
    "Invented Harbor Shelter, ask at the desk",
    "With the dog, park by the reservoir",
    "",
)
GOALS = (
    "A door I can lock",
    "See my daughter on Sundays",
    "My own ID again, with my name spelled right",
    "Sleep through one night",
    "A job where I am not on my feet all day",
    "Get my teeth looked at",
    "Not to wake up sick",
    "Finish the high school paper I started",
    "A winter coat and somewhere to hang it",
    "Talk to my brother before Christmas",
    "Food stamps that do not stop in the middle of the month",
    "Somebody to go with me to the clinic",
)
GOALS_ES = (
    "Un cuarto con llave",
    "Ver a mis hijos los domingos",
    "Trabajar en una cocina otra vez",
    "Arreglar mis papeles",
)
WORDS = (
    "Lost the apartment in spring; has been with friends since.",
    "Wants to begin with papers, the rest later.",
    "Came with a neighbor, asked about a bed first.",
    "Is proud of having worked nineteen years at the cannery.",
    "Would rather meet outdoors.",
    "",
)
MADE = (
    "Met at the kitchen, had soup, talked about the week",
    "Went along to the benefits office",
    "Filled in the housing form together",
    "Walked to the clinic together",
    "Coffee; looked at two rooms to rent on the phone",
    "Picked up the copy of the birth certificate",
    "Talked on the phone, all right so far",
    "Rode the bus together to the appointment",
    "Brought a coat and socks",
    "Called the landlord together",
)
TRIED = (
    "Went by, nobody there",
    "Left word at the desk",
    "Sent a text, no answer yet",
    "Looked at the river and at the kitchen",
)
NEEDS_AND_ASKS = {
    # need of an intake: (need of the directory, what is asked of the provider)
    "housing": ("shelter", "A bed, from tonight if there is one"),
    "food": ("food", "Food for the week"),
    "benefits": ("benefits", "Help with the application for benefits"),
    "documents": ("id_documents", "A copy of the birth certificate and a state ID"),
    "mental_health": ("mental_health", "A first appointment"),
    "substance_use": ("substance_use", "Somebody to talk to about use, without conditions"),
    "health": ("health", "A first visit"),
    "employment": ("employment", "Help with finding work"),
    "legal": ("advocacy", "Advice about the lease"),
}
SOMETHING_ELSE = (
    "Bathed in the fountain and would not come out",
    "Fed a flock of pigeons inside the terminal",
    "Slept in a parked trailer that was not locked",
    "Washed windshields at the light after being asked to stop",
)


def names(rng: Random) -> list[str]:
    """All made-up names in an order of this seed's own; each is given once."""
    made = [f"{first} {last}" for first in FIRST for last in LAST]
    rng.shuffle(made)
    return made


def born(rng: Random, on: date) -> date:
    """A date of birth of a grown-up, most of them between 25 and 50."""
    age = min(max(round(rng.gauss(38, 11)), 19), 71)
    return date(on.year - age - 1, rng.randint(1, 12), rng.randint(1, 28))


def some(rng: Random, of: Sequence[str], least: int, most: int) -> list[str]:
    """A few different ones of a list, in its order."""
    picked = rng.sample(range(len(of)), rng.randint(least, most))
    return [of[place] for place in sorted(picked)]
