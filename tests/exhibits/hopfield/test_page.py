"""The Hopfield page without a browser: what its presets claim, its link, and bad ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnn_demo.commands.simulations.hopfield import numbers_of
from rnn_demo.exhibits.hopfield import controls
from rnn_demo.exhibits.hopfield.capacity_results import CapacityError, read_capacity
from rnn_demo.exhibits.hopfield.compute.capacity import (
    LOADS,
    SIZES,
    bit_error,
    exact_bit_error,
)
from rnn_demo.exhibits.hopfield.compute.dense import DenseRecall
from rnn_demo.exhibits.hopfield.compute.recall import Recall
from rnn_demo.exhibits.hopfield.compute.verdict import StateIdentity, judged, overlaps_of
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.hopfield.network import Net, assembled, recalled
from rnn_demo.exhibits.hopfield.presets import FIRST, PRESETS
from rnn_demo.knobs.values import KnobError
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("hopfield")
VIEW = "hopfield_view"


def recall_of(preset: str, **instead: Any) -> tuple[Net, Any, StateIdentity]:
    knobs = HopfieldKnobs(**{**vars(PRESETS[preset].knobs), **instead})
    net = assembled(knobs)
    found = recalled(knobs, net)
    final = found.states[-1] if isinstance(found, DenseRecall) else found.final
    return net, found, judged(net.patterns, np.where(final < 0, -1.0, 1.0))


def rounded(found: Recall) -> tuple[float, float]:
    return round(float(found.energies[0]), 2), round(float(found.energies[-1]), 2)


def test_the_spoiled_a_comes_back_as_its_preset_says() -> None:
    _, found, verdict = recall_of("recall")
    assert verdict == ("stored", (0,), (1,))
    assert (len(found.flips), rounded(found)) == (29, (-32.65, -89.28))
    answer = PRESETS["recall"].answer
    assert all(told in answer for told in ("29 flips", "−32.65", "−89.28"))


def test_one_letter_too_many() -> None:
    net, _, verdict = recall_of("one-too-many")
    assert verdict.kind == "mixture"
    assert [net.names[at] for at in verdict.patterns] == ["Ж", "X", "A"]
    assert verdict.signs == (1, 1, 1)
    assert recall_of("one-too-many", noise=0.0)[2] == verdict
    assert recall_of("one-too-many", letters="AЖO")[2].kind == "stored"
    assert recall_of("one-too-many", rule="projection")[2].kind == "stored"


def test_what_nobody_stored_lies_lower_than_all_that_was() -> None:
    net, found, verdict = recall_of("nobody-stored")
    assert verdict.kind == "mixture"
    signs = {net.names[at]: sign for at, sign in zip(verdict.patterns, verdict.signs, strict=True)}
    assert signs == {"Ж": 1, "A": 1, "O": -1}
    assert rounded(found)[1] == -94.78
    own = [recall_of("nobody-stored", noise=0.0, cue=cue + 1)[1] for cue in range(3)]
    assert [rounded(one) for one in own] == [(e, e) for e in (-89.28, -92.11, -78.78)]


def test_two_states_take_turns() -> None:
    _, found, _ = recall_of("never-settles")
    assert (found.period, found.settled) == (2, False)
    assert found.energies[-4:].tolist() == [1.5] * 4
    _, found, verdict = recall_of("never-settles", update="asynchronous")
    assert (len(found.flips), verdict) == (72, ("stored", (2,), (1,)))


def test_the_chain_recites_its_letters() -> None:
    net, found, _ = recall_of("not-symmetric")
    assert (found.period, found.settled) == (3, False)
    said = [judged(net.patterns, state) for state in found.states[-6:]]
    assert {one.kind for one in said} == {"stored"}
    order = "".join(str(net.names[one.patterns[0]]) for one in said)
    assert order in "AЖOAЖOAЖO"
    assert {round(float(e), 2) for e in found.energies[-3:]} == {-13.39, -4.56, 30.11}
    lowest = int(np.argmin(found.energies[:6]))
    assert found.energies[lowest + 2] == pytest.approx(30.11, abs=0.01)


def test_a_hundred_pictures() -> None:
    net, found, verdict = recall_of("a-hundred")
    assert verdict == ("near", (0,), (1,))
    assert (found.final != net.patterns[0]).sum() == 3


def test_a_thousand_patterns() -> None:
    net, found, verdict = recall_of("dense")
    assert len(net.patterns) == 1_000
    assert (len(found.states) - 1, verdict.kind) == (2, "stored")
    assert overlaps_of(net.patterns, found.states[-1])[0] > 0.999
    assert overlaps_of(net.patterns, recall_of("dense", beta=0.1)[1].states[-1]).max() < 0.5


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Hopfield network"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, VIEW)
    assert data["names"] == ["A", "Ж", "O"]
    assert (data["noise"], data["wiped"], data["rule"]) == (0.2, "no", "hebb")
    assert "✓ The share of bits" in words(app)
    assert "1982" in words(app)


@pytest.mark.parametrize("preset", ["one-too-many", "all-minima", "dense"])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    before = drawn(app, VIEW)["opened"]
    app.pills(key="hopfield_pill").set_value(preset).run()
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="hopfield_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert drawn(app, VIEW)["opened"] > before
    assert app.query_params["preset"] == preset


def test_all_minima_are_listed() -> None:
    app = opened(preset="all-minima")
    (table,) = app.table
    kinds = table.value["What it is"]
    assert len(kinds) == 14
    assert kinds.str.endswith("stored").sum() == 3
    assert kinds.str.startswith("mirror image").sum() == 3
    assert kinds.str.startswith("majority").sum() == 8
    assert "✓ 14 minima" in words(app)
    shares = table.value["Starts that end there"].str.rstrip("%").astype(float)
    assert shares[kinds.str.startswith("majority")].sum() == pytest.approx(14, abs=0.5)
    assert not opened(preset="all-minima", size="5").table
    assert not opened(preset="all-minima", rule="chain").table


def test_a_change_in_the_picture_reaches_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    data = drawn(app, VIEW)
    change = {"opened": data["opened"], "said": 17, "drawn": "12." + data["drawing"].rstrip("=")}
    change |= {"noise": 0.4, "wiped": "left", "cue": 2}

    monkeypatch.setattr(controls.st, "session_state", app.session_state)
    controls.take_change({**change, "opened": data["opened"] - 1})  # of what is gone
    controls.take_change("nonsense")
    controls.take_change({**change, "wiped": "<b>"})
    app.run()
    assert app.query_params["preset"] == FIRST
    assert "noise" not in app.query_params
    controls.take_change(change)
    monkeypatch.undo()
    app.run()
    assert not app.exception
    query = {name: app.query_params[name] for name in ("noise", "wiped", "cue")}
    assert query == {"noise": "0.4", "wiped": "left", "cue": "2"}
    assert drawn(app, VIEW)["said"] == 17
    assert "Changed from “An A, spoiled”: noise 0.4 (was 0.2)" in words(app)
    assert drawn(opened(**query), VIEW)["drawing"] == drawn(app, VIEW)["drawing"]


def test_typed_letters_are_stored() -> None:
    app = opened()
    placed(app.text_input, "hopfield_letters").set_value("ая").run()
    assert drawn(app, VIEW)["names"] == ["А", "Я"]
    assert app.query_params["letters"] == "АЯ"
    placed(app.text_input, "hopfield_letters").set_value("a_<b>").run()
    assert not app.exception
    assert "The letters may not hold '_'; give letters" in words(app)
    assert drawn(app, VIEW)["names"] == ["А", "Я"]  # the drawing is not lost for a slip
    placed(app.text_input, "hopfield_letters").set_value("b").run()
    assert "The letters may" not in words(app)
    assert drawn(app, VIEW)["names"] == ["B"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"cue": "1000"}, "There is no pattern 1,000: 3 are stored, of which the last is shown."),
        ({"letters": ""}, "No pattern is stored; the canvas is empty."),
    ],
)
def test_a_pattern_that_is_not_stored_cannot_be_shown(query: dict[str, str], told: str) -> None:
    assert told in words(opened(**query))
    assert told not in words(opened(**query, drawn="12." + "A" * 24))


def test_a_command_does_not_show_another_pattern_in_silence() -> None:
    with pytest.raises(KnobError, match=r"There is no pattern 9: 3 are stored, "):
        numbers_of(HopfieldKnobs(cue=9))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"letters": "A?"}, "letters may not hold '?'; give letters from A to Z"),
        ({"size": "33"}, "size is '33'; give a whole number from 3 to 32."),
        ({"drawn": "12.x"}, "drawn has pixels that cannot be read"),
        ({"own": "x"}, "own has 'x'; write a drawing as SIDE.BITS"),
        ({"random": "1e9"}, "random is '1e9'"),
        ({"noise": "nan"}, "noise is 'nan'; give a number from 0 to 0.5."),
        ({"rule": "<b>"}, "rule is '<b>'; give one of hebb,"),
        ({"preset": "none"}, "The link's preset is 'none'; give one of recall,"),
        ({"hide": "everything"}, "would hide 'everything'"),
    ],
)
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: str) -> None:
    app = opened(**query)
    assert told in "\n".join(block.value for block in app.text)
    assert drawn(app, VIEW)["names"] == ["A", "Ж", "O"]


def test_too_many_patterns_for_a_rule_cost_a_sentence() -> None:
    app = opened(rule="storkey", random="198")
    assert "201 patterns are too many for this rule" in words(app)
    assert drawn(opened(rule="storkey", random="197", size="32"), VIEW)["side"] == 32


def test_without_its_measurements_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for text in (None, "{}", '{"loads": [{"units": 1}]}', '{"loads": 7}', "[" * 10_000):
        path = tmp_path / "capacity.json"
        if text is not None:
            path.write_text(text)
        with pytest.raises(CapacityError, match=r"capacity\.json cannot be read"):
            read_capacity(path)


def test_the_shipped_measurements_collapse_the_more_suddenly_the_larger_the_net() -> None:
    loads = read_capacity()
    assert [(one.units, one.patterns) for one in loads] == [
        (units, max(1, round(units * load))) for units in SIZES for load in LOADS
    ]
    fall = {}
    for units in SIZES:
        own = {round(one.patterns / units, 3): one for one in loads if one.units == units}
        fall[units] = own[0.12].overlap - own[0.16].overlap
        assert own[0.06].overlap > 0.97
    assert fall[100] < fall[400] < fall[1600]
    for one in loads:
        exact = exact_bit_error(one.units, one.patterns)
        if exact * one.nets * one.units * one.patterns >= 100:
            assert abs(one.bit_error - exact) < 4 * one.bit_error_error
            assert one.bit_error == pytest.approx(bit_error(one.alpha), rel=40 / one.units + 0.2)
