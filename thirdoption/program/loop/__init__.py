"""The communication loop: updates, case conferences, tasks, shift hand-over."""
