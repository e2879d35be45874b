"""The lecture's five diagrams as data: what is read and written in which step, and in which order.

Between two steps h is carried on; within a step x is read first and y is written then. A diagram
is drawn and played from its `moments` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MomentKind = Literal["read", "carry", "write"]
INDICES = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Moment:
    """Something that happens in a diagram.

    Attributes:
        tick: when; ticks 2c − 1 and 2c belong to step c.
        kind: x is read into h, h is carried on from the step before, or y is written from h.
        step: from 1 on.
    """

    tick: int
    kind: MomentKind
    step: int


@dataclass(frozen=True)
class Diagram:
    """One of the lecture's diagrams.

    Attributes:
        title: what it is called.
        slide: the slide's title, in Russian.
        steps: how many copies of the network are drawn.
        reads: the steps in which an x is read.
        writes: the steps in which a y is written.
        depends: what a y may depend on, in one sentence.
        again: whether a y may be read in the next step, as when a text is written.
    """

    title: str
    slide: str
    steps: int
    reads: tuple[int, ...]
    writes: tuple[int, ...]
    depends: str
    again: bool = False

    @property
    def inputs(self) -> dict[int, str]:
        """The name of each x by its step: x, or x₁, x₂ … if there are several."""
        return _named("x", self.reads)

    @property
    def outputs(self) -> dict[int, str]:
        """The name of each y by its step."""
        return _named("y", self.writes)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All that happens, in order."""
        found = []
        for step in range(1, self.steps + 1):
            if step in self.reads:
                found.append(Moment(2 * step - 1, "read", step))
            if step > 1:
                found.append(Moment(2 * step - 1, "carry", step))
            if step in self.writes:
                found.append(Moment(2 * step, "write", step))
        return tuple(found)


DIAGRAMS: dict[str, Diagram] = {
    "one-to-one": Diagram(
        "One to one",
        "Обычный MLP",
        1,
        (1,),
        (1,),
        "There is no time: y depends on the whole of x, and the next x begins from nothing.",
    ),
    "one-to-many": Diagram(
        "One to many",
        "RNN один ко многим",
        4,
        (1,),
        (1, 2, 3, 4),
        "x is read before anything is written, so that every y may depend on all of it.",
        again=True,
    ),
    "many-to-one": Diagram(
        "Many to one",
        "RNN многие к одному",
        4,
        (1, 2, 3, 4),
        (4,),
        "y is written at the end, so that it may depend on every x.",
    ),
    "asynchronous": Diagram(
        "Many to many, asynchronous",
        "RNN многие ко многим асинхронно",
        5,
        (1, 2, 3),
        (3, 4, 5),
        "The first y is written when everything has been read, so that every y may depend on "
        "every x.",
        again=True,
    ),
    "synchronous": Diagram(
        "Many to many, synchronous",
        "RNN многие ко многим синхронно",
        4,
        (1, 2, 3, 4),
        (1, 2, 3, 4),
        "y at step t is written before the next x is read, so that it depends on x₁ … xₜ alone.",
    ),
}
LAST_TICK = 2 * max(diagram.steps for diagram in DIAGRAMS.values())


def _named(letter: str, steps: tuple[int, ...]) -> dict[int, str]:
    if len(steps) == 1:
        return {steps[0]: letter}
    return {step: letter + str(i + 1).translate(INDICES) for i, step in enumerate(steps)}
