"""A realistic quarter for the tests of the report: about 20 diversions, three agencies. All made up."""

from datetime import date

from thirdoption.program.reports.rules import Agency, Counts, Frame, Report, build_report, quarter

FRAME = Frame(
    period=quarter(2026, 1),
    data_cut=date(2026, 5, 15),
    launched=date(2024, 4, 1),
    agencies=(
        Agency("fopd", "Fort Orange Police Department"),
        Agency("sheriff", "Fort Orange County Sheriff"),
        Agency("campus", "Patroon College Public Safety"),
        Agency("neighbors", "Neighbors and businesses", doors=("community",)),
    ),
    source="Third Option, Fort Orange, N.Y. (made-up)",
)
GAPS = [
    {"code": "arrests_not_received", "agency": "Fort Orange County Sheriff", "month": "2026-02"},
    {"code": "before_system", "date": "2024-04-01"},
]
# Falls over the year, so that the chart has something to show.
BY_MONTH = {"fopd": [9, 11, 8, 9, 7, 8, 6, 7, 5, 4, 3, 4], "sheriff": [2, 3, 1, 3, 2, 1, 1, 2, 3, 2, 1, 1]}
MONTHS = [f"2025-{m:02d}" for m in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]


def _referrals():
    spread = {
        ("arrest_diversion", "fopd"): (8, 6, 7),
        ("arrest_diversion", "sheriff"): (3, 1, 2),
        ("arrest_diversion", "campus"): (1, 1, 0),
        ("arrest_diversion", None): (0, 1, 0),
        ("social_contact", "fopd"): (3, 2, 4),
        ("social_contact", "sheriff"): (1, 0, 0),
        ("community", "neighbors"): (1, 2, 2),
    }
    return [
        {"door": door, "agency": agency, "month": month, "referrals": n}
        for (door, agency), numbers in spread.items()
        for month, n in zip(("2026-01", "2026-02", "2026-03"), numbers, strict=True)
    ]


def _diversions():
    rows = [
        {"agency": agency, "month": month, "diversions": n}
        for agency, numbers in BY_MONTH.items()
        for month, n in zip(MONTHS, numbers, strict=True)
    ]
    rows += [
        {"agency": "campus", "month": month, "diversions": 1} for month in ("2025-09", "2026-01", "2026-02")
    ]
    return [*rows, {"agency": "fopd", "month": "2024-06", "diversions": 68}]


def _funnel():
    furthest = {
        "arrest_diversion": {
            "referred": 1,
            "screened": 3,
            "eligible": 3,
            "offered": 5,
            "accepted": 1,
            "intake_done": 14,
        },
        "social_contact": {"screened": 1, "offered": 2, "handed_over": 2, "intake_done": 5},
        "community": {"referred": 1, "eligible": 1, "accepted": 1, "intake_done": 2},
    }
    return [
        {
            "door": door,
            "furthest": step,
            "referrals": n,
            "still_open": 1 if step in ("accepted", "handed_over") else 0,
        }
        for door, steps in furthest.items()
        for step, n in steps.items()
    ] + [{"door": "arrest_diversion", "furthest": "handed_over", "referrals": 3, "still_open": 2}]


def _times():
    contact = [9, 12, 14, 16, 18, 19, 21, 22, 24, 24, 26, 28, 31, 33, 38, 47, 71, None]
    intake = [2, 3, 3, 4, 5, 6, 6, 8, 9, 12, 14, 20, 27, 33, None, None, None, None]
    rows = [
        {"door": "arrest_diversion", "contact_minutes": c, "intake_days": i, "age_days": 46 + n}
        for n, (c, i) in enumerate(zip(contact, intake, strict=True))
    ]
    rows += [
        {"door": "social_contact", "contact_minutes": 60 * h, "intake_days": d, "age_days": 60}
        for h, d in ((3, 4), (20, 9), (26, 12), (44, 15), (70, 21), (90, None), (100, None))
    ]
    rows += [
        {"door": "community", "contact_minutes": 60 * h if h else None, "intake_days": d, "age_days": 55}
        for h, d in ((30, 8), (50, 10), (None, None))
    ]
    return rows


def counts() -> Counts:
    """The drawn counts of the quarter."""
    return {
        "referrals": _referrals(),
        "diversions": _diversions(),
        "funnel": _funnel(),
        "reasons": [
            {"reason": reason, "referrals": n}
            for reason, n in {
                "ineligible_by_record": 2,
                "excluded_offense": 2,
                "complainant_declined": 3,
                "officer_decided_otherwise": 1,
                "person_declined": 6,
                "nobody_answered_line": 1,
                "not_found_in_30_days": 3,
                "unknown": 1,
            }.items()
        ],
        "times": _times(),
        "race_stages": [
            {"race": "white", "referred": 78, "offered": 71, "accepted": 58},
            {"race": "black", "referred": 61, "offered": 42, "accepted": 33},
            {"race": "hispanic", "referred": 14, "offered": 9, "accepted": 7},
            {"race": "asian", "referred": 4, "offered": 3, "accepted": 3},
            {"race": "several", "referred": 6, "offered": 5, "accepted": 5},
            {"race": "unknown", "referred": 0, "offered": 0, "accepted": 0},
        ],
        "race_enrolled": [
            {"race": "white", "enrolled": 44},
            {"race": "black", "enrolled": 24},
            {"race": "hispanic", "enrolled": 7},
            {"race": "several", "enrolled": 3},
            {"race": "unknown", "enrolled": 5},
        ],
    }


def report(*, made_up: bool = True) -> Report:
    """The whole report of the sample quarter."""
    return build_report(
        counts(),
        FRAME,
        release_id="lead-fort-orange-2026-Q1-v1.0",
        version="1.0",
        site_name="Fort Orange LEAD (made-up)",
        made_up=made_up,
        gaps=GAPS,
    )
