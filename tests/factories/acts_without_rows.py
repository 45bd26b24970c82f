"""Actions that leave no row of their own on the trail, each with the reason why that is right."""

from tests.factories.line import ENGINE
from tests.factories.safety_acts import PARTS

HELD = "its rows are held in tests/database/test_held.py"
NO_ROW = {
    **PARTS,
    "care.actions.intake.confirm_intakes": "a part of an intake, of a finished form and of a goal",
    "care.actions.forms.open_form": "that a form is open is a row of its own",
    "care.actions.records.export_record": "its row is held in tests/database/test_records.py",
    "care.actions.records.export_program": "its row is held in tests/database/test_export_program.py",
    **dict.fromkeys(
        (f"care.actions.imports.{name}" for name in ("bring", "take_back", "save_map")),
        "its rows are held in tests/database/test_imports.py",
    ),
    **dict.fromkeys(ENGINE, "the engine's own, or a part of an act: tests/database/test_line_escalation.py"),
    **dict.fromkeys((f"referrals.actions.held.{name}" for name in ("read", "take", "refuse", "call")), HELD),
    **dict.fromkeys(
        (
            f"handoffs.actions.{name}"
            for name in (
                "rota.keep",
                "rota.say",
                "rota.tell_changed",
                "rota_notices.later_tell",
                "rota_notices.tell",
            )
        ),
        "a part of each change; what is sent is a row of its own",
    ),
    "handoffs.actions.rota_requests.chase": "asks again; each asking is a row of its own",
    "handoffs.actions.telephone.send_receipt": "the number of a receipt: what is sent is a row of its own",
    **dict.fromkeys(
        ("matters.actions.letters.write_notice", "matters.actions.letters.write_own"),
        "a part of care.actions.letters, of the same names",
    ),
    "loop.actions.remind": "the program's own each night; the run and what is sent are rows of their own",
    "matters.actions.deciding.revive": "of a lodged charge: tests/database/test_lodged.py holds its row",
    "matters.actions.sealing.seal_due": "the program's own: tests/database/test_sealing.py holds its row",
    "referrals.actions.receive_call": "a part of handoffs.actions.calls.ask",
    "referrals.actions.community.join": "a part of care.actions.community.welcome_asked",
    "referrals.actions.phone.take_in": "a part of referrals.actions.phone.receive",
    "care.actions.retention.destroy_identities": "the program's own: its row is held in test_retention.py",
    "people.actions.keep_keys": "a part of making somebody, and of what is said of their names",
    "care.actions.room.check_place": "asks, and writes nothing",
    "care.actions.caseload.move": "a part of hand_over and of care.actions.leaving.leave",
    "staff.actions.end_worker": "a part of care.actions.leaving.leave",
    "staff.actions.check": "asks, and writes nothing",
    "staff.actions.add_worker": "set-up by the owner, before anybody can act",
    "staff.actions.links.has_number": "asks, and writes nothing",
    "staff.actions.links.note_sent": "what the mail server said: the sending is a row of its own",
    "services.actions.links.note_sent": "what the mail server said: the sending is a row of its own",
    "staff.actions.set_trained_until": "a part of training.actions.attend",
}
OTHER_WORDS = {
    "governance": "a policy names nobody: tests/database/test_setup_forms.py",
    "messages": "its rows are parts of handoffs.actions, which ask first",
    "publications": "a part of reports.actions.release",
    "sites": "set-up by the owner, before anybody can act",
    "trail": "writes the rows themselves",
}
