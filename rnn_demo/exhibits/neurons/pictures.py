"""All units of a network at once: how they follow a feature, and how often their gates are shut."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.neurons.words import BY_NAME, effect_summed, effect_table, effect_told
from rnn_demo.figures.bars import histogram
from rnn_demo.figures.saturation import saturation
from rnn_demo.tasks.neurons.clamping import Effect
from rnn_demo.tasks.neurons.features import MEASURES, FeatureSearch
from rnn_demo.tasks.neurons.results import Neurons
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t


def scores(one: FeatureSearch) -> None:
    """Draw how many units follow a feature, and how well."""
    show_chart(
        histogram(
            one.score.ravel().tolist(),
            low=0.0,
            high=1.0,
            x_title=t(
                "{measure}: {feature}",
                measure=t(MEASURES[BY_NAME[one.feature].binary]),
                feature=t(one.feature),
            ),
            y_title=t("units"),
            bins=40,
            t=t,
        ),
        key="neuron_scores",
        alt=t("How many units follow “{feature}” how well.", feature=t(one.feature)),
    )


def shut_and_open(neurons: Neurons) -> None:
    """Draw a plot for each gate; on a phone they are below one another."""
    columns = st.columns(len(neurons.below))
    for column, (gate, below) in zip(columns, neurons.below.items(), strict=True):
        column.markdown(f"**{t(gate.replace('_', ' ').capitalize())}**")
        with column:
            show_chart(
                saturation(below.tolist(), neurons.above[gate].tolist(), t=t),
                key=f"neuron_{gate}",
                alt=t(
                    "{gate}: how often each unit's is shut and open.",
                    gate=t(gate.replace("_", " ")),
                ),
            )
    st.caption(
        t(
            "Each point is a unit: how much of the time its gate is below 0.1 and above 0.9, on "
            "unseen text; on the dotted line it is always one or the other. After Karpathy, "
            "Johnson and Li 2015."
        )
    )


def effects(one: FeatureSearch, own: Effect | None) -> None:
    """What holding the units of a feature does over many texts, as a table and in sentences.

    Args:
        one: the feature.
        own: the effects, None if nobody measured them.
    """
    if own:
        st.markdown(effect_told(one.feature))
        st.table(effect_table(one.feature, own), hide_index=True, border="horizontal")
        st.markdown(effect_summed(one.feature, own))
    else:
        st.markdown(
            t("What holding does was not measured over many texts: no unit follows it clearly.")
        )
