"""Axes say 0 where there is nothing but rounding, and every chart on the page has a name."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.figures.bars import signed_bars
from rnn_demo.figures.layout import ROUNDING, span
from rnn_demo.figures.rulers import LOWEST, promised_and_kept, ruler

SOURCES = Path(__file__).parents[2] / "rnn_demo"
VALUES = st.lists(st.floats(-1e12, 1e12), max_size=30)


@pytest.mark.parametrize("values", [[], [0.0], [3.47e-18, -1e-17], [ROUNDING / 2] * 3])
def test_rounding_gets_no_axis_of_its_own(values: list[float]) -> None:
    assert span(values) == [-1.0, 1.0]


@given(VALUES)
def test_a_span_holds_every_value_and_0(values: list[float]) -> None:
    low, high = span(values)
    assert low < high
    assert all(low <= value <= high for value in [0.0, *values])


def test_the_axes_of_rounding_are_those_of_0() -> None:
    assert list(signed_bars(["a", "b"], [3.47e-18, 0.0]).layout.xaxis.range) == [-1, 1]
    figure = promised_and_kept([("x", [1e-18], [-2e-18], ["note"])])
    assert list(figure.layout.xaxis.range) == list(figure.layout.yaxis.range) == [-1, 1]


def test_a_ruler_says_that_0_stands_at_the_bottom() -> None:
    axis = ruler(["a"], [("x", [0.0], ["n"])], y_title="bits", x_title="place").layout.yaxis
    assert axis.tickvals[0] == LOWEST
    assert axis.ticktext[0] == "0, ≤ 10<sup>−6</sup>"
    assert axis.ticktext[-1] == "1"


@pytest.mark.parametrize(("count", "first", "step"), [(61, 10, 10), (300, 20, 20), (5000, 5000, 1)])
def test_a_long_text_is_counted_and_not_spelled_in_part(count: int, first: int, step: int) -> None:
    axis = ruler(["e"] * count, [], y_title="bits", x_title="place").layout.xaxis
    assert axis.ticktext[0] == str(first)
    assert all(later - one == step for one, later in pairwise(axis.tickvals))
    short = ruler(list("hello"), [], y_title="bits", x_title="place").layout.xaxis
    assert list(short.ticktext) == list("olleh")


def test_no_number_of_an_axis_has_a_letter_for_its_size() -> None:
    assert signed_bars(["a"], [5e-5]).layout.xaxis.exponentformat == "power"


def test_charts_come_to_the_page_only_by_the_function_that_asks_for_a_name() -> None:
    calls = [
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "plotly_chart"
    ]
    assert calls == ["ui/charts.py"]
