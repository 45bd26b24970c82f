"""The weekly sheet says of each charge what the list on the screen says."""

import re
from datetime import date

from tests.factories import walk
from tests.factories.desk import SignIn
from tests.factories.fixtures import World
from tests.factories.lodging import matter_of, ticketed


def test_the_sheet_has_the_ticket_as_the_list_has_it(world: World, sign_in: SignIn) -> None:
    """A red line before the clock ends, its day after that, what became of it; a dash where there is none."""
    client = sign_in("liaison")
    ticketed(world, date(2026, 12, 4), incident_number="26-1-X")
    later = matter_of(world, ticketed(world, date(2026, 12, 10), incident_number="26-2-X"))
    walk.accepted(world, incident_number="26-3-X")
    client.post(f"/partners/matters/{later.pk}/ticket/", {"kind": "ticket_adjourned", "to": "2026-12-30"})
    page = client.get("/partners/matters/sheet/").content.decode()
    cells = re.findall(r'data-label="Ticket returnable"><span>(.*?)</span></td>', page)
    red = '<strong class="kit-clock__red">4 Dec 2026</strong><br><span class="kit-note">before the clock ends'
    put_off = '30 Dec 2026<br><span class="kit-note">ticket adjourned'
    assert sorted(cells) == sorted([f"{red}</span>", f"{put_off}</span>", "–"])
