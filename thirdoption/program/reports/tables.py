"""The tables of reports: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open

OPEN = {
    "reports.Report": Open("SIU", "figures after suppression, before release; no row of a person"),
    "reports.ReportFile": Open("SI", "the same figures as files"),
}
REPORTER_FUNCTIONS = (
    "reports.cut(uuid, date, date, date, timestamptz)",
    "reports.contacts(uuid, date, date)",
)
"""What only the reporter role may call: counts, never a person."""
