"""The trials of one task and length: curves, setting and table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rnn_demo.figures.training import LossAxis, solved_by_length, training_curves
from rnn_demo.tasks.memory.standings import CELLS, TITLES, curves_of, shares_solved, standings
from rnn_demo.tasks.memory.trials import Results
from rnn_demo.ui.address import linked
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t


def choose_length(task: str, own: Sequence[Results], asked: str) -> int:
    """Draw how many trials of a task were solved at each length; choose a length.

    Args:
        task: the name of the task.
        own: its results, by length.
        asked: the task that the link names and that the link's length is meant for.
    """
    lengths = [one.setting.length for one in own]
    at = linked().get("length", str(lengths[-1]))
    if task == asked and at not in map(str, lengths):
        st.text(
            t(
                "The link asks for T = {at!r}; there are {lengths}.",
                at=at[:40],
                lengths=", ".join(map(str, lengths)),
            )
        )
    usual = next((length for length in lengths if str(length) == at), lengths[-1])
    if len(own) == 1:
        return lengths[0]
    show_chart(
        solved_by_length(
            shares_solved(own), {cell: t(title) for cell, title in CELLS.items()}, lengths, t=t
        ),
        key="memory_solved",
        alt=t("Share of trials solved, by network and length T: {task}.", task=t(TITLES[task])),
    )
    return st.segmented_control(
        t("T"), lengths, default=usual, required=True, key=f"memory_length_{task}"
    )


def show_results(task: str, one: Results) -> None:
    """Draw every trial, and say how each network did.

    Args:
        task: the name of the task.
        one: the trials of one length.
    """
    setting, found = one.setting, standings(one)
    length = setting.length
    networks = {cell: t(title) for cell, title in CELLS.items()}
    show_chart(
        training_curves(
            {standing.cell: curves_of(one, standing.cell) for standing in found},
            networks,
            LossAxis(t(one.measure), one.baseline, one.aim),
            t=t,
        ),
        key="memory_curves",
        alt=t(
            "{measure} of each trial over the sequences read, T = {length}.",
            measure=t(one.measure),
            length=length,
        ),
    )
    st.caption(
        t(
            "T = {length}: {hidden_size} units, Adam at {learning_rate:g}, "
            "{batch_size} sequences a step, gradients clipped at {clip:g}, at most "
            "{budget:,} sequences. `python -m rnn_demo experiment {task} --length {length} "
            "--budget {budget}` makes it again.",
            length=length,
            hidden_size=setting.hidden_size,
            learning_rate=setting.learning_rate,
            batch_size=setting.batch_size,
            clip=setting.clip,
            budget=setting.budget,
            task=task,
        )
    )
    st.table(
        {
            t("Network"): [networks[s.cell] for s in found],
            t("Solved"): [
                t("{solved} of {trials}", solved=s.solved, trials=s.trials) for s in found
            ],
            t("After, median"): [f"{s.median:,}" if s.median else "–" for s in found],
            t("Last {measure}", measure=t(one.measure)): [
                t("{least:.3g} to {most:.3g}", least=s.losses[0], most=s.losses[1]) for s in found
            ],
        },
        hide_index=True,
        border="horizontal",
    )
