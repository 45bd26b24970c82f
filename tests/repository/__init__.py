"""Rules about the code: checkers are plain functions, and each is first proven on a planted fault."""
