"""What a page needs to keep a contact that was noted without a signal: the key, and whose it is."""

from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.referrals.queries import sealing_key
from thirdoption.web.desk.presenters.moments import Clock


def waits(by: Acting, clock: Clock) -> dict[str, str | UUID]:
    """The program's public key, and the author, who alone can send what waits."""
    name, point = sealing_key()
    return {"key": name, "point": point, "author": by.hand, "zone": clock.zone.key}
