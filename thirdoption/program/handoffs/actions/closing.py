"""Telling the officer that something is there to read: never what, and never anything of the person."""

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.referrals.models import Referral
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import program
from thirdoption.program.staff.rules import Permission, may


def tell_officer(*, referral: Referral, by: Acting) -> None:
    """The officer who referred gets "You have a message" when this transaction has committed.

    A part of the act that there is to tell of: received, handed over, and what the person lets them know.
    """
    check(by, _MAY[may(by.role, Permission.RECORD_CONTACT)])
    later.run("officer_told", program(by.site, by.at), worker=referral.author_id, subject=referral.pk)


_MAY = {True: Permission.RECORD_CONTACT, False: Permission.TAKE_HANDOFF}
