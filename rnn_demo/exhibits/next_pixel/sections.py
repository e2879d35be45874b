"""What stands below the pictures: how the network reads, what it reaches, and its card."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.pixels import PixelArtifact
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card


def formula(network: PixelArtifact) -> None:
    """The factorisation, and who knows what."""
    size = network.config.network
    st.subheader(t("One probability for each pixel"), anchor=False)
    st.markdown(
        t(
            "$$p(x) = \\prod_{{r,c}} p(x_{{rc}} \\mid \\text{{rows above}},\\; x_{{r,1}} \\dots "
            "x_{{r,c-1}})$$\n\n"
            "This is exact for every distribution over pictures; what a network adds is a way to "
            "compute the factors. Here two LSTMs share the work. One steps **down**, a row at a "
            "time: each of the {columns} columns has {channels} units, which read {window} pixels "
            "of the row and hear the states of the columns beside it, so that after some rows "
            "every column knows of every other. The other steps **to the right**: {hidden} units "
            "read the first one's state of their column and the pixel before. While the network "
            "learns, all pixels are known, and {pixels} of them take {rows} + {columns} steps; "
            "when it draws, each coin has to fall before the next, and they take {pixels}.",
            columns=size.columns,
            channels=size.channels,
            window=size.window,
            hidden=size.hidden_size,
            pixels=size.vocab_size,
            rows=size.rows,
        )
    )


def measured(network: PixelArtifact) -> None:
    """Nats a digit beside the rivals, and the card."""
    metrics = network.metrics
    if metrics:
        test, rivals = metrics["test"], metrics["rivals"]
        st.subheader(t("How well it knows digits"), anchor=False)
        st.table(
            {
                t("who predicts the 10,000 test digits"): [
                    t("each pixel on its own, with its frequency of ink in training"),
                    t("a table: the sixteen nearest known pixels, no memory"),
                    t("**the two LSTMs**"),
                ],
                t("nats a digit"): [
                    f"{nats:.1f}"
                    for nats in (rivals["independent"], rivals["template"], test["nats"])
                ],
            },
            hide_index=True,
            border="horizontal",
        )
        st.caption(
            t(
                "Mean surprise −ln p(x); its standard error over digits is {error:.2f}. Pixels are "
                "ink with their grey value as the probability, tossed once for the test, so that "
                "some of the surprise is the coins' own. Published figures (PixelRNN: about 79) "
                "are measured on another toss and compare only roughly. The Boltzmann machine of "
                "the page of that name needs an estimate of ln Z for its figure; here the sum over "
                "all pictures is 1 by construction.",
                error=test["standard_error"],
            )
        )
    with st.expander(t("The card of this network")):
        st.markdown(card(network.name))
