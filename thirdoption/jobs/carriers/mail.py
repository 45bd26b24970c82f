"""E-mail by SMTP, without a name in it (R-37)."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.rules import State
from thirdoption.program.messages.rules.push import HOME
from thirdoption.program.messages.rules.texts import SUBJECT


class Mail:
    """The mail server that the settings name."""

    @property
    def stays_in_house(self) -> bool:
        """Whether the mail server is this machine's own."""
        return settings.EMAIL_HOST in HOME

    def send(self, message: Outgoing, *, site: UUID) -> Sent:
        """Hand it to the mail server, which is all that can be known of it."""
        subject = SUBJECT.get(message.language, SUBJECT["en"])
        try:
            EmailMessage(subject, message.text, to=[message.address]).send()
        except OSError as error:  # what SMTP refuses is one too
            return Sent(State.UNDELIVERED, why=type(error).__name__)
        return Sent(State.SENT)
