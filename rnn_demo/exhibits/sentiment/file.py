"""A visitor's file of reviews: judged row by row, shown as a table and given back as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BufferedIOBase
from itertools import islice
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnn_demo.figures.bars import histogram
from rnn_demo.files.rows import KINDS, RowsError, kind_of, read_rows
from rnn_demo.files.spreadsheets import BYTE_ORDER_MARK, csv_line
from rnn_demo.reading.many import RowJudgement, judge_rows
from rnn_demo.reading.narrow import TOGETHER, narrow_logits
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.widgets.read_review.loading import ReviewClassifiers
from rnn_demo.words import message

MOST_ROWS = 2_000
SHOWN = 200  # characters shown of each text in the table
NAMED = 20  # failed rows that are named one by one
# The table has a download of its own, in which texts are cut and could be formulas.
ONE_DOWNLOAD = """<style>
.st-key-file_rows [data-testid="stElementToolbarButton"]:has([aria-label="Download as CSV"])
{display: none}
</style>"""


@dataclass(frozen=True)
class JudgedFile:
    """The result of judging a file.

    Attributes:
        judged: its rows in their order, including those that failed.
        more: whether it has more rows than are judged.
        notes: what was assumed while it was read.
    """

    judged: list[RowJudgement]
    more: bool
    notes: list[str]


def show_file(judges: ReviewClassifiers) -> None:
    """Draw the uploader and the result for the file."""
    st.markdown(
        t(
            "One review a line (.txt), JSON lines (.jsonl), a JSON array (.json) or CSV with a "
            "header; up to {most:,} reviews. The same on the command line, without a bound: "
            "`python -m rnn_demo classify FILE`.",
            most=MOST_ROWS,
        )
    )
    uploaded = st.file_uploader(t("A file of reviews"), type=[*KINDS, "txt"], key="review_file")
    column = st.text_input(
        t("Column of the text (name or number), if it is not found by itself"), key="review_column"
    ).strip()
    if uploaded is None:
        return
    kept: dict[str, Any] = st.session_state.setdefault("judged_file", {})
    asked = (judges.stamp, uploaded.file_id, column)
    if kept.get("asked") != asked:
        try:
            result = judge_file(judges, uploaded, uploaded.name, column or None)
        except RowsError as error:
            kept.clear()
            st.error(t("The file cannot be read."))
            st.text(t(message(error)))  # quotes the file: never Markdown
            return
        kept.clear()
        kept.update(asked=asked, result=result)
    _show(kept["result"])


def judge_file(
    judges: ReviewClassifiers, file: BufferedIOBase, name: str, column: str | None = None
) -> JudgedFile:
    """Judge the first rows of a file as `classify` does, with a bar that shows how far it is.

    Args:
        judges: the classifiers that judge.
        file: the bytes of the file.
        name: its name, which says what kind of file it is.
        column: the column of the text; None to look for it.

    Raises:
        RowsError: no row can be read.
    """
    notes: list[str] = []
    rows = list(islice(read_rows(file, kind_of(name), column, notes), MOST_ROWS + 1))
    more, rows = len(rows) > MOST_ROWS, rows[:MOST_ROWS]
    judged: list[RowJudgement] = []

    def logits_of(texts: Sequence[NDArray[np.integer]]) -> NDArray[np.float64]:
        return narrow_logits(judges.narrow, texts, threads=1)  # others want to be served, too

    bar = st.progress(0.0, text="Reading …")
    # Texts of similar length are read together; the order is restored at the end.
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].text or ""))
    for start in range(0, len(order), TOGETHER):
        chosen = [rows[i] for i in order[start : start + TOGETHER]]
        judged += judge_rows(judges.classifier, chosen, logits_of)
        bar.progress(
            len(judged) / len(rows),
            text=t("{done:,} of {count:,} reviews", done=len(judged), count=len(rows)),
        )
    bar.empty()
    return JudgedFile(sorted(judged, key=lambda j: j.row.number), more, notes)


def _show(result: JudgedFile) -> None:
    judged = result.judged
    for note in result.notes:
        st.text(t(note))  # quotes the file: never Markdown
    if not judged:
        st.info(t("There is no review in the file."))
        return
    if result.more:
        st.warning(
            t(
                "The file has more than {most:,} rows: the first ones were judged.",
                most=MOST_ROWS,
            )
        )
    done = [j for j in judged if j.probability is not None]
    failed = [j for j in judged if j.probability is None]
    positive = sum(j.label == "positive" for j in done)
    doubted = sum(bool(j.doubt) for j in done)
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
    if failed:
        st.warning(t("{count:,} rows could not be judged.", count=len(failed)))
        named = [
            t("row {number}: {problem}", number=j.row.number, problem=j.located_problem)
            for j in failed[:NAMED]
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
                [j.probability or 0.0 for j in done], low=0, high=1, x_title=t("positive"), t=t
            ),
            key="file_histogram",
            alt=t("How many of the reviews have which probability of positive."),
        )
    with st.container(key="file_rows"):
        st.dataframe(
            {
                t("Row"): [j.row.number for j in judged],
                t("Label"): [t(j.label) if j.label else "–" for j in judged],
                t("Positive"): [j.probability for j in judged],
                t("Remark"): [t(j.doubt or j.located_problem) for j in judged],
                t("Text"): [(j.row.text or "")[:SHOWN] for j in judged],
            },
            column_config={t("Positive"): st.column_config.NumberColumn(format="%.4f")},
            hide_index=True,
            key="file_table",
        )
        st.html(ONE_DOWNLOAD)
    st.download_button(
        t("Download as CSV"),
        BYTE_ORDER_MARK + as_csv(judged),
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


def as_csv(judged: list[RowJudgement]) -> str:
    """Every row with its label, probability and text, or why it could not be judged."""
    lines = [csv_line(["row", "label", "probability", "remark", "text"])]
    for j in judged:
        p = None if j.probability is None else f"{j.probability:.6f}"
        lines.append(csv_line([j.row.number, j.label, p, j.doubt or j.located_problem, j.row.text]))
    return "".join(lines)
