"""The rehearsal's directory: real programs that nobody can call or write to, and invented ones."""

from datetime import date, time
from decimal import Decimal
from importlib import resources

from thirdoption.program.services.rules import DirectoryRow, Need, PostalAddress
from thirdoption.program.services.rules.exchange import omh_directory
from thirdoption.program.services.rules.hours import DAYS, Hours
from thirdoption.program.services.rules.rehearsal import fictional_phone, unreachable

SOURCE = "made-up"
FILE = "ny_omh_capital_district_2022.csv"

# What the real file lacks and a person often needs first: (code, name, what it does, needs).
_INVENTED: tuple[tuple[str, str, str, tuple[Need, ...]], ...] = (
    ("pantry", "Made-Up Pantry of Fort Orange", "Food pantry", (Need.FOOD,)),
    ("kitchen", "Imaginary Community Kitchen", "Free meals, no questions asked", (Need.FOOD,)),
    ("shelter", "Invented Harbor Shelter", "Emergency shelter", (Need.SHELTER, Need.HOUSING)),
    ("women", "Pretend Porch Women's Shelter", "Emergency shelter for women", (Need.SHELTER,)),
    ("benefits", "Fictional Benefits Desk", "Help with SNAP, Medicaid and cash benefits", (Need.BENEFITS,)),
    ("papers", "Make-Believe ID Clinic", "Birth certificates and state ID", (Need.ID_DOCUMENTS,)),
    ("peers", "Storybook Peers", "Peers who have been there themselves", (Need.PEER_SUPPORT,)),
    (
        "safer-use",
        "Once-Upon-a-Time Harm Reduction",
        "Syringe services, naloxone and a way into treatment",
        (Need.SUBSTANCE_USE, Need.HEALTH, Need.NALOXONE),
    ),
    ("diner", "Nobody's All-Night Diner", "Soup and coffee for whoever comes", (Need.FOOD, Need.WARMTH)),
    ("van", "Never-There Night Van", "Naloxone brought to you", (Need.NALOXONE,)),
    ("ride", "Once-Told Rides", "A ride to a bed or a clinic", (Need.TRANSPORTATION,)),
    ("church", "Chapel of Make-Believe", "A warm room on cold nights", (Need.WARMTH,)),
)
_ALWAYS = (Hours(DAYS, time(), time()),)
_OPEN: dict[str, tuple[Hours, ...]] = {
    "pantry": (Hours(DAYS[:5], time(10), time(16)),),
    "kitchen": (Hours(DAYS, time(7), time(19)),),
    "shelter": (Hours(DAYS, time(18), time(8)),),
    "women": _ALWAYS,
    "safer-use": (Hours(DAYS[:5], time(9), time(20)),),
    "diner": (Hours(DAYS, time(20), time(6)),),
    "van": (Hours(DAYS[3:], time(19), time(3)),),
    "ride": _ALWAYS,
}
"""When they are open, by the wall clock; the others have not said."""
_POINT = (Decimal("42.65"), Decimal("-73.75"))
"""Where they would be, to a mile."""


def batches(*, today: date) -> list[tuple[str, list[DirectoryRow]]]:
    """Each source with its rows, in the form that `services.actions.import_directory` takes."""
    data = resources.files("thirdoption.demo").joinpath("data", FILE).read_bytes()
    real = omh_directory.read(data, today=today).rows
    return [(omh_directory.SOURCE, unreachable(real)), (SOURCE, invented(today=today))]


def invented(*, today: date) -> list[DirectoryRow]:
    """Providers that do not exist: food, shelter, benefits, ID documents, peers."""
    return [
        DirectoryRow(
            key=code,
            organization_key=code,
            organization_name=name,
            name=name,
            description=description,
            needs=needs,
            populations=("Adults",),
            county="Albany",
            as_of=today,
            organization_phone=None,
            phone=fictional_phone(199 - place),
            address=PostalAddress("000 Example Street", "", "Fort Orange", "NY", "00000", *_POINT),
            made_up=True,
            contact_made_up=True,
            hours=_OPEN.get(code, ()),
        )
        for place, (code, name, description, needs) in enumerate(_INVENTED)
    ]
