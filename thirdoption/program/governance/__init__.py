"""MOUs, bodies, meetings, decisions, questions and answers, fidelity checklist."""
