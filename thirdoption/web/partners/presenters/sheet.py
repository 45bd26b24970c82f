"""The liaison's list as lines of a file: exactly what its page shows."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from thirdoption.web.partners.presenters.listing import DECIDED, Asked, Listed
from thirdoption.web.partners.presenters.rows import Held


def lines_of(found: Listed, asked: Asked) -> Iterator[tuple[object, ...]]:
    """The heads, then a line for each charge; the notice stands in each that tells of an intake (R-21)."""
    number, charge, law = _("Incident number"), _("Charge"), _("Law")
    if asked.show == DECIDED:
        yield number, charge, law, _("Decision"), _("Decided on")
        for one in found.decided:
            yield one.incident_number, one.offense, one.law, one.decision, one.on
        return
    yield (
        *(number, charge, law, _("Filing"), _("Last day"), _("Clock"), _("New date")),
        *(_("Ticket returnable"), _("Ticket"), _("Intake"), _("Notice")),
    )
    for row in found.rows:
        yield _line(row, str(found.foot.get("notice", "")))


def _line(row: Held, notice: str) -> tuple[object, ...]:
    ticket = [_("before the clock ends")] * row.ticket.before + [row.ticket.became] * bool(row.ticket.became)
    intake = _("intake confirmed: %(confirmed)s") % {"confirmed": row.confirmed}
    return (
        *(row.incident_number, row.offense, row.law, row.filing),
        *(row.clock.deadline, row.clock.words, row.clock.moved),
        *(row.ticket.day, ", ".join(ticket)),
        *((intake, notice) if row.confirmed else (_("not confirmed"), "")),
    )
