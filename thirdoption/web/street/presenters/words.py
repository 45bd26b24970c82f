"""Sentences and times as a page shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from thirdoption.program.sites.rules import Text
from thirdoption.web.kit.dates import written


def said(text: Text) -> str:
    """A policy's sentence in the language of the page."""
    return text.say(get_language() or "en")


def at(moment: datetime, zone: str) -> str:
    """Day and time on the site's clock."""
    return written(moment.astimezone(ZoneInfo(zone)), "j M Y, H:i")


def clock(moment: datetime, zone: str) -> str:
    """The time on the site's clock."""
    return written(moment.astimezone(ZoneInfo(zone)), "H:i")
