"""`--set KNOB=VALUE`, for a command that takes an exhibit's knobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rnn_demo.knobs.knob import knobs_of
from rnn_demo.knobs.values import PLAIN, KnobError, wanted, with_text
from rnn_demo.words import sentence

V = TypeVar("V")


def described(table: type) -> list[str]:
    """The knobs of a table, each with its values, for `--help`."""
    return [f"{knob.link} ({wanted(knob)})" for knob in knobs_of(table).values()]


def set_all(
    values: V, wishes: Sequence[str], put: Callable[[V, str, str, str], V] = with_text
) -> V:
    """The same values with some of them changed.

    Args:
        values: the values of a table.
        wishes: what to change, each as NAME=VALUE.
        put: see `rnn_demo.knobs.links.read_values`.

    Raises:
        KnobError: a wish has no =, there is no such knob, or it cannot have this value.
    """
    for wish in wishes:
        name, equals, text = wish.partition("=")
        if not equals:
            raise KnobError(
                sentence("--set {wish!r} has no =; write it as in --set seed=1.", wish=wish)
            )
        values = put(values, name.strip(), text.strip(), PLAIN)
    return values
