"""A tune: a meter, a key, and notes and marks in the order in which they are written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rnn_demo.music.keys import MusicalKey

EIGHTH = 24  # ticks; a third of a sixteenth is a whole number of them
# Bar lines and what stands in their place; a tie, which joins its neighbours; a triplet of the next
# three notes. "|1" and ":|2" open the two endings of a repeated part.
BAR, DOUBLE, END, OPEN, CLOSE, FIRST, SECOND = "|", "||", "|]", "|:", ":|", "|1", ":|2"
TRIPLET, TIE = "(3", "-"
MARKS = (BAR, DOUBLE, END, OPEN, CLOSE, FIRST, SECOND, TRIPLET, TIE)
BARS = frozenset(MARKS) - {TRIPLET, TIE}
METERS = ("2/4", "2/2", "3/2", "3/4", "3/8", "4/4", "6/4", "6/8", "9/8", "12/8")


@dataclass(frozen=True, slots=True)
class TuneNote:
    """A note or a rest.

    Attributes:
        step: diatonic steps above middle C; None for a rest.
        alter: semitones that the pitch differs from its letter: -2 to 2.
        length: in ticks, as written; the notes of a triplet last two thirds of it.
    """

    step: int | None
    alter: int
    length: int


Element = TuneNote | str  # a string is one of MARKS


@dataclass(frozen=True)
class Tune:
    """One melody.

    Attributes:
        meter: one of `METERS`.
        key: its key.
        elements: notes and marks in order.
        kind: which dance it is, as the R: field says; "" if nothing is said.
        title: as the T: field says.
    """

    meter: str
    key: MusicalKey
    elements: tuple[Element, ...]
    kind: str = ""
    title: str = ""

    @property
    def bar(self) -> int:
        """Ticks of a full bar."""
        return bar_ticks(self.meter)


def bar_ticks(meter: str) -> int:
    """Ticks of a full bar of a meter."""
    beats, unit = map(int, meter.split("/"))
    return beats * EIGHTH * 8 // unit


def length_text(ticks: int) -> str:
    """A length as ABC writes it after a note whose unit is an eighth."""
    share = Fraction(ticks, EIGHTH)
    above = "" if share.numerator == 1 else str(share.numerator)
    return above if share.denominator == 1 else f"{above}/{share.denominator}"


def length_ticks(text: str) -> int | None:
    """The inverse, for every spelling that ABC allows (`3/2`, `/`, `//`); None if there is none."""
    above, slash, below = text.partition("/")
    divided = 2 if slash and not below else 1
    if set(below) == {"/"}:
        divided, below = 2 ** (1 + len(below)), ""
    parts = (above or "1", below or str(divided))
    if not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
        return None
    ticks, rest = divmod(EIGHTH * int(parts[0]), int(parts[1]) or EIGHTH * EIGHTH)
    return None if rest or not ticks else ticks
