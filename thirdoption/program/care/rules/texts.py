"""What may be typed of a participant."""

from thirdoption.program.ground import texts
from thirdoption.program.referrals.rules import check_no_identifiers


def free_text(text: str, *, field: str, limit: int, required: bool = False) -> str:
    """Text as it is stored, without a state's or the FBI's number of a person in it (design, law 7).

    Raises Refused (invalid) with a sentence for the field.
    """
    text = texts.cleaned(text, field=field, limit=limit, required=required)
    check_no_identifiers(text, field=field)
    return text
