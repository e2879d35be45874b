"""What has to stand on paper beside the notes themselves: accidentals, as in printed music."""

from __future__ import annotations

from rnn_demo.music.tune import BARS, TIE, Tune, TuneNote

SIGNS = {-2: "__", -1: "_", 0: "=", 1: "^", 2: "^^"}


def accidentals(tune: Tune) -> tuple[str, ...]:
    """The accidental before each element, spelled as in ABC; empty where none has to stand.

    One stands where a pitch differs from what the key, or an earlier accidental of the same line in
    the same bar, says. A note that a tie continues needs none.
    """
    found: list[str] = []
    now: dict[int, int] = {}
    tied = False
    for one in tune.elements:
        sign = ""
        if isinstance(one, TuneNote):
            if one.step is not None and not tied:
                if one.alter != now.get(one.step, tune.key.altered(one.step)):
                    sign = SIGNS[one.alter]
                now[one.step] = one.alter
            tied = False
        elif one in BARS:
            now = {}
        elif one == TIE:
            tied = True
        found.append(sign)
    return tuple(found)


def note_numbers(tune: Tune) -> tuple[int, ...]:
    """Which sounding note each element is, counted from 0; -1 for all others."""
    found, number = [], 0
    for one in tune.elements:
        sounds = isinstance(one, TuneNote) and one.step is not None
        found.append(number if sounds else -1)
        number += sounds
    return tuple(found)
