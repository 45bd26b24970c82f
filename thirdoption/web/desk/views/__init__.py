"""The care workers' pages: guard, parse, one call, respond."""
