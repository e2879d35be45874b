"""The parts of a tune: from bar lines as they are written to one way of writing repeats.

A repeated part is written `|: … :|`, with two endings `|: … |1 … :|2 … ||`; a part that is played
once ends with `||`, and the last one with `|]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rnn_demo.music.bar_lines import RawBar
from rnn_demo.music.measures import played_ticks
from rnn_demo.music.tune import BAR, CLOSE, DOUBLE, END, FIRST, OPEN, SECOND, Element, TuneNote

RawElement = Element | RawBar


@dataclass
class _Part:
    """A part: its bars, whether it is repeated, and where its endings begin."""

    bars: list[list[Element]] = field(default_factory=list)
    repeated: bool = False
    first: int = -1
    second: int = -1


def in_sections(raw: Sequence[RawElement], full: int) -> tuple[Element, ...]:
    """Elements with bar lines of one spelling.

    Args:
        raw: notes, marks and bar lines as written.
        full: ticks of a full bar.
    """
    parts = _with_their_upbeats(_parts(raw), full)
    found: list[Element] = []
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if part.repeated:
            found.append(OPEN)
        for number, bar in enumerate(part.bars):
            if number == part.second:
                found.append(SECOND)
            elif number == part.first:
                found.append(FIRST)
            elif number:
                found.append(BAR)
            found.extend(bar)
        plain_end = END if last else DOUBLE
        found.append(CLOSE if part.repeated and part.second < 0 else plain_end)
    return tuple(found)


def _parts(raw: Sequence[RawElement]) -> list[_Part]:
    parts, part = [], _Part()
    for line, bar in _bars(raw):
        if line is not None and part.bars:
            starts_second = line.ending == 2 and part.first >= 0 and part.second < 0
            if starts_second:
                part.repeated, part.second = True, len(part.bars)
            elif line.closes or line.opens or line.double:
                part.repeated = part.repeated or (line.closes and part.second < 0)
                parts.append(part)
                part = _Part()
        if bar:
            if line is not None and line.ending == 1 and part.bars and part.first < 0:
                part.first = len(part.bars)
            part.bars.append(bar)
    if part.bars:
        parts.append(part)
    for one in parts:
        if one.second < 0:  # a lone ending is none
            one.first = -1
    return parts


def _bars(raw: Sequence[RawElement]) -> list[tuple[RawBar | None, list[Element]]]:
    """Each bar with the line before it; lines without notes between them are one."""
    found: list[tuple[RawBar | None, list[Element]]] = []
    line: RawBar | None = None
    bar: list[Element] = []
    for one in raw:
        if not isinstance(one, RawBar):
            bar.append(one)
        elif any(isinstance(element, TuneNote) for element in bar):
            found.append((line, bar))
            line, bar = one, []
        else:
            line = line.joined(one) if line else one
    found.append((line, bar))
    return found


def _with_their_upbeats(parts: list[_Part], full: int) -> list[_Part]:
    """An upbeat before the sign that opens a repeat belongs to what is repeated."""
    found: list[_Part] = []
    for part in parts:
        before = found[-1] if found else None
        lone = before and len(before.bars) == 1 and not before.repeated
        if lone and before and part.repeated and played_ticks(before.bars[0]) < full:
            found.pop()
            shift = 1
            if played_ticks(part.bars[0]) < full:
                part.bars[0], shift = before.bars[0] + part.bars[0], 0
            else:
                part.bars.insert(0, before.bars[0])
            part.first += shift * (part.first >= 0)
            part.second += shift * (part.second >= 0)
        found.append(part)
    return found
