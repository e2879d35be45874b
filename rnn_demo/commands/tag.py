"""`tag`: a part of speech for each word of a text, line by line."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from typing import Any

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.tags import TagArtifact, read_tagger
from rnn_demo.commands.streams import as_json, spelled
from rnn_demo.configuration.tags import KIND, LANGUAGES
from rnn_demo.exhibits.tags.compute import foreign
from rnn_demo.files.not_utf8 import is_not_utf8, readable
from rnn_demo.networks.tag_reader import SentenceTags, TagReader, read_sentence
from rnn_demo.text.words import sentences_in

MOST_LINE = 1_000_000  # characters of a line
EXAMPLE = (
    'python -m rnn_demo tag "The old man the boat."\n'
    "python -m rnn_demo tag --language ru --conllu - < text.txt"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument(
        "text",
        nargs="?",
        default="-",
        help="a text; without one, or -, the lines of standard input",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="default en")
    parser.add_argument("--model", help="name or folder, default the first of the language")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON object a sentence")
    output.add_argument("--conllu", action="store_true", help="CoNLL-U, the tags in column UPOS")


def run(arguments: argparse.Namespace) -> int:
    """Print the tags of both readers for each word, a sentence as soon as it is read.

    Raises:
        ValueError: there is no word in the text.
        ArtifactError: the model cannot be used.
    """
    artifact = _model(arguments.model, arguments.language)
    language, reader = artifact.config.data.language, artifact.reader()
    number = guessed = damaged = 0
    for line in _lines(arguments.text):
        if is_not_utf8(line):
            damaged, line = damaged + 1, readable(line)
        for spans in sentences_in(line, language):
            number += 1
            text = " ".join(line[spans[0][0] : spans[-1][1]].split())
            words = [line[begin:end] for begin, end in spans]
            guessed += foreign(words, language)
            found = read_sentence(reader, words)
            if arguments.conllu:
                _show_conllu(number, text, spans, words, found, reader)
            else:
                _show(arguments, number, text, words, found, reader)
        sys.stdout.flush()
    if not number:
        raise ValueError("There is no word in the text: give a sentence, or lines through a pipe.")
    if damaged:
        print(
            f"rnn_demo: Lines that are not UTF-8: {damaged:,}. What could not be read stands as "
            "\N{REPLACEMENT CHARACTER}; save the text as UTF-8.",
            file=sys.stderr,
        )
    if guessed:
        print(
            f"rnn_demo: Of {guessed:,} of {number:,} sentences most letters are not of the "
            f"tagger's language, {language}: it guesses. Another --language may do.",
            file=sys.stderr,
        )
    return 0


def _show(
    arguments: argparse.Namespace,
    number: int,
    text: str,
    words: list[str],
    found: SentenceTags,
    reader: TagReader,
) -> None:
    tags = reader.vocabulary.tags
    causal, both = found.causal.argmax(1), found.both.argmax(1)
    if arguments.json:
        print(as_json(_record(text, words, found, reader)))
        return
    if number > 1:
        print()
    wide = max(map(len, words))
    for place, word in enumerate(words):
        before, after = tags[causal[place]], tags[both[place]]
        line = f"{word:{wide}}  {after:5}  {found.both[place, both[place]]:.3f}"
        if before != after:
            line += f"  (before it saw the rest: {before} {found.causal[place, causal[place]]:.3f})"
        print(spelled(line))


def _show_conllu(
    number: int,
    text: str,
    spans: list[tuple[int, int]],
    words: list[str],
    found: SentenceTags,
    reader: TagReader,
) -> None:
    """CoNLL-U; MISC says where no space follows a word, and where the causal reader disagrees."""
    tags = reader.vocabulary.tags
    causal, both = found.causal.argmax(1), found.both.argmax(1)
    print(spelled(f"# sent_id = {number}\n# text = {text}"))
    for place, word in enumerate(words):
        more = []
        if causal[place] != both[place]:
            more.append(f"Causal={tags[causal[place]]}")
        if place + 1 < len(words) and spans[place][1] == spans[place + 1][0]:
            more.append("SpaceAfter=No")
        row = [place + 1, word, "_", tags[both[place]], "_", "_", "_", "_", "_"]
        print(spelled("\t".join([*map(str, row), "|".join(more) or "_"])))
    print()


def _record(text: str, words: list[str], found: SentenceTags, reader: TagReader) -> dict[str, Any]:
    tags = reader.vocabulary.tags
    return {
        "text": text,
        "words": [
            {
                "word": word,
                "tag": tags[int(found.both[place].argmax())],
                "probability": round(float(found.both[place].max()), 6),
                "causal_tag": tags[int(found.causal[place].argmax())],
                "causal_probability": round(float(found.causal[place].max()), 6),
            }
            for place, word in enumerate(words)
        ],
    }


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, or of standard input as they come."""
    if text != "-":
        yield from text.splitlines()
        return
    if sys.stdin is None:
        raise ValueError("Standard input is closed: give a text, or lines through a pipe.")
    # In UTF-8, whatever the terminal's settings.
    with open(sys.stdin.fileno(), "rb", closefd=False) as raw:
        file = io.TextIOWrapper(raw, "utf-8-sig", errors="surrogateescape")
        while line := file.readline(MOST_LINE):
            yield line


def _model(name: str | None, language: str) -> TagArtifact:
    if name is not None:
        return read_tagger(find_model(name))
    for own in model_names(KIND):
        artifact = read_tagger(find_model(own))
        if artifact.config.data.language == language:
            return artifact
    raise ArtifactError(
        f"There is no tagger of the language {language}: train one with `python -m rnn_demo "
        "train`, or name its folder with --model."
    )
