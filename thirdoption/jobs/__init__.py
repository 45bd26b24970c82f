"""Background and scheduled work."""
