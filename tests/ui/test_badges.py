"""No tick where nothing was compared, nor where one of two checks fails."""

from __future__ import annotations

import itertools
import math

from rnn_demo.dynamics.checks import Check
from rnn_demo.ui.badges import badge, badge_words, worse

GOOD, BETTER = Check(1e-13, 1e-12, "this"), Check(0.0, 1e-12, "this")
NOTHING, BAD, FAR = (Check(x, 1e-9, "that") for x in (math.nan, 1.0, math.inf))


def test_the_worse_of_two_checks_is_shown() -> None:
    in_order = [BETTER, GOOD, NOTHING, BAD, FAR]
    for one, other in itertools.combinations(in_order, 2):
        assert worse(one, other) is other
        assert worse(other, one) is other


def test_only_what_was_compared_has_a_tick() -> None:
    told = [badge(one) for one in (GOOD, NOTHING, BAD, FAR)]
    assert [one["text"] for one in told] == ["✓ 1e-13", "–", "✗ 1e+00", "✗ inf"]
    assert [one["holds"] for one in told] == [True, True, False, False]
    assert "nothing to compare" in told[1]["title"]
    assert badge_words(NOTHING).startswith("–: ")
    assert badge_words(FAR).startswith("✗ inf: ")
