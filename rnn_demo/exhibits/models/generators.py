"""The generators' part of the Models page: their figures beside published ones, and their cards."""

from __future__ import annotations

import streamlit as st

from rnn_demo.tasks.generator.comparison import PROTOCOLS, standings
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.writers import TITLES
from rnn_demo.widgets.model_card.card import card, figure_table, own_figures, read_models


def show(kind: str) -> None:
    """Draw a tab for each text, and a sentence for each model that cannot be read.

    Args:
        kind: the kind of the models.
    """
    st.markdown(
        t(
            "How well a network predicts text that it was not trained on, in nats and bits per "
            "character: lower is better. How it was measured matters as much as the figure, so "
            "each table holds figures of one protocol only."
        )
    )
    models, problems = read_models()
    for problem in problems:
        st.text(t(problem))  # may quote a file: never Markdown
    if not models:
        st.error(t("No model can be read: put one into the folder models/."))
        return

    corpora = list(dict.fromkeys([*TITLES, *(model.corpus for model in models.values())]))
    corpora = [corpus for corpus in corpora if any(m.corpus == corpus for m in models.values())]
    for corpus, tab in zip(
        corpora, st.tabs([TITLES.get(corpus, corpus) for corpus in corpora]), strict=True
    ):
        with tab:
            _show_corpus(corpus, {n: m for n, m in models.items() if m.corpus == corpus})


def _show_corpus(corpus: str, ours: dict[str, LoadedModel]) -> None:
    figures = own_figures(ours.values())
    for name, model in ours.items():
        if not model.metrics:
            st.info(
                t(
                    "{name} is not measured yet: `python -m rnn_demo evaluate {name}` does.",
                    name=name,
                )
            )
    for protocol, description in PROTOCOLS.items():
        rows = standings(corpus, protocol, figures)
        if rows:
            st.markdown(f"**{protocol}**: {t(description)}.")
            st.table(figure_table(rows, ours), hide_index=True, border="horizontal")
    if corpus == "shakespeare":
        st.caption(
            t(
                "Published figures average 200 random batches of the last tenth of the text "
                "(nanoGPT's protocol); ours read every window of it once. No published figure of "
                "an LSTM or GRU on this split was found."
            )
        )
    for name in ours:
        with st.expander(t("Card of {name}", name=name)):
            st.markdown(card(name))
