"""What somebody typed, as a sentence that a translator can read, or one sentence why it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rnn_demo.files.not_utf8 import is_not_utf8
from rnn_demo.tokenizers.sentence_pieces import UNKNOWN, SourcePieces
from rnn_demo.translation.translator import Translator
from rnn_demo.translation.words import SentenceWord, source_texts, source_words
from rnn_demo.words import Sentence, sentence

LANGUAGE_NAMES = {"en": "English", "ru": "Russian", "fr": "French"}
MOST_CHARACTERS = 1_000  # of a sentence; more is not even cut into pieces
OWN_LETTERS = 0.5  # at least this share of the letters is of the language's alphabet
SHOWN = 12  # unknown characters that a note names
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+")


class SourceError(ValueError):
    """A text that cannot be translated; the message says why and what would do."""


class OtherLanguageError(SourceError):
    """A sentence in a language that another direction reads.

    Attributes:
        language: the code of the language that it looks like.
    """

    def __init__(self, told: Sentence, language: str) -> None:
        super().__init__(told)
        self.language = language


@dataclass(frozen=True, eq=False)
class Source:
    """A sentence to translate.

    Attributes:
        text: as it was typed.
        pieces: of the network's vocabulary.
        words: of the sentence, the tag and the end among them.
        notes: what the network cannot see of it, in words.
    """

    text: str
    pieces: SourcePieces
    words: tuple[SentenceWord, ...]
    notes: tuple[Sentence, ...] = ()


def languages(direction: str) -> tuple[str, str]:
    """From which language into which: en-ru is ("en", "ru")."""
    source, _, target = direction.partition("-")
    return source, target


def source_of(translator: Translator, text: str, direction: str) -> Source:
    """Cut a sentence into pieces.

    Args:
        translator: for whom.
        text: whatever was typed.
        direction: one of the translator's.

    Raises:
        SourceError: nothing to read, too long, or in the alphabet of another language.
    """
    own = text.strip()
    if not own:
        raise SourceError(sentence("There is no word to translate: type a short sentence."))
    if is_not_utf8(own):
        raise SourceError(sentence("The text is not UTF-8: save it as UTF-8, and give it again."))
    if len(own) > MOST_CHARACTERS:
        raise SourceError(
            sentence(
                "The sentence has {count:,} characters; the network reads up to {most:,}: give it "
                "sentence by sentence.",
                count=len(own),
                most=MOST_CHARACTERS,
            )
        )
    source, target = languages(direction)
    _check_letters(translator, own, source)
    pieces = translator.pieces.encode_source(own, target)
    longest = translator.config.data.longest
    if len(pieces.ids) - 2 > longest:
        raise SourceError(
            sentence(
                "The sentence has {count:,} pieces; the network learned from sentences of up to "
                "{most:,}: shorten it, or give it sentence by sentence.",
                count=len(pieces.ids) - 2,
                most=longest,
            )
        )
    words = tuple(source_words(own, pieces, translator.pieces))
    return Source(own, pieces, words, _notes(translator, own, pieces))


def sentences_of(text: str) -> list[str]:
    """The sentences of a line, each with the signs that end it."""
    return [part for part in _END.split(text.strip()) if part]


def _check_letters(translator: Translator, text: str, source: str) -> None:
    letters = [character for character in text if character.isalpha()]
    alphabet = _CYRILLIC if source == "ru" else _LATIN
    own = sum(bool(alphabet.match(letter)) for letter in letters)
    if not letters or own >= OWN_LETTERS * len(letters):
        return
    name = sentence(LANGUAGE_NAMES[source])
    other = "ru" if source != "ru" else "en"
    theirs = _CYRILLIC if other == "ru" else _LATIN
    reads = any(one.startswith(f"{other}-") for one in translator.config.data.directions)
    if sum(bool(theirs.match(letter)) for letter in letters) < OWN_LETTERS * len(letters):
        raise SourceError(
            sentence("This is not {language}: the network cannot read its letters.", language=name)
        )
    if reads:
        raise OtherLanguageError(
            sentence(
                "This looks like {other}, and the direction is from {language}: choose a "
                "direction that begins with {other}.",
                other=sentence(LANGUAGE_NAMES[other]),
                language=name,
            ),
            other,
        )
    raise SourceError(
        sentence(
            "This looks like {other}, and the network reads {language}: type a sentence in "
            "{language}.",
            other=sentence(LANGUAGE_NAMES[other]),
            language=name,
        )
    )


def _notes(translator: Translator, text: str, pieces: SourcePieces) -> tuple[Sentence, ...]:
    """What the network cannot see: characters that no training sentence holds."""
    texts: Sequence[str] = source_texts(text, pieces, translator.pieces)
    unknown = [t for t, one in zip(texts, pieces.ids.tolist(), strict=True) if one == UNKNOWN]
    named = " ".join(dict.fromkeys(part for part in unknown if part.strip()))
    if not named:
        return ()
    return (
        sentence(
            "The network has never seen: {signs}. To it each of them is the same unknown sign.",
            signs=named if len(named) <= SHOWN else named[:SHOWN] + "…",
        ),
    )
