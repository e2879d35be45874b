"""`translate`: each line of a text in another language, as it comes."""

from __future__ import annotations

import argparse
import io
import math
import sys
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rnn_demo.artifacts.folder import of_one_time
from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.translation import read_translator
from rnn_demo.commands.arguments import check_number
from rnn_demo.commands.streams import as_json, spelled
from rnn_demo.configuration.translation import KIND, LANGUAGES
from rnn_demo.files.lines import TOO_LONG, read_lines
from rnn_demo.files.row import RowsError
from rnn_demo.translation.searching import BEAM, Hypothesis, WrittenPiece, reasons, search
from rnn_demo.translation.sources import (
    LANGUAGE_NAMES,
    OtherLanguageError,
    Source,
    SourceError,
    sentences_of,
    source_of,
)
from rnn_demo.translation.translator import EncodedSource, Translator, read_source, translator_from
from rnn_demo.words import message

TRANSLATOR = "translate"
MOST_BEAM, MOST_LISTED = 50, 20
EXAMPLE = 'example: python -m rnn_demo translate --to ru "My brother is reading a book."'
Result = TypeVar("Result")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "text", nargs="?", default="-", help="the sentence, or one a line; - reads standard input"
    )
    parser.add_argument(
        "--to", default="ru", help=f"{', '.join(LANGUAGES)} (default ru); en is from Russian"
    )
    parser.add_argument("--model", default=TRANSLATOR, help=f"name or folder, default {TRANSLATOR}")
    parser.add_argument(
        "--beam", type=int, default=BEAM, help=f"translations followed, 1 is greedy, default {BEAM}"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print a translation for each line as it comes; lines that cannot be translated stay empty.

    Returns:
        0 when every line was translated, 1 when some were not.
    """
    check_number("--beam", arguments.beam, 1, MOST_BEAM)
    translator = _translator(arguments.model)
    direction = _direction(translator, arguments.to)
    failed, count = [], 0
    for count, line in enumerate(_lines(arguments.text), 1):
        try:
            if line is None:
                raise SourceError(TOO_LONG)
            found = [
                _translated(translator, part, direction, arguments.beam)
                for part in _parts(translator, line, direction)
            ]
        except SourceError as error:
            told = _told(translator, error)
            failed.append(f"{count} ({told.rstrip('.')})")
            print(as_json(_problem(count, line, told)) if arguments.json else "", flush=True)
            continue
        if arguments.json:
            print(as_json(_record(translator, count, line.strip(), found)), flush=True)
        else:
            text = " ".join(translator.pieces.decode(one.best.ids) for one in found)
            print(spelled(text), flush=True)
            for note in dict.fromkeys(note for one in found for note in one.source.notes):
                print(spelled(f"rnn_demo: line {count}: {note}"), file=sys.stderr)
    if not count:
        raise RowsError("There is nothing to translate: give a sentence, or lines through a pipe.")
    if failed:
        rest = len(failed) - MOST_LISTED
        more = f" and {rest:,} more" if rest > 0 else ""
        print(
            f"rnn_demo: {len(failed):,} of {count:,} lines could not be translated: line "
            f"{', line '.join(failed[:MOST_LISTED])}{more}.",
            file=sys.stderr,
        )
    return 1 if failed else 0


@dataclass(frozen=True, eq=False)
class _Translated:
    """A sentence, its best translation with the reasons, and what else the beam kept."""

    source: Source
    best: Hypothesis
    written: tuple[WrittenPiece, ...]
    others: tuple[Hypothesis, ...]


def _translator(model: str) -> Translator:
    folder = find_model(model)
    return translator_from(of_one_time(folder, KINDS[KIND].files, lambda: read_translator(folder)))


def _direction(translator: Translator, target: str) -> str:
    known = translator.config.data.directions
    direction = f"{'ru' if target == 'en' else 'en'}-{target}"
    if direction not in known:
        offered = ", ".join(one.partition("-")[2] for one in known)
        raise ValueError(f"--to is {target[:40]!r}; {translator.name} knows {offered}: give one.")
    return direction


def _lines(text: str) -> Iterable[str | None]:
    """The lines of an argument, or of standard input each as soon as it is there."""
    if text != "-":
        return text.splitlines() or [""]
    if sys.stdin is None:
        raise RowsError("Standard input is closed: give a sentence, or lines through a pipe.")
    # A reader of our own, never closed, as in `classify`.
    file: io.BufferedReader = open(sys.stdin.fileno(), "rb", closefd=False)  # noqa: SIM115
    return read_lines(file)


def _parts(translator: Translator, line: str, direction: str) -> Sequence[str]:
    """A line whole, or its sentences if the network cannot read it whole; none of an empty one."""
    if not line.strip():
        return []
    try:
        source_of(translator, line, direction)
    except SourceError:
        return sentences_of(line)
    return [line]


def _translated(translator: Translator, text: str, direction: str, beam: int) -> _Translated:
    source = source_of(translator, text, direction)
    encoded: EncodedSource = read_source(translator, source.pieces.ids.tolist())
    best, *others = _result(search(translator, encoded, beam=beam))
    return _Translated(source, best, reasons(translator, encoded, best), tuple(others))


def _record(
    translator: Translator, line: int, text: str, found: Sequence[_Translated]
) -> dict[str, Any]:
    pieces = translator.pieces
    return {
        "line": line,
        "text": text,
        "translation": " ".join(pieces.decode(one.best.ids) for one in found),
        "sentences": [
            {
                "source_pieces": [pieces.pieces[i] for i in one.source.pieces.ids.tolist()],
                "translation": pieces.decode(one.best.ids),
                "log_probability": round(one.best.log_chance, 5),
                "score": round(one.best.score, 5),
                "ended": one.best.ended,
                "pieces": [
                    {
                        "piece": pieces.pieces[piece.id],
                        "probability": round(math.exp(piece.log_chance), 6),
                        "attention": [round(float(share), 4) for share in piece.attention],
                    }
                    for piece in one.written
                ],
                "others": [
                    {"translation": pieces.decode(other.ids), "score": round(other.score, 5)}
                    for other in one.others
                ],
                **({"notes": list(one.source.notes)} if one.source.notes else {}),
            }
            for one in found
        ],
    }


def _told(translator: Translator, error: SourceError) -> str:
    """What is wrong with a line; for one in another language the option that would do."""
    if not isinstance(error, OtherLanguageError):
        return message(error)
    known = [one.split("-") for one in translator.config.data.directions]
    fitting = " or ".join(f"--to {target}" for source, target in known if source == error.language)
    return f"This looks like {LANGUAGE_NAMES[error.language]}: give {fitting}."


def _problem(line: int, text: str | None, told: str) -> dict[str, Any]:
    shown = (text or "").strip()[:200].encode("utf-8", "replace").decode("utf-8")
    return {"line": line, "text": shown, "translation": None, "problem": told}


def _result(steps: Generator[float, None, Result]) -> Result:
    """What a computation returns in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Result = end.value
            return found
