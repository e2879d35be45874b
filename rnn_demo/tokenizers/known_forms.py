"""What to do with characters that a model has never seen: the nearest known form, or none.

Each network knows only the characters of its training text. A prompt may hold any other: curly
quotes, a capital that never occurred, ё in an edition that prints е, an emoji. Nothing here
guesses meaning; it goes through the ways of writing the same sign, nearest first. A letter that the
vocabulary only spells in another way (`rnn_demo.text.spelling`) is no unknown one: it is respelled.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from rnn_demo.text.normal_form import normalized
from rnn_demo.text.spelling import Spelling
from rnn_demo.text.visible import visible_text
from rnn_demo.tokenizers.characters import UNKNOWN, CharacterTokenizer
from rnn_demo.words import joined, sentence, sentences

SHOWN = 10  # characters that a notice names before it counts the rest
DEPTH = 3  # e.g. fi as a ligature with an accent: taken apart, accent off, other case

# For each character the ones that may stand for it, nearest first.
_LOOK_ALIKES = (
    {c: "“„«\"”»'‘’" for c in "“„«‟❝〝"}
    | {c: "”»\"“«„'’‘" for c in '”»"″❞〞＂'}
    | {c: "‘‹'’“«\"" for c in "‘‚‹‛❛"}
    | {c: "’'‘ʼ`›”»\"" for c in "’›'ʼ′`´ʹˈ❜＇"}
    | {c: "—―–‒-‐‑−" for c in "—―–‒⸺⸻─━"}
    | {c: "-‐‑−–‒—" for c in "-‐‑−⁃﹣－˗"}
    | {c: " \u00a0\u202f\u2009" for c in " \t\u00a0\u1680\u202f\u205f\u2800\u3000"}
    | {chr(c): " \u00a0\u202f\u2009" for c in range(0x2000, 0x200B)}
    | {c: "\n\r\u2028 " for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
    | dict(zip("ёЁеЕ⁄∕×·ſı", "еЕёЁ//x.si", strict=True))
    | dict(zip("іІѣѢѳѲѵѴ", "иИеЕфФиИ", strict=True))  # letters of before 1918
)
# Letters that Unicode does not take apart by itself.
_SPELLED = {
    **{"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "Th"},
    **{"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"},
}
_MARKED = re.compile(r"(?s).[\u0300-\u036f]+")
_HALF_WIDTH = re.compile("[\uff66-\uff9d][\uff9e\uff9f]")  # kana with their voicing marks
_SPACES = {
    "\r\n": sentence("Windows line end"),
    "\n": sentence("line end"),
    "\r": sentence("carriage return"),
    " ": sentence("space"),
    "\t": sentence("tab"),
}


@dataclass(frozen=True)
class KnownText:
    """A text that a vocabulary can encode, and what was done to get it.

    Attributes:
        text: holds known characters only.
        replaced: what was read as what, distinct, in the order of the text.
        dropped: characters without a known form, distinct, in the order of the text.
        unknown_count: how many characters of the text the vocabulary can spell in no way.
    """

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    unknown_count: int = 0

    def notice(self) -> str:
        """One sentence for the user, empty when the text was left as it is."""
        done = []
        if self.replaced:
            pairs = (joined([_shown(a), _shown(b)], " → ") for a, b in self.replaced)
            done.append(sentence("replaced {characters}", characters=_listed(pairs)))
        if self.dropped:
            dropped = _listed(_shown(character) for character in self.dropped)
            done.append(sentence("dropped {characters}", characters=dropped))
        if not done:
            return ""
        return sentences(
            "The model has never seen {n:,} character of this text: {done}.",
            "The model has never seen {n:,} characters of this text: {done}.",
            n=self.unknown_count,
            done=joined(done, "; "),
        )


def to_known(text: str, tokenizer: CharacterTokenizer) -> KnownText:
    """Replace or drop every character that a vocabulary lacks.

    The result can always be encoded; a text of known characters comes back as it is. Letters with
    accents, syllables and the like are spelled as the vocabulary does it (й as one character or as
    и and a breve), which is not reported: it is the same text. A Windows line end counts as one.
    """
    if not _unknown(text, tokenizer):
        return KnownText(text)
    spelling = Spelling(tokenizer.characters)
    known = spelling.known
    # What cannot be seen must not keep a letter from its accent.
    first = Counter(text)
    unseen = {c for c in first if c not in known and _cannot_be_seen(c)}
    unseen = {c for c in unseen if not _nearest(c, spelling, DEPTH)}
    count = sum(first[character] for character in unseen)
    text = spelling.respelled(text.translate({ord(c): None for c in unseen}))
    count += _unknown(text, tokenizer)
    replaced: dict[str, str] = {}
    if "\r" not in known and "\r\n" in text:
        text = text.replace("\r\n", "\n")
        if "\n" in known:
            replaced["\r\n"] = "\n"
    text = _joined(text, spelling, replaced)
    dropped = list(unseen)
    table: dict[int, str] = {}
    for character in dict.fromkeys(text):
        if character in known:
            continue
        form = _nearest(character, spelling, DEPTH)
        table[ord(character)] = form
        if form:
            replaced[character] = form
        else:
            dropped.append(character)
    order = {character: place for place, character in enumerate(first)}
    dropped.sort(key=lambda character: order.get(character, len(order)))
    return KnownText(text.translate(table), tuple(replaced.items()), tuple(dropped), count)


def as_spelled(text: str, tokenizer: CharacterTokenizer) -> str:
    """A text in the spelling of a vocabulary; characters that it lacks stay."""
    if not _unknown(text, tokenizer):
        return text
    return Spelling(tokenizer.characters).respelled(text)


def stop_notice(stop: str, tokenizer: CharacterTokenizer) -> str:
    """One sentence when the model can never write a stop text, empty otherwise."""
    known = frozenset(tokenizer.characters)
    spelled = dict.fromkeys(as_spelled(stop, tokenizer))
    foreign = [_shown(character) for character in spelled if character not in known]
    if not foreign:
        return ""
    return sentence(
        "The model never writes {foreign}: the text will not end at the stop text.",
        foreign=_listed(foreign),
    )


def _unknown(text: str, tokenizer: CharacterTokenizer) -> int:
    """How many characters are not in a vocabulary."""
    return int(np.count_nonzero(tokenizer.lookup(text) == UNKNOWN))


def _joined(text: str, spelling: Spelling, replaced: dict[str, str]) -> str:
    """Letters followed by marks of their own as one character, where that has a known form."""
    whole: dict[str, str] = {}

    def join(match: re.Match[str]) -> str:
        apart = match[0]
        if apart not in whole:
            one = normalized("NFC", apart)
            known = spelling.known.issuperset(apart)
            if known or len(one) > 1 or not _nearest(one, spelling, DEPTH):
                one = apart
            whole[apart] = one
        return whole[apart]

    def widen(match: re.Match[str]) -> str:
        wide = normalized("NFKC", match[0])
        known = spelling.known.issuperset(match[0])
        if known or len(wide) > 1 or not (form := spelling.of(wide)):
            return match[0]
        replaced[match[0]] = form
        return form

    return _HALF_WIDTH.sub(widen, _MARKED.sub(join, text))


def _nearest(character: str, spelling: Spelling, depth: int) -> str:
    """The nearest known form of a character, or empty."""
    if spelled := spelling.of(character):
        return spelled
    for look_alike in _LOOK_ALIKES.get(character, ""):
        if look_alike in spelling.known:
            return look_alike
    if depth:
        for form in _other_forms(character):
            nearest = [_nearest(part, spelling, depth - 1) for part in form]
            if all(nearest):
                return "".join(nearest)
    return ""


def _other_forms(character: str) -> Iterator[str]:
    """The other case, then the letters without accent, ligature or width."""
    for form in (character.lower(), character.upper()):
        # ß.upper() is two letters and İ.lower() a letter and a mark: they are taken apart below.
        if form != character and len(form) == 1:
            yield form
    if character in _SPELLED:
        yield _SPELLED[character]
    yield from _with_one_mark_less(character)
    apart = normalized("NFKD", character)
    letters = "".join(c for c in apart if not unicodedata.combining(c)).strip(" ")
    if letters and letters != character:
        yield letters


def _with_one_mark_less(character: str) -> Iterator[str]:
    """A letter of several marks without one of them, the outermost first."""
    apart = normalized("NFD", character)
    for place in reversed(range(1, len(apart))):
        if len(apart) > 2 and unicodedata.combining(apart[place]):
            form = normalized("NFC", apart[:place] + apart[place + 1 :])
            if len(form) == 1:
                yield form


def _cannot_be_seen(character: str) -> bool:
    return not character.isspace() and not visible_text(character)


def _listed(entries: Iterable[str]) -> str:
    names = list(entries)
    rest = len(names) - SHOWN
    shown = joined(names[:SHOWN], ", ")
    if rest <= 0:
        return shown
    return sentence("{characters} and {rest:,} more", characters=shown, rest=rest)


def _shown(characters: str) -> str:
    """A character itself if it is visible and keeps the direction of a line, else its name."""
    if characters in _SPACES:
        return _SPACES[characters]
    if len(characters) > 1 and not characters.isascii():
        return joined(map(_shown, characters), " + ")
    seen = characters.isprintable() and visible_text(characters)
    if (
        seen
        and not unicodedata.category(characters[0]).startswith("M")
        and unicodedata.bidirectional(characters[0]) not in ("R", "AL", "AN")
    ):
        return characters
    return f"U+{ord(characters):04X} {unicodedata.name(characters, '')}".strip()
