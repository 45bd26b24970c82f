"""The forms of the desk. What a rule refuses comes back as a sentence beside its field."""
