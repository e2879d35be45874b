"""Whether a preset's words still speak of what is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rnn_demo.exhibits.unfolding.knobs import UnfoldingKnobs
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.widgets.cell_diagram.settings import BeltSettings


@pytest.mark.parametrize(
    ("table", "silent"),
    [(SimulationKnobs, set()), (UnfoldingKnobs, {"w"}), (BeltSettings, {"seed", "mark"})],
)
def test_every_knob_counts_but_those_that_no_answer_speaks_of(
    table: type[Any], silent: set[str]
) -> None:
    assert {name for name, knob in knobs_of(table).items() if not knob.called} == silent


def test_a_question_of_what_changes_has_both() -> None:
    asked = PRESETS["lstm-forget-bias"]
    assert asked.other(asked.knobs) == replace(asked.knobs, gate_bias=5.0)
    assert asked.other(replace(asked.knobs, gate_bias=5.0)) is None
    assert all(preset.other(preset.knobs) is None for preset in PRESETS.values()) is False
