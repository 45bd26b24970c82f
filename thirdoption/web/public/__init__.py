"""Pages for everyone: released figures."""
