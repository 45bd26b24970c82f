"""The tables of matters: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

PROTECTED = {
    "matters.Matter": Protected(
        "charge",
        referral="referral_id",
        update=("state", "version", "decided_at", "filed_on", "filed_how", "offense", "law", "offense_class"),
        first="held",
    ),
    "matters.DateChange": Protected("clock", referral="referral_id"),
    "matters.DateReason": Protected("pause", referral="referral_id", hand="worker_id"),
    "matters.Letter": Protected("charge", referral="referral_id", hand="worker_id"),
    "matters.OwnLetter": Protected("pause", person="person_id", referral="referral_id", hand="worker_id"),
    "matters.LegalHold": Protected(
        "pause", referral="referral_id", update=("until", "why"), hand="worker_id"
    ),
    "matters.SealTask": Protected(rights="S", update=("confirmed_at", "confirmed_by_id"), special="task"),
    "matters.OtherCase": Protected("cases", person="person_id", hand="worker_id"),
    "matters.Tombstone": Protected(rights="S", special="nobody"),
    "matters.HiddenRow": Protected(rights="S", special="nobody"),
    "matters.Unsealing": Protected(rights="S", special="nobody"),
}
OPEN = {
    "matters.LetterTemplate": Open("SI", "what letters say, with blanks: nobody is in it"),
}
