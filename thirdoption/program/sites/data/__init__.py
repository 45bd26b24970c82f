"""Code lists that ship with the program; README.md tells their sources and licenses."""
