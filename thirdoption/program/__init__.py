"""One folder per word the program uses; each imports only words below it."""
