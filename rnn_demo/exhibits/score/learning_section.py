"""The section “It learns while it reads”: one network twice, as it was trained and learning."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from rnn_demo.engine.learning import LEARNING, Adaptation
from rnn_demo.exhibits.score.compute.learning import (
    Gain,
    Learnt,
    best_places,
    gains,
    longest_text,
    megabytes,
    read_learning,
)
from rnn_demo.exhibits.score.compute.scores import Score
from rnn_demo.figures.curves import ValueAxis, word_curve
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.waiting import waited_for

WORDS, PLACES, BEFORE = 6, 5, 10  # rows of the table; single characters, and what precedes each
SETTLED = 10  # characters after which the mean is shown whole
LITTLE = 0.01  # of the bits of the whole text
FASTER = (1, 3, 10)  # times the rate that was chosen on unseen text
STEP = (
    r"\theta \leftarrow \theta - \eta \nabla_\theta \sum_{t \in s} -\ln p_\theta(c_t \mid "
    r"c_0 \dots c_{t-1}) + \lambda\, (\theta_g - \theta)"
)
SOURCE = "https://arxiv.org/abs/1709.07432"


def show_learning(score: Score, model: LoadedModel) -> None:
    """Draw the section for a scored text.

    Args:
        score: the text under the model.
        model: which reads it once more, learning.
    """
    name = model.network.name
    st.subheader(t("It learns while it reads"), anchor=False)
    st.markdown(
        t(
            "{name} was trained once and reads every text with the same weights. Here a copy of it "
            "reads your text beside it and takes a small step down the gradient of its surprise "
            "after every {segment} characters. Does it know an invented name the tenth time?",
            name=name,
            segment=LEARNING.segment,
        )
    )
    if not st.toggle(t("Let it learn"), key="score_learns"):
        return
    if not score.characters:
        st.info(t("{name} knows no two characters of this text, so it cannot learn.", name=name))
        return
    times = st.segmented_control(
        t("How fast it learns"),
        FASTER,
        default=FASTER[0],
        format_func=_times,
        key="score_rate",
        required=True,
        help=t(
            "The usual rate is the best one on unseen chapters of War and Peace, where the network "
            "knows most already. The stranger a text, the more a faster one pays; in a long "
            "familiar one it does harm."
        ),
    )
    learning = replace(LEARNING, rate=LEARNING.rate * times)
    most = longest_text(model.parameters)
    learnt = waited_for(
        f"score_learning_{name}",
        (model.stamp, score.known.text[:most], learning),
        partial(read_learning, model.network, score, most, learning),
        t("{name} reads and learns", name=name),
        megabytes(model.parameters),
    )
    if learnt is None:
        return
    _show(learnt, len(score.known.text) > most, name)
    _explain(model, learning)


def _times(times: int) -> str:
    return t("as usual") if times == 1 else t("{n} times as fast", n=times)


def _show(learnt: Learnt, cut: bool, name: str) -> None:
    if cut:
        st.caption(
            t("It reads the first {n:,} characters; more would take too long.", n=len(learnt.text))
        )
    fixed, learning = (float(one.mean()) for one in (learnt.fixed, learnt.learning))
    saved = float((learnt.fixed - learnt.learning).sum())
    left, middle, right = st.columns(3)
    left.metric(t("Fixed, bits per character"), f"{fixed:.3f}")
    middle.metric(t("Learning, bits per character"), f"{learning:.3f}")
    right.metric(t("Saved on the whole text, bits"), f"{saved:,.1f}".replace("-", "−"))
    if 0 <= saved < LITTLE * learnt.fixed.sum():
        st.caption(
            t(
                "So short or so familiar a text changes the network little: let it learn faster, "
                "or read *A made-up name* above."
            )
        )
    of_fixed, of_learning = learnt.means
    settled = min(SETTLED, len(of_fixed) - 1)  # one dear character at the beginning is no scale
    highest = max(float(of_fixed[settled:].max()), float(of_learning[settled:].max()))
    figure = word_curve(
        list(learnt.text[1:]),
        of_learning.tolist(),
        ValueAxis(t("bits per character so far"), 0, 1.25 * max(highest, 1e-3), fixed),
        name=t("learning"),
        other=(of_fixed.tolist(), t("fixed")),
        along=t("characters read"),
        t=t,
    )
    show_chart(
        figure,
        key="score_learning",
        alt=t(
            "Bits per character from the beginning to each character: {fixed:.3f} in the end under "
            "the fixed network, {learning:.3f} under the learning one.",
            fixed=fixed,
            learning=learning,
        ),
    )
    if len(learnt.fixed) <= LEARNING.segment:
        st.info(
            t(
                "The text ends before the first step: up to character {segment} both networks are "
                "the same. Give {name} a longer one.",
                segment=LEARNING.segment + 1,
                name=name,
            )
        )
        return
    words = [gain for gain in gains(learnt) if gain.times > 1][:WORDS]
    if words:
        st.caption(t("The words that stand there more than once, those that gained most first"))
        st.table(_table(words), hide_index=True, border="horizontal")
    places = [_place(learnt, at) for at in best_places(learnt, PLACES)]
    if places:
        st.caption(t("The single characters that gained most, each after what stands before it"))
        st.text("\n".join(places))  # the visitor's own text: never Markdown


def _table(words: list[Gain]) -> dict[str, list[str]]:
    # A word is letters and digits, so nothing in it is Markdown.
    return {
        t("Word"): [gain.word for gain in words],
        t("Times"): [f"{gain.times}" for gain in words],
        t("Bits, fixed"): [f"{gain.fixed:.1f}" for gain in words],
        t("Bits, learning"): [f"{gain.learning:.1f}" for gain in words],
        t("Its first time"): [f"{gain.first:.1f}" for gain in words],
        t("Its last time"): [f"{gain.last:.1f}" for gain in words],
    }


def _place(learnt: Learnt, at: int) -> str:
    """One character, what stands before it, and its bits under both."""
    before = learnt.text[max(0, at - BEFORE) : at]
    return t(
        "{before}[{character}]  {fixed:.1f} bits fixed, {learning:.1f} learning",
        before=_on_one_line(before),
        character=_on_one_line(learnt.text[at]),
        fixed=float(learnt.fixed[at - 1]),
        learning=float(learnt.learning[at - 1]),
    )


def _on_one_line(text: str) -> str:
    return text.replace("\n", "↵")


def _explain(model: LoadedModel, learning: Adaptation) -> None:
    """The equation, its source, and what the figures are not."""
    with st.expander(t("How it learns, and what these figures are not")):
        st.latex(STEP)
        st.markdown(
            t(
                "After each segment *s* of {segment} characters: a step of rate η = {rate:g} down "
                "the gradient, backpropagated to the beginning of the segment, and a share λ = "
                "{decay:g} of the way back to the trained weights θ_g. A segment is "
                "predicted first and learnt from afterwards, so no character was seen before it "
                "was paid for. What the copy has learnt is thrown away at the end of your text. "
                "[Krause, Kahembwe, Murray and Renals 2018]({source}).",
                segment=learning.segment,
                rate=learning.rate,
                decay=learning.decay,
                source=SOURCE,
            )
        )
        st.markdown(
            t(
                "This is a protocol of its own, *dynamic evaluation*: the copy has been fitted to "
                "the beginning of your text, so its bits must not be compared with those of the "
                "fixed networks above."
            )
        )
        if figures := _measured(model):
            st.markdown(figures)


def _measured(model: LoadedModel) -> str:
    """What learning gives on the whole test part, if that was measured."""
    section = (model.metrics or {}).get("dynamic")
    if section is None:
        return ""
    test = section["test"]
    return t(
        "On the whole of its own test part ({characters:,} characters) {name} pays {fixed:.4f} "
        "bits per character as it was trained, and {learning:.4f} when it learns.",
        characters=test["fixed"]["predictions"],
        name=model.network.name,
        fixed=test["fixed"]["bits_per_character"],
        learning=test["learning"]["bits_per_character"],
    )
