"""The policy packs that ship with the program, and how to read one. Files only: no Django, no database."""

from thirdoption.program.sites.packs.reading import (
    law_sections,
    load_answers,
    load_policy,
    nibrs_codes,
    pack_ids,
    parse_stored,
    read_plain,
)

__all__ = [
    "law_sections",
    "load_answers",
    "load_policy",
    "nibrs_codes",
    "pack_ids",
    "parse_stored",
    "read_plain",
]
