"""Signing by typed name."""

from django.utils.translation import gettext_lazy as _

from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once


class Sign(Once):
    """The person's typed name is their signature."""

    signed_name = fields.words(
        _("Type your name to say yes"),
        120,
        needed=_("Type your name to sign. Without it nothing is told."),
        autocomplete="off",
    )
