"""Forms that keep what was typed and say what is wrong, beside the field where it is wrong."""

import copy
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from thirdoption.program.ground.refusal import CONFLICT, INVALID, NOT_FOUND, STATUS, Refused
from thirdoption.web.kit.dates import in_words

T = TypeVar("T")


class _Key(forms.UUIDField):
    """The number of a rendered form; one that was lost on the way protects nothing and hinders nobody."""

    def to_python(self, value: Any) -> Any:
        """A UUID, or None."""
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class Once(forms.Form):
    """A form with a number of its own: a second tap sends the same number and makes nothing twice.

    Its template prints `key`; its action takes it.
    """

    key = _Key(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def renumber(self) -> None:
        """Another number, for what is sent again after a conflict."""
        retype(self, "key", str(uuid.uuid4()))


def act(form: forms.Form, action: Callable[..., T], **values: Any) -> T | None:
    """Call an action; what it refuses becomes an error of the form, and nothing is saved.

    Returns None when it was refused; the page shows the form again, with `status(form)`. Only
    what is not found goes on to the one handler.
    """
    try:
        with transaction.atomic():
            return action(**values)
    except Refused as refused:
        if refused.code == NOT_FOUND:
            raise
        form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        if refused.code == CONFLICT:
            form.conflict = True  # type: ignore[attr-defined]
            if isinstance(form, Once):
                form.renumber()
        return None


def said(refused: Refused) -> str:
    """The sentence of what was refused, whole, in the page's language."""
    sentence = gettext(refused.sentence)
    return sentence % in_words(refused.values) if refused.values else sentence


def retype(form: forms.Form, name: str, value: str) -> None:
    """Put another value into one field of a form that is shown again; all else stays as it was typed."""
    data: Any = copy.copy(form.data)
    data[name] = value
    form.data = data


def in_conflict(form: forms.Form | None) -> bool:
    """Whether somebody or something else was quicker than this form."""
    return bool(getattr(form, "conflict", False))


def status(form: forms.Form | None) -> int:
    """The HTTP status of a page that shows this form: 200, 409 in a conflict, 422 with other errors."""
    if form is None or not form.errors:
        return 200
    return STATUS[CONFLICT if in_conflict(form) else INVALID]
