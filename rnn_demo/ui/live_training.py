"""One small network trained while the visitor looks: short tasks only."""

from __future__ import annotations

import importlib
import threading
from typing import Any

import streamlit as st

from rnn_demo.exhibits.trained_memory import CELLS
from rnn_demo.figures.training import training_curves
from rnn_demo.tasks.trials import Look, Trial

LONGEST = 20
SHORTEST = 10
UNITS = 32
BUDGET = 20_000
RATE = 0.003
SEQUENCE_CELLS = [cell for cell in CELLS if cell != "guessing"]


@st.cache_resource(show_spinner=False)
def _lock() -> threading.Lock:
    """One training at a time: it takes a processor."""
    return threading.Lock()


@st.fragment
def live_training(task: str) -> None:
    """Choose a cell and a short length, and watch it learn or fail."""
    st.subheader("Train one now", anchor=False)
    st.caption(
        f"{UNITS} units, at most {BUDGET:,} sequences, T up to {LONGEST}: some ten seconds on this "
        "machine."
    )
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    cell = left.selectbox("Network", SEQUENCE_CELLS, format_func=CELLS.__getitem__, key="live_cell")
    shortest = 12 if task == "reber" else SHORTEST
    length = middle.slider("T", shortest, LONGEST, LONGEST, key=f"live_length_{task}")
    seed = right.number_input("Seed", 0, 10_000, 0, step=1, key="live_seed")
    if not st.button("Train", key="live_train", type="primary"):
        return
    if not _lock().acquire(blocking=False):
        st.info("Somebody else is training just now: try again in some seconds.")
        return
    try:
        _train(Trial(task, length, cell, int(seed), UNITS, 50, RATE, 1.0, BUDGET))
    finally:
        _lock().release()


def _train(trial: Trial) -> None:
    # torch takes a second to load, and only this needs it.
    long_memory: Any = importlib.import_module("rnn_demo.tasks.long_memory")
    import torch

    torch.set_num_threads(1)
    known = long_memory.TASKS[trial.task]
    baseline = known.baseline(trial.length)
    bar, picture = st.progress(0.0, "Training …"), st.empty()
    looks: list[Look] = []

    def report(look: Look) -> None:
        looks.append(look)
        bar.progress(
            min(1.0, look.sequences / trial.budget),
            f"{look.sequences:,} sequences, {known.measure} {look.loss:.4g}",
        )

    outcome = long_memory.run_trial(trial, report)
    bar.empty()
    if outcome.solved_after:
        st.success(f"Solved after {outcome.solved_after:,} sequences.")
    else:
        st.warning(f"Not solved within {trial.budget:,} sequences.")
    picture.plotly_chart(
        training_curves(
            {CELLS[trial.cell]: [[(look.sequences, look.loss) for look in looks]]},
            y_title=known.measure,
            baseline=baseline,
            aim=known.solved * baseline,
        ),
        key="live_curve",
        config={"displayModeBar": False},
    )
