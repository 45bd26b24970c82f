"""State and federal criminal-history identifiers have no place in this program (R-39)."""

import re

from thirdoption.program.ground.refusal import INVALID, Refused

# A number right after one of these words is one of theirs ("SID no. NY 01234567", "FBI# 123456AB7"), unless
# it is written as a telephone number: Sid may be somebody's name, and the FBI has offices with telephones.
_NAMED = re.compile(
    r"""\b (?: NYSID | SID | FBI/UCN | FBI | UCN | NCIC | NIC )
        (?: [\s.]* (?: number | num | no | id | record ) \b )? [\s:=.\#()-]{0,5} (?: is \s+ )?
        (?! (?: \(? \d{3} \)? [\s.-]? )? \s? \d{3} [\s.-] \d{4} \b )
        (?:
            (?: \(? [A-Z]{2} \)? [\s-]? )? \d (?: [\s-]? \d ){5,8} [A-Z]? (?! \d )
          | \d{4,7} [A-Z]{1,2} \d{0,2} \b
          | (?= [A-Z]* \d ) [A-Z0-9]{8,9} \b
          | [A-Z] \d{9} \b
        )""",
    re.IGNORECASE | re.VERBOSE,
)

# Shapes that hardly anything else has. A telephone or incident number has no letter glued to so many digits.
_SHAPES = re.compile(
    r"""(?<! [\w-] ) (?:
        \d{8} [A-Z]                  # New York State identification number: 01234567K
      | [A-Z] \d{9}                  # National Crime Information Center record: W123456789
      | \d{5,6} [A-Z]{2} \d{1,2}     # FBI number: 123456AB7
    ) (?! [\w-] )""",
    re.IGNORECASE | re.VERBOSE,
)


def check_no_identifiers(text: str, *, field: str, shapes: bool = True) -> None:
    """Refused (invalid) if a text holds what looks like a state, FBI or NCIC number.

    `shapes=False` looks only for numbers that are named as such, for fields that hold other numbers.
    The sentence does not repeat the number, so that it ends up in no log.
    """
    if _NAMED.search(text) or (shapes and _SHAPES.search(text)):
        raise Refused(
            INVALID,
            "This looks like a state, FBI or NCIC number. "
            "The program keeps no such numbers. Take it out and save again.",
            field,
        )
