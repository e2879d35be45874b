"""The saturation plot holds a point for each unit of each gate."""

from __future__ import annotations

from rnn_demo.figures.saturation import saturation


def test_a_point_a_unit() -> None:
    below = {"input gate": [[0.1, 0.2], [0.3, 0.4]], "forget gate": [[0.0, 0.0], [0.5, 1.0]]}
    above = {"input gate": [[0.5, 0.2], [0.1, 0.4]], "forget gate": [[1.0, 0.0], [0.5, 0.0]]}
    figure = saturation(below, above)
    points = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(trace.x) for trace in points] == [*below["input gate"], *below["forget gate"]]
    assert [list(trace.y) for trace in points] == [*above["input gate"], *above["forget gate"]]
    assert [trace.name for trace in points if trace.showlegend] == ["layer 1", "layer 2"]
    assert {note.text for note in figure.layout.annotations} == set(below)
    assert figure.layout.yaxis.title.text == "above 0.9"
