"""What the network's words are worth: for this picture, and on the tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from rnn_demo.exhibits.captions.compute.samples import NOISE, SAMPLES
from rnn_demo.exhibits.captions.knobs import FROM_SET, CaptionKnobs
from rnn_demo.exhibits.captions.loading import LoadedCaptioner
from rnn_demo.pictures.naming import Naming
from rnn_demo.tokenizers.name_words import END
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import percent


def doubt(
    now: CaptionKnobs, forced: Sequence[int], naming: Naming, loaded: LoadedCaptioner
) -> None:
    """How sure the network is of the whole name, and how often it was right when so sure."""
    words = loaded.captioner.words
    name = words.decode(naming.guesses[0].ids)
    told = []
    if now.source == FROM_SET and now.drawing != NOISE:
        right = SAMPLES[now.drawing].name
        told.append(
            t("Its name in the list is the same.")
            if right == name
            else t("Its name in the list: “{right}”.", right=right)
        )
    p = percent(naming.chance, 1)
    if END in forced:
        told.append(t("The whole name is forced: nothing is left to the network."))
    elif forced:
        told.append(t("Given the forced words, the rest has a chance of {p}.", p=p))
    else:
        told.append(t("The chance of the whole name: {p}.", p=p))
        told.append(_worth(now, naming.chance, (loaded.metrics or {}).get("test")))
    st.text(" ".join(part for part in told if part))


def _worth(now: CaptionKnobs, chance: float, test: dict[str, Any] | None) -> str:
    """What such a chance meant on the drawings of hands never seen."""
    if now.source != FROM_SET or now.drawing == NOISE:
        return t(
            "This network knows emoji only, and says the name of one whatever it is shown: for "
            "other pictures nobody has measured what its chances are worth."
        )
    for part in (test or {}).get("hand", {}).get("by_chance", []):
        if part["low"] <= chance <= part["high"]:
            return t(
                "Of {count:,} test drawings that it named with {low} to {high}, "
                "{share} were right.",
                count=part["drawings"],
                low=percent(part["low"]),
                high=percent(part["high"]),
                share=percent(part["exact"]),
            )
    return ""


def figures(loaded: LoadedCaptioner) -> None:
    """The two tests and the rivals, as a table."""
    metrics = loaded.metrics or {}
    test, rivals = metrics.get("test"), metrics.get("rivals")
    st.subheader(t("How well it does, and what needs no network"), anchor=False)
    if not test or not rivals:
        st.markdown(t("It has not been measured yet; `evaluate` does it."))
        return
    rows = [
        (t("the captioner"), test["hand"], test["tone"]),
        (t("nearest drawing by its colours"), rivals["pixels"]["hand"], rivals["pixels"]["tone"]),
        (
            t("nearest by the encoder’s features"),
            rivals["features"]["hand"],
            rivals["features"]["tone"],
        ),
    ]
    st.table(
        {
            "": [name for name, *_ in rows],
            t("whole name right"): [percent(hand["exact"], 1) for _, hand, _ in rows],
            t("F1 of the words"): [f"{hand['word_f1']:.3f}" for _, hand, _ in rows],
            t("skin tone right, new combinations"): [
                percent(tone["tone_right"], 1) for *_, tone in rows
            ],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "The first two columns: {hand:,} drawings by two hands of which the network saw none. "
            "The last: {tone:,} drawings of {combinations} combinations of a thing and a skin tone "
            "that were kept from the training; thing and tone alone were not. The rivals give the "
            "name of the nearest training drawing.",
            hand=test["hand"]["drawings"],
            tone=test["tone"]["drawings"],
            combinations=test["tone"]["combinations"],
        )
    )
    pairs = test["hand"]["only_the_tone_changed"]
    if pairs["pairs"]:
        st.markdown(
            t(
                "Of {pairs:,} pairs of their drawings that differ in the skin tone alone, "
                "{share} get names that differ in that word at most.",
                pairs=pairs["pairs"],
                share=percent(pairs["share"], 1),
            )
        )


def limits(loaded: LoadedCaptioner) -> None:
    """What it cannot do, whose the drawings are, and its card."""
    st.markdown(
        t(
            "It reads neither letters nor numbers, does not count, and has no word for what has no "
            "emoji. Skin tone, gender and hair are words of the names that it learned; it knows "
            "nothing about people."
        )
    )
    st.caption(
        t(
            "The drawings on this page: Noto Emoji, Google, Apache-2.0. Names: Unicode CLDR. The "
            "card says whose drawings it learned from."
        )
    )
    with st.expander(t("The card of this captioner")):
        st.markdown(card(loaded.name))
