"""Below the nets: the proof, the seeds, and XOR in time."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.elman.compute.film import NetsAtWork
from rnn_demo.exhibits.elman.compute.proof import best_rounded, best_taught, sights, smuggled
from rnn_demo.exhibits.elman.view import share
from rnn_demo.figures.feedback import accuracies, error_profiles
from rnn_demo.tasks.elman.delay import Delay
from rnn_demo.tasks.elman.record import ElmanRecordError, read_delays, read_xors
from rnn_demo.tasks.elman.temporal_xor import TESTED, TRAINED, ideal
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.words import message

INDICES = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
KINDS = {
    "jordan-taught": "Jordan, gets the right answer back",
    "jordan-own": "Jordan, gets its own output back",
    "jordan-own-longer": "the same, trained longer",
    "elman-one-step": "Elman, error followed one step",
    "elman": "Elman, error followed through time",
}


def proof(film: NetsAtWork) -> None:
    """What a taught Jordan net sees, and why that is not enough."""
    lag = film.lag
    st.subheader(t("Why half, and exactly half"), anchor=False)
    if not lag:
        st.markdown(t("With ℓ = 0 the answer is $x_t$ itself, which both nets see."))
        return
    st.markdown(
        t(
            "A Jordan net that gets the right answer back sees two numbers: $x_t$ and "
            "$d_{{t-1}} = x_{{t-{older}}}$. It is asked for $x_{{t-{lag}}}$. Below are all "
            "{count} windows of bits: whatever it sees, the answer is 1 in half of them. So no "
            "weights, no size and no training can change that half of its answers are right.",
            lag=lag,
            older=lag + 1,
            count=2 ** (lag + 2),
        )
    )
    seen = sights(lag)
    st.table(
        {
            "xₜ": [str(one.now) for one in seen],
            f"dₜ₋₁ = xₜ₋{str(lag + 1).translate(INDICES)}": [str(one.taught) for one in seen],
            t("windows"): [str(one.windows) for one in seen],
            t("answer 1 in"): [str(one.ones) for one in seen],
            t("P(answer 1 | seen)"): [str(one.share) for one in seen],
        },
        hide_index=True,
        border="horizontal",
    )
    hidden = smuggled(list(film.bits), lag)[lag:]
    right = sum((y >= 0.5) == (d == 1) for y, d in zip(hidden, film.answers[lag:], strict=True))
    st.markdown(
        t(
            "- The best function of these two numbers is right on {best} of all windows.\n"
            "- The proof holds only while the *right* answer is fed back. A net that runs freely "
            "gets back its own output, and that can hide something. If it is rounded to a bit, "
            "the best of all 16 functions $y_t = g(x_t, y_{{t-1}})$ is right on {rounded} of all "
            "strings of ten bits: a wrong answer can tell of an older bit. Never on all: a net "
            "that is always right feeds back the right answers, and the proof holds again.\n"
            "- A real number has digits to spare. $y_t = 2\\,(y_{{t-1}} - \\tfrac12 [y_{{t-1}} "
            "\\ge \\tfrac12]) + x_t / 2^{{{digits}}}$ keeps the last bits as binary digits, the "
            "oldest first, and whether $y_t \\ge \\tfrac12$ is the answer: right in {right} of "
            "{count} steps on the bits above. It is written, not learned: training asks for "
            "outputs of 0 and 1, and wipes such digits out.",
            best=share(float(best_taught(lag))),
            rounded=share(float(best_rounded(lag))),
            digits=lag + 1,
            right=right,
            count=len(hidden),
        )
    )


def weights(film: NetsAtWork) -> None:
    """All numbers that the picture shows as lines."""
    with st.expander(t("All weights")):
        for name, nets in zip((t("Jordan"), t("Elman")), film.nets, strict=True):
            parts = [("U", nets.U), ("b", nets.b), ("V", nets.V)]
            rows = [(letter, own[0]) for letter, own in parts]
            rows[1:1] = [
                (f"W{i}".translate(INDICES) if len(nets.W[0]) > 1 else "W", row)
                for i, row in enumerate(nets.W[0], 1)
            ]
            st.markdown(f"**{name}**, c = {nets.c[0]:.3f}".replace("-", "−"))
            st.table(
                {"": [letter for letter, _ in rows]}
                | {
                    f"h{unit + 1}".translate(INDICES): [
                        f"{own[unit]:.3f}".replace("-", "−") for _, own in rows
                    ]
                    for unit in range(len(nets.b[0]))
                },
                hide_index=True,
                border="horizontal",
            )


def seeds(jordan: Delay, elman: Delay) -> None:
    """How five networks of each kind learn, and twenty that a command trained."""
    st.subheader(t("Not one lucky net"), anchor=False)
    names = {"jordan": t("Jordan"), "elman": t("Elman")}
    shares = {"jordan": jordan.accuracies, "elman": elman.accuracies}
    show_chart(
        accuracies(jordan.updates, shares, names, t=t),
        key="elman_accuracies",
        alt=t(
            "Right answers over updates, five networks of each kind. At the end Jordan: {jordan}; "
            "Elman: {elman}.",
            jordan=spread(jordan),
            elman=spread(elman),
        ),
    )
    try:
        rows = read_delays()
    except ElmanRecordError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    st.table(
        {
            t("ℓ = 2, 6 units"): [t(KINDS.get(row.name, row.name)) for row in rows],
            t("seeds"): [str(len(row.right)) for row in rows],
            t("updates"): [f"{row.updates:,}" for row in rows],
            t("right on all strings of ten bits"): [between(row.right) for row in rows],
            t("on 1,200 fresh bits"): [between(row.fresh) for row in rows],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "Chart: the setting above, all {count:,} strings of ten bits, from step ℓ + 1 on. "
            "Table: made by `python -m rnn_demo elman delay`. On fresh bits a coin is right on "
            "half of them, give or take 2.8 points, which is the 95 % interval of 1,200 tosses.",
            count=2**10,
        )
    )


def xor() -> None:
    """Elman's first task of 1990."""
    st.subheader(t("XOR in time"), anchor=False)
    try:
        rows = read_xors()
    except ElmanRecordError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    st.markdown(
        t(
            "Elman's own first example: two random bits, then their XOR, and again, {trained:,} "
            "bits long; predict the next bit. The first two of a triple are tosses of a coin, for "
            "which the best prediction is ½ and costs ¼. The third can be known, and costs 0. So "
            "the ideal errors are ¼, ¼, 0.",
            trained=TRAINED,
        )
    )
    names = [
        t("{units} units, one step", units=row.units)
        if not row.through_time
        else t("{units} units, through time", units=row.units)
        for row in rows
    ]
    blind = ideal(knows_place=False)
    placeless = sum(blind) / 3
    show_chart(
        error_profiles(
            [t("first bit"), t("second bit"), t("third bit, the XOR")],
            {
                name: (row.best.errors, row.best.halves)
                for name, row in zip(names, rows, strict=True)
            },
            {
                t("ideal"): [float(value) for value in ideal(knows_place=True)],
                t("knows XOR, not the place"): [float(value) for value in blind],
            },
            t=t,
        ),
        key="elman_xor",
        alt=t(
            "Squared errors at the three places of a triple. "
            "Third place: {errors}; ideal 0, without the place {blind}.",
            errors=", ".join(
                f"{name} {row.best.errors[2]:.3f}" for name, row in zip(names, rows, strict=True)
            ),
            blind=blind[2],
        ),
    )
    st.table(
        {
            t("Elman network"): names,
            t("seeds"): [str(len(row.profiles)) for row in rows],
            t("third bit: best, median, worst seed"): [
                _three([own.errors[2] for own in row.profiles]) for row in rows
            ],
            t("mean of the three: best, median, worst"): [
                _three([own.mean for own in row.profiles]) for row in rows
            ],
            t("seeds with a mean below {placeless}", placeless=placeless): [
                str(sum(own.mean < placeless for own in row.profiles)) for row in rows
            ],
        },
        hide_index=True,
        border="horizontal",
    )
    st.markdown(
        t(
            "A dip at every third bit does not yet show that a net keeps count. One that sees the "
            "last two bits and has no idea of its place in the triple can bet on their XOR and "
            "wins two bets of three. It does best to say ⅔ for the XOR: its errors are then "
            "{first}, {first} and {third}, on average {placeless}. A bolder bet lowers the third "
            "error, to 0 if it likes, but raises the other two by more. So the third error alone "
            "proves nothing; a net whose **mean** over the three is below {placeless} must have "
            "some idea of its place.",
            first=blind[0],
            third=blind[2],
            placeless=placeless,
        )
    )
    st.caption(
        t(
            "Points: the best seed of each kind, the mean of {count} triples of {tested:,} fresh "
            "bits, read in one go (the very first triple has nothing before it and is left out); "
            "bars: 95 % intervals. Elman's network had 2 hidden units, and no error went back "
            "through the context. Made by `python -m rnn_demo elman xor`.",
            count=TESTED // 3 - 1,
            tested=TESTED,
        )
    )


def spread(delay: Delay) -> str:
    """The least and the largest share of right answers of a kind's networks."""
    return between([float(own) for own in delay.right])


def between(shares: list[float] | tuple[float, ...]) -> str:
    """A range of shares; one share if all are the same."""
    low, high = share(min(shares)), share(max(shares))
    return low if low == high else t("{low} to {high}", low=low, high=high)


def _three(errors: list[float]) -> str:
    ordered = sorted(errors)
    return ", ".join(f"{ordered[at]:.3f}" for at in (0, len(ordered) // 2, len(ordered) - 1))
