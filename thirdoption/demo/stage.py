"""Where the made-up year is played: the place, its workers, and what has come of each contact so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from thirdoption.demo import place
from thirdoption.demo.events import Contact, Moment
from thirdoption.program.ground import acting
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.services.models import Connection
from thirdoption.program.services.queries import Listing
from thirdoption.program.services.rules import Need
from thirdoption.program.sharing.models import Release
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import acting as acting_of

T = TypeVar("T")


@dataclass
class Thread:
    """What has come of one contact so far."""

    contact: Contact
    referral: Referral | None = None
    handoff: Handoff | None = None
    person: Person | None = None
    release: Release | None = None
    connection: Connection | None = None
    taker: Worker | None = None
    manager: Worker | None = None


class Stage:
    """One made-up place in play; `work` runs the jobs that are waiting."""

    def __init__(self, site: Site, contacts: tuple[Contact, ...], work: Callable[[], object]) -> None:
        self.site = site
        self.work = work
        self.workers = place.workers(site)
        self.threads = {contact.number: Thread(contact) for contact in contacts}
        self.asked: dict[int, UUID] = {}
        self.listings: dict[Need, list[Listing]] = {}

    @contextmanager
    def as_worker(self, worker: str | Worker, moment: Moment) -> Iterator[Acting]:
        """An open transaction in which a worker acts at the moment's time."""
        who = self.workers[worker] if isinstance(worker, str) else worker
        with acting.opened(acting_of(who, at=moment.at)) as by:
            yield by


def there(thing: T | None) -> T:
    """What an earlier moment of the plan has made."""
    if thing is None:
        raise LookupError("The plan has a moment before the one that it follows from.")
    return thing
