"""The visitor's own series: pasted or uploaded, its column chosen, what was assumed told."""

from __future__ import annotations

import hashlib
from functools import partial
from io import BytesIO

import streamlit as st

from rnn_demo.exhibits.series.controls import choose_own
from rnn_demo.exhibits.series.own_choices import choices_of
from rnn_demo.forecasting.own_series import FOUND, TableChoices, reading_series
from rnn_demo.forecasting.plan import LONGEST, SHORTEST, SeriesError
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.ui.waiting import waited_for
from rnn_demo.words import message, sentence

MOST_PASTED = 200_000  # characters
MEGABYTES = 75.0  # of a table of five megabytes, all of it short cells, while it is read
KEY = "series_own"  # of what was read, in the session
REFUSED = "series_refused"  # whether what was given cannot be forecast, in the session
# Streamlit's browser side refuses a large file by itself and says why only where a mouse rests.
TOO_LARGE = """<style>
.st-key-series_too_large {display: none}
.st-key-series_panel:has([data-testid="stFileChipIconError"]) .st-key-series_too_large
{display: flex}
</style>"""


def own_panel() -> None:
    """Draw the box and the uploader, and read what they hold."""
    with st.expander(t("Your own series: paste or upload a CSV"), key="series_panel"):
        left, right = st.columns(2, gap="medium")
        with left:
            uploaded = st.file_uploader(
                t("A CSV file"),
                type=["csv", "tsv", "txt"],
                key="series_file",
                on_change=uninterrupted(choose_own),
            )
            st.html(TOO_LARGE)
            with st.container(key="series_too_large"):
                st.markdown(
                    t(
                        "The file was not read: one of more than {size} MB is too large for this "
                        "page. Give its latest rows, or use the command below.",
                        size=st.get_option("server.maxUploadSize"),
                    )
                )
        with right:
            pasted = st.text_area(
                t("Or paste it here"),
                max_chars=MOST_PASTED,
                height=68,
                key="series_pasted",
                on_change=uninterrupted(choose_own),
            )
        st.caption(
            t(
                "One row for each value, oldest or latest first, {least} to {most:,} of them, with "
                "dates or without. Commas, semicolons or tabs, decimal points or commas; an empty "
                "cell is a missing value. A file has {size} MB at most; `python -m rnn_demo "
                "forecast FILE` reads larger ones.",
                least=SHORTEST,
                most=LONGEST,
                size=st.get_option("server.maxUploadSize"),
            )
        )
        st.button(t("Forecast it"), key="series_go", on_click=uninterrupted(choose_own))
        data = uploaded.getvalue() if uploaded else pasted.encode("utf-8", "replace")
        st.session_state[REFUSED] = False
        st.session_state[KEY] = _read(data) if uploaded or data.strip() else None


def own_series(asked: bool) -> tuple[str, TimedSeries] | None:
    """What was read, with a name that no other content has; None if there is nothing.

    Args:
        asked: whether it is to be forecast.

    Raises:
        SeriesError: it is, and what the visitor gave cannot be.
    """
    if asked and st.session_state.get(REFUSED):
        raise SeriesError(
            sentence(
                "Your table cannot be forecast as it is; what to change is said below its box."
            )
        )
    found: tuple[str, TimedSeries] | None = st.session_state.get(KEY)
    return found


def _read(data: bytes) -> tuple[str, TimedSeries] | None:
    sign = hashlib.sha256(data).hexdigest()
    try:
        first = _of(sign, data, FOUND)
        if first is None:
            return None
        choices = choices_of(sign, first)
        found = first if choices == FOUND else _of(sign, data, choices)
    except SeriesError as error:
        st.text(t(message(error)))  # quotes the file: never Markdown
        st.session_state[REFUSED] = True
        return None
    if found is None:
        return None
    _tell(found)
    return f"{sign} {choices}", found


def _of(sign: str, data: bytes, choices: TableChoices) -> TimedSeries | None:
    """The series of a table; None if its reading was stopped.

    Raises:
        SeriesError: it cannot be forecast.
    """
    return waited_for(
        "series_read",
        (sign, choices),
        partial(reading_series, BytesIO(data), len(data), choices),
        t("The table is being read …"),
        MEGABYTES,
    )


def _tell(found: TimedSeries) -> None:
    last = len(found.values) - 1
    told = [
        t(
            "{count:,} values of {name!r}, from {first} to {last}.",
            count=len(found.values),
            name=found.name,
            first=found.label(0),
            last=found.label(last),
        ),
        t(
            "A season of {season} values is taken for granted; “More knobs” can change it.",
            season=found.season,
        )
        if found.season
        else t("No season is seen in it; “More knobs” can set one."),
        *map(t, found.notes),
    ]
    st.text("\n".join(told))  # quotes the file: never Markdown
