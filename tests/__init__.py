"""Tests: unit, database, journeys in a browser, known answers, and rules about the code itself."""
