"""What was found about a network's units, in words and as a table."""

from __future__ import annotations

from rnn_demo.data.text_features import FEATURES
from rnn_demo.tasks.neuron_results import Neurons
from rnn_demo.tasks.neurons import CLEAR, LENGTH, MEASURES, SAMPLES, Found

BY_NAME = {feature.name: feature for feature in FEATURES}


def about(one: Found, neurons: Neurons) -> str:
    """A unit's score, the score by chance, and how many units mean nothing to us."""
    feature = BY_NAME[one.feature]
    what = MEASURES[feature.binary]
    return (
        f"**{one.feature}** ({feature.told}): layer {one.layer + 1}, unit {one.unit}, "
        f"{what} **{one.score:.3f}** on unseen text; by chance {one.chance:.3f}. "
        f"{100 * neurons.nothing:.0f} % of the units follow none of these clearly "
        f"({MEASURES[True]} {CLEAR[True]:g}, {MEASURES[False]} {CLEAR[False]:g}): what they mean, "
        "nobody knows."
    )


def clamping(one: Found, neurons: Neurons) -> str:
    """What holding the unit does to a hundred texts, where that was measured."""
    shares = neurons.clamped.get(one.feature)
    if not shares:
        return "What holding this unit does was not measured over many texts."
    parts = {
        how: f"{100 * share:.1f} ± {100 * error:.1f} %" for how, (share, error) in shares.items()
    }
    return (
        f"Over {SAMPLES} texts of {LENGTH} characters, {parts['free']} of the characters are "
        f"*{one.feature}* as the network is, {parts['low']} with this one unit held at "
        f"{one.low:.2f}, its mean outside, and {parts['high']} at {one.high:.2f}, its mean inside "
        "(± standard error; of what was held, that of the difference, text by text)."
    ).replace("-", "−")


def table(neurons: Neurons) -> dict[str, list[str]]:
    """Every feature's unit."""
    return {
        "Feature": [one.feature for one in neurons.found],
        "Unit": [f"layer {one.layer + 1}, {one.unit}" for one in neurons.found],
        "Measure": [
            "balanced accuracy" if BY_NAME[one.feature].binary else "squared correlation"
            for one in neurons.found
        ],
        "On unseen text": [f"{one.score:.3f}" for one in neurons.found],
        "By chance": [f"{one.chance:.3f}" for one in neurons.found],
    }
