from __future__ import annotations

import pytest

from rnn_demo.figures.bars import before_and_after


def test_carries_its_data_and_titles() -> None:
    figure = before_and_after(
        ["a", "↵"], [0.7, 0.3], [1.0, 0.0], names=("raw", "kept"), y_title="probability"
    )
    raw, kept = figure.data
    assert list(raw.y) == [0.7, 0.3]
    assert list(kept.y) == [1.0, 0.0]
    assert (raw.name, kept.name) == ("raw", "kept")
    assert list(figure.layout.xaxis.ticktext) == ["a", "↵"]
    assert figure.layout.yaxis.title.text == "probability"


@pytest.mark.parametrize("label", ["<b>", "<script>", "&amp;"])
def test_labels_are_text_and_not_html(label: str) -> None:
    figure = before_and_after([label], [1.0], [1.0])
    (tick,) = figure.layout.xaxis.ticktext
    assert "<" not in tick
    assert "&amp;" in tick or "&lt;" in tick


def test_quotes_stay_quotes() -> None:
    """The browser's Plotly decodes a few names of characters only; &quot; is none of them."""
    figure = before_and_after(['"', "'"], [0.5, 0.5], [0.5, 0.5])
    assert list(figure.layout.xaxis.ticktext) == ['"', "'"]


def test_digits_keep_their_place() -> None:
    figure = before_and_after(["9", "1"], [0.6, 0.4], [0.6, 0.4])
    assert list(figure.data[0].x) == [0, 1]
    assert list(figure.layout.xaxis.ticktext) == ["9", "1"]


def test_no_colour_of_its_own_behind_the_bars() -> None:
    figure = before_and_after(["a"], [1.0], [1.0])
    assert figure.layout.paper_bgcolor == "rgba(0, 0, 0, 0)"
    assert figure.layout.plot_bgcolor == "rgba(0, 0, 0, 0)"
