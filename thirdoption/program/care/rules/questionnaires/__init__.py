"""Questionnaires in data: FHIR R4 Questionnaire JSON, the forms that ship and those that a site writes.

https://hl7.org/fhir/R4/questionnaire.html; the invariants that the standard numbers are cited by number.
"""

from thirdoption.program.care.rules.questionnaires.answers import Standing, open_questions, shown
from thirdoption.program.care.rules.questionnaires.reading import Item, Questionnaire, faults, load, shipped

__all__ = ["Item", "Questionnaire", "Standing", "faults", "load", "open_questions", "shipped", "shown"]
