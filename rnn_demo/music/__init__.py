"""Melodies: keys, notes and bars, ABC text in and out, what sounds when, and MIDI files."""
