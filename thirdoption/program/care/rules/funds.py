"""Help with money: what it is for, and how a request goes from asked to paid."""

from enum import StrEnum

from thirdoption.program.ground.refusal import INVALID, Refused

PAYEE_LIMIT = 120
WHY_LIMIT = 300
MOST = 2_000_000
"""The most that one request may ask for, in cents."""


class FundKind(StrEnum):
    """What the money is for."""

    RENT = "rent"
    DEPOSIT = "deposit"
    ID_CARD = "id_card"
    BUS_PASS = "bus_pass"
    PHONE = "phone"
    FOOD = "food"
    OTHER = "other"


RECEIPT_MOST = 10 * 1024 * 1024
"""Bytes of a receipt at most."""
_BEGINS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


class Picture(StrEnum):
    """What a receipt may be."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"


def kind_of(content: bytes) -> Picture:
    """What a file is by its first bytes, whatever its name says. Raises Refused (invalid)."""
    if len(content) > RECEIPT_MOST:
        raise Refused(INVALID, "The file is larger than 10 MB. Take a smaller picture.", "file")
    for begins, name in _BEGINS:
        if content.startswith(begins):
            return Picture(name)
    raise Refused(INVALID, "Choose a photo (JPEG or PNG) or a PDF.", "file")


class FundState(StrEnum):
    """Where a request is."""

    ASKED = "asked"
    APPROVED = "approved"
    SAID_NO = "said_no"
    PAID = "paid"
    RETURNED = "returned"
    CANCELED = "canceled"


_S = FundState
FUND_TRANSITIONS: dict[FundState, frozenset[FundState]] = {
    _S.ASKED: frozenset({_S.APPROVED, _S.SAID_NO, _S.CANCELED}),
    _S.APPROVED: frozenset({_S.PAID, _S.CANCELED}),
    _S.PAID: frozenset({_S.RETURNED}),
    _S.SAID_NO: frozenset(),
    _S.RETURNED: frozenset(),
    _S.CANCELED: frozenset(),
}
ANSWERS = (FundState.APPROVED, FundState.SAID_NO)
"""What only another worker, with the right to, may say."""
WITH_MONEY = (FundState.PAID, FundState.RETURNED)
"""The states that say how much, in cents: what was paid, and what came back."""


def check_cents(cents: int, most: int, field: str = "cents") -> None:
    """Raise Refused (invalid) for an amount below one cent or above `most` cents."""
    if not 0 < cents <= most:
        raise Refused(INVALID, "Give an amount above 0, and not above what it may be.", field)
