"""A visitor's text under every model: scored once, kept until the next text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.exhibits.score.compute.fit import Fit, fit_of
from rnn_demo.exhibits.score.compute.scores import Score, Verdict, common_text, score_text, verdict
from rnn_demo.text.normal_form import normalized
from rnn_demo.text.visible import visible_text
from rnn_demo.tokenizers.known_forms import as_spelled
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel

KEPT = "score_kept"


def score_all(
    text: str, networks: Mapping[str, CharacterNetwork]
) -> tuple[dict[str, Score], Verdict | None]:
    """The text under each model, with a progress bar while it is read.

    The scores of the latest text are kept for the visitor, so that a click on the page costs
    nothing; a run that was cut short continues with the models that are left.
    """
    kept = st.session_state.get(KEPT)
    if kept is None or kept["text"] != text:
        kept = st.session_state[KEPT] = {"text": text, "scores": {}}
    place = st.empty()
    shared, able = common_text(text, networks)
    scores, totals, characters = {}, {}, 0
    for number, (name, network) in enumerate(networks.items()):
        title = t(
            "Reading with {name} ({number} of {count})",
            name=name,
            number=number + 1,
            count=len(networks),
        )
        own = _scored(kept["scores"], name, network, text, place, title)
        scores[name] = own
        if name in able:
            same = own.known.text == as_spelled(shared, network.tokenizer)
            compared = (
                own
                if same
                else _scored(
                    kept["scores"],
                    name,
                    network,
                    shared,
                    place,
                    t("{title}, shared characters", title=title),
                )
            )
            totals[name], characters = compared.total_nats, compared.characters
    place.empty()
    left_out = tuple(name for name in networks if name not in able)
    return scores, verdict(totals, characters, left_out) if characters else None


def fit_to_best(
    text: str, judgement: Verdict | None, models: Mapping[str, LoadedModel]
) -> Fit | None:
    """Whether the text is of the kind that the likeliest model knows; None without a verdict."""
    if judgement is None:
        return None
    best = next(iter(judgement.probabilities))
    predicted = judgement.characters  # all that was compared except its first character
    bits, metrics = judgement.bits_per_character, models[best].metrics
    return fit_of(bits, predicted, predicted + 1, seen_characters(text), metrics)


def seen_characters(text: str) -> int:
    """How many characters a reader sees: letters with their marks, and no soft hyphens."""
    one = normalized("NFC", text.replace("\r\n", "\n"))
    counts = Counter(one)
    return sum(count for c, count in counts.items() if c.isspace() or visible_text(c))


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
