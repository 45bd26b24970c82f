"""Pages that set up a site."""
