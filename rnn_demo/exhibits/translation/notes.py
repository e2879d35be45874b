"""What the translations are worth: figures on the test, and what a matrix of attention is not."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.exhibits.translation.knobs import DIRECTIONS
from rnn_demo.exhibits.translation.loading import LoadedTranslator, LoadedTranslators
from rnn_demo.figures.scores_by_length import scores_by_length
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import sentence


def figures(loaded: LoadedTranslators, direction: str) -> None:
    """Both networks and the rivals on the test, and BLEU against the length of the sentence."""
    st.subheader(t("How well it does, and what needs no network"), anchor=False)
    test = _test(loaded.main, direction)
    if test is None:
        st.markdown(t("It has not been measured yet; `evaluate` does it."))
        return
    other = loaded.plain_for(direction)
    plain = _test(other, direction)
    _table(test, plain, direction)
    _chart(test, plain, _trained_alike(loaded.main, other))


def _test(loaded: LoadedTranslator | None, direction: str) -> dict[str, Any] | None:
    """The figures of a direction; None before they are measured."""
    found: dict[str, Any] | None = (
        ((loaded.metrics if loaded else None) or {}).get("test", {}).get(direction)
    )
    return found


def _trained_alike(one: LoadedTranslator, other: LoadedTranslator | None) -> bool:
    """Whether both learned from the same sentences, as often and in the same way."""
    configs = [loaded.translator.config for loaded in (one, other) if loaded]
    return all((c.data, c.training) == (configs[0].data, configs[0].training) for c in configs)


def _table(test: dict[str, Any], plain: dict[str, Any] | None, direction: str) -> None:
    rows = [
        (t("this network, by a beam"), test["beam"]),
        (t("this network, greedily"), test["greedy"]),
    ]
    if plain:
        rows.append((t("the network without attention, by a beam"), plain["beam"]))
    rivals = test["rivals"]
    rows += [
        (t("word by word, with a dictionary learned from the same pairs"), rivals["word_by_word"]),
        (t("the translation of the nearest training sentence"), rivals["nearest"]),
    ]
    st.table(
        {
            t(DIRECTIONS[direction]): [name for name, _ in rows],
            t("BLEU"): [f"{score['bleu']:.1f}" for _, score in rows],
            t("chrF"): [f"{score['chrf']:.3f}" for _, score in rows],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "On {n:,} test sentences of Tatoeba, of which neither side is in the training. BLEU "
            "counts the runs of up to four words that a translation shares with a person’s, from 0 "
            "to 100; chrF the runs of up to six letters, from 0 to 1. A correct translation in "
            "other words counts as a mistake.",
            n=test["sentences"],
        )
    )
    if signature := test.get("signatures", {}).get("bleu"):
        st.caption(t("As sacrebleu signs it: {signature}", signature=f"`{signature}`"))


def _chart(test: dict[str, Any], plain: dict[str, Any] | None, alike: bool) -> None:
    bins = test["by_length"]
    if not bins:
        return
    with_attention, without = t("with attention"), t("without attention")
    scores = {with_attention: [one["bleu"] for one in bins]}
    if plain and len(plain["by_length"]) == len(bins):
        scores[without] = [one["bleu"] for one in plain["by_length"]]
    show_chart(
        scores_by_length(
            scores, [_length(one) for one in bins], [b["sentences"] for b in bins], t=t
        ),
        key="translation_lengths",
        alt=t(
            "BLEU against the length of the sentence: {first:.1f} for the shortest, {last:.1f} for "
            "the longest with attention.",
            first=bins[0]["bleu"],
            last=bins[-1]["bleu"],
        ),
    )
    if without in scores:
        first, last = scores[without][0], scores[without][-1]
        st.caption(
            t(
                "Without attention the whole sentence has to pass through one state: BLEU goes "
                "from {first:.1f} for the shortest sentences to {last:.1f} for the longest; with "
                "attention, from {own_first:.1f} to {own_last:.1f}.",
                first=first,
                last=last,
                own_first=scores[with_attention][0],
                own_last=scores[with_attention][-1],
            )
            + " "
            + (
                t("Both were trained on the same sentences, for as long.")
                if alike
                else t(
                    "The two were not trained alike (see their cards): not all of the difference "
                    "is attention’s."
                )
            )
        )
    else:
        st.caption(t("The network without attention has not been measured in this direction yet."))


def _length(one: dict[str, Any]) -> str:
    if one.get("high") is None:
        return t("{low}+", low=one["low"])
    if one["high"] == one["low"]:
        return str(one["low"])
    return t("{low} to {high}", low=one["low"], high=one["high"])


def about(loaded: LoadedTranslators) -> None:
    """How it works, what the matrix is not, whose sentences these are, and the cards."""
    st.subheader(t("How it works"), anchor=False)
    alpha = loaded.main.translator.config.length_power
    st.markdown(
        t(
            "Before the first piece the encoder has read all of the sentence, in both directions. "
            "Its last states become the decoder’s first. At each step the decoder compares its "
            "state with what the encoder made of every piece; the shares that come out are a row "
            "of the matrix. The mean of what was read, weighted by them, decides with the state "
            "which piece is next. A tag before the sentence says which language is wanted, and one "
            "vocabulary of pieces serves them all."
        )
    )
    st.markdown(
        t(
            "*Greedy* takes the likeliest piece each time. A *beam* follows several translations "
            "and keeps the one with the highest score, "
            "$\\ln p \\,/\\, ((5 + n) / 6)^{{{alpha:g}}}$ for n pieces: without the divisor short "
            "ones would win. ln p is that of the whole translation, with forced pieces and end.",
            alpha=alpha,
        )
    )
    if loaded.plain and (other := loaded.plain.translator.config.length_power) != alpha:
        st.markdown(
            t(
                "For the network without attention the power is {other:g}; each was chosen on the "
                "validation part. Compare scores of one network only, and ln p of both.",
                other=other,
            )
        )
    st.markdown(
        t(
            "A row of the matrix says where the network looked, and nothing about why. A word may "
            "come from what was written before, and what the encoder made of a piece knows its "
            "neighbours, too: that a word looked at “cat” does not mean that it saw nothing else."
        )
    )
    st.caption(
        t(
            "It learned from short everyday sentences that volunteers of Tatoeba wrote "
            "(tatoeba.org, CC BY 2.0 FR) and from examples of OpenRussian (CC BY-SA 4.0). It has "
            "read no news and no verse; what it does not know it translates all the same, and a "
            "fluent sentence may say something else than yours."
        )
    )
    networks = [loaded.main] + ([loaded.plain] if loaded.plain else [])
    titles = [
        sentence("The card of this network"),
        sentence("The card of the one without attention"),
    ]
    for one, title in zip(networks, titles, strict=False):
        with st.expander(t(title)):
            st.markdown(card(one.translator.name))
