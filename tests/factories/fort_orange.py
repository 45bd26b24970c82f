"""The tests' place: the demo's, without the made-up year, with every kind of agency, and with nothing that
runs out."""

from datetime import UTC, date, datetime, time, timedelta

from thirdoption.demo import place

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
NEVER = datetime(2099, 1, 1, tzinfo=UTC)


def found() -> None:
    """Make the place, as the owner, in the template of all test databases.

    Browser tests run at the true time, whatever year it is by then.
    """
    from django.db import transaction

    from thirdoption.program.handoffs.actions.rota import plan_rotation
    from thirdoption.program.handoffs.rules.rota import Layer
    from thirdoption.program.sites import actions as sites
    from thirdoption.program.sites.rules.agencies import AgencyKind
    from thirdoption.program.staff.models import Worker

    with transaction.atomic():
        site = place.found(launched=date(2025, 11, 1), now=NOW)
        for kind in (AgencyKind.PROBATION, AgencyKind.COURT, AgencyKind.JAIL):
            sites.add_agency(site=site, code=kind, name=f"Fort Orange {kind.title()}", kind=kind)
        Worker.objects.filter(trained_until__gt=NOW.date()).update(trained_until=NEVER.date())
        kim = place.workers(site)["on-call"]
        plan_rotation(
            layer=Layer.FIRST,
            starts_on=(NOW + timedelta(days=30)).date(),
            hand_over=time(9),
            days=7,
            order=[kim.pk],
            most_hours=None,
            by=place.setting_up(kim.agency),
            at=NOW,
        )
