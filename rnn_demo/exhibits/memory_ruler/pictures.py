"""What the gradient predicts at each place of a text, beside what a replacement really does."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.memory_ruler.measures import TextMeasures
from rnn_demo.figures.rulers import promised_and_kept, ruler
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t


def gradients(measured: TextMeasures, x_title: str) -> None:
    """Draw the gradient's length, and if they can be compared, the predicted and the real change.

    Args:
        measured: at least one curve.
        x_title: what a place is, in the visitor's language.
    """
    st.subheader(t("The gradient"), anchor=False)
    show_chart(
        ruler(
            measured.places,
            [(curve.name, curve.gradient, curve.notes) for curve in measured.curves],
            y_title=t("length of the gradient"),
            x_title=x_title,
            t=t,
        ),
        key="ruler_gradient",
        alt=t("Length of the gradient by {x_title}.", x_title=x_title),
    )
    if all(curve.foreseen for curve in measured.curves):
        st.subheader(t("Promised and kept"), anchor=False)
        st.caption(
            t(
                "One point for each exchange: what the gradient foresees for the likeliest next "
                "character against what the exchange does. They agree for small steps, on the "
                "dotted line; another character is no small step."
            )
        )
        show_chart(
            promised_and_kept(
                [(c.name, c.foreseen, c.happened, c.notes) for c in measured.curves], t=t
            ),
            key="ruler_promised",
            alt=t("What the gradient foresees against what the exchange does, a point for each."),
        )
