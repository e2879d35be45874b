"""The text that is scored."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.exhibits.score.presets import PRESETS
from rnn_demo.knobs.knob import string


@dataclass(frozen=True)
class ScoreKnobs:
    """The text; if it is longer, its start is scored. No link holds it."""

    text: str = string(next(iter(PRESETS.values())), "Text", widget="area", height=170)
