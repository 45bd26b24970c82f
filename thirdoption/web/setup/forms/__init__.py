"""The forms of the set-up pages. What is wrong comes back beside its field; what was typed stays."""
