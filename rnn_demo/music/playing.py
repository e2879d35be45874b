"""What sounds when: repeats are played, ties joined, triplets fitted into their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rnn_demo.music.keys import midi_pitch
from rnn_demo.music.tune import (
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


@dataclass(frozen=True)
class PlayedNote:
    """A note that sounds.

    Attributes:
        start: in ticks from the beginning.
        ticks: how long it sounds.
        pitch: its MIDI number; None for a rest.
        element: which element of the tune it is; of notes that a tie joins, the first.
    """

    start: int
    ticks: int
    pitch: int | None
    element: int


def order_of_play(elements: Sequence[Element]) -> list[int]:
    """The numbers of the elements in the order in which they are played: repeats twice."""
    order: list[int] = []
    at, begin, again = 0, 0, False
    while at < len(elements):
        one = elements[at]
        back = (one == CLOSE and not again) or (one == SECOND and not again)
        if back:
            at, again = begin, True
            continue
        if one == FIRST and again:
            later = [i for i in range(at, len(elements)) if elements[i] == SECOND]
            at = later[0] if later else at
        elif one in (OPEN, CLOSE, DOUBLE, END):
            begin, again = at + 1, False
        order.append(at)
        at += 1
    return order


def played(elements: Sequence[Element]) -> list[PlayedNote]:
    """The notes and rests of a tune as they sound."""
    found: list[PlayedNote] = []
    now = triplet = 0
    tied = False
    for at in order_of_play(elements):
        one = elements[at]
        if one == TRIPLET:
            triplet = 3
        elif one == TIE:
            tied = True
        elif isinstance(one, TuneNote):
            ticks = one.length * 2 // 3 if triplet else one.length
            triplet = max(0, triplet - 1)
            pitch = None if one.step is None else midi_pitch(one.step, one.alter)
            if tied and pitch is not None and found and found[-1].pitch == pitch:
                found[-1] = replace(found[-1], ticks=found[-1].ticks + ticks)
            else:
                found.append(PlayedNote(now, ticks, pitch, at))
            now, tied = now + ticks, False
    return found
