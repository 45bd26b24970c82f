"""What a publication may be."""

from enum import StrEnum


class FileKind(StrEnum):
    """The forms in which a publication is given out."""

    PDF = "pdf"
    CSV = "csv"


CONTENT_TYPES = {FileKind.PDF: "application/pdf", FileKind.CSV: "text/csv; charset=utf-8"}


class Figure(StrEnum):
    """What the ledger of counts keeps of sealed events, each for the published table that needs it."""

    REFERRALS = "referrals"
    DIVERSIONS = "diversions"
    FUNNEL = "funnel"
    REASONS = "reasons"
    CONTACT_TIME = "contact_time"
    INTAKE_TIME = "intake_time"
    RACE_REFERRED = "race_referred"
    RACE_OFFERED = "race_offered"
    RACE_ACCEPTED = "race_accepted"
    RACE_ENROLLED = "race_enrolled"
