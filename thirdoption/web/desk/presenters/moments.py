"""Times as people say them, in the site's zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.web.kit.dates import written

SOON = 7
"""Days before a deadline from which on it is shown as urgent."""


@dataclass(frozen=True)
class Due:
    """A last day in words, and the tone of the `status` tag."""

    text: str
    tone: str


@dataclass(frozen=True)
class Clock:
    """The site's zone and the moment of the page."""

    zone: ZoneInfo
    at: datetime

    @property
    def today(self) -> date:
        """The site's calendar day."""
        return self.at.astimezone(self.zone).date()

    def day_of(self, moment: date | datetime) -> date:
        """The site's calendar day of a moment; a date stays as it is."""
        return moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment

    def day(self, moment: date | datetime) -> str:
        """November 20, 2026."""
        return written(self.day_of(moment), "DATE_FORMAT")

    def short(self, moment: date | datetime) -> str:
        """November 20; another year's with the year."""
        day = self.day_of(moment)
        return written(day, "MONTH_DAY_FORMAT" if day.year == self.today.year else "DATE_FORMAT")

    def weekday(self) -> str:
        """Saturday, November 21."""
        return f"{written(self.today, 'l')}, {written(self.today, 'MONTH_DAY_FORMAT')}"

    def moment(self, moment: datetime) -> str:
        """Today, 9:40 p.m.; another day by its date."""
        local = moment.astimezone(self.zone)
        clock = written(local, "TIME_FORMAT")
        if local.date() == self.today:
            return _("Today, %(time)s") % {"time": clock}
        if local.date() == self.today - timedelta(days=1):
            return _("Yesterday, %(time)s") % {"time": clock}
        return f"{self.short(local.date())}, {clock}"

    def time(self, moment: datetime) -> str:
        """9:40 p.m."""
        return written(moment.astimezone(self.zone), "TIME_FORMAT")

    def full(self, moment: datetime) -> str:
        """November 20, 2026, 9:40 p.m.: for what is kept on paper."""
        return f"{self.day(moment)}, {written(moment.astimezone(self.zone), 'TIME_FORMAT')}"

    def long(self, moment: datetime) -> str:
        """For how long something has lasted: 26 minutes."""
        return timesince(moment, self.at, depth=1).replace("\xa0", " ")

    def due(self, last: date) -> Due:
        """A last day: in how many days, and which; red within a week and when it has passed."""
        left = (last - self.today).days
        tone = "urgent" if left <= SOON else "info"
        if left < 0:
            return Due(_("Date passed on %(day)s") % {"day": self.short(last)}, tone)
        if left == 0:
            return Due(_("Last day is today"), tone)
        text = ngettext("%(days)s day left: %(day)s", "%(days)s days left: %(day)s", left)
        return Due(text % {"days": left, "day": self.short(last)}, tone)

    def day_before(self, moment: datetime) -> date:
        """The last day of what ends at a moment: at midnight it is the day before."""
        return self.day_of(moment - timedelta(microseconds=1))

    def end_of(self, day: date) -> datetime:
        """The end of a calendar day at the site."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone)


def clock(request: HttpRequest, by: Acting) -> Clock:
    """The clock of the page that a signed-in worker asks for."""
    user: Any = request.user
    return Clock(ZoneInfo(user.worker.site.zone), by.now())
