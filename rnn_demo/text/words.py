"""A text cut into the words that a treebank gives a part of speech: punctuation stands alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# What is one word besides letters and digits; a mark repeated ("...", "!!!") is one, too. All that
# may have to be given back is bounded, so that no text takes longer than its length.
_EMOTICON = r"[:;=8xX]['’]?-?[)(DPpOo/\\|*3]+(?!\w)|<3|\^_+\^|[oO]_[oO]"
_LINK = r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]]"
_MAIL = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
_NUMBER = r"\d+(?:[.,:/]\d+)*"
_DOTTED = r"[^\W_]+(?:[._][^\W_]+){0,8}\.[^\W_]{2,}"  # alt.animals.cat, report.doc
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d]+"
_LETTERS = r"[^\W\d_]"
_SHORT = r"(?:[^\W\d_]\.){2,}"  # U.S.
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|No|Inc|Co|Corp|Ltd|Gen|Sen|Rep|Gov)\."
_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_TOKEN = {
    "en": re.compile(
        rf"{_LINK}|{_MAIL}|[@#]\w+|{_SHORT}|{_TITLE}|{_DOTTED}"
        rf"|{_NUMBER}(?:st|nd|rd|th|s)?(?!\w)|{_EMOTICON}|{_EMOJI}"
        rf"|{_WORD}|([.!?\-–—*_=~#$<>])\1*|\S",
    ),
    "ru": re.compile(
        rf"{_LINK}|{_MAIL}|[@#]\w+(?:-\w+)*|{_NUMBER}(?:-{_LETTERS}{{1,3}})?(?!\w)"
        rf"|{_EMOTICON}|{_EMOJI}"
        rf"|{_WORD}(?:-{_WORD})*|([.!?\-–—*_=~#$<>])\1*|\)+|\(+|\S",
    ),
}
_CLITIC = re.compile(r"(?i)(?<=\w)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
_TOGETHER = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dunno": 2}
_END = re.compile(r"[.!?…]+")
LONGEST = 400  # words read as one sentence


def words_of(text: str, language: str) -> list[str]:
    """The words and marks of a text, in their order.

    English is cut as the Penn Treebank does: "don't" is "do" and "n't", "Anna's" is "Anna" and
    "'s". A hyphen stands alone in English and joins in Russian, as in their treebanks.

    Example:
        >>> words_of("I don't know Anna's dog.", "en")
        ['I', 'do', "n't", 'know', 'Anna', "'s", 'dog', '.']
    """
    return [text[begin:end] for begin, end in spans_of(text, language)]


def spans_of(text: str, language: str) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends."""
    found: list[tuple[int, int]] = []
    for match in _TOKEN[language].finditer(text):
        begin, end = match.span()
        end = _with_marks(text, begin, end)
        if found and begin < found[-1][1]:
            continue
        found.extend(_cut(text, begin, end) if language == "en" else [(begin, end)])
    return found


def _with_marks(text: str, begin: int, end: int) -> int:
    """The end of a word with the accents, joiners and variation selectors that belong to it."""
    while end < len(text) and (
        unicodedata.category(text[end]) in ("Mn", "Me", "Sk", "Cf")
        or (text[end - 1] == "\u200d" and not text[end].isspace())
    ):
        end += 1
    return end


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    word = text[begin:end]
    clitic = _CLITIC.search(word)
    if clitic and clitic.start():
        at = begin + clitic.start()
        yield from ((begin, at), (at, end))
    elif (at := _TOGETHER.get(word.lower(), 0)) > 0:
        yield from ((begin, begin + at), (begin + at, end))
    else:
        yield begin, end


def sentences_in(text: str, language: str) -> list[list[tuple[int, int]]]:
    """The words of a text by sentences: one ends at a full stop, or with its line.

    A sentence of more than `LONGEST` words is cut there.
    """
    found: list[list[tuple[int, int]]] = []
    place = 0
    for line in text.splitlines(keepends=True):
        current: list[tuple[int, int]] = []
        ended = False
        for begin, end in spans_of(line, language):
            word = line[begin:end]
            if len(current) >= LONGEST or (ended and (word[0].isalnum() or word[0] in '«“"—–-')):
                found.append(current)
                current, ended = [], False
            current.append((place + begin, place + end))
            ended = bool(_END.fullmatch(word)) or (ended and not word[0].isalnum())
        if current:
            found.append(current)
        place += len(line)
    return found
