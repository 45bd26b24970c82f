"""Statistics: pure Python, no Django; usable on an extract outside the server."""
