"""What stands below the words: the formula, what was measured, and where this is wrong."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rnn_demo.exhibits.tags.knobs import LANGUAGES
from rnn_demo.exhibits.tags.loading import LoadedTagger
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import percent, unbroken


def formula() -> None:
    """What is computed for each word."""
    st.markdown(
        t(
            "$f_t = \\text{{LSTM}}(x_t, f_{{t-1}})$ reads forwards, $b_t = \\text{{LSTM}}(x_t, "
            "b_{{t+1}})$ backwards, each from word to word; $x_t$ is the word, from its letters "
            "and, if it is a known one, its number. The causal reader answers from $f_t$ and "
            "$x_t$, the other one from $f_t$, $b_t$ and $x_t$: **the future is all that they "
            "differ in**. One answer for each word, the lecture’s shape *many to many, "
            "synchronous*; with both directions it must wait for the full stop."
        )
    )


def measured(taggers: Mapping[str, LoadedTagger]) -> None:
    """Accuracy of both readers and of the rival, on the official tests."""
    st.subheader(t("How often they are right"), anchor=False)
    known = {
        language: metrics
        for language, one in taggers.items()
        if (metrics := one.artifact.metrics) and "test" in metrics
    }
    if not known:
        st.markdown(t("They have not been measured yet; `evaluate` does it."))
        return
    tests = [metrics["test"] for metrics in known.values()]
    st.table(
        {
            "": [t(LANGUAGES[language]) for language in known],
            t("whole sentence"): [unbroken(percent(test["both"], 2)) for test in tests],
            t("causal"): [unbroken(percent(test["causal"], 2)) for test in tests],
            t("most frequent tag"): [
                unbroken(percent(metrics["rival"]["accuracy"], 2)) for metrics in known.values()
            ],
            t("new words, whole sentence"): [
                unbroken(percent(test["unseen"]["both"], 1)) for test in tests
            ],
            t("new words, causal"): [
                unbroken(percent(test["unseen"]["causal"], 1)) for test in tests
            ],
        },
        hide_index=True,
        border="horizontal",
    )
    for language, metrics in known.items():
        test = metrics["test"]
        st.caption(
            t(
                "{language}: {words:,} words in {sentences:,} sentences of the official test part; "
                "{unseen:,} of the words are new, in no tagged sentence that was learned from. "
                "Seeing the whole sentence puts {helped:,} tags right and {spoiled:,} wrong. The "
                "rival gives each word the tag that it had most often in training. Your text is "
                "cut into words by rules, which agree with the treebank’s words at {f1} F1; the "
                "figures above do not depend on them.",
                language=t(LANGUAGES[language]),
                words=test["words"],
                sentences=test["sentences"],
                unseen=test["unseen"]["words"],
                helped=test["future"]["helped"],
                spoiled=test["future"]["spoiled"],
                f1=percent(metrics["cutting"]["f1"], 1),
            )
        )


def limits(taggers: Mapping[str, LoadedTagger]) -> None:
    """What the tags are, and the cards."""
    st.markdown(
        t(
            "The 17 tags are those of Universal Dependencies, with its rules: in English *to* of "
            "an infinitive is a particle, *is* in *is tired* an auxiliary; in Russian a participle "
            "is a verb or an adjective, as the annotators decided. The last few per cent are also "
            "a matter of such conventions. Whatever you type gets one of the 17: the network "
            "cannot say that it does not know the language."
        )
    )
    for language, one in taggers.items():
        with st.expander(t("The card of the tagger: {language}", language=t(LANGUAGES[language]))):
            st.markdown(card(one.artifact.name))
