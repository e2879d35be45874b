"""The restricted machine as a component: its weights are sent, and the browser runs its chain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.rbm import MachineArtifact, read_machine
from rnn_demo.configuration.rbm import KIND
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_halves
from rnn_demo.ui.script_words import words_in
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import message

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_boltzmann_digits",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)
KEY = "boltzmann_digits"


def digits() -> None:
    """The restricted machine of the models' folder, or a sentence about what is missing."""
    st.subheader(t("A machine that dreams digits"), anchor=False)
    names = model_names(KIND)
    if not names:
        st.info(
            t(
                "There is no restricted Boltzmann machine in the folder of models; "
                "docs/training.md says how one is trained."
            )
        )
        return
    name = names[0]
    try:
        data = _sent(name, last_written(listed_model(name), KIND))
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    st.markdown(_told(data))
    _component(key=KEY, data=with_turn(KEY, data, _WORDS))
    with st.expander(t("The card of this machine")):
        st.markdown(card(name))


def digits_data(artifact: MachineArtifact) -> dict[str, Any]:
    """The data that the browser receives: all numbers as they are stored, in float16."""
    machine, size, metrics = artifact.machine, artifact.config.network, artifact.metrics
    test = metrics.get("test") if metrics else None
    return {
        "rows": size.rows,
        "columns": size.columns,
        "hidden": size.hidden_size,
        "weights": packed_halves(machine.weights),
        "visibleBias": packed_halves(machine.visible_bias),
        "hiddenBias": packed_halves(machine.hidden_bias),
        "measured": {
            "logPartition": test["log_partition"],
            "logLikelihood": test["log_likelihood"],
            "deciles": test["free_energy"]["deciles"],
            "error": test["log_partition_error"],
        }
        if test
        else None,
    }


@st.cache_resource(show_spinner=False, max_entries=2)
def _sent(name: str, stamp: int) -> dict[str, Any]:
    """The data of a model, packed once for all visitors until its files are written again."""
    del stamp
    folder = listed_model(name)
    return digits_data(of_one_time(folder, KINDS[KIND].files, lambda: read_machine(folder)))


def _told(data: dict[str, Any]) -> str:
    told = t(
        "A **restricted** machine has no edges within a layer: given the picture, all its "
        "{hidden} hidden units toss their coins at once, and given them all pixels do. Draw half "
        "of a digit and let the chain complete it, or hold nothing and watch it dream. A picture's "
        "free energy has the hidden units summed out: $p(v) = e^{{-F(v)}} / Z$.",
        hidden=data["hidden"],
    )
    if measured := data["measured"]:
        told += " " + t(
            "It gives a test digit ln p = {likelihood} nats in the mean; ln Z was estimated by "
            "annealed importance sampling, with a standard error of {error:.2f} nats.",
            likelihood=f"{measured['logLikelihood']:.1f}".replace("-", "−"),
            error=measured["error"],
        )
    return told
