"""What the prosecutor's liaison fills in, and which of the list they want to see."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.ground.texts import cleaned
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import FILINGS, Change, FiledHow, State, check_bulk, stated
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.web.kit.fields import Choice
from thirdoption.web.kit.inputs import day, one, words
from thirdoption.web.partners.presenters import Asked, days_to_choose, models, steps_today
from thirdoption.web.partners.presenters.listing import CONFIRMED, DECIDED, DUE, PASSED

REASON_LIMIT = 300
EXTENDED = "extended"


def _reason(hint: str) -> forms.CharField:
    field = forms.CharField(
        label=_("Reason"),
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Say why.")},
    )
    field.max_length = REASON_LIMIT  # for its count; the rule says what is too long
    return field


def _meant(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, error_messages={"required": _("Confirm that this is decided.")})


class _WithReason(forms.Form):
    """A form whose reason is judged by the program's rule, beside its field."""

    def clean_reason(self) -> str:
        """Raises ValidationError with the sentence of the rule."""
        try:
            return stated(self.cleaned_data["reason"])
        except Refused as refused:
            raise forms.ValidationError(_(refused.sentence), params=refused.values) from refused


class DecisionForm(_WithReason):
    """The decision about one charge: what, why, and that it is meant."""

    def __init__(self, *args: Any, matter: Matter, today: Any) -> None:
        super().__init__(*args)
        open_steps, closed = steps_today(matter, today)
        # what is not open today says why, also to whoever had the page open since yesterday
        said = {str(state): sentence for state, sentence in closed.items()}
        wrong = said.get(str(self.data.get("to")), _("Choose what you decide."))
        meant = _("Yes, this is decided for incident %(number)s. It cannot be taken back on this page.")
        self.files_at_all = bool(open_steps & FILINGS)
        self.changes_now = matter.changes
        self.fields |= {
            "changes": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "to": forms.ChoiceField(
                label=_("Decision"),
                choices=[(str(state), choice) for state, choice in _steps().items() if state in open_steps],
                widget=forms.RadioSelect,
                error_messages={"required": wrong, "invalid_choice": wrong},
            ),
            "filed_on": day(
                _("Filed on"),
                hint=_("The day of the accusatory instrument. A warrant needs one that is filed."),
            ),
            "filed_how": one(
                _("How the person hears of it"),
                lambda: [
                    (FiledHow.SUMMONS, _("By a summons")),
                    (FiledHow.LETTER, _("By a letter to appear")),
                ],
                required=False,
            ),
            "reason": _reason(_("It stays with the charge. Nothing about care, health or other cases.")),
            "meant": _meant(meant % {"number": matter.incident_number}),
        }

    def decision(self) -> dict[str, Any]:
        """The values that `decide` takes; what only a filing needs is asked with a filing alone."""
        to = State(self.cleaned_data["to"])
        files = to in FILINGS
        return {
            "to": to,
            "reason": self.cleaned_data["reason"],
            "filed_on": self.cleaned_data["filed_on"] if files else None,
            "filed_how": self.cleaned_data["filed_how"] if to == State.FILED else "",
            "changes": self.cleaned_data["changes"],
        }


class CodeForm(forms.Form):
    """The code of a link."""

    code = words(
        gettext_lazy("Code"),
        20,
        needed=gettext_lazy("Type the six digits of your code."),
        hint=gettext_lazy("Six digits. They came to you by a message, or somebody read them to you."),
        inputmode="numeric",
        autocomplete="one-time-code",
    )

    def refuse(self) -> None:
        """The one sentence, whatever is amiss: the link, the code, or how often it was tried."""
        self.add_error(
            "code",
            _("This link and this code open nothing. Ask whoever sent you the link for another one."),
        )


def _steps() -> dict[State, Choice]:
    """The prosecutor's decisions, in words."""
    return {
        State.DECLINED: Choice(_("Decline to prosecute"), _("The charge is not filed.")),
        State.BARRED: Choice(_("Barred by statute"), _("The intake is shown to you; the law bars filing.")),
        State.VOIDED: Choice(_("Void the charge"), _("The months have passed.")),
        State.LAPSED: Choice(_("Let it lapse"), _("The time for it has passed.")),
        State.FILED: Choice(_("File, with a summons or a letter"), _("The charge goes to court.")),
        State.WARRANT_ASKED: Choice(
            _("File, and ask the court for a warrant"), _("One at a time, on an instrument that is filed.")
        ),
    }


class ExtendForm(_WithReason):
    """A later date for one charge, and why."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="extend_%s")
        self.fields |= {
            "on": day(_("New date"), needed=_("Choose the new date.")),
            "reason": _reason(_("It stays with the charge. Nothing about care, health or other cases.")),
        }


class TicketForm(forms.Form):
    """What became of the appearance ticket of one charge."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="ticket_%s")
        self.fields |= {
            "kind": one(
                _("What became of the ticket"),
                lambda: [
                    (Change.TICKET_ADJOURNED, _("Adjourned to a later day")),
                    (Change.TICKET_WITHDRAWN, _("Taken back")),
                    (Change.TICKET_ATTENDED, _("The person went there")),
                ],
            ),
            "to": day(_("New return date"), hint=_("If it is adjourned.")),
            "note": forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": "2"})),
        }
        self.fields["note"].max_length = REASON_LIMIT  # type: ignore[attr-defined]  # for its count

    def clean_note(self) -> str:
        """Raises ValidationError with the sentence of the program's rule."""
        try:
            text = cleaned(self.cleaned_data["note"], field="note", limit=REASON_LIMIT)
            check_no_identifiers(text, field="note")
        except Refused as refused:
            raise forms.ValidationError(_(refused.sentence), params=refused.values) from refused
        return text

    def change(self) -> dict[str, Any]:
        """The values that `change_ticket` takes."""
        kind = Change(self.cleaned_data["kind"])
        to = self.cleaned_data["to"] if kind is Change.TICKET_ADJOURNED else None
        return {"kind": kind, "to": to, "note": self.cleaned_data["note"]}


class SeveralForm(_WithReason):
    """Several charges: declined or given a new date for one reason, and that it is meant for all of them."""

    def __init__(self, *args: Any, many: int) -> None:
        super().__init__(*args)
        self.many = many
        meant = _("Yes, this is meant for all %(n)s charges above.") % {"n": many}
        self.fields |= {
            "to": forms.ChoiceField(
                label=_("What to do with all of them"),
                choices=[
                    (State.DECLINED, Choice(_("Decline to prosecute"), _("The charges are not filed."))),
                    (EXTENDED, Choice(_("Give a new date"), _("Everybody gets more time."))),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what you decide."), "invalid_choice": self._alone()},
            ),
            "on": day(_("New date"), hint=_("If you give one: later than each date above.")),
            "reason": _reason(_("It stays with each charge. Nothing about care, health or other cases.")),
            "meant": _meant(meant),
        }

    def _alone(self) -> str:
        """Why what was sent is not decided for several: filing and warrants never are."""
        try:
            check_bulk(State(self.data.get("to", "")), max(self.many, 2))
        except (Refused, ValueError) as wrong:
            if isinstance(wrong, Refused):
                return _(wrong.sentence)
        return _("Choose what you decide.")

    def clean(self) -> dict[str, Any]:
        """A new date is needed where one is given."""
        said = super().clean() or {}
        if said.get("to") == EXTENDED and not said.get("on") and "on" not in self.errors:
            self.add_error("on", _("Choose the new date."))
        return said


class ListForm(forms.Form):
    """What narrows the list."""

    number = forms.CharField(
        label=gettext_lazy("Incident number"), required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    offense = forms.CharField(label=gettext_lazy("Charge or law"), required=False)
    model = forms.ChoiceField(label=gettext_lazy("How it is held"), required=False)

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["model"].choices = [("", _("In any way")), *models().items()]  # type: ignore[attr-defined]


def asked_of(query: QueryDict) -> Asked:
    """What the address asks of the list; whatever cannot be chosen asks for nothing."""
    form = ListForm(query)
    form.is_valid()
    said = form.cleaned_data
    show, days = query.get("show", ""), query.get("days", "")
    return Asked(
        show=show if show in (DUE, CONFIRMED, PASSED, DECIDED) else "",
        days=int(days) if days in dict(days_to_choose()) else Asked.days,
        number=said.get("number", "")[:40],
        offense=said.get("offense", "")[:60],
        model=said.get("model", ""),
        page=query.get("page", ""),
    )
