"""The beginning of a tune, which somebody types and a network goes on with."""

from __future__ import annotations

from rnn_demo.music.abc_reader import AbcError, read_raw
from rnn_demo.music.bar_lines import RawBar
from rnn_demo.music.keys import MusicalKey
from rnn_demo.music.tune import BAR, CLOSE, DOUBLE, END, FIRST, OPEN, SECOND, Element
from rnn_demo.words import sentence

MOST = 380  # notes and signs


def read_start(text: str, key: MusicalKey, meter: str) -> tuple[Element, ...]:
    """The elements of a beginning, bar lines as they stand; empty for an empty text.

    Args:
        text: the music in ABC; fields, if it has any, must agree with the rest.
        key: the key that it is in.
        meter: its meter.

    Raises:
        AbcError: it cannot be read, has another key or meter, or is too long.
    """
    if not text.strip():
        return ()
    state = read_raw(text, key, meter)
    if len(state.notes) > MOST:
        raise AbcError(
            sentence(
                "The start has {count} notes and signs; {most} are read at most: keep its "
                "beginning.",
                count=len(state.notes),
                most=MOST,
            )
        )
    found: list[Element] = []
    for one in state.notes:
        if isinstance(one, RawBar):
            _add_line(found, one)
        else:
            found.append(one)
    return tuple(found)


def _add_line(found: list[Element], line: RawBar) -> None:
    begun = bool(found)
    after_end = begun and found[-1] in (CLOSE, DOUBLE, OPEN)
    if line.closes and line.ending == 2:
        found.append(SECOND)
    elif line.closes and begun:
        found.append(CLOSE)
    elif line.ending == 1 and begun:
        found.append(FIRST)
    elif line.ending == 2 and found[-1:] == [CLOSE]:
        found[-1] = SECOND
    elif line.end:
        found.append(END)
    elif line.double and begun and not after_end:
        found.append(DOUBLE)
    elif begun and not after_end and not line.opens:
        found.append(BAR)
    if line.opens and found[-1:] != [OPEN]:
        if found and found[-1] not in (CLOSE, DOUBLE):
            found.append(DOUBLE)
        found.append(OPEN)
