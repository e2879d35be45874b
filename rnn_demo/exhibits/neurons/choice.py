"""Whose units, which feature, which unit and which text; all in the page's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from rnn_demo.engine.holding import LARGEST
from rnn_demo.exhibits.neurons.link import asked_by
from rnn_demo.tasks.neurons.features import FeatureSearch
from rnn_demo.ui.address import SHOWN, asked_number, linked, write_address
from rnn_demo.ui.language import t
from rnn_demo.ui.writers import SHIPPED
from rnn_demo.widgets.cell_diagram.settings import BeltSettings

MODELS = tuple(name for networks in SHIPPED.values() for name in networks)
FIRST = "war-and-peace-lstm"
MAX_TEXT = 1_000
MAX_SEED = 10**9
HELD = ("hold", "count")  # of the link: what is held while a text streams, see held_choice.py
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
    asked = asked_by().get("model", FIRST)
    if "neuron_model" not in st.session_state and asked not in MODELS:
        st.text(
            t(
                "The link asks for the model {asked!r}; there are {models}.",
                asked=asked[:SHOWN],
                models=", ".join(MODELS),
            )
        )
    usual = asked if asked in MODELS else FIRST
    chosen: str = st.selectbox(
        t("Network"), MODELS, MODELS.index(usual), key="neuron_model", persist_state="session"
    )
    return chosen


def first_feature(found: Sequence[FeatureSearch]) -> str:
    """The feature that a model opens with: the one that a unit follows best."""
    return max(found, key=lambda one: one.best_score).feature


def choose_found(model: str, found: Sequence[FeatureSearch]) -> FeatureSearch:
    """One of the features that were looked for."""
    by_name = {one.feature: one for one in found}
    link, key = asked_by(), f"neuron_feature_{model}"
    asked = link.get("feature", "") if link.get("model", model) == model else ""
    if asked and asked not in by_name and key not in st.session_state:
        st.text(
            t(
                "The link asks for {asked!r}; there are {features}.",
                asked=asked[:SHOWN],
                features=", ".join(by_name),
            )
        )
    chosen = st.pills(
        t("What they follow"),
        list(by_name),
        default=asked if asked in by_name else first_feature(found),
        format_func=lambda name: f"{t(name)} · {by_name[name].best_score:.2f}",
        key=key,
        required=True,
    )
    return by_name[chosen]


def choose_unit(model: str, one: FeatureSearch, link: Mapping[str, str]) -> tuple[int, int]:
    """Any unit by layer, from 0, and number; the best for the feature at first.

    Args:
        model: whose units.
        one: the feature.
        link: what it asks of this feature.
    """
    layers, size = one.score.shape
    layer, unit = one.best
    left, right = st.columns(2)
    keys = [f"neuron_{name}_{model}_{one.feature}" for name in ("layer", "unit")]
    asked_layer = int(asked_number(link, "layer", 1, layers, layer + 1, keys[0]))
    asked_unit = int(asked_number(link, "unit", 0, size - 1, unit, keys[1]))
    chosen_layer = left.number_input(t("Layer"), 1, layers, asked_layer, step=1, key=keys[0])
    chosen_unit = right.number_input(t("Unit"), 0, size - 1, asked_unit, step=1, key=keys[1])
    return int(chosen_layer) - 1, int(chosen_unit)


def choose_belt(
    model: str, one: FeatureSearch, layer: int, unit: int, link: Mapping[str, str]
) -> BeltSettings:
    """The text, and at which value the unit is held while the network writes on.

    Args:
        model: whose units.
        one: the feature.
        layer: of the unit.
        unit: its number.
        link: what it asks of this feature.
    """
    cell = "lstm" if model.endswith("lstm") else "gru"
    usual = next(text for name, text in TEXTS.items() if model.startswith(name))
    text = st.text_area(
        t("Text"), link.get("text", usual)[:MAX_TEXT], key=f"neuron_text_{model}", height=110,
        max_chars=MAX_TEXT,
    )  # fmt: skip
    left, right = st.columns(2)
    largest, usual_value = LARGEST[cell], round(float(one.low[layer, unit]), 2)
    # The link's number is that of its own unit.
    own = (link.get("layer", str(one.best[0] + 1)), link.get("unit", str(one.best[1])))
    of_the_unit = link if own == (str(layer + 1), str(unit)) else {}
    key = f"neuron_value_{model}_{one.feature}_{layer}_{unit}"
    value = left.number_input(
        t("Hold it, while it writes on, at"),
        -largest,
        largest,
        asked_number(of_the_unit, "value", -largest, largest, usual_value, key),
        0.1,
        key=key,
    )
    asked_seed = int(asked_number(asked_by(), "seed", 0, MAX_SEED, 0, "neuron_seed"))
    seed = right.number_input(t("Seed"), 0, MAX_SEED, asked_seed, step=1, key="neuron_seed")
    query = {"model": model, "feature": one.feature}
    if (layer, unit) != one.best:
        query |= {"layer": str(layer + 1), "unit": str(unit)}
    if text != usual:
        query["text"] = text
    if value != usual_value:
        query["value"] = repr(float(value))
    if seed:
        query["seed"] = str(seed)
    now = linked()
    write_address(query | {name: now[name] for name in HELD if name in now})
    return BeltSettings(
        model=model,
        text=text.encode("utf-8", "replace").decode("utf-8"),
        layer=layer + 1,
        unit=unit,
        held="cell" if cell == "lstm" else "hidden",
        value=float(value),
        where="unit",
        seed=int(seed),
        length=250,
    )
