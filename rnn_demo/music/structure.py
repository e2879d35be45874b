"""What can be wrong with the marks of a tune, whatever its notes are."""

from __future__ import annotations

from collections.abc import Sequence

from rnn_demo.music.tune import (
    BARS,
    CLOSE,
    DOUBLE,
    END,
    FIRST,
    OPEN,
    SECOND,
    TIE,
    TRIPLET,
    Element,
    TuneNote,
)


def faults(elements: Sequence[Element]) -> list[str]:
    """What breaks the rules of notation, one short phrase each; empty for a sound tune.

    Each triplet has three notes in its bar; a tie joins two notes of one pitch; a repeat sign
    closes what one has opened; a second ending follows a first one; no bar is empty; a tune ends
    with a closing sign.
    """
    return [*_of_triplets(elements), *_of_ties(elements), *_of_repeats(elements)]


def _of_triplets(elements: Sequence[Element]) -> list[str]:
    found = []
    for at, one in enumerate(elements):
        if one == TRIPLET:
            inner = elements[at + 1 : at + 4]
            if len(inner) < 3 or not all(isinstance(note, TuneNote) for note in inner):
                found.append("a triplet without three notes")
    return found


def _of_ties(elements: Sequence[Element]) -> list[str]:
    slurs = len(elements) - len(without_slurs(elements))
    return ["a tie between two pitches"] * slurs


def without_slurs(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The elements without ties that do not join two notes of one pitch."""
    return tuple(
        one for at, one in enumerate(elements) if one != TIE or _joins_one_pitch(elements, at)
    )


def _joins_one_pitch(elements: Sequence[Element], at: int) -> bool:
    """Whether there is a note on both sides of a place, and both have one pitch."""
    before = elements[at - 1] if at else None
    after = next((e for e in elements[at + 1 :] if e != TRIPLET and e not in BARS), None)
    if not isinstance(before, TuneNote) or not isinstance(after, TuneNote):
        return False
    return before.step is not None and (before.step, before.alter) == (after.step, after.alter)


def _of_repeats(elements: Sequence[Element]) -> list[str]:
    found: list[str] = []
    opened = first = second = False
    notes = 0
    last: Element | None = None
    for place, one in enumerate(elements):
        notes += isinstance(one, TuneNote)
        if one not in BARS:
            last = one
            continue
        at_border = not place or last in (CLOSE, DOUBLE)
        if one == OPEN and not at_border:
            found.append("a repeat that begins within a part")
        elif one != OPEN and not notes:
            found.append("an empty bar")
        if one == OPEN:
            if opened and not second:
                found.append("a repeat that is not closed")
            opened, first, second = True, False, False
        elif one == FIRST:
            if not opened or first:
                found.append("a first ending outside a repeat")
            first = True
        elif one == SECOND:
            if not first or second:
                found.append("a second ending without a first one")
            second = True
        elif one == CLOSE:
            if not opened or first:
                found.append("a repeat that was not opened")
            opened = first = second = False
        elif one in (DOUBLE, END):
            if opened and not second:
                found.append("a repeat that is not closed")
            opened = first = second = False
        notes, last = 0, one
    if not elements or elements[-1] not in (CLOSE, END):
        found.append("no closing sign")
    return found
