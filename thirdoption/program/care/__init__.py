"""Intake, assessment, goals, contacts, status over time, caseload, engagement."""
