"""Picture, verdict and table of a comparison."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.series.compute import drawn_forecast
from rnn_demo.exhibits.series.knobs import OWN, SeriesKnobs
from rnn_demo.figures.forecasts import Band, forecast_paths
from rnn_demo.forecasting.comparison import ModelComparison
from rnn_demo.forecasting.verdict import digits, milliseconds, model_name, verdict
from rnn_demo.forecasting.walk_forward import COVERED
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.words import percent

NARROW = 0.1  # by which an interval may hold less of the test than it was made to
FEW = 20  # values of a test


def tell(found: ModelComparison) -> None:
    """The result in a sentence."""
    st.markdown(t(verdict(found)[0]))
    for note in found.notes:
        st.text(t(note))


def picture(knobs: SeriesKnobs, found: ModelComparison) -> None:
    """The series, and what the models say from one origin."""
    drawn, series = drawn_forecast(knobs, found), found.series
    names: dict[str, str] = {model: t(model_name(found, model)) for model in found.standings}
    name = series.name if knobs.series == OWN else t(series.name)
    labels = [series.label(place) for place in range(len(series.values))]
    figure = forecast_paths(
        series.values,
        labels,
        found.parts.calibrated,
        drawn.ahead,
        drawn.paths,
        names,
        drawn.origin,
        Band(
            drawn.low,
            drawn.high,
            t("80 %"),
            drawn.model,
        ),
        y_title=name,
        t=t,
    )
    show_chart(
        figure,
        key="series_chart",
        alt=t(
            "The series, what {model} said of each value of the test, and the paths of all models "
            "from {origin} on: {model} goes from {now} to {end} in {steps} values, its interval of "
            "80 % from {low} to {high} there.",
            model=names[drawn.model],
            origin=labels[drawn.origin],
            now=digits(float(series.values[drawn.origin])),
            end=digits(float(drawn.paths[drawn.model][-1])),
            steps=found.plan.horizon,
            low=digits(float(drawn.low[-1])),
            high=digits(float(drawn.high[-1])),
        ),
    )
    st.caption(
        t(
            "Shaded: the test, which no model has seen. Each path goes on from the vertical line "
            "with its own forecasts; the thin line is what “{model}” said one value ahead, the "
            "band its interval of 80 %.",
            model=names[drawn.model],
        )
    )


def table(found: ModelComparison) -> None:
    """The result in full: one row for each model, the best first."""
    st.markdown(" ".join(t(one) for one in verdict(found)[1:]))
    yesterday = found.standings["yesterday"].near.rmse
    ranked, steps = found.ranked(), found.plan.horizon
    rows = [found.standings[model] for model in ranked]
    columns = {
        t("Model"): [t(model_name(found, model)) for model in ranked],
        t("RMSE"): [digits(row.near.rmse) for row in rows],
        t("÷ yesterday’s"): [
            digits(row.near.rmse / yesterday) if yesterday else "–" for row in rows
        ],
    }
    if steps > 1:
        columns[t("RMSE, {steps} ahead", steps=steps)] = [digits(row.far.rmse) for row in rows]
    columns[t("Parameters")] = [f"{row.walk.parameters:,}" for row in rows]
    columns[t("ms")] = [milliseconds(row.walk.seconds) for row in rows]
    columns[t("MAE")] = [digits(row.near.mae) for row in rows]
    columns[t("in 80\u00a0%")] = [_kept_whole(row.near.covered) for row in rows]
    if steps > 1:
        columns[t("in 80\u00a0%, {steps} ahead", steps=steps)] = [
            _kept_whole(row.far.covered) for row in rows
        ]
    st.table(columns, hide_index=True, border="horizontal")
    best = found.standings[ranked[0]].near
    told = t(
        "One value ahead where nothing else is said: the root of the mean squared error, the same "
        "divided by that of “as yesterday”, how many numbers the model has learned, the "
        "milliseconds of a processor for fit and forecasts, the mean absolute error, and how much "
        "of the test was inside an interval made to hold 80 %. The best of {count} models on a "
        "test is flattered a little by having been chosen on it.",
        count=len(rows),
    )
    if found.parts.tested < FEW:
        told += " " + t(
            "The test has {count} values only: a longer series tells more.",
            count=found.parts.tested,
        )
    if best.covered < COVERED - NARROW:
        told += " " + t(
            "The intervals are too narrow: as wide as the errors before the test asked for, those "
            "of the best model hold {share} of it. What came later was harder.",
            share=percent(best.covered),
        )
    st.caption(told)


def _kept_whole(share: float) -> str:
    """A share for a narrow column, which is not broken before its sign."""
    return percent(share).replace(" ", "\u00a0")
