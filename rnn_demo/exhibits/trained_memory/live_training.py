"""One small network, trained while the visitor watches: short tasks only, in its own process."""

from __future__ import annotations

import importlib.util
import threading
from dataclasses import dataclass, field

import streamlit as st

from rnn_demo.figures.training import LossAxis, training_curves
from rnn_demo.tasks.memory.results import SHIPPED, ResultsError, same_setting
from rnn_demo.tasks.memory.standings import CELLS, curves_of, shipped, standings
from rnn_demo.tasks.memory.trials import Results, Trial
from rnn_demo.tasks.memory.watched_trial import RunningTrial, begin
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.run_costs import fragment
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.words import sentence

LONGEST = 20
SHORTEST = 10
UNITS = 32
BUDGET = 40_000
RATE = 0.01
FIRST = "lstm"
SEQUENCE_CELLS = [cell for cell in CELLS if cell != "guessing"]
TRIED = SHIPPED / "live"  # the same trials over many seeds, made in advance
TICK = 0.5  # seconds between two drawings


@dataclass
class _Slot:
    """The place for the one training of this server."""

    now: RunningTrial | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def _slot() -> _Slot:
    return _Slot()


def has_torch() -> bool:
    """Whether this server can train; checking for torch does not load it."""
    return importlib.util.find_spec("torch") is not None


@fragment
def live_training(task: str) -> None:
    """Choose a cell and a short length, and watch it learn or fail."""
    st.subheader(t("Train one now"), anchor=False)
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    cell = left.selectbox(
        t("Network"),
        SEQUENCE_CELLS,
        SEQUENCE_CELLS.index(FIRST),
        format_func=lambda one: t(CELLS[one]),
        key="live_cell",
    )
    shortest = 12 if task == "reber" else SHORTEST
    length = middle.slider(t("T"), shortest, LONGEST, LONGEST, key=f"live_length_{task}")
    seed = right.number_input(t("Seed"), 0, 10_000, 0, step=1, key="live_seed")
    trial = Trial(task, length, cell, int(seed), UNITS, 50, RATE, 1.0, BUDGET)
    tried = _tried(trial)
    st.caption(
        t(
            "{units} units, Adam at {rate:g}, at most {budget:,} sequences; what you change here "
            "counts from the next training.",
            units=UNITS,
            rate=RATE,
            budget=BUDGET,
        )
        + " "
        + _told(trial, tried)
    )
    own: RunningTrial | None = st.session_state.get("live_watched")
    running = own is not None and own.running
    if not has_torch():
        st.info(
            t(
                "This server cannot train: it has no torch, which only training needs. On a "
                "machine of your own `pip install torch` and `make run`. What is drawn was "
                "trained before."
            )
        )
    else:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(
                t("Train"),
                key="live_train",
                type="primary",
                on_click=uninterrupted(_begin),
                args=(trial,),
                disabled=running,
            )
            st.button(
                t("Stop"), key="live_stop", on_click=uninterrupted(_stop), disabled=not running
            )
            st.caption(t("It takes its turns after everybody else, one training at a time."))
    if problem := st.session_state.pop("live_problem", ""):
        st.info(t(problem))
    # The text of an earlier choice stays until the next training, with its own name.
    fragment(_watch, run_every=TICK if running else None)(own, trial, running)


def _watch(own: RunningTrial | None, trial: Trial, running: bool) -> None:
    """Draw the curve so far, in front of those of other seeds."""
    status = st.container()  # always there: the picture below keeps its place
    if own is not None and own.trial.task == trial.task:
        trial = own.trial
        own.look()
        if running and not own.running:
            own.look()
            st.rerun()  # the buttons change, and nothing has to be drawn again after it
        with status:
            _say_how_it_stands(own)
    else:
        own = None
    tried = _tried(trial)
    scale = own.told if own and own.told else tried
    if scale is None:
        return
    name = trial.cell
    now: list[list[tuple[float, float]]] = (
        [[(look.sequences, look.loss) for look in own.looks]] if own else []
    )
    before = curves_of(tried, name) if tried else []
    furthest = max((curve[-1][0] for curve in (*now, *before) if curve), default=BUDGET)
    show_chart(
        training_curves(
            {name: now} if own else {},
            {cell: t(title) for cell, title in CELLS.items()},
            LossAxis(t(scale.measure), scale.baseline, scale.aim),
            before={name: before},
            most=min(BUDGET, round(1.2 * furthest)) if before else BUDGET,
            t=t,
        ),
        key="live_curve",
        alt=t(
            "{measure} of {network} over the sequences read.",
            measure=t(scale.measure),
            network=t(CELLS[name]),
        ),
    )


def _say_how_it_stands(own: RunningTrial) -> None:
    name = t(
        "{network}, T = {length}, seed {seed}",
        network=t(CELLS[own.trial.cell]),
        length=own.trial.length,
        seed=own.trial.seed,
    )
    last = own.looks[-1] if own.looks else None
    if own.running:
        words = t("{name}: torch is being loaded …", name=name)
        if last and own.told:
            words = t(
                "{name}: {sequences:,} sequences, {measure} {loss:.4g}",
                name=name,
                sequences=last.sequences,
                measure=t(own.told.measure),
                loss=last.loss,
            )
        st.progress(min(1.0, last.sequences / own.trial.budget) if last else 0.0, words)
    elif own.solved_after:
        st.success(
            t(
                "{name}: solved after {solved_after:,} sequences.",
                name=name,
                solved_after=own.solved_after,
            )
        )
    elif own.stopped:
        st.info(
            t(
                "{name}: stopped after {sequences:,} sequences.",
                name=name,
                sequences=last.sequences if last else 0,
            )
        )
    elif own.failed:
        st.error(
            t("{name}: the training ended by an error; it stands in the server's log.", name=name)
        )
    elif last and last.sequences < own.trial.budget:
        st.info(
            t(
                "{name}: ended after {sequences:,} sequences, because nobody looked.",
                name=name,
                sequences=last.sequences,
            )
        )
    else:
        st.warning(
            t("{name}: not solved within {budget:,} sequences.", name=name, budget=own.trial.budget)
        )


def _tried(trial: Trial) -> Results | None:
    """The trials made in advance with this setting and cell, if there are any."""
    try:
        results = shipped(TRIED).get(trial.task, ())
    except ResultsError:
        return None
    for one in results:
        cells = {outcome.trial.cell for outcome in one.outcomes}
        if trial.cell in cells and same_setting(one.setting, trial):
            return one
    return None


def _told(trial: Trial, tried: Results | None) -> str:
    """How often the earlier trials solved this, which shows what to expect."""
    if tried is None:
        return t("How often this is solved was not measured.")
    own = next(one for one in standings(tried) if one.cell == trial.cell)
    how = {"network": t(CELLS[trial.cell]), "length": trial.length}
    counted = {"solved": own.solved, "trials": own.trials}
    if not own.median:
        return t("{network}, T = {length}: {solved} of {trials} seeds solved it.", **how, **counted)
    return t(
        "{network}, T = {length}: {solved} of {trials} seeds solved it, after {median:,} sequences "
        "(median).",
        **how,
        **counted,
        median=own.median,
    )


def _begin(trial: Trial) -> None:
    slot = _slot()
    with slot.lock:
        if slot.now and slot.now.running:
            st.session_state.live_problem = sentence(
                "Somebody else is training just now, one at a time: try again in some seconds."
            )
            return
        slot.now = st.session_state.live_watched = begin(trial)


def _stop() -> None:
    own: RunningTrial | None = st.session_state.get("live_watched")
    if own:
        own.stop()
