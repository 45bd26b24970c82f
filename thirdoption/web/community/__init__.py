"""Pages for neighbors, businesses and the community team."""
