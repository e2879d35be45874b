"""Whose units, which feature, which unit on which text, and what is held while it writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rnn_demo.data.text_features import FEATURES
from rnn_demo.engine.holding import LARGEST
from rnn_demo.knobs.knob import choice, number, string, whole
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.values import check
from rnn_demo.tasks.neurons.clamping import COUNTS, Effect
from rnn_demo.tasks.neurons.features import FeatureSearch
from rnn_demo.tasks.neurons.results import Neurons
from rnn_demo.ui.writers import SHIPPED

# Not the Elman network: it has neither gates nor a cell state, which the page draws.
MODELS = tuple(name for networks in SHIPPED.values() for name in networks)
USUAL_COUNT = 16  # units
FREE, LOW, HIGH, OWN = "free", "low", "high", "own"
HELD = ("hold", "count")  # while a text streams
TEXTS = {
    "shakespeare": "CAPULET:\nWhat noise is this? Give me my long sword, ho!\n\nLADY CAPULET:\n"
    "A crutch, a crutch! why call you for a sword?\n\n",
    "war-and-peace": 'Prince Andrew looked at him. "You are going?" he asked, and turned away; '
    '"I thought that you would stay with us," he added softly. ',
    "tolstoy-ru": "Князь Андрей взглянул на него.\n— Вы едете? — спросил он и отвернулся.\n"
    "Пьер ничего не ответил и вышел.\n",
    "pushkin": "Мой дядя самых честных правил,\nКогда не в шутку занемог,\nОн уважать себя "
    "заставил\nИ лучше выдумать не мог.\n",
}


@dataclass(frozen=True)
class NeuronKnobs:
    """A unit of a network; layers are counted from 1, units from 0."""

    model: str = choice("war-and-peace-lstm", "Network", MODELS)
    feature: str = choice(
        FEATURES[0].name, "What they follow", [one.name for one in FEATURES], widget="pills"
    )
    # A network that has fewer layers or units bounds them further, and so does its cell the value.
    layer: int = whole(1, "Layer", 1, 100, widget="box")
    unit: int = whole(0, "Unit", 0, 100_000, widget="box")
    text: str = string("", "Text", 1_000, widget="area", height=110)
    value: float = number(
        0.0,
        "Hold it, while it writes on, at",
        -max(LARGEST.values()),
        max(LARGEST.values()),
        step=0.1,
        widget="box",
    )
    seed: int = whole(0, "Seed", 0, 10**9, widget="box")
    hold: str = choice(FREE, "Hold", (FREE, LOW, HIGH, OWN), widget="segments")
    count: int = choice(
        USUAL_COUNT, "How many of the units that follow it best", COUNTS, widget="segments"
    )

    def __post_init__(self) -> None:
        check(self)


def cell_of(model: str) -> str:
    """The cell of a shipped model."""
    return "lstm" if model.endswith("lstm") else "gru"


def bounds(model: str, one: FeatureSearch) -> dict[str, dict[str, Any]]:
    """The narrower bounds of a network, in the form that `read_values` and `draw_knob` take."""
    layers, size = one.score.shape
    largest = LARGEST[cell_of(model)]
    return {
        "layer": {"high": layers},
        "unit": {"high": size - 1},
        "value": {"low": -largest, "high": largest},
    }


def low_of(one: FeatureSearch, layer: int, unit: int) -> float:
    """The value a unit is held at by default: its value where the feature is absent."""
    return round(float(one.low[layer - 1, unit]), 2)


def first_count(own: Effect | None) -> int:
    """The fewest held units that clearly change texts; a default if none do or nobody measured."""
    if own:
        for count in own.low:
            if own.clear(count, False) or own.clear(count, True):
                return count
    return USUAL_COUNT


def opening(model: str, neurons: Neurons, feature: str = "") -> NeuronKnobs:
    """What a feature opens with: the unit that follows it best.

    Args:
        model: the model whose units are shown.
        neurons: what was found about them.
        feature: the feature; if empty, the one that a unit follows best.
    """
    best = max(neurons.found, key=lambda one: one.best_score)
    one = next((one for one in neurons.found if one.feature == feature), best)
    layer, unit = one.best
    return NeuronKnobs(
        model,
        one.feature,
        layer + 1,
        unit,
        next(text for name, text in TEXTS.items() if model.startswith(name)),
        low_of(one, layer + 1, unit),
        count=first_count(neurons.effects.get(one.feature)),
    )


def read_network(query: Mapping[str, str]) -> tuple[NeuronKnobs, list[str]]:
    """The network and the seed of a link: the part that can be read before anything is loaded."""
    return read_values(_parts(query, ("model", "seed")), NeuronKnobs())


def read_link(
    query: Mapping[str, str], model: str, neurons: Neurons
) -> tuple[NeuronKnobs, list[str]]:
    """What a link asks of a network, and a sentence for each part that cannot be used.

    Args:
        query: the query of the link; one that names another network asks nothing of this one.
        model: the model whose units are shown.
        neurons: what was found about them.
    """
    usual = opening(model, neurons)
    if query.get("model", model) != model:
        return usual, []
    by_name = {one.feature: one for one in neurons.found}
    chosen, problems = read_values(
        _parts(query, ("feature",)), usual, narrower={"feature": {"offered": tuple(by_name)}}
    )
    if problems:  # the rest was meant for that feature
        return usual, problems
    one, narrower = by_name[chosen.feature], bounds(model, by_name[chosen.feature])
    rest = _parts(query, ("layer", "unit", "text", *HELD))
    knobs, more = read_values(rest, opening(model, neurons, one.feature), narrower=narrower)
    knobs = replace(knobs, value=low_of(one, knobs.layer, knobs.unit))
    knobs, last = read_values(_parts(query, ("value",)), knobs, narrower=narrower)
    return knobs, problems + more + last


def write_link(knobs: NeuronKnobs, neurons: Neurons) -> dict[str, str]:
    """The query that restores the page; it always names the network and the feature."""
    usual = opening(knobs.model, neurons, knobs.feature)
    link = {"model": knobs.model, "feature": knobs.feature}
    if (knobs.layer, knobs.unit) != (usual.layer, usual.unit):
        link |= {"layer": str(knobs.layer), "unit": str(knobs.unit)}
    one = next(one for one in neurons.found if one.feature == knobs.feature)
    usual = replace(usual, value=low_of(one, knobs.layer, knobs.unit))
    return link | write_values(knobs, usual)


def _parts(query: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    return {name: value for name, value in query.items() if name in names}
