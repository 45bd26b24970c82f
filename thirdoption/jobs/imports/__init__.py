"""Parsers of outside formats."""
