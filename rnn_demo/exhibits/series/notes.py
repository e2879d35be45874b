"""What stands below: errors by how far ahead, the autoregression, copied bits, the method."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnn_demo.catalogue import PageLink
from rnn_demo.exhibits.series.compute import guess_of_bits, share_right
from rnn_demo.exhibits.series.fit_check import fit_check
from rnn_demo.exhibits.series.formula import autoregression_formula
from rnn_demo.exhibits.series.knobs import SeriesKnobs
from rnn_demo.figures.forecasts import errors_by_step
from rnn_demo.forecasting.accuracy import accuracy_of
from rnn_demo.forecasting.comparison import ModelComparison
from rnn_demo.forecasting.examples import SPOILED
from rnn_demo.forecasting.verdict import digits, model_name
from rnn_demo.forecasting.walk_forward import ModelName
from rnn_demo.ui.badges import badge_words
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.page_links import page_links
from rnn_demo.words import percent

Numbers = NDArray[np.float64]
MOST_POLES = 12


def copied(knobs: SeriesKnobs, found: ModelComparison) -> None:
    """What the window lets the MLP know of copied bits, beside what it did."""
    guess = guess_of_bits(knobs, found)
    if guess is None:
        return
    st.subheader(t("What a window can know"), anchor=False)
    tested, models = len(found.standings["mlp"].near.errors), ("mlp", "ar", "elman", "gru")
    known: list[ModelName] = [model for model in found.standings if model in models]
    shares = ", ".join(
        t(
            "{model} {share}",
            model=t(model_name(found, model)),
            share=percent(share_right(found, model)),
        )
        for model in known
    )
    st.markdown(
        t(
            "Right bits in the test of {tested}: {shares}. A coin is right half of the time, give "
            "or take {error}; in the long run nobody is right more often than {most}.",
            tested=tested,
            shares=shares,
            error=percent(0.5 / math.sqrt(tested)),
            most=percent(1 - SPOILED),
        )
    )
    if guess.check:
        st.markdown(
            t(
                "A window of {window} ends before the bit that is copied, {lag} steps back. Any "
                "{lag} bits in a row are independent coins, so half of the pasts with the same "
                "window go on with a 1 and half with a 0: whatever its weights, the MLP is right "
                "on **{right}** of all bits, exactly. Its expected error is {rmse}, and none "
                "with its window is below ½; measured: {measured}.",
                window=found.plan.window,
                lag=knobs.lag,
                right=percent(guess.right),
                rmse=digits(guess.rmse),
                measured=digits(found.standings["mlp"].near.rmse),
            )
        )
        st.caption(badge_words(guess.check))
    else:
        st.markdown(
            t(
                "The window holds the bit that is copied. On average over all bits the MLP is "
                "right on {right}, with an error of {rmse}; the smallest possible is √0.09 = "
                "{floor}.",
                right=percent(guess.right, 1),
                rmse=digits(guess.rmse),
                floor=digits(guess.floor),
            )
        )


def by_step(found: ModelComparison) -> None:
    """The errors of all models by how far ahead they forecast."""
    steps = found.plan.horizon
    if steps < 2:
        return
    st.subheader(t("How far ahead"), anchor=False)
    errors: dict[str, Numbers] = {
        model: np.array(
            [
                accuracy_of(
                    one.walk, found.series.values, found.series.known, found.parts, step
                ).rmse
                for step in range(1, steps + 1)
            ]
        )
        for model, one in found.standings.items()
    }
    names: dict[str, str] = {model: t(model_name(found, model)) for model in found.standings}
    far = found.ranked(far=True)[0]
    show_chart(
        errors_by_step(errors, names, y_title=t("error, root mean square"), t=t),
        key="series_steps",
        alt=t(
            "The error of each model from 1 to {steps} values ahead; at {steps} the smallest is "
            "{error}, of {model}.",
            steps=steps,
            error=digits(float(errors[far][-1])),
            model=names[far],
        ),
    )


def autoregression(found: ModelComparison) -> None:
    """The fitted autoregression in numbers."""
    fit = found.standings["ar"].walk.autoregression
    if fit is None:
        return
    with st.expander(t("The autoregression in numbers")):
        st.latex(autoregression_formula(fit, found.plan.changes))
        poles = fit.poles[:MOST_POLES]
        told = ", ".join(
            f"{abs(pole):.3f}"
            + (
                t(" (a swing of {period:.1f} values)", period=2 * math.pi / np.angle(pole))
                if pole.imag > 0
                else ""
            )
            for pole in poles
            if pole.imag >= 0
        )
        st.markdown(
            t(
                "Least squares on the first {fitted} values; the order is that with the lowest "
                "BIC. Its poles lie {poles} from 0, {stable}. It expects an error of σ = {sigma} "
                "one value ahead, and of σ √Σψ² = {far} {steps} values ahead.",
                fitted=found.parts.fitted,
                poles=told,
                stable=t("all inside the unit circle")
                if fit.stable
                else t("so that a disturbance does not die out"),
                sigma=digits(math.sqrt(fit.variance)),
                far=digits(math.sqrt(fit.step_variances(found.plan.horizon)[-1])),
                steps=found.plan.horizon,
            )
        )
        st.caption(badge_words(fit_check(found, fit)))
        page_links([PageLink("autoregression")])


def method(found: ModelComparison) -> None:
    """How all of it was found."""
    parts, plan = found.parts, found.plan
    with st.expander(t("How they were fitted and tested")):
        st.markdown(
            t(
                "- The first **{fitted}** values give the weights, the order of the "
                "autoregression, the mean and the season that is guessed.\n"
                "- The next **{second}** say when the training of a network stops, and how wide "
                "an interval of 80 % is: as wide as it takes to hold 80 % of the errors there.\n"
                "- The last **{tested}** are the test. Each forecast there knows the values before "
                "it and none after; nothing is fitted again on the way.\n"
                "- Several values ahead, each model reads its own forecasts.\n"
                "- MLP: $\\hat x_{{t+1}} = c + v \\cdot \\tanh(W x_{{t-w+1 \\ldots t}} + b)$. "
                "Elman net and GRU read the series from its beginning, value by value, with "
                "{hidden} units; the gradient goes back {back} steps at most. All by L-BFGS on "
                "the mean squared error, one value ahead.\n"
                "- A difference between two models is one of squared errors, and its standard "
                "error takes their correlation in time into account (Diebold and Mariano 1995, "
                "Newey and West 1987).",
                fitted=parts.fitted,
                second=parts.calibrated - parts.fitted,
                tested=parts.tested,
                hidden=plan.hidden,
                back=48,
            )
        )
        st.caption(
            t(
                "Sunspots: yearly numbers from 1700 to 2008, National Geophysical Data Center, "
                "public domain. Passengers: monthly totals of international airlines in thousands, "
                "1949 to 1960, Box and Jenkins, Time Series Analysis, Series G."
            )
        )
