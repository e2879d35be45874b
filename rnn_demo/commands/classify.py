"""`classify`: is each review of a file, or of standard input, positive or negative."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

from threadpoolctl import threadpool_limits

from rnn_demo.commands.progress import progress_bar
from rnn_demo.commands.streams import as_json, spelled
from rnn_demo.data.text import refuse_device
from rnn_demo.files.rows import RowsError, kind_of, read_rows
from rnn_demo.files.spreadsheets import BYTE_ORDER_MARK, csv_line
from rnn_demo.interface.classification import CLASSIFIER, logits_function
from rnn_demo.interface.model import load_model
from rnn_demo.reading.many import RowJudgement, grouped, judge_rows
from rnn_demo.reading.narrow import TOGETHER

KINDS = ("lines", "jsonl", "csv", "tsv")
START_SHOWN = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file",
        help="reviews, one a line; .csv, .tsv, .jsonl and .json by their columns; - reads standard "
        "input",
    )
    parser.add_argument("--model", default=CLASSIFIER, help=f"name or folder, default {CLASSIFIER}")
    parser.add_argument(
        "--text-column",
        help="where the text stands in CSV or JSON lines: the column's name, or its number from 1",
    )
    parser.add_argument("--format", choices=KINDS, help="what FILE is, default by its name")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON object a review")
    output.add_argument("--csv", action="store_true", help="one row of CSV a review")
    parser.add_argument(
        "--byte-order-mark",
        action="store_true",
        help="begin the CSV with the mark by which spreadsheet programs know UTF-8",
    )
    parser.add_argument(
        "--batch-size", type=int, default=TOGETHER, help=f"read together, default {TOGETHER}"
    )
    parser.add_argument(
        "--full-precision", action="store_true", help="weights as they are stored, slower"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print a result for each review as it comes; rows that cannot be judged are listed at the end.

    Returns:
        0 when every row was judged, 1 when some were not.
    """
    if arguments.batch_size < 1:
        raise ValueError(f"--batch-size is {arguments.batch_size}; give a whole number from 1.")
    if arguments.byte_order_mark and not arguments.csv:
        raise ValueError("--byte-order-mark is for CSV: add --csv, or leave it out.")
    if arguments.byte_order_mark and spelled(BYTE_ORDER_MARK) != BYTE_ORDER_MARK:
        raise ValueError(
            f"--byte-order-mark is for UTF-8, and standard output is {sys.stdout.encoding}: leave "
            "it out, or set PYTHONIOENCODING=utf-8."
        )
    model = load_model(arguments.model, "sentiment")
    classifier = model.classifiers.whole
    logits_of = logits_function(model, arguments.full_precision, arguments.batch_size)
    show = _printer(arguments)
    failed, doubted, count = [], 0, 0
    notes: list[str] = []
    with ExitStack() as stack:
        file = stack.enter_context(_opened(arguments.file))
        kind = arguments.format or kind_of(arguments.file)
        rows = read_rows(file, kind, arguments.text_column, notes)
        # Products of many texts gain from all processors, unlike those of one.
        stack.enter_context(threadpool_limits(os.cpu_count()))
        bar = stack.enter_context(progress_bar(unit=" reviews", mininterval=0.5))
        for group in grouped(rows):
            for judged in judge_rows(classifier, group, logits_of):
                show(judged)
                if judged.probability is None:
                    failed.append(f"{judged.row.number} ({judged.located_problem})")
                doubted += bool(judged.doubt)
            count += len(group)
            sys.stdout.flush()
            bar.update(len(group))
    for note in notes:
        print(note, file=sys.stderr)
    if not count:
        raise RowsError(f"{arguments.file} holds no review.")
    if doubted:
        print(
            f"{doubted:,} of {count:,} texts are unlike the reviews on which the network was "
            "measured; their probabilities say less (see `doubt`).",
            file=sys.stderr,
        )
    if failed:
        more = f" and {len(failed) - 20:,} more" if len(failed) > 20 else ""
        print(
            f"rnn_demo: {len(failed):,} of {count:,} rows could not be judged: row "
            f"{', '.join(failed[:20])}{more}.",
            file=sys.stderr,
        )
    return 1 if failed else 0


def _opened(name: str) -> AbstractContextManager[io.BufferedIOBase]:
    if name != "-":
        refuse_device(Path(name))
        if Path(name).is_dir():
            raise RowsError(f"{name} is a folder: name a file of reviews.")
        return Path(name).open("rb")
    if sys.stdin is None:
        raise RowsError("Standard input is closed: give a file, or reviews through a pipe.")
    # A reader of our own, never closed: another thread may be waiting in it when Ctrl-C ends us,
    # and both closing it and Python's own end would wait for that thread.
    return nullcontext(open(sys.stdin.fileno(), "rb", closefd=False))


def _printer(arguments: argparse.Namespace) -> Callable[[RowJudgement], None]:
    """A function that prints a result in the chosen format."""
    if arguments.json:
        return lambda judged: print(as_json(_record(judged)))
    if arguments.csv:
        mark = BYTE_ORDER_MARK if arguments.byte_order_mark else ""
        header = iter([mark + csv_line(["row", "label", "probability", "doubt", "problem"])])
        # The header is printed with the first row, so that a file without rows prints nothing.
        return lambda judged: print(next(header, "") + csv_line(_cells(judged)), end="")
    return lambda judged: print(_line(judged))


def _cells(judged: RowJudgement) -> list[object]:
    p = judged.probability
    rounded = None if p is None else round(p, 6)
    return [judged.row.number, judged.label, rounded, judged.doubt, judged.located_problem]


def _record(judged: RowJudgement) -> dict[str, object]:
    record: dict[str, object] = {"row": judged.row.number}
    if judged.row.line:
        record["line"] = judged.row.line
    if judged.probability is None:
        return record | {"label": None, "probability": None, "problem": judged.problem}
    record |= {"label": judged.label, "probability": round(judged.probability, 6)}
    return record | ({"doubt": judged.doubt} if judged.doubt else {})


def _line(judged: RowJudgement) -> str:
    text = " ".join((judged.row.text or "").split())
    start = text if len(text) <= START_SHOWN else text[: START_SHOWN - 1] + "…"
    if judged.probability is None:
        return f"–         –       {start or judged.located_problem}"
    mark = f"  [{judged.doubt}]" if judged.doubt else ""
    return f"{judged.label:9} {judged.probability:.4f}  {start}{mark}"
