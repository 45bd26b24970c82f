"""Who did what, when, why: append-only, sealed in blocks."""
