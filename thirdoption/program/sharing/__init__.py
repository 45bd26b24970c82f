"""Releases of information, grants, disclosures, emergency access."""
