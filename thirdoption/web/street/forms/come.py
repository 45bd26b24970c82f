"""Where the line is asked to come."""

from django.utils.translation import gettext_lazy as _

from thirdoption.program.referrals.rules.contact import PLACE_LIMIT
from thirdoption.web.kit.forms import Once
from thirdoption.web.kit.inputs import words


class ComeForm(Once):
    """The place, and nothing of whoever is there."""

    place = words(
        _("Where you are"),
        PLACE_LIMIT,
        needed=_("Write the place."),
        hint=_("Street, corner or building. No name."),
        autocomplete="off",
    )
