"""Keys: a tonic and a mode, the signature that they have, and how ABC spells them."""

from __future__ import annotations

import re
from dataclasses import dataclass

LETTERS = "CDEFGAB"
# Sharps (positive) or flats that the major scale on each letter has.
MAJOR_SHARPS = {"C": 0, "D": 2, "E": 4, "F": -1, "G": 1, "A": 3, "B": 5}
SEMITONES = (0, 2, 4, 5, 7, 9, 11)  # of the letters above C
# By how many sharps a mode differs from the major scale with the same tonic.
MODES = {"maj": 0, "min": -3, "dor": -2, "mix": -1, "lyd": 1, "phr": -4}
MODE_NAMES = {
    "maj": "major",
    "min": "minor",
    "dor": "Dorian",
    "mix": "Mixolydian",
    "lyd": "Lydian",
    "phr": "Phrygian",
}
ABC_MODES = {"maj": "", "min": "m", "dor": "dor", "mix": "mix", "lyd": "lyd", "phr": "phr"}
SHARP_ORDER = "FCGDAEB"
MOST_SHARPS = 7
_SPELLED = re.compile(r"([A-G])([#b]?)\s*([A-Za-z]*)")
_MODE_WORDS = {
    "": "maj", "m": "min", "maj": "maj", "ion": "maj", "min": "min", "aeo": "min",
    "dor": "dor", "mix": "mix", "lyd": "lyd", "phr": "phr",
}  # fmt: skip


@dataclass(frozen=True)
class MusicalKey:
    """A tonic and a mode.

    Attributes:
        letter: of the tonic, A to G.
        accidental: of the tonic: "", "#" or "b".
        mode: one of `MODES`.

    Raises:
        ValueError: the key would need more than seven sharps or flats.

    Example:
        >>> MusicalKey("E", "", "dor").sharps, MusicalKey("B", "b", "maj").sharps
        (2, -2)
    """

    letter: str
    accidental: str
    mode: str

    def __post_init__(self) -> None:
        if not -MOST_SHARPS <= self.sharps <= MOST_SHARPS:
            raise ValueError(f"{self.abc} has more than {MOST_SHARPS} sharps or flats")

    @property
    def sharps(self) -> int:
        """How many sharps the signature has; flats are negative."""
        raised = {"": 0, "#": 7, "b": -7}[self.accidental]
        return MAJOR_SHARPS[self.letter] + raised + MODES[self.mode]

    @property
    def abc(self) -> str:
        """As a K: field has it, e.g. `F#m` or `Edor`."""
        return f"{self.letter}{self.accidental}{ABC_MODES[self.mode]}"

    @property
    def tonic_step(self) -> int:
        """Diatonic steps from C to the letter of the tonic, 0 to 6."""
        return LETTERS.index(self.letter)

    def altered(self, step: int) -> int:
        """Semitones by which the signature alters a step: -1, 0 or 1.

        Args:
            step: diatonic steps above middle C (ABC's `C`).
        """
        place = SHARP_ORDER.index(LETTERS[step % 7])
        if self.sharps > 0:
            return int(place < self.sharps)
        return -int(6 - place < -self.sharps)


def read_key(text: str) -> MusicalKey | None:
    """The key that a K: field spells; None if it is none of those known here."""
    found = _SPELLED.match(text.strip())
    if not found:
        return None
    letter, accidental, word = found.groups()
    mode = "min" if word == "m" else _MODE_WORDS.get(word.lower()[:3] if word != "M" else "maj")
    if mode is None:
        return None
    try:
        return MusicalKey(letter, accidental, mode)
    except ValueError:
        return None


def midi_pitch(step: int, alter: int) -> int:
    """The MIDI number of a pitch; middle C (step 0) is 60."""
    octave, letter = divmod(step, 7)
    return 60 + 12 * octave + SEMITONES[letter] + alter
