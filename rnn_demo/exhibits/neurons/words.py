"""What was found about a network's units, in words and as tables."""

from __future__ import annotations

from rnn_demo.data.text_features import FEATURES
from rnn_demo.tasks.neurons.clamping import BY_CHANCE, CLEARLY, LENGTH, SAMPLES, Effect
from rnn_demo.tasks.neurons.features import CLEAR, MEASURES, FeatureSearch
from rnn_demo.tasks.neurons.results import Neurons
from rnn_demo.ui.language import t, tn

BY_NAME = {feature.name: feature for feature in FEATURES}


def about(one: FeatureSearch, layer: int, unit: int, neurons: Neurons) -> str:
    """A unit's score, the score by chance, and how many units mean nothing to us."""
    feature = BY_NAME[one.feature]
    others = {
        other.feature: float(other.score[layer, unit])
        for other in neurons.found
        if other.score[layer, unit] >= CLEAR[BY_NAME[other.feature].binary]
    }
    score = {
        "feature": t(one.feature),
        "told": t(feature.told),
        "layer": layer + 1,
        "unit": unit,
        "measure": t(MEASURES[feature.binary]),
        "score": one.score[layer, unit],
        "chance": one.chance,
    }
    return " ".join(
        [
            t(
                "**{feature}** ({told}): layer {layer}, unit {unit} (the best for it), {measure} "
                "**{score:.3f}** on unseen text; by chance {chance:.3f}.",
                **score,
            )
            if (layer, unit) == one.best
            else t(
                "**{feature}** ({told}): layer {layer}, unit {unit}, {measure} **{score:.3f}** on "
                "unseen text; by chance {chance:.3f}.",
                **score,
            ),
            t(
                "It follows clearly: {features}.",
                features=", ".join(f"{t(name)} {score:.2f}" for name, score in others.items()),
            )
            if others
            else t("It follows nothing of ours clearly."),
            t(
                "{share:.0f} % of the units follow none of these clearly ({binary} {least:g}, "
                "{number} {least_squared:g}): what they mean, nobody knows.",
                share=100 * neurons.nothing,
                binary=t(MEASURES[True]),
                least=CLEAR[True],
                number=t(MEASURES[False]),
                least_squared=CLEAR[False],
            ),
        ]
    )


def as_if(feature: str, high: bool) -> str:
    """What holding a feature's units on one side is meant to express."""
    name = t(feature)
    if BY_NAME[feature].binary:
        if high:
            return t("as if always {feature}", feature=name)
        return t("as if never {feature}", feature=name)
    if high:
        return t("as if {feature} were large", feature=name)
    return t("as if {feature} were small", feature=name)


def units_held(count: int) -> str:
    """How many units are held, in words."""
    return tn("{n} unit held", "{n} units held", n=count)


def effect_told(feature: str) -> str:
    """What the table of effects shows."""
    said = {"feature": t(feature), "samples": SAMPLES, "length": LENGTH}
    if BY_NAME[feature].binary:
        return t(
            "Share of characters: *{feature}*, over {samples} texts of {length} characters that "
            "each go on from another passage of unseen text, with the units that follow it best "
            "held at their means (± standard error; of what was held, that of the difference, "
            "text by text).",
            **said,
        )
    return t(
        "Mean: *{feature}*, over {samples} texts of {length} characters that each go on from "
        "another passage of unseen text, with the units that follow it best held at their means "
        "(± standard error; of what was held, that of the difference, text by text).",
        **said,
    )


def effect_table(feature: str, own: Effect) -> dict[str, list[str]]:
    """What holding units does, with a row for each number of units."""
    free, counts = _shown(feature, *own.free), list(own.low)
    low, high = (
        [free, *(_shown(feature, *held[n]) for n in counts)] for held in (own.low, own.high)
    )
    return {
        t("Held"): [t("nothing"), *(tn("{n} unit", "{n} units", n=count) for count in counts)],
        as_if(feature, False): low,
        as_if(feature, True): high,
    }


def effect_said(feature: str, own: Effect, count: int, high: bool) -> str:
    """What holding so many units on a side does to a hundred texts, and whether it is an effect."""
    mean = (own.high if high else own.low)[count]
    numbers = {
        "samples": SAMPLES,
        "feature": t(feature),
        "free": _shown(feature, *own.free),
        "held": _shown(feature, *mean),
        "units": units_held(count),
        "side": as_if(feature, high),
    }
    told = (
        t(
            "Share of characters over {samples} texts, {feature}: {free} free, {held} with "
            "{units} {side}.",
            **numbers,
        )
        if BY_NAME[feature].binary
        else t(
            "Mean over {samples} texts, {feature}: {free} free, {held} with {units} {side}.",
            **numbers,
        )
    )
    if own.clear(count, high):
        return f"{told} {t('That is a clear change.')}"
    unclear = t(
        "That is no clear change ({errors:.1f} standard errors): do not expect to see it in one "
        "text.",
        errors=own.errors(count, high),
    )
    return f"{told} {unclear}"


def effect_summed(feature: str, own: Effect) -> str:
    """Whether holding the units does anything at all, in a sentence."""
    tried = [(count, high) for high in (False, True) for count in own.low]
    clear = [f"{units_held(n)} {as_if(feature, high)}" for n, high in tried if own.clear(n, high)]
    if clear:
        return t(
            "Clear changes, of more than {bound:g} standard errors: {changes}.",
            bound=CLEARLY,
            changes="; ".join(clear),
        )
    largest = max(own.errors(*one) for one in tried)
    looked = t(
        "the largest of {count} differences is {largest:.1f} standard errors",
        count=len(tried),
        largest=largest,
    )
    if largest > BY_CHANCE:
        return t("**Holding them changes this little, if at all**: {looked}.", looked=looked)
    return t(
        "**Holding them does nothing that can be told from chance**: {looked}. The units say what "
        "the text is doing; nothing shows that the network goes by them.",
        looked=looked,
    )


def _shown(feature: str, mean: float, error: float) -> str:
    if BY_NAME[feature].binary:
        return f"{100 * mean:.1f} ± {100 * error:.1f} %"
    return f"{mean:.1f} ± {error:.1f}"


def table(neurons: Neurons) -> dict[str, list[str]]:
    """The unit of every feature."""
    best = [(one, *one.best) for one in neurons.found]
    return {
        t("Feature"): [t(one.feature) for one in neurons.found],
        t("Unit"): [
            t("layer {layer}, {unit}", layer=layer + 1, unit=unit) for _, layer, unit in best
        ],
        t("Measure"): [t(MEASURES[BY_NAME[one.feature].binary]) for one in neurons.found],
        t("On unseen text"): [f"{one.best_score:.3f}" for one in neurons.found],
        t("By chance"): [f"{one.chance:.3f}" for one in neurons.found],
    }
