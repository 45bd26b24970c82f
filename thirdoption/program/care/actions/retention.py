"""When who somebody was is destroyed: by the program itself on its day, or later where a worker says why."""

from datetime import date, datetime

from django.db import connection

from thirdoption.program.care.queries.status import today_at
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.models import KeptLonger, Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, record

MOST_YEARS = 10
_MEANWHILE = "Somebody said this meanwhile. Load the page again."


def keep_longer(*, person: Person, until: date, why: str, by: Acting, at: datetime) -> KeptLonger:
    """Keep who somebody is until a day at least; a day that has passed ends it. It authorizes nothing else.

    Raises Refused (invalid) for a day that is past, or more than ten years away.
    """
    check(by, Permission.WRITE_CARE)
    today = today_at(site=by.site, at=at)
    if (until - today).days > 366 * MOST_YEARS:
        raise Refused(INVALID, "Choose a day within ten years.", "until")
    if until <= today:
        raise Refused(INVALID, "Choose a day that is still to come.", "until")
    last = KeptLonger.objects.filter(person=person).order_by("-number").first()
    row = KeptLonger(
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        number=last.number + 1 if last else 1,
        until=until,
        why=free_text(why, field="why", limit=300, required=True),
    )
    if not add_once(row, same=(), taken=_MEANWHILE):
        raise Refused(CONFLICT, _MEANWHILE)
    record(by=by, verb="keep longer", noun="person", objects=[person.pk], why=row.why, at=at)
    return row


def destroy_identities(*, by: Acting, at: datetime) -> int:
    """Destroy who those were whose time has run out at a site, each on the trail; how many (R-90).

    Names, dates of birth, ways and every word that was written of them go, and no grant to them is left;
    what is only counted stays. Words on the trail stay with it for its six years (R-73), and copies in older
    backups until these are gone. Only the program itself may: the database refuses everybody else.
    """
    check(by, Permission.END_RECORDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing.destroy_identities()")
        gone = [row[0] for row in cursor.fetchall()]
    for person in gone:
        record(by=by, verb="destroy identity", noun="person", objects=[person], at=at)
    return len(gone)
