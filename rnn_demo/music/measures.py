"""How long the bars of a tune are, and whether they add up to its meter.

The rule: a tune is made of parts, which end at `||`, `|]`, `:|` or where a second ending does.
Every bar is as long as the meter says. A part may begin with a shorter upbeat, and the bar at the
end of a part or of an ending may be shorter by the upbeat of what is played after it: of the part
itself or of the next one (after the last part: of the first one).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rnn_demo.music.tune import (
    BAR,
    BARS,
    CLOSE,
    DOUBLE,
    END,
    FIRST,
    OPEN,
    TRIPLET,
    Element,
    Tune,
    TuneNote,
)


@dataclass
class MeasuredPart:
    """A part by its bars.

    Attributes:
        ticks: of each bar.
        ends: numbers of the bars that may be shortened by an upbeat.
    """

    ticks: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def upbeat(self, full: int) -> int:
        """Ticks of the upbeat, 0 if it begins with a full bar."""
        return self.ticks[0] if self.ticks[0] < full and len(self.ticks) > 1 else 0


def played_ticks(elements: Sequence[Element]) -> int:
    """How long a stretch of notes and marks lasts; three notes after a triplet's mark are shorter.

    A triplet of less than a whole number of ticks is rounded down.
    """
    total, within, triplet = 0, 0, 0
    for one in elements:
        if one == TRIPLET:
            within, triplet = 3, 0
        elif isinstance(one, TuneNote):
            if within:
                within, triplet = within - 1, triplet + one.length
                if not within:
                    total += triplet * 2 // 3
            else:
                total += one.length
    return total + (triplet if within else 0)


def measured_parts(elements: Sequence[Element]) -> list[MeasuredPart]:
    """The parts of a tune, by their bars."""
    parts, part, bar = [], MeasuredPart(), []
    for one in elements:
        if one not in BARS:
            bar.append(one)
            continue
        if any(isinstance(element, TuneNote) for element in bar):
            part.ticks.append(played_ticks(bar))
        bar = []
        if not part.ticks:
            continue
        if one != BAR and one != FIRST:
            part.ends.append(len(part.ticks) - 1)
        if one in (DOUBLE, END, OPEN, CLOSE):
            parts.append(part)
            part = MeasuredPart()
    if any(isinstance(element, TuneNote) for element in bar):
        part.ticks.append(played_ticks(bar))
    if part.ticks:
        part.ends.append(len(part.ticks) - 1)
        parts.append(part)
    return parts


def wrong_bars(tune: Tune) -> list[tuple[int, int]]:
    """The bars that break the rule: (number of the bar in the tune, its ticks)."""
    full, parts = tune.bar, measured_parts(tune.elements)
    wrong, number = [], 0
    for place, part in enumerate(parts):
        own, next_one = part.upbeat(full), parts[(place + 1) % len(parts)].upbeat(full)
        for bar, ticks in enumerate(part.ticks):
            right = ticks == full or (bar == 0 and own > 0)
            if bar in part.ends and not right:
                right = ticks + own == full or ticks + next_one == full
            if not right:
                wrong.append((number, ticks))
            number += 1
    return wrong


def bars_add_up(tune: Tune) -> bool:
    """Whether no bar breaks the rule."""
    return not wrong_bars(tune)


def ends_on_tonic(tune: Tune) -> bool:
    """Whether the last note is the tonic, in any octave."""
    key = tune.key
    for one in reversed(tune.elements):
        if isinstance(one, TuneNote) and one.step is not None:
            return one.step % 7 == key.tonic_step and one.alter == key.altered(one.step)
    return False
