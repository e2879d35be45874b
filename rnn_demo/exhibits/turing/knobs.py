"""The exhibit's knobs: each declared in one entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rnn_demo.exhibits.turing.compute.machines import NAMES, TABLES, TYPED
from rnn_demo.exhibits.turing.compute.stack import PRECISIONS, Precision
from rnn_demo.exhibits.turing.compute.table import MOST_CHARACTERS
from rnn_demo.knobs.knob import choice, string, whole
from rnn_demo.knobs.values import PLAIN, KnobError, check, quoted, with_text
from rnn_demo.words import sentence

MOST_STEPS = 1_000
MOST_PUSHED = 500
LONGEST_WORD = 60
PUSHED = "10110010"
OWN = "go 0 1 R go ; 0 becomes 1\ngo 1 0 R go\ngo _ _ S accept\n"


@dataclass(frozen=True)
class TuringKnobs:
    """All that the exhibit depends on, in the order of the page's widgets."""

    machine: str = choice("increment", "Machine", NAMES, told="machine")
    word: str = string("1011", "Input", LONGEST_WORD, told="input")
    table: str = string(
        OWN,
        "Rules, one a line: state, read, write, L R or S, next state",
        MOST_CHARACTERS,
        told="table",
        widget="area",
        height=220,
        caption="The first rule's state is the start, _ is the blank, ; begins a comment; "
        "accept, reject and halt end the run; so does a state without a fitting rule, as a reject.",
        shown=lambda now: now.machine == TYPED,
    )
    precision: Precision = choice(
        "float16", "Beside it, the same network in", PRECISIONS, told="precision"
    )
    steps: int = whole(500, "Steps at most", 10, MOST_STEPS, reaches=MOST_STEPS, told="steps")
    # The bits on the stack of the second picture, in the order in which they were pushed.
    pushed: str = string(PUSHED, "", MOST_PUSHED, told="")

    def __post_init__(self) -> None:
        check(self)

    @property
    def rules(self) -> str:
        """The table of the chosen machine."""
        return TABLES.get(self.machine, self.table)


def set_knob(knobs: TuringKnobs, name: str, value: str, called: str = PLAIN) -> TuringKnobs:
    """The same knobs with one set from text; a table chooses itself as the machine.

    Raises:
        KnobError: there is no such knob, or it cannot have this value.
    """
    if name == "pushed" and not re.fullmatch("[01]*", value[: MOST_PUSHED + 1]):
        raise KnobError(
            sentence(
                "{knob} is {value}; give 0s and 1s.",
                knob=sentence(called, name=name),
                value=quoted(value),
            )
        )
    changed = with_text(knobs, name, value, called)
    return replace(changed, machine=TYPED) if name == "table" else changed
