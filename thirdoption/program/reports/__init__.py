"""Measures, figures, quarterly and annual releases, suppression, two-person release."""
