"""Elman's tasks of 1990: a delayed bit, XOR in time, and the words in a stream of letters."""
