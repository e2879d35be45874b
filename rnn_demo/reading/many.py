"""Many texts at once: those of similar length side by side, so that little padding is read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.progress import part_of
from rnn_demo.files.review_length import too_long, too_many_pieces
from rnn_demo.files.rows import Row
from rnn_demo.reading.by_length import ByLength
from rnn_demo.reading.classifier import Classifier, logits, probability
from rnn_demo.reading.suitability import doubt
from rnn_demo.text.shown import as_shown
from rnn_demo.text.visible import visible_text
from rnn_demo.tokenizers.word_pieces import Pieces
from rnn_demo.words import joined, sentence

BATCH = 128
CELLS = 128 * 1024  # steps times texts of a batch at most: a very long text is read alone
GROUP = 1024  # texts sorted by length together, and
GROUP_CHARACTERS = 2_000_000  # of them in all: long ones are read in smaller groups
ENCODING = 0.4  # the share of the work that cuts texts into pieces
AHEAD = 64  # rows that are read while others are judged
PATIENCE = 0.05  # seconds to wait for the next row before judging those that have come


Texts = Sequence[NDArray[np.integer]]  # the pieces of each
Logits = Callable[[Texts], NDArray[np.float64]]
LogitsInSteps = Callable[[Texts], Generator[float, None, NDArray[np.float64]]]


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


def many_logits_by_length(
    classifiers: ByLength[Classifier], texts: Sequence[str]
) -> NDArray[np.float64]:
    """The logit of each text by the network for its length, (texts,)."""
    pieces = [own.ids for own in classifiers.whole.tokenizer.encode_many(texts)]
    return logits_by_length(
        classifiers.each(lambda one: lambda own: many_logits(one, own)), texts, pieces
    )


def logits_by_length(
    logits_of: ByLength[Logits], shown: Sequence[str], pieces: Texts
) -> NDArray[np.float64]:
    """The logit of each text, by what there is for its length."""
    found = np.zeros(len(pieces))
    for own, places in logits_of.divided(shown):
        found[places] = own([pieces[i] for i in places])
    return found


def judge_rows(
    classifier: Classifier, rows: Sequence[Row], logits_of: ByLength[Logits]
) -> list[RowJudgement]:
    """Judge rows, each independent of the others.

    Args:
        classifier: for its tokenizer and its doubts.
        rows: of a file.
        logits_of: the logits of texts given as pieces, by their length.
    """
    shown, problems = _shown(rows)
    pieces = dict(zip(shown, classifier.tokenizer.encode_many(list(shown.values())), strict=True))
    texts = _short_enough(pieces, problems)
    found = logits_by_length(logits_of, [shown[i] for i in texts], [pieces[i].ids for i in texts])
    logit_of = dict(zip(texts, found.tolist(), strict=True))
    return [
        _judged(classifier, row, shown[i], pieces[i], logit_of[i])
        if i in logit_of
        else RowJudgement(row, None, problem=problems[i])
        for i, row in enumerate(rows)
    ]


def judging_rows(
    classifier: Classifier, rows: Sequence[Row], reading: ByLength[LogitsInSteps]
) -> Generator[float, None, list[RowJudgement]]:
    """The same on one thread, step by step; it yields the share that is done.

    Args:
        classifier: as for `judge_rows`.
        rows: as for `judge_rows`.
        reading: gives the logits of texts step by step, and yields the share that is done.
    """
    shown, problems = _shown(rows)
    pieces = {}
    for i, text in shown.items():
        pieces[i] = classifier.tokenizer.encode(text)
        yield ENCODING * len(pieces) / len(shown)
    texts = _short_enough(pieces, problems)
    logit_of: dict[int, float] = {}
    for own, places in reading.divided([shown[i] for i in texts]):
        chosen = [texts[place] for place in places]
        start = ENCODING + (1 - ENCODING) * len(logit_of) / len(texts)
        share = (1 - ENCODING) * len(chosen) / len(texts)
        found = yield from part_of(own([pieces[i].ids for i in chosen]), start, share)
        logit_of.update(zip(chosen, found.tolist(), strict=True))
    judged = []
    for i, row in enumerate(rows):
        if i in logit_of:
            judged.append(_judged(classifier, row, shown[i], pieces[i], logit_of[i]))
            yield 1.0
        else:
            judged.append(RowJudgement(row, None, problem=problems[i]))
    return judged


def _shown(rows: Sequence[Row]) -> tuple[dict[int, str], dict[int, str]]:
    """The texts that can be read as they are shown, and why each of the others is not read."""
    shown, problems = {}, {}
    for i, row in enumerate(rows):
        problems[i] = row.problem
        if row.text is not None:
            text = as_shown(row.text)
            # Compatibility forms can be longer than what was typed: one character for a blessing.
            problems[i] = too_long(len(visible_text(text)))
            if not problems[i]:
                shown[i] = text
    return shown, problems


def _short_enough(pieces: dict[int, Pieces], problems: dict[int, str]) -> list[int]:
    """The texts that do not fall into too many pieces; `problems` takes why others are not read."""
    problems.update({i: too_many_pieces(len(own.ids)) for i, own in pieces.items()})
    return [i for i in pieces if not problems[i]]


def _judged(
    classifier: Classifier, row: Row, text: str, pieces: Pieces, logit: float
) -> RowJudgement:
    reason = doubt(classifier, text, pieces)
    if reason and reason.kind == "empty":
        return RowJudgement(row, None, problem=sentence("there is no word in it"))
    return RowJudgement(row, probability(logit), reason.kind if reason else "")


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
