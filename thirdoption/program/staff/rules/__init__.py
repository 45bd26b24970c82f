"""Roles as code: what each is for, what it may do, and which kinds of agency may hold it."""

from dataclasses import dataclass

from thirdoption.program.ground.refusal import Refused, hidden
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.rules.links import BY_LINK, PROVIDER
from thirdoption.program.staff.rules.permissions import Permission, Purpose

__all__ = [
    "BY_LINK",
    "ENFORCEMENT",
    "OPERATOR_ONLY",
    "PROGRAM",
    "ROLES",
    "Permission",
    "Purpose",
    "Role",
    "check_can_hold",
    "check_kind",
    "check_may",
    "may",
    "may_for",
]

P = Permission
K = AgencyKind
ENFORCEMENT = frozenset({K.POLICE, K.PROSECUTION, K.PROBATION, K.COURT, K.JAIL})
_PROGRAM = frozenset({K.OPERATOR})
_CIVIL = frozenset(set(K) - ENFORCEMENT)


@dataclass(frozen=True)
class Role:
    """A role: its stored code, its name and purpose in words, what it may do, who may hold it."""

    code: str
    name: str
    description: str
    purpose: Purpose
    may: frozenset[Permission]
    agencies: frozenset[AgencyKind]
    home: str


def _role(
    code: str,
    name: str,
    description: str,
    purpose: Purpose,
    may: set[Permission],
    agencies: frozenset[AgencyKind],
    home: str = "public:home",
) -> Role:
    return Role(code, name, description, purpose, frozenset(may | {P.SEE_PUBLISHED}), agencies, home)


_ALL = (
    _role(
        "officer",
        "Officer",
        "Records a contact, sees whether it may be diverted, makes the offer and hands over. "
        "Sees what they wrote until the hand-off, then its receipt; can look up nobody.",
        Purpose.REFERRAL,
        {P.RECORD_CONTACT, P.CALL_LINE, P.KEEP_METHODS},
        frozenset({K.POLICE}),
        "street:home",
    ),
    _role(
        "sergeant",
        "Sergeant",
        "Does what an officer does, and approves where the policy asks for it. "
        "Sees counts of their own unit, never what became of a person.",
        Purpose.REFERRAL,
        {P.RECORD_CONTACT, P.CALL_LINE, P.KEEP_METHODS, P.SEE_HELD},
        frozenset({K.POLICE}),
        "street:home",
    ),
    _role(
        "on_call_worker",
        "On-call worker",
        "Answers the line, comes to the corner, takes the hand-off and the release.",
        Purpose.CARE,
        {
            P.TAKE_HANDOFF,
            P.SEE_ROTA,
            P.ANSWER_COMMUNITY,
            P.SEE_PERSON,
            P.TAKE_RELEASE,
            P.WRITE_CARE,
            P.KEEP_DIRECTORY,
            P.KEEP_METHODS,
            P.CHANGE_TICKET,
        },
        _PROGRAM,
        "desk:home",
    ),
    _role(
        "case_manager",
        "Case manager",
        "Works with people for as long as it is needed: intake, goals, contacts, connections.",
        Purpose.CARE,
        {
            P.TAKE_HANDOFF,
            P.SEE_ROTA,
            P.ANSWER_COMMUNITY,
            P.SEE_PERSON,
            P.WRITE_CARE,
            P.EXPORT_CARE,
            P.KEEP_DIRECTORY,
            P.TAKE_RELEASE,
            P.KEEP_METHODS,
            P.CHANGE_TICKET,
        },
        _PROGRAM,
        "desk:home",
    ),
    _role(
        "supervisor",
        "Supervisor",
        "Does what a case manager does, for the whole team.",
        Purpose.CARE,
        {
            *(P.TAKE_HANDOFF, P.SEE_ROTA, P.ANSWER_COMMUNITY, P.SEE_PERSON, P.WRITE_CARE, P.TAKE_RELEASE),
            *(P.PLAN_ROTA, P.SEE_MONDAY, P.KEEP_METHODS, P.SEE_LINE, P.CHANGE_TICKET, P.PAUSE_CLOCK),
            *(P.SEAL_CHARGE, P.SEE_SEALING, P.EXPORT_CARE, P.BRING_ALONG, P.EXPORT_RECORD, P.KEEP_DIRECTORY),
            *(P.SHARE_WORK, P.APPROVE_FUNDS, P.LOOK_AGAIN),
        },
        _PROGRAM,
        "desk:home",
    ),
    _role(
        "program_manager",
        "Program manager",
        "Keeps the program running and builds its reports; sees the work, not the care record.",
        Purpose.PROGRAM_OPERATION,
        {
            *(P.SEE_MONDAY, P.BUILD_REPORT, P.SEE_DRAFT_REPORT, P.RELEASE_REPORT),
            *(P.IMPORT_DIRECTORY, P.EDIT_POLICY, P.SEE_LINE, P.KEEP_METHODS, P.SEE_ROTA),
            *(P.KEEP_CALENDAR, P.EDIT_LETTERS, P.SEND_LINKS, P.SEE_CONNECTIONS, P.KEEP_DIRECTORY),
        },
        _PROGRAM,
        "desk:monday",
    ),
    _role(
        "coordinator",
        "Coordinator",
        "Has two hours a week: sees in one list what needs them.",
        Purpose.PROGRAM_OPERATION,
        {P.SEE_MONDAY, P.BUILD_REPORT, P.SEE_DRAFT_REPORT, P.RELEASE_REPORT, P.RECORD_TRAINING},
        _CIVIL,
        "desk:monday",
    ),
    _role(
        "prosecutor_liaison",
        "Prosecutor liaison",
        "Sees held charges with their clocks; whether intake is confirmed only under a release.",
        Purpose.CHARGE_DECISION,
        {
            *(P.SEE_MATTERS, P.DECIDE_MATTER, P.EXPORT_MATTERS, P.CHANGE_TICKET, P.SEE_SEALING),
            P.EXCHANGE_CHARGES,
        },
        frozenset({K.PROSECUTION}),
        "partners:matters",
    ),
    _role(
        "public_defender",
        "Public defender",
        "Sees what a person they represent, or who named them, released to them.",
        Purpose.CHARGE_DECISION,
        {P.SEE_DEFENDED},
        frozenset({K.DEFENSE}),
        "partners:defended",
    ),
    _role(
        "provider",
        "Provider",
        "Answers a connection that was sent to them.",
        Purpose.CARE,
        set(),
        frozenset({K.PROVIDER}),
    ),
    _role(
        "community_team_member",
        "Community team member",
        "Asks questions, sees the draft of a report, and releases it together with the program.",
        Purpose.PROGRAM_OPERATION,
        {P.SEE_DRAFT_REPORT, P.RELEASE_REPORT},
        frozenset({K.COMMUNITY}),
        "desk:reports",
    ),
    _role(
        "evaluator",
        "Evaluator",
        "Studies what the program does, on protected tables and estimates only.",
        Purpose.PROGRAM_OPERATION,
        set(),
        _CIVIL,
    ),
    _role(
        "trainer",
        "Trainer",
        "Holds courses and records who attended.",
        Purpose.PROGRAM_OPERATION,
        {P.RECORD_TRAINING},
        frozenset(K),
    ),
    _role(
        "agency_head",
        "Agency head",
        "Sees published figures, like everybody.",
        Purpose.PROGRAM_OPERATION,
        set(),
        frozenset(K),
    ),
    _role(
        "auditor",
        "Auditor",
        "Reads the trail and checks that it is whole.",
        Purpose.AUDIT,
        {P.SEE_TRAIL, P.SEE_DRAFT_REPORT, P.RELEASE_REPORT},
        _CIVIL,
        "desk:reports",
    ),
    _role(
        "administrator",
        "Administrator",
        "Keeps accounts, and writes the policy where they work for the program; sees nothing of any person.",
        Purpose.PROGRAM_OPERATION,
        {P.MANAGE_ACCOUNTS, P.EDIT_POLICY, P.SEE_LINE},
        _CIVIL,
    ),
)
ROLES = {role.code: role for role in _ALL}
PROGRAM = "program"
"""The program itself, doing what is due when nobody is there; no worker can hold it."""
_MAY = {role.code: role.may for role in _ALL} | {
    PROGRAM: frozenset({P.RUN_LINE, P.CALL_LINE, P.SEAL_CHARGE, P.END_RECORDS}),
    BY_LINK: frozenset({P.SEE_MATTERS, P.DECIDE_MATTER, P.CHANGE_TICKET}),
    PROVIDER: frozenset({P.ANSWER_CONNECTION}),
}


def may(role: str, permission: Permission) -> bool:
    """Whether a role has a permission; an unknown role has none."""
    return permission in _MAY.get(role, frozenset())


# The policy is written, and the line is seen, where they are answered for: an administrator of another
# agency keeps accounts only.
OPERATOR_ONLY = frozenset({P.EDIT_POLICY, P.EDIT_LETTERS, P.SEE_LINE})


def may_for(role: str, kind: str | None, permission: Permission) -> bool:
    """Whether a worker in this role has a permission while acting for this kind of agency."""
    return may(role, permission) and (permission not in OPERATOR_ONLY or kind == K.OPERATOR)


def check_kind(permission: Permission, kind: str | None) -> None:
    """Raise Refused (not found) where only the operator's workers have the permission."""
    if permission in OPERATOR_ONLY and kind != K.OPERATOR:
        raise hidden()


def check_may(role: str, permission: Permission) -> None:
    """Raise Refused (not found) unless the role has the permission: what may not be done is not there."""
    if not may(role, permission):
        raise hidden()


def check_can_hold(role: str, kind: AgencyKind) -> None:
    """Raise Refused unless a worker of that kind of agency may hold the role (law 1)."""
    if role not in ROLES:
        raise Refused("invalid", "This role does not exist.", "role")
    if kind not in ROLES[role].agencies:
        raise Refused(
            "conflict",
            "A worker of this kind of agency cannot hold this role: the agency outranks the job title.",
            "role",
        )
