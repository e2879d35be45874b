"""The pieces with which a translation has to begin, as a visitor or a link writes them.

Plain words are cut as the vocabulary cuts them. Where the pieces are others they are written one by
one with ¦ between them, ▁ for a space: ▁ко¦ш¦ка. A ¦ at the end ends the translation.
"""

from __future__ import annotations

from collections.abc import Sequence

from rnn_demo.knobs.values import quoted
from rnn_demo.tokenizers.sentence_pieces import END, FIRST, SPACE, UNKNOWN, SentencePieces
from rnn_demo.words import sentence

BORDER = "¦"


class ForcedPiecesError(ValueError):
    """Words that cannot begin a translation; the message says why and what would do."""


def read_forced(text: str, pieces: SentencePieces, most: int) -> tuple[int, ...]:
    """The ids of forced pieces, `END` last if the translation is to end there.

    Args:
        text: as it was typed.
        pieces: the vocabulary.
        most: a translation has so many pieces at most, the end included.

    Raises:
        ForcedPiecesError: a sign or a piece that the vocabulary lacks, or too many pieces.
    """
    own = text.strip()
    stops = own.endswith(BORDER)
    own = own.removesuffix(BORDER)
    ids = _one_by_one(own, pieces) if BORDER in own or SPACE in own else _words(own, pieces)
    if len(ids) > most - 1:
        raise ForcedPiecesError(
            sentence(
                "The translation is to begin with {count:,} pieces; of this sentence it has at "
                "most {most:,}: give fewer.",
                count=len(ids),
                most=most - 1,
            )
        )
    return (*ids, END) if stops else tuple(ids)


def write_forced(ids: Sequence[int], pieces: SentencePieces) -> str:
    """A text that `read_forced` turns into these ids."""
    own = [one for one in ids if one != END]
    end = BORDER if END in ids else ""
    plain = pieces.decode(own)
    if BORDER not in plain and SPACE not in plain and pieces.encode([plain])[0] == own:
        return plain + end
    found = BORDER.join(pieces.pieces[one] for one in own)
    return (found if SPACE in found else BORDER + found) + end


def _one_by_one(text: str, pieces: SentencePieces) -> list[int]:
    ids = []
    for part in text.removeprefix(BORDER).split(BORDER):
        if part not in pieces.pieces[FIRST:]:
            raise ForcedPiecesError(
                sentence(
                    "{piece} is no piece of the vocabulary: click a piece, or type whole words.",
                    piece=quoted(part),
                )
            )
        ids.append(pieces.pieces.index(part, FIRST))
    return ids


def _words(text: str, pieces: SentencePieces) -> list[int]:
    ids = pieces.encode([text])[0] if text else []
    if UNKNOWN in ids:
        known = set("".join(pieces.pieces[FIRST:])) | {" "}
        unknown = "".join(dict.fromkeys(sign for sign in text if sign not in known))
        raise ForcedPiecesError(
            sentence(
                "The translation cannot begin with {text}: the network cannot write {signs}.",
                text=quoted(text),
                signs=quoted(unknown or text),
            )
        )
    return ids
