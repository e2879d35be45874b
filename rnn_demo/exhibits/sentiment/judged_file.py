"""A file of reviews, judged a few rows at a time: only what is shown of a row is kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import islice

from rnn_demo.engine.progress import part_of
from rnn_demo.files.rows import Row, kind_of, read_rows
from rnn_demo.files.spreadsheets import BYTE_ORDER_MARK, csv_line
from rnn_demo.reading.many import RowJudgement, judging_rows
from rnn_demo.reading.narrow import TOGETHER, narrow_reading
from rnn_demo.widgets.read_review.loading import ReviewClassifiers

NAMED = 20  # failed rows that are named one by one
SHOWN = 200  # characters shown of each text in the table
AT_ONCE = 64_000  # characters that are judged together: some tenths of a second
MOST_CHARACTERS = 6_000_000  # of all rows: the largest file of plain text, and some more


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What the page shows of a row.

    Attributes:
        number: which row it is, 1 for the first.
        label: `positive`, `negative`, or empty if it could not be judged.
        probability: of "positive"; None if it could not be judged.
        remark: why it could not be, or why to doubt the judgement.
        doubted: whether the judgement is doubted.
        start: the beginning of the text.
    """

    number: int
    label: str
    probability: float | None
    remark: str
    doubted: bool
    start: str


@dataclass
class JudgedFile:
    """The result of judging a file.

    Attributes:
        rows: its rows in their order, including those that failed.
        more: whether it has more rows than are judged.
        left: whether rows are left because the texts together were too long.
        notes: what was assumed while it was read.
        csv: every row with its whole text, for spreadsheet programs.
    """

    rows: list[ShownRow] = field(default_factory=list)
    more: bool = False
    left: bool = False
    notes: list[str] = field(default_factory=list)
    csv: bytes = b""


def judging_file(
    judges: ReviewClassifiers, file: BytesIO, name: str, column: str | None, most: int
) -> Generator[float, None, JudgedFile]:
    """Judge the first rows of a file as `classify` does; it yields how much is done.

    Args:
        judges: the classifiers that judge.
        file: the bytes of the file.
        name: its name, which says what kind of file it is.
        column: the column of the text; None to look for it.
        most: how many rows are judged.

    Raises:
        RowsError: no row can be read.
    """
    result = JudgedFile()
    size = max(1, len(file.getbuffer()))
    rows = read_rows(file, kind_of(name), column, result.notes)
    written = BytesIO()
    written.write((BYTE_ORDER_MARK + HEADER).encode())
    read = judges.narrow.each(lambda narrow: partial(narrow_reading, narrow))
    characters = 0
    for group in _groups(islice(rows, most)):
        if characters > MOST_CHARACTERS:
            result.left = True
            break
        characters += sum(len(row.text or "") for row in group)
        steps = judging_rows(judges.networks.whole, group, read)
        share = min(1.0, file.tell() / size)
        for judged in (yield from part_of(steps, share, 0.0)):
            result.rows.append(_shown(judged))
            written.write(line_of(judged).encode())
    else:
        result.more = next(rows, None) is not None
    result.csv = written.getvalue()
    return result


HEADER = csv_line(["row", "label", "probability", "remark", "text"])


def line_of(judged: RowJudgement) -> str:
    """A row with its label, probability and text, or why it could not be judged."""
    p = None if judged.probability is None else f"{judged.probability:.6f}"
    remark = judged.doubt or judged.located_problem
    return csv_line([judged.row.number, judged.label, p, remark, judged.row.text])


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows that are judged together."""
    group: list[Row] = []
    characters = 0
    for row in rows:
        group.append(row)
        characters += len(row.text or "")
        if len(group) == TOGETHER or characters >= AT_ONCE:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _shown(judged: RowJudgement) -> ShownRow:
    return ShownRow(
        judged.row.number,
        judged.label,
        judged.probability,
        judged.doubt or judged.located_problem,
        bool(judged.doubt),
        (judged.row.text or "")[:SHOWN],
    )
