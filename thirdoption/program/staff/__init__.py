"""Accounts, workers, agencies they act for, roles as code."""
