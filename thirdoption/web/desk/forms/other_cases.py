"""Another case that a person told of, or asked help with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from thirdoption.program.matters.rules.other_cases import ASKS_LIMIT, COURT_LIMIT, CaseKind
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once

CHOICES: dict[str, Any] = {
    CaseKind.COURT_DATE: _("A court date"),
    CaseKind.WARRANT: _("A warrant"),
    CaseKind.EARLIER: _("A case from before"),
    CaseKind.LATER: _("A case from after"),
}


def _kinds() -> list[tuple[str, Any]]:
    return [(code, str(name)) for code, name in CHOICES.items()]


class Case(Once):
    """What it is, where and when next, and what we would ask the prosecutor's liaison."""

    kind = fields.one(_("What is it?"), _kinds)
    court = fields.words(_("Which court"), COURT_LIMIT, autocomplete="off")
    next_on = fields.day(_("Next date"), hint=_("If there is one."))
    asks = fields.words(
        _("What we would ask the prosecutor's liaison"),
        ASKS_LIMIT,
        hint=_("One line, such as: can both cases be heard on one day? Nothing of how the person is doing."),
        autocomplete="off",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_case_%s", **kwargs})  # beside another form of such fields
