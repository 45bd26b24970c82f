"""What a release lets be told: until when, and to which provider."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import walk
from tests.factories.desk import Desk
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services import actions as services
from thirdoption.program.services.models import Service
from thirdoption.program.sharing import actions as sharing


def signed(desk: Desk) -> Any:
    """A release of the desk's person to the desk's provider, for ninety days."""
    with desk.world.acting("case-manager") as by:
        return sharing.sign_connection_release(
            person=desk.person,
            service=desk.service.pk,
            recipient=desk.service.name,
            text="The words that were signed.",
            language="en",
            signed_name="Marisol",
            expires_at=desk.world.at + timedelta(days=90),
            by=by,
            at=by.now(),
        )


def test_a_release_whose_time_is_over_tells_nothing(desk: Desk) -> None:
    """R-3, R-51: by the database's own answer, to the second."""
    release = signed(desk)
    for at, told in (
        (release.expires_at - timedelta(seconds=1), {release.pk}),
        (release.expires_at, set()),
        (release.expires_at + timedelta(days=1), set()),
    ):
        desk.world.at = at
        with desk.world.acting("case-manager") as by:
            assert sharing.disclose(releases=[release.pk], what="a bed", by=by, at=at) == told


def test_a_connection_needs_a_release_of_this_person_that_names_this_provider(desk: Desk) -> None:
    """R-19: another provider, another person, or a release of another form opens nothing."""
    release, handoff_release = signed(desk), walk.released(desk.world, desk.person, desk.referral)
    _referral, somebody = walk.handed_over(desk.world, name="Ruben Pretend", incident_number="26-00777-X")
    other = Service.objects.exclude(pk=desk.service.pk)[0]
    right = {"person": desk.person, "service": desk.service, "release": release}
    for wrong in ({"service": other}, {"person": somebody}, {"release": handoff_release}):
        with (
            desk.world.acting("case-manager") as by,
            pytest.raises(Refused, match="names this provider"),
        ):
            services.connect(**{**right, **wrong}, asks="A bed", by=by, at=by.now())
    with desk.world.acting("case-manager") as by:
        assert services.connect(**right, asks="A bed", by=by, at=by.now()).service_id == desk.service.pk
