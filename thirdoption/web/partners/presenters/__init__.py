"""What partners see of a held charge: the charge, its clock, and "confirmed" only under a release.

Whatever the cause of "not confirmed", it looks the same (design, section 1).
"""

from thirdoption.web.partners.presenters.charge import matter_page
from thirdoption.web.partners.presenters.defended import defended_page
from thirdoption.web.partners.presenters.listing import Asked, Listed, list_page, listed
from thirdoption.web.partners.presenters.rows import Held, liaison_list, told_dates
from thirdoption.web.partners.presenters.several import several_page
from thirdoption.web.partners.presenters.sheet import lines_of
from thirdoption.web.partners.presenters.words import days_to_choose, models, steps_today

__all__ = [
    "Asked",
    "Held",
    "Listed",
    "days_to_choose",
    "defended_page",
    "liaison_list",
    "lines_of",
    "list_page",
    "listed",
    "matter_page",
    "models",
    "several_page",
    "steps_today",
    "told_dates",
]
