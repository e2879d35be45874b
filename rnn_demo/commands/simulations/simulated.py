"""What an exhibit tells `simulate` about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rnn_demo.knobs.presets import Questions


@dataclass(frozen=True)
class Simulated:
    """An exhibit whose numbers can be had without a page.

    Attributes:
        questions: the page's, with its presets and their knobs.
        numbers: from knobs, all that the page draws; arrays and NaN may be among them.
        words: from these numbers, some lines for people.
    """

    questions: Questions[Any]
    numbers: Callable[[Any], dict[str, Any]]
    words: Callable[[Mapping[str, Any]], str]

    @property
    def unnamed(self) -> str:
        """The preset of a command that names none."""
        return self.questions.unnamed or next(iter(self.questions.presets))

    @property
    def table(self) -> type:
        """The dataclass of its knobs."""
        return type(self.questions.presets[self.unnamed].knobs)
