"""Dates as pages write them are Django's, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from django.utils.formats import date_format

from thirdoption.web.kit.dates import written

DAYS = [date(2026, 1, 1) + timedelta(days=17 * number) for number in range(24)]
HOURS = [datetime(2026, 3, 4, hour, minute, tzinfo=UTC) for hour in range(24) for minute in (0, 7, 40)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_days_and_times_are_written_as_django_writes_them(language: str) -> None:
    with translation.override(language):
        for how in ("DATE_FORMAT", "MONTH_DAY_FORMAT", "l", "j M Y", "D, j M Y"):
            assert [written(day, how) for day in DAYS] == [date_format(day, how) for day in DAYS], how
        for how in ("TIME_FORMAT", "H:i", "j M Y, H:i"):
            assert [written(one, how) for one in HOURS] == [date_format(one, how) for one in HOURS], how
