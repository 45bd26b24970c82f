"""Channels, verified contact methods, templates without names, delivery."""
