"""What an officer fills in."""

from thirdoption.web.street.forms.contact import ContactForm
from thirdoption.web.street.forms.offer import EndingForm, NoOfferForm, OfferForm

__all__ = ["ContactForm", "EndingForm", "NoOfferForm", "OfferForm"]
