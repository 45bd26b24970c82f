"""Fort Orange, N.Y. (made-up): the demo's place, its agencies and the people who work there.

All names are invented. Run as the owner: making a site is set-up, before anybody can act there.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions.rota import plan_rotation
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.messages.models import Address, ContactMethod
from thirdoption.program.messages.rules import Kind
from thirdoption.program.sites import actions as sites
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.sites.packs import load_answers, read_own
from thirdoption.program.sites.queries import local_day
from thirdoption.program.sites.rules.agencies import AgencyKind as K
from thirdoption.program.sites.rules.editing import with_answers
from thirdoption.program.staff import actions as staff
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Purpose

CODE = "fort-orange"
NAME = "Fort Orange, N.Y. (made-up)"
PASSWORD = "fort orange is made up"
ANSWERS = Path(__file__).parent / "albany-answers.yaml"

AGENCIES = {
    "operator": ("Hudson Bend Care", K.OPERATOR),
    "police": ("Fort Orange Police", K.POLICE),
    "campus": ("Fort Orange Campus Police", K.POLICE),
    "ferry": ("Ferry Landing Police", K.POLICE),
    "prosecutor": ("Orange County District Attorney", K.PROSECUTION),
    "defender": ("Orange County Public Defender", K.DEFENSE),
    "mayor": ("Mayor's Office of Fort Orange", K.GOVERNMENT),
    "community": ("Fort Orange Community Leadership Team", K.COMMUNITY),
    "evaluator": ("Fort Orange State University", K.EVALUATOR),
    "provider": ("Tulip House", K.PROVIDER),
}


@dataclass(frozen=True)
class Made:
    """One worker to make: key, name, role, agency, and what the police policy asks of officers."""

    key: str
    name: str
    role: str
    agency: str
    trained: bool = True
    opted_in: bool = False
    badge: str = ""
    signs_in: bool = True


PEOPLE = (
    Made("officer", "Officer Reyes", "officer", "police", opted_in=True, badge="4101"),
    Made("officer-2", "Officer Lindqvist", "officer", "police", opted_in=True, badge="4102"),
    Made("officer-3", "Officer Abara", "officer", "campus", opted_in=True, badge="4103"),
    Made("officer-4", "Officer Whitlock", "officer", "ferry", opted_in=True, badge="4102"),
    Made("officer-5", "Officer Novak", "officer", "police", trained=False, opted_in=True, badge="4105"),
    Made("sergeant", "Sergeant Okafor", "sergeant", "police", opted_in=True),
    Made("on-call", "Kim Delgado", "on_call_worker", "operator"),
    Made("case-manager", "Dana Whitfield", "case_manager", "operator"),
    Made("case-manager-2", "Luis Arroyo", "case_manager", "operator"),
    Made("case-manager-3", "Priya Nair", "case_manager", "operator"),
    Made("supervisor", "Ruth Abelson", "supervisor", "operator"),
    Made("manager", "Sam Petrakis", "program_manager", "operator"),
    Made("coordinator", "Avery Quist", "coordinator", "mayor"),
    Made("liaison", "Jordan Castellan", "prosecutor_liaison", "prosecutor"),
    Made("by-link", "Robin Achterberg", "prosecutor_liaison", "prosecutor", signs_in=False),
    Made("defender", "Noor Haddad", "public_defender", "defender"),
    Made("provider", "Bea Thornquist", "provider", "provider"),
    Made("community", "Marcus Ellery", "community_team_member", "community"),
    Made("evaluator", "Ines Varga", "evaluator", "evaluator"),
    Made("trainer", "Theo Marchetti", "trainer", "mayor"),
    Made("agency-head", "Chief Ostrander", "agency_head", "police"),
    Made("auditor", "Yuki Sandoval", "auditor", "mayor"),
    Made("administrator", "Lee Brannigan", "administrator", "mayor"),
)
YEARS = 5
"""Since when the line has been answered: longer than any year that is made up."""
CAN_BE_REACHED = ("on-call", "case-manager", "case-manager-2", "case-manager-3", "supervisor")
CASE_MANAGERS = ("case-manager", "case-manager-2", "case-manager-3")


def address(key: str) -> str:
    """The made-up sign-in address of a worker."""
    return f"{key}@fort-orange.example"


def found(*, launched: date, now: datetime) -> Site:
    """Make the place, its agencies, workers, first policy and rota."""
    site = sites.found(
        code=CODE,
        name=NAME,
        program_name="Fort Orange LEAD",
        zone="America/New_York",
        made_up=True,
        launched_on=launched,
        line_number="555-0142",
        lawyer_number="555-0177",
    )
    agencies: dict[str, Agency] = {
        key: sites.add_agency(site=site, code=key, name=name, kind=kind)
        for key, (name, kind) in AGENCIES.items()
    }
    decided_on = launched - timedelta(days=40)
    sites.put_policy_in_force(
        site=site,
        plain=with_answers(read_own("albany"), load_answers(ANSWERS), read=decided_on),
        on=launched - timedelta(days=30),
        decided_on=decided_on,
        decision="Policy group, first meeting (made-up)",
    )
    began = now - timedelta(days=420)
    workers = {made.key: _employ(made, agencies[made.agency], began, now) for made in PEOPLE}
    _rota(workers, now, setting_up(agencies["operator"]))
    return site


def make_reachable(site: Site, now: datetime) -> None:
    """Made-up numbers of the team, already proven, so that the line can page them."""
    everybody = workers(site)
    for place, key in enumerate(CAN_BE_REACHED):
        who = {"site": site.pk, "worker": everybody[key].pk}
        method = ContactMethod(**who, kind=Kind.SMS, added=now, asked_at=now, tries=0, verified_at=now)
        method.save(force_insert=True)
        Address(**who, method=method, address=f"+1518555010{place}").save(force_insert=True)


def _employ(made: Made, agency: Agency, began: datetime, now: datetime) -> Worker:
    until = now.date() + timedelta(days=300 if made.trained else -20)
    police = made.role in ("officer", "sergeant")
    return staff.add_worker(
        agency=agency,
        name=made.name,
        email=address(made.key),
        password=PASSWORD if made.signs_in else None,
        role=made.role,
        since=began,
        trained_until=until if police else None,
        opted_in=made.opted_in,
        badge=made.badge,
    )


def setting_up(operator: Agency) -> Acting:
    """Nobody yet: the operator itself, before there is a worker who could act."""
    return Acting(operator.site_id, operator.pk, None, "supervisor", Purpose.CARE)


def _rota(workers: dict[str, Worker], now: datetime, by: Acting) -> None:
    """Weeks in turn since long before the program; Kim Delgado answers this week, the next one is second."""
    team = [workers[key].pk for key in ("on-call", *CASE_MANAGERS)]
    long_ago = local_day(workers["on-call"].site, now) - timedelta(days=3 + 7 * len(team) * YEARS * 13)
    for layer, order in ((Layer.FIRST, team), (Layer.SECOND, [*team[1:], team[0]])):
        plan_rotation(
            layer=layer,
            starts_on=long_ago,
            hand_over=time(9),
            days=7,
            order=order,
            most_hours=None,
            by=by,
            at=datetime.combine(long_ago, time(), UTC),
        )


def workers(site: Site) -> dict[str, Worker]:
    """The made-up workers of the place by key."""
    rows = Worker.objects.filter(site=site).select_related("user", "agency", "site")
    return {worker.user.email.partition("@")[0]: worker for worker in rows}
