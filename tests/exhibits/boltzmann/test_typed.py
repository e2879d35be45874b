"""What is typed by hand: read, written back, and refused in one sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.exhibits.boltzmann.knobs import MachineKnobs, changed, set_knob
from rnn_demo.exhibits.boltzmann.typed import (
    parse_biases,
    parse_patterns,
    parse_weights,
    write_biases,
    write_patterns,
    write_weights,
)
from rnn_demo.knobs.values import KnobError

NUMBERS = st.floats(-100, 100)


@st.composite
def matrices(draw: st.DrawFn) -> tuple[tuple[float, ...], ...]:
    n = draw(st.integers(2, 12))
    rows = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i):
            rows[i][j] = rows[j][i] = draw(NUMBERS)
    return tuple(map(tuple, rows))


@given(matrices(), st.lists(NUMBERS, max_size=12))
def test_weights_and_biases_come_back(
    matrix: tuple[tuple[float, ...], ...], biases: list[float]
) -> None:
    assert parse_weights(write_weights(matrix)) == matrix
    assert parse_biases(write_biases(tuple(biases))) == tuple(biases)


def test_they_may_be_typed_in_many_ways() -> None:
    assert parse_weights("0, 2\n\n2 0\n") == ((0, 2), (2, 0)) == parse_weights("0 2;2 0")
    assert parse_weights("") == () == parse_weights(" \n ;")
    assert parse_biases("1, -1\n2") == (1, -1, 2)
    assert parse_patterns("01,10;11\n00") == ("01", "10", "11", "00")
    assert write_patterns(("01", "10")) == "01 10"
    assert parse_patterns(" ") == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "0 1 2",
            "is not square: row 1 of 1 has the length 3; give as many numbers",
        ),
        ("0", "has the size 1; give 2 to 12 rows"),
        ("0 1;2 0", "has 2 in row 2, column 1 and 1 in row 1, column 2; an edge has one weight"),
        ("0 1;1 3", "has 3 in row 2, column 2; no unit has an edge to itself"),
        ("0 nan;nan 0", "holds 'nan'; give numbers from −100 to 100"),
        ("0 1e9;1e9 0", "holds '1e9'"),
        ("0 <b>;<b> 0", "holds '<b>'"),
        (";".join(["0 " * 13] * 13), "has the size 13; give 2 to 12 rows"),
    ],
)
def test_a_matrix_that_is_none(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        parse_weights(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("012", "holds '012'; give patterns of 0 and 1"),
        ("0" * 13, "at most 12"),
        ("01 011", "holds '01' and '011'; give patterns of the same length"),
        ("0 1 " * 33, "holds 66 patterns; give at most 64"),
    ],
)
def test_patterns_that_are_none(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        parse_patterns(text)


def test_too_many_biases() -> None:
    with pytest.raises(ValueError, match="has 13 numbers; give one for each unit, at most 12"):
        parse_biases("1 " * 13)


def test_a_matrix_sets_the_number_of_units_and_another_number_drops_it() -> None:
    typed = set_knob(MachineKnobs(), "matrix", "0 1 1;1 0 1;1 1 0")
    typed = set_knob(typed, "biases", "1 2 3")
    assert (typed.n, typed.biases) == (3, (1, 2, 3))
    link = changed(typed, MachineKnobs())
    assert "n" not in link
    again = MachineKnobs()
    for name, value in link.items():
        again = set_knob(again, name, value)
    assert again == typed
    with pytest.raises(KnobError, match=r"biases is '5 5', but there is no W of one's own"):
        set_knob(MachineKnobs(), "biases", "5 5")
    dropped = set_knob(typed, "n", "5")
    assert (dropped.n, dropped.matrix, dropped.biases) == (5, (), ())
    with pytest.raises(KnobError, match="matrix has 2 in row 2"):
        set_knob(typed, "matrix", "0 1;2 0")
