"""The saturation plot holds a point for each unit of a gate."""

from __future__ import annotations

from rnn_demo.figures.saturation import saturation


def test_a_point_a_unit() -> None:
    below, above = [[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.2], [0.1, 0.4]]
    figure = saturation(below, above)
    points = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(trace.x) for trace in points] == below
    assert [list(trace.y) for trace in points] == above
    assert [trace.name for trace in points] == ["layer 1", "layer 2"]
    assert figure.layout.showlegend
    assert not saturation(below[:1], above[:1]).layout.showlegend
    assert figure.layout.xaxis.title.text == "below 0.1"
    assert figure.layout.yaxis.title.text == "above 0.9"
