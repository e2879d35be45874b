"""What was found about a network's units, in words and as tables."""

from __future__ import annotations

from rnn_demo.data.text_features import FEATURES
from rnn_demo.tasks.neurons.clamping import BY_CHANCE, CLEARLY, LENGTH, SAMPLES, Effect
from rnn_demo.tasks.neurons.features import CLEAR, MEASURES, FeatureSearch
from rnn_demo.tasks.neurons.results import Neurons

BY_NAME = {feature.name: feature for feature in FEATURES}


def about(one: FeatureSearch, layer: int, unit: int, neurons: Neurons) -> str:
    """A unit's score, the score by chance, and how many units mean nothing to us."""
    feature = BY_NAME[one.feature]
    best = " (the best for it)" if (layer, unit) == one.best else ""
    others = {
        other.feature: float(other.score[layer, unit])
        for other in neurons.found
        if other.score[layer, unit] >= CLEAR[BY_NAME[other.feature].binary]
    }
    follows = (
        "It follows clearly: " + ", ".join(f"{n} {score:.2f}" for n, score in others.items())
        if others
        else "It follows nothing of ours clearly"
    )
    return (
        f"**{one.feature}** ({feature.told}): layer {layer + 1}, unit {unit}{best}, "
        f"{MEASURES[feature.binary]} **{one.score[layer, unit]:.3f}** on unseen text; by chance "
        f"{one.chance:.3f}. {follows}. {100 * neurons.nothing:.0f} % of the units follow none of "
        f"these clearly ({MEASURES[True]} {CLEAR[True]:g}, {MEASURES[False]} {CLEAR[False]:g}): "
        "what they mean, nobody knows."
    )


def as_if(feature: str, high: bool) -> str:
    """What holding a feature's units on one side is meant to say."""
    if BY_NAME[feature].binary:
        return f"as if {'always' if high else 'never'} {feature}"
    return f"as if {feature} were {'large' if high else 'small'}"


def units_held(count: int) -> str:
    """How many, in words."""
    return f"{count} {'unit' if count == 1 else 'units'} held"


def effect_told(feature: str) -> str:
    """What the table of effects shows."""
    what = "share of characters" if BY_NAME[feature].binary else "mean"
    return (
        f"{what.capitalize()}: *{feature}*, over {SAMPLES} texts of {LENGTH} characters that each "
        "go on from another passage of unseen text, with the units that follow it best held at "
        "their means (± standard error; of what was held, that of the difference, text by text)."
    )


def effect_table(feature: str, own: Effect) -> dict[str, list[str]]:
    """What holding units does, a row a number of units."""
    free, counts = _shown(feature, *own.free), list(own.low)
    low, high = (
        [free, *(_shown(feature, *held[n]) for n in counts)] for held in (own.low, own.high)
    )
    return {
        "Held": ["nothing", *(units_held(count).removesuffix(" held") for count in counts)],
        as_if(feature, False): low,
        as_if(feature, True): high,
    }


def effect_said(feature: str, own: Effect, count: int, high: bool) -> str:
    """What holding so many units on a side does to a hundred texts, and whether it is anything."""
    mean = (own.high if high else own.low)[count]
    told = (
        f"{'Share of characters' if BY_NAME[feature].binary else 'Mean'} over {SAMPLES} texts, "
        f"{feature}: {_shown(feature, *own.free)} free, {_shown(feature, *mean)} with "
        f"{units_held(count)} {as_if(feature, high)}. "
    )
    if own.clear(count, high):
        return told + "That is a clear change."
    return told + (
        f"That is no clear change ({own.errors(count, high):.1f} standard errors): do not expect "
        "to see it in one text."
    )


def effect_summed(feature: str, own: Effect) -> str:
    """Whether holding the units does anything at all, in a sentence."""
    tried = [(count, high) for high in (False, True) for count in own.low]
    clear = [f"{units_held(n)} {as_if(feature, high)}" for n, high in tried if own.clear(n, high)]
    if clear:
        return f"Clear changes, of more than {CLEARLY:g} standard errors: {'; '.join(clear)}."
    largest = max(own.errors(*one) for one in tried)
    looked = f"the largest of {len(tried)} differences is {largest:.1f} standard errors"
    if largest > BY_CHANCE:
        return f"**Holding them changes this little, if at all**: {looked}."
    return (
        f"**Holding them does nothing that can be told from chance**: {looked}. The units say what "
        "the text is doing; nothing shows that the network goes by them."
    )


def _shown(feature: str, mean: float, error: float) -> str:
    if BY_NAME[feature].binary:
        return f"{100 * mean:.1f} ± {100 * error:.1f} %"
    return f"{mean:.1f} ± {error:.1f}"


def table(neurons: Neurons) -> dict[str, list[str]]:
    """Every feature's unit."""
    best = [(one, *one.best) for one in neurons.found]
    return {
        "Feature": [one.feature for one in neurons.found],
        "Unit": [f"layer {layer + 1}, {unit}" for _, layer, unit in best],
        "Measure": [MEASURES[BY_NAME[one.feature].binary] for one in neurons.found],
        "On unseen text": [f"{one.best_score:.3f}" for one in neurons.found],
        "By chance": [f"{one.chance:.3f}" for one in neurons.found],
    }
