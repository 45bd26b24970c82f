"""What an officer fills in."""

from thirdoption.web.street.forms.come import ComeForm
from thirdoption.web.street.forms.contact import ContactForm
from thirdoption.web.street.forms.offer import ApprovalForm, EndingForm, NoOfferForm, OfferForm
from thirdoption.web.street.forms.outcome import OutcomeForm

__all__ = ["ApprovalForm", "ComeForm", "ContactForm", "EndingForm", "NoOfferForm", "OfferForm", "OutcomeForm"]
