"""The page's knobs: which task is lit, and which exchange is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.exhibits.shapes.compute import MOST_CHARACTERS, Direction
from rnn_demo.exhibits.shapes.tasks import TASKS
from rnn_demo.knobs.knob import choice, string, whole
from rnn_demo.knobs.values import check

NETWORK = "shakespeare-gru"  # the one that is examined
TASK_NAMES = {name: task.title for name, task in TASKS.items()}
DIRECTION_NAMES: dict[Direction, str] = {"forward": "from its beginning", "both": "from both ends"}


@dataclass(frozen=True)
class ShapeKnobs:
    """All that the page depends on; task and place are chosen in the pictures."""

    task: str = choice("next-word", "", TASK_NAMES, told="task")
    text: str = string("that we may see", "Text that is read", MOST_CHARACTERS, told="text")
    reads: Direction = choice(
        "forward", "The network reads it", DIRECTION_NAMES, widget="segments", told="direction"
    )
    at: int = whole(9, "", 1, MOST_CHARACTERS, told="")  # the exchanged character, from 1 on

    def __post_init__(self) -> None:
        check(self)
