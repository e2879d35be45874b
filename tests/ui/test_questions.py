"""Whether a preset's words still speak of what is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from rnn_demo.exhibits.conveyor_belt import choice as belt_choice
from rnn_demo.exhibits.unfolding import knobs as unfolding_knobs
from rnn_demo.exhibits.unfolding.compute import UnfoldingKnobs as Unfolded
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS as SIMULATIONS
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.questions import moved
from rnn_demo.widgets.cell_diagram.presets import BeltSettings


@dataclass(frozen=True)
class Settings:
    gain: float = 1.0
    held: str = "forget_gate"
    count: int = 3
    text: str = "short"
    seed: int = 0


LABELS = {"gain": "g", "held": "force", "count": "n", "text": "text"}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (Settings(), []),
        (Settings(gain=-10.0), ["g −10 instead of 1"]),
        (Settings(held=""), ["force nothing instead of f"]),
        (Settings(text="<b>$x$"), ["text <b>$x$ instead of short"]),
        (Settings(text="x" * 1000), ["another text"]),
        (Settings(seed=5), []),  # of that the words do not speak
        (Settings(0.5, count=4), ["g 0.5 instead of 1", "n 4 instead of 3"]),
    ],
)
def test_what_has_left_is_told(now: Settings, told: list[str]) -> None:
    assert moved(now, Settings(), LABELS, {"forget_gate": "f"}) == told


def test_every_knob_counts_but_those_that_no_answer_speaks_of() -> None:
    belt = {*belt_choice.LABELS, *belt_choice.UNIT, "seed", "mark"}
    assert belt == {*BeltSettings.__dataclass_fields__}
    assert {*unfolding_knobs.LABELS, "w"} == {*Unfolded.__dataclass_fields__}
    knobs = next(iter(SIMULATIONS.values())).knobs
    assert all(knob.called for knob in knobs_of(type(knobs)).values())


def test_a_question_of_what_changes_has_both() -> None:
    asked = SIMULATIONS["lstm-forget-bias"]
    assert asked.other(asked.knobs) == replace(asked.knobs, gate_bias=5.0)
    assert asked.other(replace(asked.knobs, gate_bias=5.0)) is None
    assert all(preset.other(preset.knobs) is None for preset in SIMULATIONS.values()) is False
