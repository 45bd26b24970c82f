"""What is known of a person's life, in words: what holds now, and how it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from thirdoption.program.care.queries.status import Known, holding
from thirdoption.program.care.rules.status import DECLINED, FRESH_DAYS, KINDS, MISTAKE, UNKNOWN, Kind
from thirdoption.web.desk.forms.status import MONTHLY, SOURCES
from thirdoption.web.desk.presenters.moments import Clock

NAMES: dict[str, Any] = {
    Kind.HOUSING: lazy("Where they live"),
    Kind.INCOME: lazy("Income"),
    Kind.EMPLOYMENT: lazy("Work"),
    Kind.BENEFITS: lazy("Benefits"),
    Kind.EDUCATION: lazy("School and training"),
    Kind.DOCUMENTS: lazy("Documents"),
    Kind.TREATMENT: lazy("Treatment"),
    Kind.HEALTH: lazy("Health care"),
}
EITHER: dict[str, Any] = {
    DECLINED: lazy("Asked; they did not want to say"),
    UNKNOWN: lazy("Asked; not known"),
    MISTAKE: lazy("Noted by mistake"),
}
_HAS: dict[str, Any] = {
    "has": lazy("Has it"),
    "applied": lazy("Applied for"),
    "refused": lazy("Refused by the office"),
    "none": lazy("None"),
}
CODES: dict[str, dict[str, Any]] = {
    Kind.HOUSING: {
        "116": lazy("Outside, in a car or an empty building"),
        "101": lazy("Emergency shelter"),
        "118": lazy("A Safe Haven"),
        "302": lazy("Transitional housing"),
        "332": lazy("A host home"),
        "335": lazy("With family"),
        "336": lazy("With a friend"),
        "314": lazy("Hotel or motel that they pay"),
        "329": lazy("A halfway house or residential program"),
        "410": lazy("Rents, without a subsidy"),
        "435": lazy("Rents, with a subsidy"),
        "411": lazy("Own home, without a subsidy"),
        "421": lazy("Own home, with a subsidy"),
        "204": lazy("Psychiatric hospital"),
        "205": lazy("Substance use treatment or detox center"),
        "206": lazy("Hospital"),
        "207": lazy("Jail or prison"),
        "215": lazy("Foster care"),
        "225": lazy("Nursing home or long-term care"),
        "17": lazy("Another place"),
    },
    Kind.INCOME: {"has": lazy("Has it"), "none": lazy("None")},
    Kind.EMPLOYMENT: {
        "full_time": lazy("Works full time"),
        "part_time": lazy("Works part time"),
        "day_work": lazy("Day or seasonal work"),
        "looking": lazy("Looks for work"),
        "not_looking": lazy("Does not look for work now"),
        "unable": lazy("Cannot work"),
    },
    Kind.BENEFITS: _HAS,
    Kind.EDUCATION: {
        "under_12": lazy("Less than high school"),
        "diploma": lazy("High school diploma"),
        "ged": lazy("GED"),
        "training": lazy("Vocational training"),
        "some_college": lazy("Some college"),
        "degree": lazy("A college degree"),
        "in_school": lazy("In school now"),
    },
    Kind.DOCUMENTS: {
        "has": lazy("Has it"),
        "asked_for": lazy("Asked for"),
        "lost": lazy("Lost or taken"),
        "none": lazy("None"),
    },
    Kind.TREATMENT: {
        "takes_part": lazy("Takes part"),
        "waits": lazy("Waits for a place"),
        "paused": lazy("Paused"),
        "ended": lazy("Ended"),
    },
    Kind.HEALTH: {"used": lazy("Went there"), "not_used": lazy("Did not go there")},
}
OF: dict[str, dict[str, Any]] = {
    Kind.INCOME: {
        "any": lazy("Any income"),
        "earned": lazy("Pay from work"),
        "unemployment": lazy("Unemployment insurance"),
        "ssi": "SSI",
        "ssdi": "SSDI",
        "retirement": lazy("Retirement or pension"),
        "veteran": lazy("Veterans' pay"),
        "child_support": lazy("Child support"),
        "other": lazy("Other income"),
    },
    Kind.BENEFITS: {
        "snap": lazy("SNAP (food)"),
        "medicaid": "Medicaid",
        "medicare": "Medicare",
        "cash": lazy("Cash assistance"),
        "wic": "WIC",
        "housing": lazy("Housing voucher"),
        "veteran": lazy("Veterans' health care"),
    },
    Kind.DOCUMENTS: {
        "id_card": lazy("ID card"),
        "birth_certificate": lazy("Birth certificate"),
        "social_security_card": lazy("Social Security card"),
    },
    Kind.TREATMENT: {
        "medication": lazy("Medication, such as methadone or buprenorphine"),
        "outpatient": lazy("Outpatient"),
        "residential": lazy("Residential"),
        "withdrawal": lazy("Withdrawal management"),
        "mental_health": lazy("Mental health"),
        "peers": lazy("Peer or mutual help"),
    },
    Kind.HEALTH: {
        "emergency": lazy("Emergency room"),
        "clinic": lazy("Clinic or doctor"),
        "hospital": lazy("Nights in a hospital"),
        "dentist": lazy("Dentist"),
    },
}


@dataclass(frozen=True)
class Line:
    """One fact, in words."""

    pk: UUID
    of: str
    words: str
    day: str
    age: str
    old: bool
    source: str
    noted: str
    worker: str
    mended: bool
    mends: bool


@dataclass(frozen=True)
class Shown:
    """One kind: what holds now, newest first."""

    code: str
    name: str
    now: list[Line]


def in_words(kind: str, of: str, code: str) -> str:
    """A fact as a line of the timeline says it."""
    parts = [str(OF[kind][of])] if of else [str(NAMES[kind])]
    return ": ".join([*parts, _said(kind, code)])


def _said(kind: str, code: str) -> str:
    return str(EITHER.get(code) or CODES[kind][code])


def _line(one: Known, clock: Clock) -> Line:
    said = _said(one.kind, one.code)
    if one.value and KINDS[Kind(one.kind)].value == "band":
        said = _("%(said)s: %(much)s in a month") % {"said": said, "much": MONTHLY[one.value]}
    elif one.value:
        said = _("%(said)s: %(n)s times in 30 days") % {"said": said, "n": one.value}
    days = (clock.today - one.as_of).days
    told = {"day": clock.day(one.as_of)}
    return Line(
        pk=one.pk,
        of=str(OF[one.kind][one.of]) if one.of else "",
        words=said,
        day=_("about %(day)s") % told if one.about else told["day"],
        age=timesince(one.as_of, clock.today, depth=1).replace("\xa0", " ") if days else "",
        old=days > FRESH_DAYS,
        source=str(SOURCES[one.source]),
        noted=clock.moment(one.at),
        worker=one.worker,
        mended=one.mended,
        mends=one.mends is not None,
    )


def overview(found: Sequence[Known], clock: Clock) -> list[Shown]:
    """Every kind, with what holds now; one that nobody asked about has no lines."""
    now = holding(found)
    return [
        Shown(kind, str(NAMES[kind]), [_line(now[kind, of], clock) for of in said.of if (kind, of) in now])
        for kind, said in KINDS.items()
    ]


def history(found: Sequence[Known], kind: str, clock: Clock) -> list[Line]:
    """All that was ever noted of one kind, what was put right among it."""
    return [_line(one, clock) for one in found if one.kind == kind]


def choices(kind: Kind, only: str | None = None, mends: bool = False) -> list[dict[str, Any]]:
    """The buttons: for each thing its codes; `only` one thing where an earlier fact is put right."""
    codes = {**CODES[kind], **{code: name for code, name in EITHER.items() if mends or code != MISTAKE}}
    return [
        {
            "name": str(OF[kind][of]) if of else "",
            "said": [{"value": f"{of}:{code}", "label": str(name)} for code, name in codes.items()],
        }
        for of in KINDS[kind].of
        if only is None or of == only
    ]
