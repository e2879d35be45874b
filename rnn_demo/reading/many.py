"""Many texts at once: those of similar length side by side, so that little padding is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from rnn_demo.files.rows import Row
from rnn_demo.reading.classifier import Classifier, logits, probability
from rnn_demo.reading.suitability import doubt
from rnn_demo.text.shown import as_shown
from rnn_demo.words import joined, sentence

BATCH = 128
CELLS = 128 * 1024  # steps times texts of a batch at most: a very long text is read alone
GROUP = 1024  # texts sorted by length together, and
GROUP_CHARACTERS = 2_000_000  # of them in all: long ones are read in smaller groups
AHEAD = 64  # rows that are read while others are judged
PATIENCE = 0.05  # seconds to wait for the next row before judging those that have come


Logits = Callable[[Sequence[NDArray[np.integer]]], NDArray[np.float64]]


@dataclass(frozen=True)
class RowJudgement:
    """A row and what the classifier says of it.

    Attributes:
        row: as it was read.
        probability: of "positive"; None when the row could not be read or holds no word.
        doubt: kind of the reason not to trust it, empty for none.
        problem: why there is no probability, empty when there is one.
    """

    row: Row
    probability: float | None
    doubt: str = ""
    problem: str = ""

    @property
    def label(self) -> str:
        """`positive` or `negative`, empty without a probability."""
        if self.probability is None:
            return ""
        return "positive" if self.probability >= 0.5 else "negative"

    @property
    def located_problem(self) -> str:
        """Why there is no probability, and the row's place where its number does not say it."""
        parts = (self.problem, self.problem and self.row.lines)
        return joined(filter(None, parts), "; ")


def in_batches(lengths: NDArray[np.integer], batch: int = BATCH) -> Iterator[NDArray[np.intp]]:
    """Which texts to read side by side: of similar length, shortest first."""
    order = np.argsort(lengths, kind="stable")
    start = 0
    while start < len(order):
        stop = start + 1
        while (
            stop < len(order)
            and stop - start < batch
            and (stop - start + 1) * lengths[order[stop]] <= CELLS
        ):
            stop += 1
        yield order[start:stop]
        start = stop


def many_logits(
    classifier: Classifier, texts: Sequence[NDArray[np.integer]], batch: int = BATCH
) -> NDArray[np.float64]:
    """The logit of each text, (texts,), independent of the others."""
    found = np.zeros(len(texts))
    for chosen in in_batches(np.array([len(ids) for ids in texts]), batch):
        found[chosen] = logits(classifier, [texts[i] for i in chosen])
    return found


def judge_rows(
    classifier: Classifier, rows: Sequence[Row], logits_of: Logits
) -> list[RowJudgement]:
    """Judge rows, each independent of the others.

    Args:
        classifier: for its tokenizer and its doubts.
        rows: of a file.
        logits_of: the logits of texts given as pieces.
    """
    readable = [row for row in rows if row.text is not None]
    texts = [as_shown(row.text or "") for row in readable]
    pieces = classifier.tokenizer.encode_many(texts)
    found = logits_of([p.ids for p in pieces])
    judged = {}
    for row, text, piece, logit in zip(readable, texts, pieces, found, strict=True):
        reason = doubt(classifier, text, piece)
        if reason and reason.kind == "empty":
            judged[row.number] = RowJudgement(row, None, problem=sentence("there is no word in it"))
        else:
            judged[row.number] = RowJudgement(
                row, probability(float(logit)), reason.kind if reason else ""
            )
    return [judged.get(row.number) or RowJudgement(row, None, problem=row.problem) for row in rows]


def grouped(rows: Iterable[Row], size: int = GROUP) -> Iterator[list[Row]]:
    """Rows in groups to judge together: many when they come fast, few when they come slowly.

    Reviews typed into a pipe are judged one by one; a file is read in large groups.
    """
    waiting: Queue[Row | BaseException | None] = Queue(AHEAD)

    def fetch() -> None:
        try:
            for row in rows:
                waiting.put(row)
        except BaseException as error:  # raised again where the groups are read
            waiting.put(error)
        else:
            waiting.put(None)

    Thread(target=fetch, daemon=True).start()
    ended: Row | BaseException | None = None
    while True:
        first = waiting.get()
        group: list[Row] = []
        item, characters = first, 0
        while isinstance(item, Row):
            group.append(item)
            characters += len(item.text or "")
            if len(group) == size or characters >= GROUP_CHARACTERS:
                break
            try:
                item = waiting.get(timeout=PATIENCE)
            except Empty:
                break
        if group:
            yield group
        ended = item
        if ended is None:
            return
        if isinstance(ended, BaseException):
            raise ended
