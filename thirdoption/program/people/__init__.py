"""Participants: identity, names, where to find them, duplicates, merge."""
