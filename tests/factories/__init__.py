"""Things to test with, made by the program's own actions."""
