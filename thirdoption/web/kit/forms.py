"""Forms that keep what was typed and say what is wrong, beside the field where it is wrong."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext

from thirdoption.program.ground.refusal import INVALID, Refused

T = TypeVar("T")


def act(form: forms.Form, action: Callable[..., T], **values: Any) -> T | None:
    """Call an action; what it refuses as invalid becomes an error of the form, and nothing is saved.

    Returns None when it was refused. Other refusals go on to the one handler.
    """
    try:
        with transaction.atomic():
            return action(**values)
    except Refused as refused:
        if refused.code != INVALID:
            raise
        sentence = gettext(refused.sentence)
        if refused.values:
            sentence = sentence % refused.values
        form.add_error(refused.field if refused.field in form.fields else None, sentence)
        return None
