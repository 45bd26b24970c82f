"""Who of a provider answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.services.rules import NAME_LIMIT
from thirdoption.program.services.rules.connections import PHONE_LIMIT
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once


class WhoAnswers(Once):
    """Name, e-mail and telephone; nothing in all three is that nobody is known."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = fields.words(
        _("Who answers there"),
        NAME_LIMIT,
        hint=_("A name or a part, such as Ana, front desk. Nobody you work with."),
        autocomplete="off",
    )
    email = fields.words(_("Their e-mail address"), 254, type="email", autocomplete="off")
    phone = fields.words(_("Their telephone"), PHONE_LIMIT, type="tel", autocomplete="off")

    def clean(self) -> dict[str, Any]:
        """Something, where nothing is known yet."""
        given = self.cleaned_data
        said = any(given.get(name) for name in ("name", "email", "phone"))
        if given.get("version") == 0 and not said and not self.errors:
            self.add_error("name", gettext("Write a name, a telephone or an e-mail address."))
        return given
