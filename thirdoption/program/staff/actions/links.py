"""Sending a prosecutor's list by link, telling its code, opening it and ending it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.messages.queries import live_methods
from thirdoption.program.messages.rules import Kind
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import ListLink, Worker
from thirdoption.program.staff.queries import program
from thirdoption.program.staff.rules import Permission
from thirdoption.program.staff.rules.links import (
    MOST_TRIES,
    CodeBy,
    LinkState,
    check_recipient,
    code_of,
    digest_of,
    is_code,
    token_of,
)
from thirdoption.program.trail.actions import record
from thirdoption.program.trail.rules import Outcome

_OVER = "This link cannot be used any more. Send another one."


def send_link(*, recipient: Worker, days: int, code_by: CodeBy, by: Acting, at: datetime) -> ListLink:
    """Send a worker of the prosecutor's office their list by link; a link before it ends.

    Raises Refused (conflict, invalid) for who has an account, and where no code can go by message.
    """
    check(by, Permission.SEND_LINKS)
    if recipient.site_id != by.site or (recipient.until is not None and recipient.until <= at):
        raise hidden()
    kind = recipient.agency.kind
    check_recipient(
        role=recipient.role, kind=kind, has_account=recipient.user.has_usable_password(), days=days
    )
    if code_by == CodeBy.MESSAGE and not has_number(recipient):
        raise Refused(CONFLICT, "No number of theirs is verified. Read them the code instead.", "code_by")
    before = list(ListLink.objects.filter(recipient=recipient, ended_at__isnull=True).values_list("pk"))
    ListLink.objects.filter(pk__in=[pk for (pk,) in before]).update(ended_at=at)
    link = ListLink(
        site_id=by.site,
        recipient=recipient,
        made_by_id=by.hand,
        made_at=at,
        code_by=code_by,
        open_until=at + timedelta(days=days),
    )
    link.token = digest_of(token_of(link.pk, settings.SECRET_KEY))
    link.save(force_insert=True)
    later.run("send_list_link", program(by.site, by.at), link=link.pk)
    record(by=by, verb="send", noun="list link", objects=[link.pk, recipient.pk], at=at)
    return link


def has_number(recipient: Worker) -> bool:
    """Whether a code can go to a number that this worker has proven."""
    ways = live_methods(workers=[recipient.pk]).get(recipient.pk, [])
    return any(one.kind == Kind.SMS for one in ways)


def note_sent(*, link: ListLink, state: str, by: Acting, at: datetime) -> None:
    """Note what the mail server said of a link; `by` is the program itself."""
    check(by, Permission.RUN_LINE)
    ListLink.objects.filter(pk=link.pk).update(sent=state)


def tell_code(*, link: ListLink, by: Acting, at: datetime) -> str:
    """The code, to be read to its recipient by telephone: once. Raises Refused (conflict) the second time."""
    check(by, Permission.SEND_LINKS)
    if link.state_at(at) != LinkState.WAITING or link.code_by != CodeBy.TELEPHONE:
        raise Refused(CONFLICT, _OVER)
    if not ListLink.objects.filter(pk=link.pk, told_at__isnull=True).update(told_at=at):
        raise Refused(CONFLICT, "This code was shown before. End this link and send another one.")
    record(by=by, verb="tell code", noun="list link", objects=[link.pk, link.recipient_id], at=at)
    return code_of(link.pk, settings.SECRET_KEY)


def end_link(*, link: ListLink, by: Acting, at: datetime) -> None:
    """End a link at once: whoever has it open sees nothing more from the next page on."""
    check(by, Permission.SEND_LINKS)
    if not ListLink.objects.filter(pk=link.pk, ended_at__isnull=True).update(ended_at=at):
        raise Refused(CONFLICT, "This link has ended already.")
    record(by=by, verb="end", noun="list link", objects=[link.pk, link.recipient_id], at=at)


def open_link(*, link: ListLink, code: str, by: Acting, at: datetime) -> bool:
    """Open a link by its code, once; False for a wrong code, which is counted (so the caller must commit).

    The fifth wrong code ends the link. `by` is its recipient.
    """
    check(by, Permission.SEE_MATTERS)
    if by.worker != link.recipient_id:
        raise hidden()
    waits = ListLink.objects.filter(
        pk=link.pk, opened_at__isnull=True, ended_at__isnull=True, open_until__gt=at, tries__lt=MOST_TRIES
    )
    if not waits.update(tries=F("tries") + 1):
        return False
    if is_code(code, link.pk, settings.SECRET_KEY):
        if not ListLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=at):
            return False  # the same code twice at once opens it once
        record(by=by, verb="open", noun="list link", objects=[link.pk], at=at)
        return True
    ListLink.objects.filter(pk=link.pk, tries=MOST_TRIES).update(ended_at=at)
    record(by=by, verb="open", noun="list link", outcome=Outcome.REFUSED, objects=[link.pk], at=at)
    return False
