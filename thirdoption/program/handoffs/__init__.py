"""The LEAD line: who is on call, paging, escalation, the warm hand-off."""
