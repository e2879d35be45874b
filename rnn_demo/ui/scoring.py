"""A visitor's text under every model: scored once, kept until the next text."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.exhibits.score import Score, Verdict, common_text, score_text, verdict
from rnn_demo.known_forms import as_spelled

KEPT = "score_kept"


def score_all(
    text: str, networks: Mapping[str, CharacterNetwork]
) -> tuple[dict[str, Score], Verdict | None]:
    """The text under each model, with a progress bar while it is read.

    Scores of the latest text stay with the visitor, so that a click on the page costs nothing;
    a run that is cut short goes on with the models that are left.
    """
    kept = st.session_state.get(KEPT)
    if kept is None or kept["text"] != text:
        kept = st.session_state[KEPT] = {"text": text, "scores": {}}
    place = st.empty()
    shared, able = common_text(text, networks)
    scores, totals, characters = {}, {}, 0
    for number, (name, network) in enumerate(networks.items()):
        title = f"Reading with {name} ({number + 1} of {len(networks)})"
        own = _scored(kept["scores"], name, network, text, place, title)
        scores[name] = own
        if name in able:
            same = own.known.text == as_spelled(shared, network.tokenizer)
            compared = (
                own
                if same
                else _scored(
                    kept["scores"], name, network, shared, place, f"{title}, shared characters"
                )
            )
            totals[name], characters = compared.total_nats, compared.characters
    place.empty()
    left_out = tuple(name for name in networks if name not in able)
    return scores, verdict(totals, characters, left_out) if characters else None


def _scored(
    kept: dict[tuple[str, str], Score],
    name: str,
    network: CharacterNetwork,
    text: str,
    place: st.delta_generator.DeltaGenerator,
    title: str,
) -> Score:
    if (name, text) not in kept:
        for result in score_text(network, text):
            if isinstance(result, Score):
                kept[name, text] = result
            else:
                place.progress(result, text=title)
    return kept[name, text]
