"""A tune as ABC text: notes in the groups that beams join, four bars a line."""

from __future__ import annotations

from collections.abc import Sequence

from rnn_demo.music.keys import LETTERS, MusicalKey
from rnn_demo.music.tune import (
    BAR,
    BARS,
    CLOSE,
    DOUBLE,
    EIGHTH,
    OPEN,
    TRIPLET,
    Element,
    Tune,
    TuneNote,
    length_text,
)

BARS_A_LINE = 4
_SIGNS = {-2: "__", -1: "_", 0: "=", 1: "^", 2: "^^"}
# Ticks that one beam joins at most.
_BEATS = {"2/4": 2, "2/2": 4, "3/2": 4, "3/4": 2, "3/8": 3, "4/4": 4, "6/4": 2}


def beat_ticks(meter: str) -> int:
    """Ticks of the groups into which notes with flags are joined: three eighths in 6/8."""
    return _BEATS.get(meter, 3) * EIGHTH


def abc_text(tune: Tune, number: int = 1) -> str:
    """All of a tune, with its header; `read_abc` reads it back."""
    fields = [f"X:{number}", f"T:{_one_line(tune.title) or 'Untitled'}"]
    if tune.kind:
        fields.append(f"R:{_one_line(tune.kind)}")
    fields += [f"M:{tune.meter}", "L:1/8", f"K:{tune.key.abc}"]
    return "\n".join([*fields, abc_body(tune.elements, tune.key, tune.meter)]) + "\n"


def abc_body(elements: Sequence[Element], key: MusicalKey, meter: str) -> str:
    """The music of a tune. An accidental is written at every note that has one."""
    lines, line = [], ""
    bars, at, beat = 0, 0, beat_ticks(meter)
    altered: set[int] = set()  # letters that had an accidental within the bar
    triplet = 0
    for one in elements:
        if isinstance(one, TuneNote):
            # A beat ends where the notes so far fill a whole number of them.
            gap = " " if at and at % beat == 0 and not line.endswith((" ", "(3")) else ""
            line += gap + _note(one, key, altered)
            at += one.length * 2 // 3 if triplet else one.length
            triplet = max(0, triplet - 1)
        elif one == TRIPLET:
            line += (" " if at and at % beat == 0 and not line.endswith(" ") else "") + one
            triplet = 3
        elif one in BARS:
            line = f"{line.rstrip()} {one} " if line.strip() else f"{one} "
            bars += one != OPEN
            at = triplet = 0
            altered.clear()
            if one in (CLOSE, DOUBLE) or (bars >= BARS_A_LINE and one == BAR):
                lines.append(line.strip())
                line, bars = "", 0
        else:
            line += one
    if line.strip():
        lines.append(line.strip())
    return "\n".join(lines)


def _note(note: TuneNote, key: MusicalKey, altered: set[int]) -> str:
    if note.step is None:
        return f"z{length_text(note.length)}"
    octave, letter = divmod(note.step, 7)
    name = LETTERS[letter] if octave < 1 else LETTERS[letter].lower()
    height = "'" * (octave - 1) if octave > 0 else "," * -octave
    sign = ""
    if note.alter != key.altered(note.step):
        sign = _SIGNS[note.alter]
        altered.add(letter)
    elif letter in altered:  # in whichever octave, because readers differ
        sign = _SIGNS[note.alter]
    return f"{sign}{name}{height}{length_text(note.length)}"


def _one_line(text: str) -> str:
    """A title that cannot begin another field."""
    return " ".join(text.replace("%", " ").split())[:100]
