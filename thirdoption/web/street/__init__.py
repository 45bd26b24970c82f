"""Pages for an officer at the curb."""
