"""The acts of held charges in the order of a story: while a charge waits, and after it was declined."""

from tests.factories import charge_acts, letter_acts, list_acts, sealing_acts

WAITING = (*charge_acts.ACTS, *list_acts.ACTS)
DECIDED = (*sealing_acts.ACTS, *letter_acts.LETTERS)
