"""The net's knobs: each declared in one entry."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.exhibits.hopfield.compute.letters import STROKES
from rnn_demo.exhibits.hopfield.compute.memories import Rule
from rnn_demo.exhibits.hopfield.compute.recall import Update
from rnn_demo.exhibits.hopfield.compute.spoiling import WIPED
from rnn_demo.knobs.bitmaps import (
    LARGEST,
    SMALLEST,
    Bitmap,
    parse_bitmaps,
    write_bitmaps,
)
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, typed, whole
from rnn_demo.knobs.values import check
from rnn_demo.words import sentence

MOST_LETTERS = 40
MOST_RANDOM = 1_000
RULES: dict[Rule, str] = {
    "hebb": "Hebb",
    "projection": "projection (pseudo-inverse)",
    "storkey": "Storkey",
    "chain": "chain: each calls the next",
    "dense": "dense memory (softmax)",
}
UPDATES: dict[Update, str] = {
    "asynchronous": "one unit after the other",
    "synchronous": "all units at once",
}


def parse_letters(text: str) -> str:
    """Letters to store, as capitals and each once.

    Raises:
        ValueError: one has no picture, two have the same, or there are too many.
    """
    found = "".join(dict.fromkeys("".join(text.split()).upper()))
    if unknown := [sign for sign in found if sign not in STROKES]:
        raise ValueError(
            sentence(
                "may not hold {sign!r}; give letters from A to Z or from А to Я, or digits.",
                sign=unknown[0],
            )
        )
    first = dict[str, str]()
    for sign in found:
        if (same := first.setdefault(str(STROKES[sign]), sign)) != sign:
            raise ValueError(
                sentence(
                    "may hold only one of {same!r} and {sign!r}, which have the same picture.",
                    same=same,
                    sign=sign,
                )
            )
    if len(found) > MOST_LETTERS:
        raise ValueError(
            sentence(
                "may hold at most {most} letters, not {count}.",
                count=len(found),
                most=MOST_LETTERS,
            )
        )
    return found


@dataclass(frozen=True)
class HopfieldKnobs:
    """All that a recall depends on, in the order of the page's widgets."""

    letters: str = typed(
        "AЖO",
        "Letters stored",
        parse_letters,
        str,
        widget="line",
        form="letters from A to Z or from А to Я, or digits",
        told="letters",
    )
    own: tuple[Bitmap, ...] = typed(  # patterns that the visitor has stored
        (), "", parse_bitmaps, write_bitmaps, form="drawings as SIDE.BITS", told="stored drawings"
    )
    random: int = whole(0, "Random patterns", 0, MOST_RANDOM, reaches=100, told="random patterns")
    rule: Rule = choice("hebb", "Rule", RULES, told="rule")
    beta: float = number(
        0.25,
        "β of the softmax",
        0.01,
        2,
        step=0.01,
        told="β",
        shown=lambda now: now.rule == "dense",
    )
    update: Update = choice(
        "asynchronous", "Update", UPDATES, told="update", shown=lambda now: now.rule != "dense"
    )
    size: int = whole(12, "Side of the canvas", SMALLEST, LARGEST, told="side")
    theta: float = number(
        0.0,
        "Threshold θ",
        -1,
        1,
        step=0.01,
        told="θ",
        group="more",
        shown=lambda now: now.rule != "dense",
    )
    seed: int = whole(  # of the order, the noise and the random patterns
        0, "Seed", 0, LARGEST_SEED, widget="box", told="seed", group="more"
    )
    # What the visitor sets in the picture itself.
    noise: float = number(0.2, "", 0, 0.5, told="noise")
    wiped: str = choice("no", "", WIPED, told="half wiped out")
    cue: int = whole(1, "", 0, MOST_RANDOM, told="pattern shown")  # from 1; 0 is an empty canvas
    drawn: tuple[Bitmap, ...] = typed(  # one drawing in place of the cue, or none
        (), "", parse_bitmaps, write_bitmaps, form="a drawing as SIDE.BITS", told="drawing"
    )

    def __post_init__(self) -> None:
        check(self)
