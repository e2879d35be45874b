"""Keys: signatures against the circle of fifths, spellings, MIDI numbers."""

from __future__ import annotations

import pytest

from rnn_demo.music.keys import (
    ABC_MODES,
    LETTERS,
    MODES,
    SEMITONES,
    MusicalKey,
    midi_pitch,
    read_key,
)

FIFTHS = ["Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#"]
PATTERNS = {  # semitones of the scale on each mode's tonic
    "maj": (0, 2, 4, 5, 7, 9, 11),
    "min": (0, 2, 3, 5, 7, 8, 10),
    "dor": (0, 2, 3, 5, 7, 9, 10),
    "mix": (0, 2, 4, 5, 7, 9, 10),
    "lyd": (0, 2, 4, 6, 7, 9, 11),
    "phr": (0, 1, 3, 5, 7, 8, 10),
}


def test_major_keys_are_the_circle_of_fifths() -> None:
    for place, name in enumerate(FIFTHS):
        assert MusicalKey(name[0], name[1:], "maj").sharps == place - 7


@pytest.mark.parametrize("mode", MODES)
def test_the_notes_of_a_key_are_the_scale_of_its_mode(mode: str) -> None:
    tried = 0
    for letter in LETTERS:
        for accidental in ("", "#", "b"):
            try:
                key = MusicalKey(letter, accidental, mode)
            except ValueError:
                continue
            steps = range(key.tonic_step, key.tonic_step + 7)
            found = [midi_pitch(step, key.altered(step)) for step in steps]
            assert tuple(one - found[0] for one in found) == PATTERNS[mode]
            assert read_key(key.abc) == key
            tried += 1
    assert tried > 10


def test_spellings_and_what_is_none() -> None:
    dorian = MusicalKey("A", "", "dor")
    for text in ("Ador", "A Dorian", "ADor", "Adorian"):
        assert read_key(text) == dorian
    assert read_key("GM") == MusicalKey("G", "", "maj")
    assert read_key("Amin") == read_key("Am") == read_key("A Minor") == MusicalKey("A", "", "min")
    for text in ("", "H", "Bn", "Dfoo", "G#"):  # G# major has eight sharps
        assert read_key(text) is None
    with pytest.raises(ValueError, match="more than 7"):
        MusicalKey("F", "b", "min")


def test_middle_c_and_the_a_above() -> None:
    assert midi_pitch(0, 0) == 60 and midi_pitch(5, 0) == 69 and midi_pitch(-7, 1) == 49
    assert [midi_pitch(step, 0) for step in range(7)] == [60 + s for s in SEMITONES]
    assert len(ABC_MODES) == len(MODES)
