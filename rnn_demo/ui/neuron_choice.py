"""Whose units, which feature and which text; all in the page's address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rnn_demo.engine.forcing import LARGEST
from rnn_demo.tasks.neurons import Found
from rnn_demo.ui.address import write_address
from rnn_demo.ui.belt_presets import Belt
from rnn_demo.ui.writers import SHIPPED

MODELS = tuple(name for networks in SHIPPED.values() for name in networks)
FIRST = "war-and-peace-lstm"
SHOWN = 40
MAX_TEXT = 1_000
TEXTS = {
    "shakespeare": "CAPULET:\nWhat noise is this? Give me my long sword, ho!\n\nLADY CAPULET:\n"
    "A crutch, a crutch! why call you for a sword?\n\n",
    "war-and-peace": 'Prince Andrew looked at him. "You are going?" he asked, and turned away; '
    '"I thought that you would stay with us," he added softly. ',
    "tolstoy-ru": "Князь Андрей взглянул на него.\n— Вы едете? — спросил он и отвернулся.\n"
    "Пьер ничего не ответил и вышел.\n",
    "pushkin": "Мой дядя самых честных правил,\nКогда не в шутку занемог,\nОн уважать себя "
    "заставил\nИ лучше выдумать не мог.\n",
}


def choose_model() -> str:
    """Whose units."""
    asked = st.query_params.get("model", FIRST)
    if "neuron_model" not in st.session_state and asked not in MODELS:
        st.text(f"The link asks for the model {asked[:SHOWN]!r}; there are {', '.join(MODELS)}.")
    usual = asked if asked in MODELS else FIRST
    chosen: str = st.selectbox(
        "Network", MODELS, MODELS.index(usual), key="neuron_model", persist_state="session"
    )
    return chosen


def choose_found(model: str, found: Sequence[Found]) -> Found:
    """One of the features that were looked for."""
    by_name = {one.feature: one for one in found}
    asked = st.query_params.get("feature", "")
    if asked and asked not in by_name and st.query_params.get("model") == model:
        st.text(f"The link asks for {asked[:SHOWN]!r}; there are {', '.join(by_name)}.")
    best = max(found, key=lambda one: one.score).feature
    chosen = st.pills(
        "What they follow",
        list(by_name),
        default=asked if asked in by_name else best,
        format_func=lambda name: f"{name} · {by_name[name].score:.2f}",
        key=f"neuron_feature_{model}",
        required=True,
    )
    return by_name[chosen]


def choose_belt(model: str, one: Found) -> Belt:
    """The text, and at which value the unit is held while the network writes on."""
    usual = next(text for name, text in TEXTS.items() if model.startswith(name))
    text = st.text_area(
        "Text", st.query_params.get("text", usual)[:MAX_TEXT], key=f"neuron_text_{model}",
        height=110, max_chars=MAX_TEXT,
    )  # fmt: skip
    left, right = st.columns(2)
    value = left.number_input(
        "Hold it, while it writes on, at",
        -LARGEST,
        LARGEST,
        round(one.low, 2),
        0.1,
        key=f"neuron_value_{model}_{one.feature}",
    )
    seed = right.number_input("Seed", 0, 10**9, 0, step=1, key="neuron_seed")
    link = {"model": model, "feature": one.feature}
    if text != usual:
        link["text"] = text
    write_address(link)
    return Belt(
        model=model,
        text=text.encode("utf-8", "replace").decode("utf-8"),
        layer=one.layer + 1,
        unit=one.unit,
        held="cell" if model.endswith("lstm") else "hidden",
        value=float(value),
        where="unit",
        seed=int(seed),
        length=250,
    )
