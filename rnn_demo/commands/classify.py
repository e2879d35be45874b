"""`classify`: is each review of a file, or of standard input, positive or negative."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import BinaryIO

from threadpoolctl import threadpool_limits
from tqdm import tqdm

from rnn_demo.artifacts import find_model
from rnn_demo.classifier_artifact import read_classifier
from rnn_demo.reading.classifier import Classifier, classifier_from
from rnn_demo.reading.many import Judged, Logits, grouped, judge_rows, many_logits
from rnn_demo.reading.narrow import TOGETHER, narrow_logits, narrowed_classifier
from rnn_demo.reading.rows import RowsError, kind_of, read_rows

MODEL = "imdb-sentiment"
KINDS = ("lines", "jsonl", "csv", "tsv")
START_SHOWN = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file",
        help="reviews, one a line; .csv, .tsv and .jsonl by their columns; - reads standard input",
    )
    parser.add_argument("--model", default=MODEL, help=f"name or folder, default {MODEL}")
    parser.add_argument("--text-column", help="where the text stands in CSV or JSON lines")
    parser.add_argument("--format", choices=KINDS, help="what FILE is, default by its name")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON object a review")
    output.add_argument("--csv", action="store_true", help="one row of CSV a review")
    parser.add_argument(
        "--batch-size", type=int, default=TOGETHER, help=f"read together, default {TOGETHER}"
    )
    parser.add_argument(
        "--full-precision", action="store_true", help="weights as they are stored, much slower"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one result a review as they come; rows that cannot be judged are named at the end.

    Returns:
        0 when every row was judged, 1 when some were not.
    """
    if arguments.batch_size < 1:
        raise ValueError(f"--batch-size is {arguments.batch_size}; give a whole number from 1.")
    classifier = classifier_from(read_classifier(find_model(arguments.model)))
    logits_of = _logits_of(classifier, arguments)
    show = _printer(arguments)
    failed, doubted, count = [], 0, 0
    with ExitStack() as stack:
        file = stack.enter_context(_opened(arguments.file))
        kind = arguments.format or kind_of(arguments.file)
        rows = read_rows(file, kind, arguments.text_column)
        # Products of many texts gain from all processors, unlike those of one.
        stack.enter_context(threadpool_limits(os.cpu_count()))
        bar = stack.enter_context(tqdm(unit=" reviews", file=sys.stderr, mininterval=0.5))
        for group in grouped(rows):
            for judged in judge_rows(classifier, group, logits_of):
                show(judged)
                if judged.probability is None:
                    failed.append(f"{judged.row.number} ({judged.problem})")
                doubted += bool(judged.doubt)
            count += len(group)
            sys.stdout.flush()
            bar.update(len(group))
    if not count:
        raise RowsError(f"{arguments.file} holds no review.")
    if doubted:
        print(
            f"{doubted:,} of {count:,} texts do not look like English film reviews or are too "
            "short; their probabilities say little (see `doubt`).",
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


def _logits_of(classifier: Classifier, arguments: argparse.Namespace) -> Logits:
    """How texts are read: in 8 bits unless full precision was asked for."""
    size = arguments.batch_size
    if arguments.full_precision:
        return lambda texts: many_logits(classifier, texts, size)
    narrow = narrowed_classifier(classifier)
    return lambda texts: narrow_logits(narrow, texts, size)


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name != "-":
        return Path(name).open("rb")
    if sys.stdin is None:
        raise RowsError("Standard input is closed: give a file, or reviews through a pipe.")
    # A reader of our own, never closed: another thread may be waiting in it when Ctrl-C ends us,
    # and both closing it and Python's own end would wait for that thread.
    return nullcontext(open(sys.stdin.fileno(), "rb", closefd=False))


def _printer(arguments: argparse.Namespace) -> Callable[[Judged], None]:
    """What prints a result in the form that was asked for."""
    if arguments.json:
        return lambda judged: print(json.dumps(_record(judged), ensure_ascii=False))
    if arguments.csv:
        names = ["row", "label", "probability", "doubt", "problem"]
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, names, lineterminator="\n")
        writer.writeheader()

        def write(judged: Judged) -> None:
            writer.writerow({name: _record(judged).get(name, "") for name in names})
            sys.stdout.write(buffer.getvalue())
            buffer.seek(0)
            buffer.truncate()

        return write
    return lambda judged: print(_line(judged))


def _record(judged: Judged) -> dict[str, object]:
    record: dict[str, object] = {"row": judged.row.number}
    if judged.probability is None:
        return record | {"label": None, "probability": None, "problem": judged.problem}
    record |= {"label": judged.label, "probability": round(judged.probability, 6)}
    return record | ({"doubt": judged.doubt} if judged.doubt else {})


def _line(judged: Judged) -> str:
    text = " ".join((judged.row.text or "").split())
    start = text if len(text) <= START_SHOWN else text[: START_SHOWN - 1] + "…"
    if judged.probability is None:
        return f"–         –       {start or judged.problem}"
    mark = f"  [{judged.doubt}]" if judged.doubt else ""
    return f"{judged.label:9} {judged.probability:.4f}  {start}{mark}"
