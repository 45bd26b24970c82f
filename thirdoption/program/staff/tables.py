"""The tables of staff: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

PROTECTED = {
    "staff.DeviceKey": Protected(update=("ended",), insert="device", special="device"),
}
OPEN = {
    "staff.User": Open("S", "an account of a worker", update=("last_login", "language")),
    "staff.Worker": Open("S", "workers and their agencies", update=("trained_until", "until")),
    "staff.ListLink": Open(
        "SI", "digests of links", update=("sent", "told_at", "tries", "opened_at", "ended_at")
    ),
    # what sign-in's framework keeps
    "sessions.Session": Open("SIUD", "sign-ins of workers: a key and an expiry"),
    "auth.Permission": Open("S", "sign-in's framework; not used for rights"),
    "auth.Group": Open("S", "sign-in's framework; not used for rights"),
    "account.EmailAddress": Open("SIUD", "addresses of workers"),
    "account.EmailConfirmation": Open("SIUD", "addresses of workers"),
    "contenttypes.ContentType": Open("S", "names of tables; sign-in's tables refer to it"),
    "mfa.Authenticator": Open("SIUD", "second factors of workers"),
}
