"""What training finds: networks that were trained to count, instead of given their weights."""

from __future__ import annotations

import streamlit as st

from rnn_demo.figures.counting import carried, share_right
from rnn_demo.tasks.counting.results import CountingError, CountingResults, read_counting
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.words import message

CELLS = {"lstm": "LSTM", "gru-torch": "GRU"}


@st.cache_resource(show_spinner=False)
def counted() -> CountingResults:
    """What `python -m rnn_demo turing count` wrote.

    Raises:
        CountingError: the file cannot be used.
    """
    return read_counting()


def training() -> None:
    """Networks that were trained to count, instead of given their weights."""
    st.subheader(t("What training finds"), anchor=False)
    try:
        results = counted()
    except CountingError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    setting, names = results.setting, {cell: t(name) for cell, name in CELLS.items()}
    st.markdown(
        t(
            "Weights like those above are written, not learned. An LSTM and a GRU of {units} "
            "units, trained on aⁿbⁿ with n up to {trained}, say after each b whether it was the "
            "last. How far beyond do they count?",
            units=setting.hidden_size,
            trained=setting.trained_to,
        )
    )
    shares = {cell: _shares(results, cell) for cell in CELLS}
    show_chart(
        share_right(shares, names, setting.trained_to, t=t),
        key="turing_counts",
        alt=t(
            "Share of the trained networks that are right on aⁿbⁿ, over n; the trained range ends "
            "at {trained}.",
            trained=setting.trained_to,
        ),
    )
    st.table(
        {
            t("Network"): [names[cell] for cell in CELLS],
            t("Seeds"): [str(len(results.of(cell))) for cell in CELLS],
            t("Right for every n up to"): [
                ", ".join(
                    str(one.counts_to) if one.counts_to < results.tested_to else t("all tested")
                    for one in sorted(results.of(cell), key=lambda one: one.counts_to)
                )
                for cell in CELLS
            ],
        },
        hide_index=True,
        border="horizontal",
    )
    titles = {"lstm": t("C of each unit, LSTM"), "gru-torch": t("h of each unit, GRU")}
    spoken = {
        "lstm": t("C of each unit of the LSTM: some units are ramps down and up again."),
        "gru-torch": t("h of each unit of the GRU: most units go to 1 or −1 and stay there."),
    }
    for column, (cell, title) in zip(st.columns(2), titles.items(), strict=True):
        with column:
            states = results.best(cell).states
            figure = carried(states, results.drawn, cell, title, t=t)
            show_chart(figure, key=f"turing_states_{cell}", alt=spoken[cell])
    st.caption(
        t(
            "Each line is a unit along aⁿbⁿ with n = {n}, in the network of each kind that counts "
            "furthest. C has no bound: with f and i near 1 it counts the a's up and the b's down. "
            "h of a GRU is an average and stays within ±1, so counts have to be told apart by ever "
            "smaller differences. An LSTM can count without end; whether training finds such "
            "weights is another matter. Made by `python -m rnn_demo turing count`: Adam at "
            "{rate:g}, {updates:,} updates of {batch} strings; tested for n up to {tested}.",
            n=results.drawn,
            rate=setting.learning_rate,
            updates=setting.updates,
            batch=setting.batch_size,
            tested=results.tested_to,
        )
    )


def _shares(results: CountingResults, cell: str) -> list[float]:
    """For n = 1, 2, …: the share of a cell's networks that are right."""
    own = results.of(cell)
    return [sum(right) / len(own) for right in zip(*(one.right for one in own), strict=True)]
