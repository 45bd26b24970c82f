"""What is known of a person's life, in words: what holds now, and how it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.care.queries.status import Known, holding
from thirdoption.program.care.rules.status import DECLINED, FRESH_DAYS, KINDS, MISTAKE, UNKNOWN, Kind
from thirdoption.web.desk.forms.status import MONTHLY, SOURCES
from thirdoption.web.desk.presenters.moments import Clock

NAMES: dict[str, Any] = {
    Kind.HOUSING: gettext_lazy("Where they live"),
    Kind.INCOME: gettext_lazy("Income"),
    Kind.EMPLOYMENT: gettext_lazy("Work"),
    Kind.BENEFITS: gettext_lazy("Benefits"),
    Kind.EDUCATION: gettext_lazy("School and training"),
    Kind.DOCUMENTS: gettext_lazy("Documents"),
    Kind.TREATMENT: gettext_lazy("Treatment"),
    Kind.HEALTH: gettext_lazy("Health care"),
}
EITHER: dict[str, Any] = {
    DECLINED: gettext_lazy("Asked; they did not want to say"),
    UNKNOWN: gettext_lazy("Asked; not known"),
    MISTAKE: gettext_lazy("Noted by mistake"),
}
_HAS: dict[str, Any] = {
    "has": gettext_lazy("Has it"),
    "applied": gettext_lazy("Applied for"),
    "refused": gettext_lazy("Refused by the office"),
    "none": gettext_lazy("None"),
}
CODES: dict[str, dict[str, Any]] = {
    Kind.HOUSING: {
        "116": gettext_lazy("Outside, in a car or an empty building"),
        "101": gettext_lazy("Emergency shelter"),
        "118": gettext_lazy("A Safe Haven"),
        "302": gettext_lazy("Transitional housing"),
        "332": gettext_lazy("A host home"),
        "335": gettext_lazy("With family"),
        "336": gettext_lazy("With a friend"),
        "314": gettext_lazy("Hotel or motel that they pay"),
        "329": gettext_lazy("A halfway house or residential program"),
        "410": gettext_lazy("Rents, without a subsidy"),
        "435": gettext_lazy("Rents, with a subsidy"),
        "411": gettext_lazy("Own home, without a subsidy"),
        "421": gettext_lazy("Own home, with a subsidy"),
        "204": gettext_lazy("Psychiatric hospital"),
        "205": gettext_lazy("Substance use treatment or detox center"),
        "206": gettext_lazy("Hospital"),
        "207": gettext_lazy("Jail or prison"),
        "215": gettext_lazy("Foster care"),
        "225": gettext_lazy("Nursing home or long-term care"),
        "17": gettext_lazy("Another place"),
    },
    Kind.INCOME: {"has": gettext_lazy("Has it"), "none": gettext_lazy("None")},
    Kind.EMPLOYMENT: {
        "full_time": gettext_lazy("Works full time"),
        "part_time": gettext_lazy("Works part time"),
        "day_work": gettext_lazy("Day or seasonal work"),
        "looking": gettext_lazy("Looks for work"),
        "not_looking": gettext_lazy("Does not look for work now"),
        "unable": gettext_lazy("Cannot work"),
    },
    Kind.BENEFITS: _HAS,
    Kind.EDUCATION: {
        "under_12": gettext_lazy("Less than high school"),
        "diploma": gettext_lazy("High school diploma"),
        "ged": gettext_lazy("GED"),
        "training": gettext_lazy("Vocational training"),
        "some_college": gettext_lazy("Some college"),
        "degree": gettext_lazy("A college degree"),
        "in_school": gettext_lazy("In school now"),
    },
    Kind.DOCUMENTS: {
        "has": gettext_lazy("Has it"),
        "asked_for": gettext_lazy("Asked for"),
        "lost": gettext_lazy("Lost or taken"),
        "none": gettext_lazy("None"),
    },
    Kind.TREATMENT: {
        "takes_part": gettext_lazy("Takes part"),
        "waits": gettext_lazy("Waits for a place"),
        "paused": gettext_lazy("Paused"),
        "ended": gettext_lazy("Ended"),
    },
    Kind.HEALTH: {"used": gettext_lazy("Went there"), "not_used": gettext_lazy("Did not go there")},
}
OF: dict[str, dict[str, Any]] = {
    Kind.INCOME: {
        "any": gettext_lazy("Any income"),
        "earned": gettext_lazy("Pay from work"),
        "unemployment": gettext_lazy("Unemployment insurance"),
        "ssi": "SSI",
        "ssdi": "SSDI",
        "retirement": gettext_lazy("Retirement or pension"),
        "veteran": gettext_lazy("Veterans' pay"),
        "child_support": gettext_lazy("Child support"),
        "other": gettext_lazy("Other income"),
    },
    Kind.BENEFITS: {
        "snap": gettext_lazy("SNAP (food)"),
        "medicaid": "Medicaid",
        "medicare": "Medicare",
        "cash": gettext_lazy("Cash assistance"),
        "wic": "WIC",
        "housing": gettext_lazy("Housing voucher"),
        "veteran": gettext_lazy("Veterans' health care"),
    },
    Kind.DOCUMENTS: {
        "id_card": gettext_lazy("ID card"),
        "birth_certificate": gettext_lazy("Birth certificate"),
        "social_security_card": gettext_lazy("Social Security card"),
    },
    Kind.TREATMENT: {
        "medication": gettext_lazy("Medication, such as methadone or buprenorphine"),
        "outpatient": gettext_lazy("Outpatient"),
        "residential": gettext_lazy("Residential"),
        "withdrawal": gettext_lazy("Withdrawal management"),
        "mental_health": gettext_lazy("Mental health"),
        "peers": gettext_lazy("Peer or mutual help"),
    },
    Kind.HEALTH: {
        "emergency": gettext_lazy("Emergency room"),
        "clinic": gettext_lazy("Clinic or doctor"),
        "hospital": gettext_lazy("Nights in a hospital"),
        "dentist": gettext_lazy("Dentist"),
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
