"""The words of connections: why a provider said no, what the person says later, how a link went."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from thirdoption.program.services.rules.connections import Outcome, Reason, Way

REASONS: dict[str, Any] = {
    Reason.NO_ROOM: _("No room"),
    Reason.NOT_ELIGIBLE: _("Not whom we may serve"),
    Reason.LANGUAGE: _("Not in their language"),
    Reason.AREA: _("Outside our area"),
    Reason.OTHER: _("Something else"),
}
OUTCOMES: dict[str, Any] = {
    Outcome.HELPS: _("It helps, and goes on"),
    Outcome.ENDED_WELL: _("It helped, and is over"),
    Outcome.NEVER_BEGAN: _("It never began"),
    Outcome.LOST_TOUCH: _("It began and broke off"),
    Outcome.NOT_ASKED: _("Could not ask"),
}
WAYS: dict[str, Any] = {
    Way.EMAIL: _("By e-mail"),
    Way.PAPER: _("On paper: a letter with the link"),
}
