"""An arrest as its record tells it: the few facts that rules can use, and the groups it is counted in."""

from dataclasses import dataclass
from datetime import date

# A fact's name as the rulebook has it, and its value: a code, an amount, or several codes.
Fact = tuple[str, str | float | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """All of an arrest record that can matter to the rules; equal charges are decided once.

    `law` and `section` are as a policy spells them ("PL", "155.25"), empty where the record has none.
    `nibrs` is the record's own code unless `nibrs_draft` says that it was looked up in a draft list.
    `felony` is None where the record doesn't tell. `violent_felony`: its section is in Penal Law 70.02.
    `against_person`: its code or its law counts it as a crime against a person, or as a violent one.
    `may_be_other`: its code says too little to tell a listed conduct from something else.
    `facts` are what the rules ask and the record holds, `age` among them.
    """

    law: str = ""
    section: str = ""
    nibrs: str = ""
    nibrs_draft: bool = False
    felony: bool | None = None
    violent_felony: bool = False
    against_person: bool = False
    may_be_other: bool = False
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrest:
    """One arrest: what the rules can use, and the groups that it is counted in."""

    charge: Charge
    group: str
    race: str
    place: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a file is and what it leaves out. `state` is where its arrests were made, as a postal code.

    `held` names the facts that the file can tell. `remarks` are sentences of the map or of the reader.
    """

    title: str
    state: str
    place_label: str = "Place"
    held: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()
