"""What somebody may want help with, as it is called on a page, and why the program asks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thirdoption.program.people.rules import Need

Words = str | Promise

NEEDS: dict[str, tuple[Words, Words]] = {
    Need.HOUSING: (_("A place to live"), _("We ask so that we can look for a bed or a home.")),
    Need.FOOD: (_("Food"), _("We know who gives out food today.")),
    Need.DOCUMENTS: (_("ID and papers"), _("Much else needs a birth certificate or an ID first.")),
    Need.BENEFITS: (_("Money and benefits"), _("We can apply together.")),
    Need.HEALTH: (_("Medical care"), _("We can find a doctor and come along.")),
    Need.MENTAL_HEALTH: (_("Mental health"), _("Only if they want somebody to talk to.")),
    Need.SUBSTANCE_USE: (_("Substance use"), _("No one has to stop. We ask to help make it safer.")),
    Need.EDUCATION: (_("School and training"), _("We know courses that cost nothing.")),
    Need.EMPLOYMENT: (_("Work"), _("We can help to look and to apply.")),
    Need.LEGAL: (_("Legal help"), _("Tickets, other charges, a lease: we find a lawyer.")),
}
