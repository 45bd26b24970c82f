"""Which grants each fact opens, to what kind of agency, and no others (design, section 4)."""

from tests.database.test_races import rows
from tests.factories import walk
from tests.factories.asked import ask
from tests.factories.fixtures import World

# basis, kind of agency, purpose: the categories; + where what is opened may also be written
OPENED = {
    ("authorship", "police", "referral"): "charge engagement+ legal+",
    ("referral", "operator", "care"): "charge engagement+ legal+",
    ("referral", "operator", "program operation"): "charge engagement",
    ("charge held", "prosecution", "charge decision"): "charge+ clock+",
    # the program moves the clock; why it did is its own
    ("charge held", "operator", "care"): "clock+ pause+",
    ("charge held", "operator", "program operation"): "clock+",
    ("community", "operator", "care"): "asked+",
    ("program", "operator", "care"): "care+ cases+ confirmation+ engagement+ identity+ pause+ release+",
    # whoever runs the program reads how many and how long: no name, and nothing of the care
    ("program", "operator", "program operation"): "confirmation engagement release",
    ("release", "prosecution", "charge decision"): "confirmation",
    ("release", "police", "referral"): "taken_up",
}
GRANTS = """
    SELECT g.basis, a.kind, g.purpose,
        string_agg(g.category || CASE WHEN g.may_write THEN '+' ELSE '' END, ' ' ORDER BY g.category)
    FROM sharing_grant g JOIN sites_agency a ON a.id = g.organization_id GROUP BY 1, 2, 3
"""


def test_each_fact_opens_what_is_listed_and_nothing_else(committed: World) -> None:
    """R-25, R-26: a probation office, a court and a jail take part at the place, and are told nothing."""
    kinds = {kind for (kind,) in rows("SELECT kind FROM sites_agency")}
    assert kinds >= {"probation", "court", "jail"}
    referral, person = walk.handed_over(committed)
    walk.released(committed, person, referral)
    walk.intake(committed, person, referral)
    walk.officer_may_know(committed, person, referral)
    ask(committed)
    found = {(basis, kind, purpose): categories for basis, kind, purpose, categories in rows(GRANTS)}
    assert found == OPENED
