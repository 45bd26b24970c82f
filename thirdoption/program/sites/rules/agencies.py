"""The kinds of agency that take part in a program."""

from enum import StrEnum


class AgencyKind(StrEnum):
    """What an organization is; it decides which roles its workers may hold (law 1)."""

    OPERATOR = "operator"
    POLICE = "police"
    PROSECUTION = "prosecution"
    DEFENSE = "defense"
    PROBATION = "probation"
    COURT = "court"
    JAIL = "jail"
    GOVERNMENT = "government"
    PROVIDER = "provider"
    COMMUNITY = "community"
    EVALUATOR = "evaluator"
