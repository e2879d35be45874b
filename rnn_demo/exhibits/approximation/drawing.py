"""A drawn curve as a text for a link: one sign for each of its knots."""

from __future__ import annotations

from rnn_demo.exhibits.approximation.compute.targets import KNOTS, LEVELS
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

# Heights from −LEVELS on, in the signs of base64 for addresses.
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[: 2 * LEVELS + 1]
# What is there before anybody has drawn: a hill, a valley and a plain.
EXAMPLE = tuple(
    round(LEVELS * height / 100)
    for height in [
        *(-60, -58, -52, -42, -30, -16, -2, 12, 26, 40, 52, 62, 70, 76, 80, 81, 80, 76, 70, 61),
        *(50, 37, 23, 9, -6, -21, -35, -48, -59, -68, -75, -79, -80, -78, -74, -68, -60, -51),
        *(-42, -33, -24, -16, -9, -3, 2, 6, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 20),
        *(20, 20, 20, 20, 20, 20),
    ]
)


def parse_drawing(text: str) -> tuple[int, ...]:
    """The heights of a curve, in `LEVELS`-ths, (KNOTS,); () of nothing.

    Raises:
        ValueError: it has another length or other signs; the message lacks its subject.
    """
    text = text.strip()
    if not text:
        return ()
    if len(text) != KNOTS:
        raise ValueError(
            sentence(
                "has {count} signs; give {knots}, one for each place.",
                count=len(text),
                knots=KNOTS,
            )
        )
    if unknown := [sign for sign in text if sign not in SIGNS]:
        raise ValueError(
            sentence(
                "has {sign}; give letters and digits from A (−1) to 8 (+1).",
                sign=quoted(unknown[0]),
            )
        )
    return tuple(SIGNS.index(sign) - LEVELS for sign in text)


def write_drawing(drawn: tuple[int, ...]) -> str:
    """The text that `parse_drawing` reads."""
    return "".join(SIGNS[height + LEVELS] for height in drawn)
