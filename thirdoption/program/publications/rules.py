"""What a publication may be."""

from enum import StrEnum


class FileKind(StrEnum):
    """The forms in which a publication is given out."""

    PDF = "pdf"
    CSV = "csv"


CONTENT_TYPES = {FileKind.PDF: "application/pdf", FileKind.CSV: "text/csv; charset=utf-8"}
