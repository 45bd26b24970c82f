"""Third Option: the software that runs a Law Enforcement Assisted Diversion program."""

__version__ = "0.1.0"
