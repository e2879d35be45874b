"""When none of the models may have written a text."""

from __future__ import annotations

import pytest

from rnn_demo.exhibits.score.compute.fit import fit_of

METRICS = {
    "usual": {
        "passages": 128,
        "bits_per_character": [
            {"characters": 32, "median": 2.0, "most": 4.0},
            {"characters": 128, "median": 2.0, "most": 3.0},
        ],
    }
}


@pytest.mark.parametrize(
    ("bits", "characters", "unusual", "few"),
    [
        (3.5, 32, False, False),
        (4.1, 32, True, False),
        (3.5, 127, False, False),
        (3.5, 128, True, False),
        (3.0, 10_000, False, False),
        (9.0, 31, False, True),  # shorter than all that was measured
    ],
)
def test_a_text_is_held_against_passages_no_longer_than_it(
    bits: float, characters: int, unusual: bool, few: bool
) -> None:
    fit = fit_of(bits, characters, characters + 1, characters + 1, METRICS)
    assert (fit.unusual, fit.few, fit.lost) == (unusual, few, False)
    assert fit.doubtful == (unusual or few)


@pytest.mark.parametrize(("kept", "lost"), [(100, False), (95, False), (94, True), (101, False)])
def test_what_cannot_be_spelled_makes_it_another_text(kept: int, lost: bool) -> None:
    fit = fit_of(1.0, 60, kept, 100, METRICS)
    assert fit.lost == fit.doubtful == lost


def test_before_anything_was_measured_it_says_nothing_of_that() -> None:
    for metrics in (None, {}, {"usual": {"passages": 0, "bits_per_character": []}}):
        fit = fit_of(20.0, 200, 201, 201, metrics)
        assert fit.most is None
        assert not fit.doubtful
