"""Components, presenters and guards that every audience shares."""
