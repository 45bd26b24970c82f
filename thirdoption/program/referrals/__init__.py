"""Contact, the doors, screening, offer, complainant, decision."""
