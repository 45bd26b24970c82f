"""The views of the set-up pages."""

from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.guards import worker

EDITS = worker(Permission.EDIT_POLICY)
POSTS = worker(Permission.EDIT_POLICY, post=True)
"""Who writes the policy: for everybody else these pages do not exist."""
