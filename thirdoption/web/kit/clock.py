"""The clock of a held charge in words: how many days are left, and how near that is."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NEAR = 7
"""From so many days before the last one on, a clock is near its end."""


def words(left: int) -> str:
    """How many days are left; negative when the date has passed."""
    if left < 0:
        return ngettext("date passed %(n)s day ago", "date passed %(n)s days ago", -left) % {"n": -left}
    if left == 0:
        return _("last day is today")
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def tone(left: int) -> str:
    """The tone of these words, as in the `status` tag."""
    return "urgent" if left < 0 else "waiting" if left <= NEAR else "info"
