"""The belt's numbers are those of the network, and obey the slides' equations."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import rnn_demo.widgets.cell_diagram.compute as exhibit
from rnn_demo.engine.forcing import Force, ForceError, forced_texts
from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.sampling import Knobs
from rnn_demo.widgets.cell_diagram.compute import (
    BeltComparison,
    BeltError,
    convey,
    conveying,
    count_marks,
    counting_marks,
    forget_steps,
)
from tests.tiny_models import tiny_artifact


def network(cell: str = "lstm") -> CharacterNetwork:
    return network_from(tiny_artifact(f"tiny-{cell}", cell, hidden_size=6))


def conveyed(cell: str = "lstm", force: Force | None = None, length: int = 20) -> BeltComparison:
    one = network(cell)
    text = one.tokenizer.decode([0, 1, 2])
    return convey(one, text, (1, 3), knobs=Knobs(), seed=1, length=length, force=force)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_numbers_obey_the_slides(cell: str) -> None:
    found = conveyed(cell)
    assert found.forced is None and found.parted is None
    assert found.free.residual < 1e-6 and found.reread < 1e-6
    assert len(found.free.text) == len(found.free.hidden) == 23
    assert found.free.start == 3
    if cell == "lstm":
        assert found.free.memory is found.free.cell
    else:
        assert found.free.memory is found.free.hidden


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_the_time_constant_is_that_of_the_kept_share(cell: str) -> None:
    free = conveyed(cell).free
    gate = "forget_gate" if cell == "lstm" else "update_gate"
    kept = free.gates[gate] if cell == "lstm" else 1 - free.gates[gate]
    # After that many steps at the geometric mean of what is kept, 1/e is left.
    mean = np.exp(np.log(kept).mean())
    assert mean**free.time_constant == pytest.approx(np.exp(-1))
    for value, constant in ((0.0, 0.0), (1.0, np.inf)):
        held = np.full_like(kept, value if cell == "lstm" else 1 - value)
        assert replace(free, gates=free.gates | {gate: held}).time_constant == constant


def test_what_a_constant_forget_gate_keeps() -> None:
    """The figures of the lecture's footnote."""
    found = [round(forget_steps(b), 2) for b in (0, 1, 2, 3, 5)]
    assert found == [1.44, 3.19, 7.88, 20.58, 148.91]


@pytest.mark.parametrize(
    ("cell", "what"),
    [("lstm", "forget_gate"), ("lstm", "cell"), ("lstm", "hidden"), ("gru", "update_gate"),
     ("gru", "hidden")],
)  # fmt: skip
def test_forced_numbers_obey_them_too(cell: str, what: str) -> None:
    found = conveyed(cell, Force(what, 0.25))
    assert found.forced is not None
    assert found.forced.residual < 1e-6
    assert found.forced.text[:3] == found.free.text[:3]
    held = found.forced.gates.get(what, found.forced.hidden if what == "hidden" else None)
    if what == "cell":
        held = found.forced.cell
    assert held is not None and (held[3:] == 0.25).all()


def test_a_wrong_number_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = exhibit.forced_steps

    def wrong(*args: object) -> object:
        texts, watched = yield from right(*args)  # type: ignore[arg-type]
        return texts, watched._replace(state=watched.state[::-1])

    monkeypatch.setattr(exhibit, "forced_steps", wrong)
    assert conveyed().free.residual > 1e-3
    assert conveyed().reread > 1e-3


def test_where_the_texts_part() -> None:
    found = conveyed(force=Force("output_gate", 10.0))
    assert found.forced is not None
    at = found.parted
    assert at is not None and found.free.text[:at] == found.forced.text[:at]
    assert found.free.text[at] != found.forced.text[at]
    assert at > found.free.start  # the first character was chosen before anything was held
    same = replace(found, forced=found.free)
    assert same.parted is None


def test_marks_are_counted_over_many_texts() -> None:
    one = network()
    force = Force("cell", 0.0)
    counted = [
        sum("e" in text for text in forced_texts(one, "a", range(100), 5, Knobs(), held)[0])
        for held in (None, force)
    ]
    found = count_marks(one, "a", "e", force, knobs=Knobs(), length=5)
    assert [found.free, found.forced, found.samples] == [*counted, 100]
    assert 0 < found.free < 100
    assert count_marks(one, "a", "no such", force, knobs=Knobs(), length=5).free == 0


def test_how_far_it_has_come_is_told() -> None:
    one, force = network(), Force("cell", 0.0)
    runs = [
        conveying(one, "abc", (1, 3), knobs=Knobs(), seed=1, length=5, force=force),
        conveying(one, "abc", (1, 3), knobs=Knobs(), seed=1, length=5),
        counting_marks(one, "abc", "e", force, knobs=Knobs(), length=5),
    ]
    for steps in runs:
        told = list(steps)
        assert told == sorted(told) and 0 < told[0] < 0.5
        assert told[-1] == 1.0
        assert max(b - a for a, b in pairwise([0.0, *told])) <= 0.25


def test_an_empty_and_a_long_text() -> None:
    one = network()
    found = convey(one, "", (0, 0), knobs=Knobs(), seed=0, length=2)
    assert found.free.start == 1
    found = convey(one, one.tokenizer.decode([1]) * 999, (0, 0), knobs=Knobs(), seed=0, length=2)
    assert found.free.start == exhibit.MOST_PROMPT


def test_what_cannot_be_shown_is_a_sentence() -> None:
    with pytest.raises(BeltError, match="tiny-elman has no gates"):
        convey(network("elman"), "", (0, 0), knobs=Knobs(), seed=0, length=1)
    with pytest.raises(BeltError, match="has no unit 6; give a number from 0 to 5"):
        convey(network(), "", (0, 6), knobs=Knobs(), seed=0, length=1)
    with pytest.raises(BeltError, match="has no layer 2; give a number from 0 to 1"):
        convey(network(), "", (2, 0), knobs=Knobs(), seed=0, length=1)
    with pytest.raises(ForceError, match="no 'reset_gate'"):
        conveyed(force=Force("reset_gate", 1.0))
    assert np.isfinite(conveyed().free.hidden).all()
