"""Taking a person over, and a hand-off that ends without one."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.queries.known import Known, alike
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.rules import State
from thirdoption.program.staff.models import Worker
from thirdoption.web.desk.presenters.words import ENDINGS, LANGUAGES
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.fields import Choice
from thirdoption.web.kit.forms import Once


def _languages() -> list[tuple[str, Any]]:
    return [(code, str(name)) for code, name in LANGUAGES.items()]


def _endings() -> list[tuple[str, Any]]:
    return [(code, Choice(str(name), str(then))) for code, (name, then) in ENDINGS.items()]


class TakeOver(Once):
    """The person, as they name themselves."""

    name = fields.words(
        _("Name"),
        120,
        needed=_("Write the name that the person gives."),
        hint=_("As the person gives it. It need not be the name on an ID."),
        autocomplete="off",
    )
    date_of_birth = fields.day(_("Date of birth"), hint=_("Leave it empty if you have not asked."))
    where_to_find = fields.words(
        _("Where to find them"),
        300,
        hint=_("A place and a time of day, a phone, somebody who knows."),
        autocomplete="off",
    )
    language = fields.one(_("Language they want to read"), _languages, initial="en")
    case_manager = fields.one(_("Who works with them from here"), list)
    somebody_else = forms.BooleanField(label=_("It is somebody else: write them down anew"), required=False)

    def __init__(self, *args: Any, team: list[tuple[Worker, int]], mine: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._team = {str(worker.pk): worker for worker, _many in team}
        field = self.fields["case_manager"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(worker.pk), _with_count(worker, many, mine)) for worker, many in team]
        field.initial = str(_usual(team, mine))

    def somebody_like(self, by: Acting) -> list[Known]:
        """Whom the program knows already and who may be this person, unless it was said that it is not.

        Nobody when the form was sent before: then it would find whom it made itself.
        """
        somebody_else, typed = self.cleaned_data.pop("somebody_else"), self.cleaned_data
        if somebody_else:
            return []
        return alike(by=by, name=typed["name"], born=typed["date_of_birth"], key=typed["key"])

    def clean_case_manager(self) -> Worker:
        """The worker who was chosen."""
        return self._team[self.cleaned_data["case_manager"]]


def _with_count(worker: Worker, many: int, mine: UUID) -> Choice:
    name = gettext("%(name)s (you)") % {"name": worker.name} if worker.pk == mine else worker.name
    return Choice(name, ngettext("%(many)s person now", "%(many)s people now", many) % {"many": many})


def _usual(team: list[tuple[Worker, int]], mine: UUID) -> UUID:
    """A case manager takes the person up; from an on-call worker it goes to whoever has the fewest."""
    if any(worker.pk == mine and worker.role == "case_manager" for worker, _many in team):
        return mine
    managers = [(many, worker) for worker, many in team if worker.role == "case_manager"]
    return min(managers, key=lambda pair: pair[0])[1].pk if managers else mine


class LookFor(forms.Form):
    """A name, or a part of one, of somebody whom the program may know."""

    name = fields.words(
        _("Name that the person gives"),
        120,
        needed=_("Write the name that the person gives."),
        hint=_("A part of it is enough."),
        autocomplete="off",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_look_%s", **kwargs})  # beside another form of such fields


class End(forms.Form):
    """Why nobody was handed over."""

    because = fields.one(_("What happened"), _endings)

    def clean_because(self) -> State:
        """The reason as the state that it leads to."""
        return State(self.cleaned_data["because"])
