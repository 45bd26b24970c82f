"""The policy packs that ship with the program, and how to read one. Files only: no Django, no database."""

from thirdoption.program.sites.packs.reading import (
    SCHEMA,
    completed,
    faults_of_law,
    law_sections,
    load_answers,
    load_policy,
    nibrs_codes,
    pack_ids,
    parse_own,
    parse_stored,
    read_own,
    read_plain,
    read_yaml,
    schema_text,
)
from thirdoption.program.sites.packs.writing import write_yaml

__all__ = [
    "SCHEMA",
    "completed",
    "faults_of_law",
    "law_sections",
    "load_answers",
    "load_policy",
    "nibrs_codes",
    "pack_ids",
    "parse_own",
    "parse_stored",
    "read_own",
    "read_plain",
    "read_yaml",
    "schema_text",
    "write_yaml",
]
