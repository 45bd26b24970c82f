"""The tables of services: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

PROTECTED = {
    "services.Connection": Protected(
        "care",
        person="person_id",
        update=("state", "version"),
        hand="worker_id",
        beside="release_id",
        first="draft",
    ),
    "services.ProviderLink": Protected(parent="services.Connection", update=("sent", "ended_at")),
    "services.FollowUp": Protected(parent="services.Connection"),
}
OPEN = {
    "services.Organization": Open("SIU", "a directory of providers"),
    "services.Service": Open("SIU", "a directory of providers"),
    "services.ServiceCapacity": Open("SIU", "a directory of providers"),
    "services.ServiceContact": Open("SI", "who of a provider answers: nobody whom the program works with"),
    "services.TaxonomyTerm": Open("SIU", "a directory of providers"),
    "services.ServiceMatch": Open("SID", "which entries of the directory are one service"),
    "services.ConfidentialAddress": Open("SID", "a fingerprint of an address that is not stored"),
    "services.Language": Open("SIUD", "a directory of providers"),
    "services.Location": Open("SIUD", "a directory of providers"),
    "services.Address": Open("SIUD", "a directory of providers"),
    "services.Phone": Open("SIUD", "a directory of providers"),
    "services.Schedule": Open("SIUD", "a directory of providers"),
    "services.ServiceAtLocation": Open("SIUD", "a directory of providers"),
    "services.ServiceTaxonomy": Open("SIUD", "a directory of providers"),
}
FUNCTIONS = (
    "sharing.link_place(text)",
    "sharing.try_link(text, boolean)",
    "sharing.asked_by_link(text)",
    "sharing.answer_by_link(text, integer, text, text, date, text)",
    "sharing.remind_providers(integer)",
    "sharing.connections_counted(date)",
)
"""What the app role may call."""
