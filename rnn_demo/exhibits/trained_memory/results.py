"""The trials of one task and length: curves, setting and table."""

from __future__ import annotations

import streamlit as st

from rnn_demo.figures.training import training_curves
from rnn_demo.tasks.memory.standings import CELLS, curves_of, standings
from rnn_demo.tasks.memory.trials import Results
from rnn_demo.ui.charts import show_chart


def show_results(task: str, one: Results) -> None:
    """Draw every trial, and say how each network did.

    Args:
        task: its name.
        one: the trials of one length.
    """
    setting, found = one.setting, standings(one)
    length = setting.length
    show_chart(
        training_curves(
            {standing.cell: curves_of(one, standing.cell) for standing in found},
            CELLS,
            y_title=one.measure,
            baseline=one.baseline,
            aim=one.aim,
        ),
        key="memory_curves",
        alt=f"{one.measure} of each trial over the sequences read, T = {length}.",
    )
    st.caption(
        f"T = {length}: {setting.hidden_size} units, Adam at {setting.learning_rate:g}, "
        f"{setting.batch_size} sequences a step, gradients clipped at {setting.clip:g}, at most "
        f"{setting.budget:,} sequences. `python -m rnn_demo experiment {task} --length {length} "
        f"--budget {setting.budget}` makes it again."
    )
    st.table(
        {
            "Network": [CELLS[s.cell] for s in found],
            "Solved": [f"{s.solved} of {s.trials}" for s in found],
            "After, median": [f"{s.median:,}" if s.median else "–" for s in found],
            f"Last {one.measure}": [f"{s.losses[0]:.3g} to {s.losses[1]:.3g}" for s in found],
        },
        hide_index=True,
        border="horizontal",
    )
