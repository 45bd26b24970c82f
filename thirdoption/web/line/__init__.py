"""What machines ask of the line: the carrier's webhooks, and the heartbeat for an outside monitor."""
