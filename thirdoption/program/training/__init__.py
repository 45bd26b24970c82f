"""Courses, attendance, currency."""
