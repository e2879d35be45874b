"""Values of knobs as text and back, with one sentence for each value that cannot be used."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any, TypeVar

from rnn_demo.knobs.knob import Knob, knobs_of
from rnn_demo.words import Sentence, message, sentence

SHOWN = 40  # characters of a value that cannot be used
PLAIN = "{name}"  # what a sentence calls a knob, by its name in a link
V = TypeVar("V")


class KnobError(ValueError):
    """A value that cannot be used; the message names the knob, the value and what would do."""


def parse(knob: Knob, text: str, called: str = PLAIN) -> Any:
    """The value that a text stands for.

    Args:
        knob: the knob that the value is for.
        text: the text, as in a link or after `--set NAME=`.
        called: what the message calls the knob, with {name} for its name in a link.

    Raises:
        KnobError: the text does not stand for a value of this knob.
    """
    if knob.kind == "typed":
        try:
            return knob.read(text)
        except ValueError as error:
            own = sentence(called, name=knob.link)
            raise KnobError(
                sentence("{knob} {problem}", knob=own, problem=message(error))
            ) from None
    value = _value(knob, text)
    if not fits(knob, value):
        raise _unfit(knob, sentence(called, name=knob.link), text)
    return value


def as_text(knob: Knob, value: Any) -> str:
    """A text that `parse` turns into the value."""
    if knob.kind == "switch":
        return str(int(value))
    return knob.write(value) if knob.kind == "typed" else str(value)


def with_text(values: V, link: str, text: str, called: str = PLAIN) -> V:
    """The same values with one of them set from text.

    Args:
        values: the values of a table.
        link: the name of the knob in a link.
        text: see `parse`.
        called: what the message calls the knob, with {name} for its name in a link.

    Raises:
        KnobError: there is no such knob, or the text does not stand for a value of it.
    """
    known = {knob.link: knob for knob in knobs_of(type(values)).values()}
    if link not in known:
        raise KnobError(
            sentence(
                "There is no knob {name}; there are {known}.",
                name=quoted(link),
                known=", ".join(known),
            )
        )
    knob = known[link]
    table: Any = values  # a dataclass, which no type can say of a type variable
    changed: V = replace(table, **{knob.name: parse(knob, text, called)})
    return changed


def check(values: object) -> None:
    """Check, in the `__post_init__` of a table, that each value is one that its knob can have.

    Raises:
        KnobError: a value is not.
    """
    for name, knob in knobs_of(type(values)).items():
        value = getattr(values, name)
        found_anew = knob.kind == "choice" and callable(knob.offered)
        if not found_anew and not fits(knob, value):
            raise _unfit(knob, name, value)


def fits(knob: Knob, value: Any) -> bool:
    """Whether a knob can have a value; for a typed knob always, as only its text can tell."""
    if knob.kind == "typed":
        return True
    if knob.kind == "choice":
        return isinstance(value, Hashable) and value in knob.options
    if knob.kind == "switch":
        return isinstance(value, bool)
    if knob.kind == "text":
        return isinstance(value, str) and (knob.most is None or len(value) <= knob.most)
    kinds = int if knob.kind == "whole" else int | float
    if not isinstance(value, kinds) or isinstance(value, bool):
        return False
    return knob.low <= value <= knob.high  # NaN is not in any interval


def wanted(knob: Knob) -> Sentence:
    """The values of a knob in words, for after "give"."""
    if knob.kind == "choice":
        known = [str(value) for value in knob.options]
        return sentence("one of {known}", known=", ".join(filter(None, known)))
    if knob.kind == "switch":
        return sentence("0 or 1")
    if knob.kind == "text":
        if knob.most is None:
            return sentence("any text")
        return sentence("at most {most:,} characters", most=knob.most)
    if knob.kind == "typed":
        return sentence(knob.form)
    if knob.kind == "whole":
        return sentence("a whole number from {low:,} to {high:,}", low=knob.low, high=knob.high)
    return sentence("a number from {low:,.16g} to {high:,.16g}", low=knob.low, high=knob.high)


def quoted(value: object) -> str:
    """A value as a sentence shows it: in quotes if it is text, and cut if it is long."""
    if isinstance(value, str):
        return repr(value if len(value) <= SHOWN else f"{value[:SHOWN]}…")
    shown = repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"


def _unfit(knob: Knob, called: str, value: object) -> KnobError:
    return KnobError(
        sentence(
            "{knob} is {value}; give {wanted}.",
            knob=called,
            value=quoted(value),
            wanted=wanted(knob),
        )
    )


def _value(knob: Knob, text: str) -> Any:
    """The value that a text stands for, in bounds or not; None if it stands for none."""
    if knob.kind == "text":
        return text.encode("utf-8", "replace").decode("utf-8")
    if knob.kind == "choice":
        return {str(value): value for value in knob.options}.get(text)
    if knob.kind == "switch":
        return {"0": False, "1": True}.get(text)
    try:
        return int(text) if knob.kind == "whole" else float(text)
    except ValueError:
        return None
