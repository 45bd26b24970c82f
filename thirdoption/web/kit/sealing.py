"""What supervisor and liaison both see of sealing: tasks of agencies, and opening by a court's order."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters import actions, queries
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.dates import written


class Opening(forms.Form):
    """A court's order to open what is hidden."""

    notice = fields.words(
        gettext_lazy("Number of the notice"), 12, needed=gettext_lazy("Type the number of the notice.")
    )
    order_number = fields.words(
        gettext_lazy("Number of the court's order"),
        40,
        needed=gettext_lazy("Type the number of the court's order."),
    )


def tasks(*, by: Acting, site: Site) -> list[dict[str, Any]]:
    """The agencies that have not confirmed yet, by the number of their notice; no incident and no name."""
    rows = queries.seal_tasks(by=by)
    if rows:
        seen(by=by, noun="sealing", objects=[one.pk for one in rows])
    return [
        {
            "id": one.pk,
            "agency": one.agency.name,
            "notice": one.notice,
            "asked": written(local_day(site, one.asked_at), "DATE_FORMAT"),
        }
        for one in rows
    ]


def confirm(*, task: str, by: Acting) -> str:
    """The agency of a task has confirmed; the sentence that says so. Raises Refused (not found)."""
    try:
        pk = UUID(task)
    except ValueError:
        raise hidden() from None
    actions.confirm_sealed(task=queries.seal_task(by=by, pk=pk), by=by, at=by.now())
    return _("Saved: this agency has closed its record.")


def opened(answer: str) -> str:
    """What became of an order that was entered, in words."""
    if answer == actions.OPENED:
        return _("The order is carried out: the record is open again.")
    return _("The order is entered. A second person has to enter the same order within a week.")
