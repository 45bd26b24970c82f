"""What a worker may look for, and what a worker may do."""

from enum import StrEnum


class Purpose(StrEnum):
    """Why somebody looks: what every grant names; to refer is the public's and a connection a provider's, and
    neither is opened by any grant.
    """

    REFERRAL = "referral"
    REFER = "refer"
    CARE = "care"
    CHARGE_DECISION = "charge decision"
    PROGRAM_OPERATION = "program operation"
    AUDIT = "audit"
    CONNECTION = "connection"


class Permission(StrEnum):
    """One thing that a worker may do."""

    RECORD_CONTACT = "record_contact"
    CALL_LINE = "call_line"
    SEE_HELD = "see_held"
    TAKE_HANDOFF = "take_handoff"
    ANSWER_COMMUNITY = "answer_community"
    PLAN_ROTA = "plan_rota"
    SEE_ROTA = "see_rota"
    RUN_LINE = "run_line"
    SEE_LINE = "see_line"
    KEEP_METHODS = "keep_methods"
    SEE_PERSON = "see_person"
    WRITE_CARE = "write_care"
    EXPORT_CARE = "export_care"
    SHARE_WORK = "share_work"
    TAKE_RELEASE = "take_release"
    SEE_MATTERS = "see_matters"
    DECIDE_MATTER = "decide_matter"
    EXPORT_MATTERS = "export_matters"
    SEE_DEFENDED = "see_defended"
    CHANGE_TICKET = "change_ticket"
    PAUSE_CLOCK = "pause_clock"
    KEEP_CALENDAR = "keep_calendar"
    SEAL_CHARGE = "seal_charge"
    SEE_SEALING = "see_sealing"
    SEE_MONDAY = "see_monday"
    BUILD_REPORT = "build_report"
    RELEASE_REPORT = "release_report"
    SEE_DRAFT_REPORT = "see_draft_report"
    IMPORT_DIRECTORY = "import_directory"
    KEEP_DIRECTORY = "keep_directory"
    RECORD_TRAINING = "record_training"
    SEE_TRAIL = "see_trail"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_PUBLISHED = "see_published"
    EDIT_POLICY = "edit_policy"
    EDIT_LETTERS = "edit_letters"
    SEND_LINKS = "send_links"
    ANSWER_CONNECTION = "answer_connection"
    SEE_CONNECTIONS = "see_connections"
    EXCHANGE_CHARGES = "exchange_charges"
    BRING_ALONG = "bring_along"
    EXPORT_RECORD = "export_record"
