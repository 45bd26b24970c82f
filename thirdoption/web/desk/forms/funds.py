"""Help with money: what for, how much, to whom; and what is said of a request."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules.funds import MOST, PAYEE_LIMIT, WHY_LIMIT, FundKind, FundState
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once

FOR: dict[str, Any] = {
    FundKind.RENT: _("Rent"),
    FundKind.DEPOSIT: _("A deposit"),
    FundKind.ID_CARD: _("An ID card"),
    FundKind.BUS_PASS: _("A bus pass"),
    FundKind.PHONE: _("A phone"),
    FundKind.FOOD: _("Food"),
    FundKind.OTHER: _("Something else"),
}
STATES: dict[str, tuple[Any, str]] = {
    FundState.ASKED: (_("Waits for an answer"), "waiting"),
    FundState.APPROVED: (_("Approved"), "info"),
    FundState.SAID_NO: (_("The answer was no"), "quiet"),
    FundState.PAID: (_("Paid"), "good"),
    FundState.RETURNED: (_("Money came back"), "quiet"),
    FundState.CANCELED: (_("Canceled"), "quiet"),
}
_AMOUNT = _("Write the amount in dollars and cents, such as 45.50.")


class _Cents(forms.DecimalField):
    """Dollars and cents as they are typed; whole cents as they are kept."""

    def clean(self, value: Any) -> int:
        found: Decimal | None = super().clean(str(value or "").replace("$", "").replace(",", ""))
        return int(found * 100) if found is not None else 0


def cents() -> forms.DecimalField:
    """An amount above 0, typed as dollars."""
    return _Cents(
        label=_("Amount in dollars"),
        min_value=Decimal("0.01"),
        max_value=Decimal(MOST) / 100,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_decimal_places"), _AMOUNT
        ),
    )


class Ask(Once):
    """What for, how much, to whom, and why."""

    kind = fields.one(_("What is it for?"), lambda: [(code, str(name)) for code, name in FOR.items()])
    cents = cents()
    payee = fields.words(
        _("Paid to"),
        PAYEE_LIMIT,
        needed=_("Write to whom it is paid."),
        hint=_("A shop, an office, a landlord."),
        autocomplete="off",
    )
    why = fields.words(
        _("Why it helps"), WHY_LIMIT, needed=_("Write why it helps, in one line."), autocomplete="off"
    )


class Receipt(Once):
    """A photo or a PDF."""

    file = forms.FileField(
        label=_("A receipt (photo or PDF)"),
        error_messages=dict.fromkeys(("required", "missing", "empty"), _("Choose a photo or a PDF.")),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
    )


class Note(forms.Form):
    """A word to what is said."""

    note = fields.words(
        _("Why"),
        WHY_LIMIT,
        hint=_("Needed for a no, to cancel, or for money that came back."),
        autocomplete="off",
    )


class Amount(Note):
    """How much was paid, or came back."""

    cents = cents()
