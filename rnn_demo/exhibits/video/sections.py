"""What stands below the clip: the formula, what was measured, and where this would be wrong."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.artifacts.signs import SignArtifact
from rnn_demo.figures.frames_right import frames_right
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import percent

# Rivals and controls, as metrics.json names them.
RIVALS = {
    "nearest training clip by the last frame": "nearest training clip, by the last frame",
    "nearest training clip by all frames": "nearest training clip, by all frames",
    "logistic regression on the mean frame": "logistic regression on the mean of the frames",
}
CONTROLS = {
    "backwards": "backwards",
    "shuffled": "shuffled, ten orders each",
    "the middle frame alone": "the middle frame again and again",
    "every second frame": "every second frame",
    "each frame twice": "each frame twice",
    "after another clip": "right after a clip of another word",
    "half the size, at the side": "half the size, at the side of the picture",
    "without the left hand": "without the left hand",
    "without the right hand": "without the right hand",
    "without both hands": "without both hands",
    "mirrored": "in a mirror",
}


def formula() -> None:
    """What is computed after each frame."""
    st.markdown(
        t(
            "$h_t = \\text{{GRU}}(x_t, h_{{t-1}})$ and $p(\\text{{word}} \\mid x_1 \\dots x_t) = "
            "\\text{{softmax}}\\big((W h_t + b) / T\\big)$: one answer for each frame, the "
            "lecture’s shape *many to many, synchronous*. $x_t$ are the points of frame t, counted "
            "from the middle of the shoulders in shoulder widths."
        )
    )


def measured(artifact: SignArtifact) -> None:
    """How often it is right, beside its rivals and its controls."""
    st.subheader(t("How often it is right"), anchor=False)
    metrics = artifact.metrics
    if not metrics or "test" not in metrics:
        st.caption(t("This model has not been measured yet."))
        return
    test = metrics["test"]
    st.markdown(_told(artifact, metrics))
    show_chart(
        frames_right(
            {
                t("as recorded"): test["by_frame"],
                t("backwards"): test["reversed_by_frame"],
                t("shuffled"): test["shuffled_by_frame"],
            },
            t=t,
        ),
        key="video_by_frame",
        alt=t(
            "The share of right answers over the frames seen: {first} after the first frame, "
            "{last} after the last; backwards {back}, shuffled {shuffled} after the last.",
            first=percent(test["by_frame"][0], 1),
            last=percent(test["by_frame"][-1], 1),
            back=percent(test["reversed_by_frame"][-1], 1),
            shuffled=percent(test["shuffled_by_frame"][-1], 1),
        ),
    )
    st.markdown(_order_matters_little(metrics))
    left, right = st.columns(2, gap="medium")
    with left:
        _rivals(test, metrics)
        _lost(metrics)
    with right:
        _controls(test, metrics)
    _calibration(test, metrics)


def _told(artifact: SignArtifact, metrics: dict[str, Any]) -> str:
    test, networks = metrics["test"], metrics["test"]["networks"]
    told = t(
        "On {clips} clips that were kept from training, the last 16 of each word: **{last}** are "
        "named rightly after the last frame and **{every}** of all frames, means of {networks} "
        "networks that differ in their seed (after the last frame {each}; standard deviation "
        "{deviation}).",
        clips=test["clips"],
        last=percent(test["last_mean"], 1),
        every=percent(sum(one["every"] for one in networks) / len(networks), 1),
        networks=len(networks),
        each=", ".join(percent(one["last"], 1) for one in networks),
        deviation=percent(test["last_deviation"], 1),
    )
    if mistakes := metrics.get("mistakes"):
        told += " " + t(
            "The first network is wrong about {mistakes}.",
            mistakes="; ".join(
                t(
                    "“{clip}”, taken for “{word}” ({probability:.2f})",
                    clip=one["clip"],
                    word=one["taken_for"],
                    probability=one["probability"],
                )
                for one in mistakes
            ),
        )
    return told


def _order_matters_little(metrics: dict[str, Any]) -> str:
    rivals, controls, lost = metrics["rivals"], metrics["controls"], metrics["lost_hands"]
    place = lost["shares"].index(0.75)
    return t(
        "**These clips ask for little memory.** Shuffled, {shuffled} are named rightly; logistic "
        "regression on the mean of the frames, which knows no order, "
        "names {mean}. Where a frame alone says too little, memory counts: with both hands lost in "
        "three frames of four the network names {own} of all frames, logistic regression on each "
        "frame alone, which forgets everything, {alone}, and on the mean of the frames so far "
        "{so_far}. Both learned from clips varied like the network’s, some with hands lost. A rule "
        "written by hand, the regression’s last answer kept while no hand is seen, names {kept}: "
        "memory is needed here, a recurrent network is not.",
        shuffled=percent(controls["shuffled"]["last"], 1),
        mean=percent(rivals["logistic regression on the mean frame"]["last"], 1),
        own=percent(lost["network"][place], 1),
        alone=percent(lost["each_frame_alone"][place], 1),
        so_far=percent(lost["mean_so_far"][place], 1),
        kept=percent(lost["last_answer_kept"][place], 1),
    )


def _lost(metrics: dict[str, Any]) -> None:
    lost = metrics["lost_hands"]
    st.table(
        {
            t("Frames without hands"): [_unbroken(share, 0) for share in lost["shares"]],
            t("the GRU"): [_unbroken(share, 1) for share in lost["network"]],
            t("each frame alone"): [_unbroken(share, 1) for share in lost["each_frame_alone"]],
            t("mean so far"): [_unbroken(share, 1) for share in lost["mean_so_far"]],
            t("last answer kept"): [_unbroken(share, 1) for share in lost["last_answer_kept"]],
        },
        hide_index=True,
        border="horizontal",
    )


def _unbroken(share: float, places: int) -> str:
    """A share whose sign stays beside its number in a narrow column."""
    return percent(share, places).replace(" ", "\u00a0")


def _rivals(test: dict[str, Any], metrics: dict[str, Any]) -> None:
    rows = {t("the GRU, after the last frame"): test["last_mean"]} | {
        t(RIVALS.get(name, name)): one["last"] for name, one in metrics["rivals"].items()
    }
    st.table(
        {
            t("Who names the clip"): list(rows),
            t("right"): [percent(share, 1) for share in rows.values()],
        },
        hide_index=True,
        border="horizontal",
    )


def _controls(test: dict[str, Any], metrics: dict[str, Any]) -> None:
    rows = {t("as recorded"): test["last_mean"]} | {
        t(CONTROLS.get(name, name)): one["last"] for name, one in metrics["controls"].items()
    }
    st.table(
        {
            t("How the clip is played"): list(rows),
            t("right"): [percent(share, 1) for share in rows.values()],
        },
        hide_index=True,
        border="horizontal",
    )


def _calibration(test: dict[str, Any], metrics: dict[str, Any]) -> None:
    highest = metrics["reliability"][-1]
    st.caption(
        t(
            "Can the probabilities be believed? Over all frames of the test clips the first "
            "network’s expected calibration error is {error}: of the {count:,} frames on which its "
            "likeliest word has more than 0.9, {right} are right, and it gave them {mean:.3f} in "
            "the mean. That was measured on one person before one camera, and says nothing about "
            "anybody else.",
            error=percent(test["networks"][0]["calibration_error"], 1),
            count=highest["count"],
            right=percent(highest["accuracy"], 1),
            mean=highest["confidence"],
        )
    )


def footnotes(artifact: SignArtifact) -> None:
    """What the lecture says, what a camera would take, whose clips these are, and the card."""
    with st.expander(t("Footnotes: the slide, a camera, whose clips these are")):
        st.markdown(
            t(
                "**The slide.** *Video to text* has a description for every frame, the shape “many "
                "to many, synchronous”. Whoever answers after each frame may only know the frames "
                "up to it; the badge above checks that to the last bit.\n\n"
                "**A camera.** The network reads points, not pictures. MediaPipe Holistic (Google) "
                "found them here, with networks many times as large as this one. A live camera "
                "would need such a finder in your browser, your permission, and a network that has "
                "seen more than one person.\n\n"
                "**The clips** are from ASL_SignWish by Tam_Tran (MIT licence, 2021): eleven words "
                "of American Sign Language, one signer, one camera. The size of the pictures is "
                "not recorded with them; the points are read and drawn as of pictures with 4 : 3. "
                "Eleven words are no language, and what is shown here is no interpreter."
            )
        )
    with st.expander(t("The card of this model")):
        st.markdown(card(artifact.name))
