"""The tables of sites: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open

OPEN = {
    "sites.Site": Open("S", "places, organizations, and which policy is in force"),
    "sites.Agency": Open("S", "places, organizations, and which policy is in force"),
    "sites.PolicyVersion": Open("SI", "places, organizations, and which policy is in force"),
    "sites.PolicyText": Open("SI", "places, organizations, and which policy is in force"),
    "sites.ClosedDay": Open("SID", "days on which a court is closed"),
}
