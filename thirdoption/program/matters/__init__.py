"""Held charges, clocks, prosecutor decisions, sealing."""
