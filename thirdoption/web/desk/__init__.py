"""Pages for care workers, coordinators and managers."""
