"""The comparison tells exact from different; the badge is green, and would turn red."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.cells.conventions import CONVENTIONS, ConventionError, convention_named, run
from rnn_demo.cells.conversion import Conversion, convert
from rnn_demo.exhibits.conventions import compute as conventions
from rnn_demo.exhibits.conventions.compute import LETTERS, compare, drawn
from rnn_demo.exhibits.conventions.knobs import ConventionKnobs, read_link

PAIRS = [
    (family, *pair)
    for family, named in CONVENTIONS.items()
    for pair in itertools.product(named, repeat=2)
]


def test_torchs_gru_is_not_the_slides() -> None:
    found = compare(ConventionKnobs())
    assert found.most_read > 0.1
    assert found.check is None
    assert found.converted is None
    assert np.isnan(found.most_converted)
    assert not found.drifts
    assert "may meet one reset gate only" in found.refusal


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
@given(size=st.integers(1, 6), seed=st.integers(0, 2**53 - 1))
def test_weights_that_fit_pass_there_and_back(
    pair: tuple[str, str, str], size: int, seed: int
) -> None:
    setting = ConventionKnobs(*pair, hidden_size=size, steps=12, seed=seed, fitting=True)
    source, target = convention_named(*pair[:2]), convention_named(pair[0], pair[2])
    own, x = drawn(setting, source)
    found = convert(own, source, target)
    assert isinstance(found, Conversion)
    there = run(found.weights, target, x).hidden
    assert np.abs(run(own, source, x).hidden - there).max() <= 1e-12
    back = convert(found.weights, target, source)
    assert isinstance(back, Conversion)
    assert np.abs(run(back.weights, source, x).hidden - there).max() <= 1e-12


# Of one family all are at home with themselves; these pass with any weights.
ALWAYS = {
    ("slide", "cho-v3"),
    ("cho-v3", "slide"),
    ("cho-v1", "torch"),
    ("cho-v1", "keras"),
    ("torch", "keras"),
    ("keras", "torch"),
    ("lstm-1997", "lstm-2000"),
    ("lstm-1997", "peepholes"),
    ("lstm-1997", "torch"),
    ("lstm-2000", "peepholes"),
    ("lstm-2000", "torch"),
    ("torch", "lstm-2000"),
    ("torch", "peepholes"),
}


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
@given(size=st.integers(2, 6), seed=st.integers(0, 2**53 - 1))
def test_any_weights_pass_or_are_refused(pair: tuple[str, str, str], size: int, seed: int) -> None:
    found = compare(ConventionKnobs(*pair, hidden_size=size, steps=12, seed=seed))
    assert (found.check is not None) == (pair[1] == pair[2] or pair[1:] in ALWAYS)
    if found.check is not None:
        assert found.check.residual <= 1e-14
        assert found.most_converted <= 1e-12
        assert found.refusal == ""
    else:
        assert found.refusal.startswith("There is no exact map: ")
        assert found.refusal.endswith(".")
        assert found.most_read > 1e-9


@pytest.mark.parametrize("pair", PAIRS)
def test_weights_that_fit_pass(pair: tuple[str, str, str]) -> None:
    found = compare(ConventionKnobs(*pair, fitting=True))
    assert found.refusal == ""
    assert found.check is not None
    assert found.check.residual <= 1e-15
    assert found.check.holds
    assert found.most_converted <= 1e-14
    assert len(found.read) == 40
    if pair[1] == pair[2]:
        assert found.most_read == 0
        assert found.how == ()


@pytest.mark.parametrize("pair", PAIRS)
def test_numbers_read_as_they_are_differ_or_nothing_had_to_be_done(
    pair: tuple[str, str, str],
) -> None:
    found = compare(ConventionKnobs(*pair))
    # Peepholes of 0, a second bias of 0 and weights for letters of the same sense are no change.
    same = {("cho-v1", "torch"), ("cho-v1", "keras"), ("lstm-2000", "torch")}
    same.add(("lstm-2000", "peepholes"))
    assert (found.most_read == 0) == (pair[1] == pair[2] or pair[1:] in same)


def test_where_differences_grow_rounding_grows_and_the_badge_stays() -> None:
    wild = ConventionKnobs(source="slide", target="cho-v3", hidden_size=16, steps=500, gain=4.0)
    seeds = [compare(replace(wild, seed=seed)) for seed in range(3)]
    assert any(found.drifts for found in seeds)
    assert all(found.check is not None and found.check.residual <= 1e-14 for found in seeds)


def test_a_slip_turns_the_badge_red(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*of: object) -> Conversion:
        found = convert(*of)  # type: ignore[arg-type]
        assert isinstance(found, Conversion)
        return found._replace(weights=found.weights | {"b_z": -found.weights["b_z"]})

    monkeypatch.setattr(conventions, "convert", slip)
    found = compare(ConventionKnobs(source="slide", target="cho-v3"))
    assert found.check is not None
    assert not found.check.holds


def test_letters_have_their_luck() -> None:
    """A seed's W_z is the same in each convention, and no two letters share theirs."""
    weights = {}
    for family, named in CONVENTIONS.items():
        for name in named:
            own, x = drawn(
                ConventionKnobs(family, name, name, hidden_size=3), convention_named(family, name)
            )
            assert set(own) <= set(LETTERS)
            for letter, value in own.items():
                assert np.array_equal(weights.setdefault(letter, value), value)
            assert x.shape == (40, 3)
    square = [value for letter, value in weights.items() if letter[0] == "U"]
    assert len({value.tobytes() for value in square}) == len(square)


def test_a_link_sets_knobs() -> None:
    knobs, problems = read_link({"gain": "0.5", "fitting": "1", "seed": "7", "target": "keras"})
    assert (knobs, problems) == (
        ConventionKnobs(target="keras", gain=0.5, seed=7, fitting=True),
        [],
    )
    assert read_link({"target": "lstm-2000", "family": "lstm"})[0].target == "lstm-2000"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("hidden_size", "17", "hidden_size is '17'; give a whole number from 1 to 16."),
        ("steps", "0", "steps is '0'; give a whole number from 1 to 500."),
        ("steps", "1.5", "steps is '1.5'; give a whole number from 1 to 500."),
        ("gain", "nan", "gain is 'nan'; give a number from 0 to 4."),
        ("gain", "1e999", "gain is '1e999'; give a number from 0 to 4."),
        ("seed", "-1", "seed is '-1'; give a whole number from 0 to 9,007,199,254,740,991."),
        ("source", "<b>", "source is '<b>'; give one of slide, cho-v1, cho-v3, torch, keras."),
        ("target", "lstm-1997", "target is 'lstm-1997'; give one of slide, cho-v1"),
        ("family", "rnn", "family is 'rnn'; give one of gru, lstm."),
        ("fitting", "yes", "fitting is 'yes'; give 0 or 1."),
        ("fitting", "x" * 99, "…'; give 0 or 1."),
    ],
)
def test_what_a_link_cannot_set_is_a_sentence(name: str, value: str, sentence: str) -> None:
    knobs, (problem,) = read_link({name: value})
    assert knobs == ConventionKnobs()
    assert problem.startswith(f"The link's {name} is ") and sentence in problem


def test_conventions_of_two_families_are_not_compared() -> None:
    with pytest.raises(ConventionError, match="There is no lstm convention 'slide'"):
        compare(ConventionKnobs(family="lstm"))
