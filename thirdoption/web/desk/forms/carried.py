"""A file that is looked at before it is taken: it travels with the page, and is kept nowhere between."""

import base64
import binascii

from django import forms
from django.utils.translation import gettext

from thirdoption.web.kit.forms import Once


class Carried(Once):
    """A form with a field `file`, and `content`: the file again, from the page before."""

    largest = 1_000_000
    content = forms.CharField(required=False, widget=forms.HiddenInput)

    def handed(self) -> bytes | None:
        """The file as it was chosen, or as the page before had it; without either the form is wrong."""
        given = self.cleaned_data
        if given.get("file"):
            return bytes(given["file"].read(self.largest + 1))
        try:
            if given.get("content"):
                return base64.b64decode(given["content"], validate=True)
        except (binascii.Error, ValueError):
            pass
        if "file" not in self.errors:
            self.add_error("file", gettext("Choose a file."))
        return None

    @staticmethod
    def again(data: bytes) -> str:
        """The file as the next page has it."""
        return base64.b64encode(data).decode()
