"""The command line and the database supervisor (works before Django does)."""
