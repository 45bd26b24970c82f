"""What the directory means: needs, what a source's program types answer to, and how it is searched.

A `DirectoryRow` is one service as a source tells it, in the program's own words. Importers of
outside formats make such rows; `actions.import_directory` writes them.
"""

import hashlib
import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thirdoption.program.services.rules.hours import Hours


class Need(StrEnum):
    """What a person may look for; shaped after the top levels of the Open Eligibility taxonomy."""

    HOUSING = "housing"
    SHELTER = "shelter"
    FOOD = "food"
    WARMTH = "warmth"
    NALOXONE = "naloxone"
    BENEFITS = "benefits"
    ID_DOCUMENTS = "id_documents"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    HEALTH = "health"
    CRISIS = "crisis"
    PEER_SUPPORT = "peer_support"
    CARE_COORDINATION = "care_coordination"
    ADVOCACY = "advocacy"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    TRANSPORTATION = "transportation"
    FAMILY = "family"
    LEGAL = "legal"
    OTHER = "other"


NEED_LABELS: dict[Need, str] = {
    Need.HOUSING: "A place to live",
    Need.SHELTER: "A bed for tonight",
    Need.FOOD: "Food",
    Need.WARMTH: "A warm place",
    Need.NALOXONE: "Naloxone",
    Need.BENEFITS: "Benefits and money",
    Need.ID_DOCUMENTS: "ID documents",
    Need.MENTAL_HEALTH: "Mental health care",
    Need.SUBSTANCE_USE: "Care around substance use",
    Need.HEALTH: "Medical care",
    Need.CRISIS: "Help in a crisis",
    Need.PEER_SUPPORT: "Support from peers",
    Need.CARE_COORDINATION: "Someone to coordinate care",
    Need.ADVOCACY: "Advocacy and support",
    Need.EMPLOYMENT: "Work",
    Need.EDUCATION: "Education",
    Need.TRANSPORTATION: "Transportation",
    Need.FAMILY: "Support for families",
    Need.LEGAL: "Legal help",
    Need.OTHER: "Other support",
}
"""English message ids; pages translate them."""


class ServiceStatus(StrEnum):
    """HSDS `service.status`."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class LocationType(StrEnum):
    """HSDS `location.location_type` and `address.address_type`."""

    PHYSICAL = "physical"
    POSTAL = "postal"
    VIRTUAL = "virtual"


class PhoneType(StrEnum):
    """HSDS `phone.type`, as far as sources here tell it."""

    VOICE = "voice"
    TEXT = "text"
    FAX = "fax"


class Known(StrEnum):
    """Yes, no, or nobody has said: a blank is never read as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ADULTS_LABELS: dict[Known, str] = {
    Known.YES: "Serves adults",
    Known.NO: "Does not serve adults",
    Known.UNKNOWN: "Not said whether adults are served",
}
AVAILABLE_LABELS: dict[Known, str] = {
    Known.YES: "Has room",
    Known.NO: "Has no room",
    Known.UNKNOWN: "Not known whether there is room",
}

GOOD_FOR = (12, 72, 336)
"""For how many hours what was said about room can be relied on: a night, three days, two weeks."""
ADULT = 18
"""Age in years from which somebody is an adult."""
NAME_LIMIT = 200
LINE_LIMIT = 120
CITY_LIMIT = 80
STATE_LIMIT = 40
POSTAL_LIMIT = 16
KEY_LIMIT = 80


@dataclass(frozen=True)
class PhoneNumber:
    """A North American number as 518-555-0100, and its extension or ''."""

    number: str
    extension: str = ""


@dataclass(frozen=True)
class PostalAddress:
    """A street address that a source publishes; its point (WGS84) only if it is this address's own."""

    line_1: str
    line_2: str
    city: str
    state: str
    postal_code: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class DirectoryRow:
    """One service as a source tells it. No address means: none is published, and none is guessed."""

    key: str
    organization_key: str
    organization_name: str
    name: str
    description: str
    needs: tuple[Need, ...]
    populations: tuple[str, ...]
    county: str
    as_of: date
    organization_phone: PhoneNumber | None = None
    phone: PhoneNumber | None = None
    address: PostalAddress | None = None
    made_up: bool = False
    contact_made_up: bool = False
    hours: tuple[Hours, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    ages: tuple[int | None, int | None] = (None, None)
    fees: str = ""
    application: str = ""
    url: str = ""
    email: str = ""
    status: ServiceStatus = ServiceStatus.ACTIVE

    @property
    def adults(self) -> Known:
        """Whether the source says that adults are served."""
        if self.ages != (None, None):
            return Known.NO if (self.ages[1] or ADULT) < ADULT else Known.YES
        if not self.populations:
            return Known.UNKNOWN
        return Known.YES if "Adults" in self.populations else Known.NO

    def digest(self) -> str:
        """Changes exactly when the row does: a second import leaves rows with the same digest alone."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


_NAMESPACE = uuid.UUID("0637fb9a-e984-44ed-8a44-4e274d01c065")


def row_id(kind: str, *parts: object) -> uuid.UUID:
    """The id that the same thing of the same source gets at every import, so that none doubles."""
    return uuid.uuid5(_NAMESPACE, "\x1f".join([kind, *map(str, parts)]))


_SHORT = {"avenue": "ave", "street": "st", "boulevard": "blvd", "road": "rd", "drive": "dr", "place": "pl"}


def address_key(address: PostalAddress) -> str:
    """The same for two spellings of one address: 75 New Scotland Ave. and 75 New Scotland Avenue."""
    words = folded(f"{address.line_1} | {address.line_2} | {address.city} | {address.state}")
    words = re.sub(r"[.,#]", "", words)
    return " ".join([_SHORT.get(word, word) for word in words.split()] + [address.postal_code[:5]])


def folded(text: str) -> str:
    """Text for comparing: without case, accents and repeated spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def search_text(row: DirectoryRow) -> str:
    """What a typed search is compared with; a city only where the source publishes an address."""
    city = row.address.city if row.address else ""
    return folded(f"{row.name} {row.organization_name} {row.description} {city}")


def search_words(typed: str) -> list[str]:
    """The words of a typed search that must all be found: at most eight, longer than a letter."""
    words = re.findall(r"[\w&'-]+", folded(typed[:NAME_LIMIT]))
    return [word for word in dict.fromkeys(words) if len(word) > 1][:8]


class TaskStatus(StrEnum):
    """Where a connection is: the referral task statuses of HL7 SDOH Clinical Care (FHIR Task)."""

    DRAFT = "draft"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    FAILED = "failed"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"


_T = TaskStatus
TASK_TRANSITIONS: dict[TaskStatus, frozenset[TaskStatus]] = {
    _T.DRAFT: frozenset({_T.REQUESTED, _T.CANCELLED}),
    _T.REQUESTED: frozenset({_T.ACCEPTED, _T.ON_HOLD, _T.REJECTED, _T.CANCELLED, _T.ENTERED_IN_ERROR}),
    _T.ACCEPTED: frozenset({_T.IN_PROGRESS, _T.ON_HOLD, _T.COMPLETED, _T.FAILED, _T.CANCELLED}),
    _T.IN_PROGRESS: frozenset({_T.ON_HOLD, _T.COMPLETED, _T.FAILED, _T.CANCELLED}),
    _T.ON_HOLD: frozenset({_T.ACCEPTED, _T.IN_PROGRESS, _T.REJECTED, _T.FAILED, _T.CANCELLED}),
    _T.REJECTED: frozenset(),
    _T.CANCELLED: frozenset(),
    _T.FAILED: frozenset(),
    _T.COMPLETED: frozenset(),
    _T.ENTERED_IN_ERROR: frozenset(),
}
