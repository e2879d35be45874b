"""A visitor's file of reviews: judged row by row, shown as a table and given back as CSV."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

import streamlit as st

from rnn_demo.exhibits.sentiment.judged_file import NAMED, JudgedFile, judging_file
from rnn_demo.figures.bars import histogram
from rnn_demo.files.review_length import LONGEST_REVIEW
from rnn_demo.files.rows import KINDS, RowsError
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t, tn
from rnn_demo.ui.presence import leave_if_gone
from rnn_demo.ui.waiting import waited_for
from rnn_demo.widgets.read_review.loading import ReviewClassifiers
from rnn_demo.words import message

MOST_ROWS = 2_000
MOST_COLUMN = 200  # characters of a column's name
MEGABYTES = 40.0  # what a file of five megabytes needs while it is judged
# The table has a download of its own, in which texts are cut and could be formulas.
ONE_DOWNLOAD = """<style>
.st-key-file_rows [data-testid="stElementToolbarButton"]:has([aria-label="Download as CSV"])
{display: none}
</style>"""


def show_file(judges: ReviewClassifiers) -> None:
    """Draw the uploader and the result for the file."""
    st.markdown(
        t(
            "One review a line (.txt), JSON lines (.jsonl), a JSON array (.json) or CSV with a "
            "header; up to {most:,} reviews of at most {longest:,} characters. Any number of them "
            "on the command line: `python -m rnn_demo classify FILE`.",
            most=MOST_ROWS,
            longest=LONGEST_REVIEW,
        )
    )
    uploaded = st.file_uploader(t("A file of reviews"), type=[*KINDS, "txt"], key="review_file")
    column = st.text_input(
        t("Column of the text (name or number), if it is not found by itself"),
        max_chars=MOST_COLUMN,
        key="review_column",
    ).strip()
    if uploaded is None:
        return
    kept: dict[str, Any] = st.session_state.setdefault("judged_file", {})
    asked = (judges.stamp, uploaded.file_id, column)
    if kept.get("asked") != asked:
        kept.clear()
        file = _Watched(uploaded.getvalue())  # shares the bytes
        try:
            result = waited_for(
                "judged_file",
                asked,
                partial(judging_file, judges, file, uploaded.name, column or None, MOST_ROWS),
                t("Judging the reviews of the file"),
                MEGABYTES,
            )
        except RowsError as error:
            st.error(t("The file cannot be read."))
            st.text(t(message(error)))  # quotes the file: never Markdown
            return
        if result is None:
            return
        kept.update(asked=asked, result=result)
    _show(kept["result"])


class _Watched(BytesIO):
    """A file whose reading ends the run of a page that nobody looks at any more.

    Five megabytes of blank lines have no row after which that could be asked.
    """

    def read1(self, size: int | None = -1, /) -> bytes:
        """As of any file."""
        leave_if_gone()
        return super().read1(size)


def _show(result: JudgedFile) -> None:
    for note in result.notes:
        st.text(t(note))  # quotes the file: never Markdown
    if not result.rows:
        st.info(t("There is no review in the file."))
        return
    if result.more:
        st.warning(
            t(
                "The file has more than {most:,} rows: the first ones were judged.",
                most=MOST_ROWS,
            )
        )
    if result.left:
        st.warning(
            t(
                "The file is longer than can be judged here: its first {count:,} rows were judged; "
                "the command line judges all.",
                count=len(result.rows),
            )
        )
    done = [row for row in result.rows if row.probability is not None]
    positive = sum(row.label == "positive" for row in done)
    doubted = sum(row.doubted for row in done)
    counted = {"count": len(done), "positive": positive, "negative": len(done) - positive}
    st.markdown(
        t(
            "**{count:,}** judged: **{positive:,}** positive, **{negative:,}** negative; "
            "{doubted:,} of them doubtful (see the table).",
            **counted,
            doubted=doubted,
        )
        if doubted
        else t(
            "**{count:,}** judged: **{positive:,}** positive, **{negative:,}** negative.",
            **counted,
        )
    )
    if failed := [row for row in result.rows if row.probability is None]:
        st.warning(
            tn(
                "{n:,} row could not be judged.",
                "{n:,} rows could not be judged.",
                n=len(failed),
            )
        )
        named = [
            t("row {number}: {problem}", number=row.number, problem=row.remark)
            for row in failed[:NAMED]
        ]
        more_failed = len(failed) - NAMED
        if more_failed > 0:
            named.append(
                t(
                    "… and {count:,} more, each with its reason in the table below",
                    count=more_failed,
                )
            )
        st.text("\n".join(named))
    if done:
        show_chart(
            histogram(
                [row.probability or 0.0 for row in done], low=0, high=1, x_title=t("positive"), t=t
            ),
            key="file_histogram",
            alt=t("How many of the reviews have which probability of positive."),
        )
    with st.container(key="file_rows"):
        st.dataframe(
            {
                t("Row"): [row.number for row in result.rows],
                t("Label"): [t(row.label) if row.label else "–" for row in result.rows],
                t("Positive"): [row.probability for row in result.rows],
                t("Remark"): [t(row.remark) for row in result.rows],
                t("Text"): [row.start for row in result.rows],
            },
            column_config={t("Positive"): st.column_config.NumberColumn(format="%.4f")},
            hide_index=True,
            key="file_table",
        )
        st.html(ONE_DOWNLOAD)
    st.download_button(
        t("Download as CSV"),
        lambda: result.csv,
        "sentiment.csv",
        "text/csv",
        key="file_download",
        on_click="ignore",
    )
    st.caption(
        t(
            "Every row, failed ones too. For spreadsheet programs: UTF-8 with a byte-order mark, "
            "and an apostrophe before a text that would be a formula."
        )
    )
