"""Curves and bars hold the numbers they are given; text cannot become markup."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.figures.cell_colours import CELL_COLOURS, colour_of
from rnn_demo.figures.costs import string_costs
from rnn_demo.figures.maps import growth_map
from rnn_demo.figures.rulers import LOWEST, promised_and_kept, ruler
from rnn_demo.figures.training import LossAxis, solved_by_length, training_curves


def test_each_trial_is_a_curve_and_each_network_one_entry() -> None:
    figure = training_curves(
        {"lstm": [[(50, 0.5), (100, 0.1)], [(50, 0.4)]], "irnn": [[(50, 0.0)]]},
        {"lstm": "A", "irnn": "B"},
        LossAxis("loss", baseline=0.5, aim=0.01),
    )
    assert [trace.name for trace in figure.data] == ["A", "A", "B"]
    assert [trace.showlegend for trace in figure.data] == [True, False, True]
    assert [trace.line.color for trace in figure.data] == [
        CELL_COLOURS[cell] for cell in ("lstm", "lstm", "irnn")
    ]
    assert list(figure.data[0].y) == [0.5, 0.1]
    assert figure.data[2].y[0] > 0  # a logarithm can be taken
    assert {shape.y0 for shape in figure.layout.shapes} == {0.5, 0.01}
    # Each word stands at its line: an annotation's place on a logarithmic axis is a power.
    at = {note.text: 10**note.y for note in figure.layout.annotations}
    assert at == pytest.approx({"without memory": 0.5, "solved": 0.01})


def test_shares_by_length() -> None:
    figure = solved_by_length({"gru-torch": [1.0, 0.2]}, {"gru-torch": "A"}, [50, 100])
    assert figure.data[0].name == "A"
    assert figure.data[0].marker.color == CELL_COLOURS["gru-torch"]
    assert list(figure.data[0].x) == ["T = 50", "T = 100"]
    assert list(figure.data[0].y) == [1.0, 0.2]


def test_a_cell_has_one_colour_wherever_it_is_drawn() -> None:
    alone = ruler(["a"], [("pushkin-gru", [1.0], ["n"])], y_title="", x_title="")
    pair = ruler(["a"], [("x-lstm", [1.0], ["n"]), ("x-gru", [1.0], ["n"])], y_title="", x_title="")
    assert alone.data[0].line.color == pair.data[1].line.color == CELL_COLOURS["gru-slide"]
    assert pair.data[0].line.color == colour_of("classifier") == CELL_COLOURS["lstm"]
    points = promised_and_kept([("pushkin-gru", [1.0], [1.0], ["n"])])
    assert points.data[0].marker.color == CELL_COLOURS["gru-slide"]
    bits = string_costs({"lstm": [[(50, 8.0)]]}, {"lstm": "A"}, {"with": 7.0})
    assert bits.data[0].line.color == CELL_COLOURS["lstm"]
    pale = training_curves(
        {}, {"lstm": "A"}, LossAxis("", 1, 0.1), before={"lstm": [[(1, 1.0)]]}, most=9
    )
    assert pale.data[0].line.color == CELL_COLOURS["lstm"]
    assert pale.data[0].opacity < 0.5 and pale.layout.xaxis.range == (0, 9)


def test_a_ruler() -> None:
    figure = ruler(
        ["<", " ", "\n"],
        [("one", [1.0, 0.0, 0.5], ["<b>", "b", "c"])],
        y_title="y",
        x_title="x",
        felt=0.01,
    )
    assert list(figure.data[0].y) == [1.0, LOWEST, 0.5]
    assert list(figure.layout.xaxis.ticktext) == ["↵", "␣", "&lt;"]
    assert figure.data[0].customdata[0] == "&lt;b&gt;"
    assert figure.layout.shapes[0].y0 == pytest.approx(0.01)


def test_a_map_of_growth() -> None:
    values = np.array([[-40.0, 0.0], [np.nan, 3.0]])
    figure = growth_map(np.array([0.5, 1.0]), values, [("χ = 1", 0.9)])
    assert np.array_equal(figure.data[0].z, [[-16, np.nan], [0, 3]], equal_nan=True)
    assert list(figure.data[0].y) == [1, 2]
    assert figure.layout.shapes[0].x0 == 0.9


def test_promised_and_kept() -> None:
    figure = promised_and_kept([("one", [0.1, -2.0], [0.3, 0.1], ["<i>", "b"])])
    assert list(figure.data[0].x) == [0.1, -2.0]
    assert list(figure.data[0].y) == [0.3, 0.1]
    assert figure.data[0].customdata[0] == "&lt;i&gt;"
    line = figure.layout.shapes[0]
    assert (line.x0, line.y0, line.x1, line.y1) == (-2.0, -2.0, 0.3, 0.3)
