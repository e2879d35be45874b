"""What the conveyor belt says of the shipped network holds for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.exhibits.conveyor_belt.presets import COUNTED, FIRST, PRESETS
from rnn_demo.sampling import Knobs
from rnn_demo.widgets.cell_diagram import compute as conveyor_belt
from rnn_demo.widgets.cell_diagram.compute import convey, count_marks

MODELS = Path(__file__).parent.parent / "models"


@pytest.fixture(scope="module")
def network() -> CharacterNetwork:
    return network_from(read_generator(MODELS / PRESETS[FIRST].knobs.model))


SOME = 20  # of the hundred texts: all of them would take a minute and more


@pytest.mark.parametrize("name", PRESETS)
def test_marks_come_as_often_as_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conveyor_belt, "SAMPLES", SOME)
    preset = PRESETS[name]
    belt = preset.knobs
    assert belt.force is not None
    knobs = Knobs(temperature=belt.temperature)
    own = network_from(read_generator(MODELS / belt.model))
    found = count_marks(own, belt.text, belt.mark, belt.force, knobs=knobs, length=belt.length)
    assert found.samples == SOME
    for count, told in zip((found.free, found.forced), COUNTED[name], strict=True):
        share = told / 100
        error = (share * (1 - share) / SOME) ** 0.5
        assert abs(count / SOME - share) <= 2 * error


def test_the_answer_tells_what_was_counted() -> None:
    preset = PRESETS[FIRST]
    told = re.search(r"Of 100 texts (\d+) have .* (\d+) characters, and (\d+) with", preset.answer)
    assert told and int(told[2]) == preset.knobs.length
    assert (int(told[1]), int(told[3])) == COUNTED[FIRST]


def test_the_unit_knows_of_the_quotation(network: CharacterNetwork) -> None:
    belt = PRESETS[FIRST].knobs
    found = convey(
        network,
        belt.text,
        (belt.layer - 1, belt.unit),
        knobs=Knobs(temperature=belt.temperature),
        seed=belt.seed,
        length=belt.length,
        force=belt.force,
    )
    assert found.forced is not None and found.free.cell is not None
    assert found.free.residual < 1e-5 and found.forced.residual < 1e-5 and found.reread < 1e-4
    inside = belt.text.index("thinking")
    outside = belt.text.index("Prince")
    assert found.free.cell[inside] < -1.5 < found.free.cell[outside]
    assert '"' in found.free.text[found.free.start :]
    assert '"' not in found.forced.text[found.forced.start :]
