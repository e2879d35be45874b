"""The checks that every value of a config.json goes through."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from rnn_demo.knobs.values import quoted
from rnn_demo.words import Sentence, sentence


class ConfigurationError(ValueError):
    """A configuration that cannot be used; the message says which value, why and what would do."""


def checked_names(kind: type[Any], raw: Any, where: str) -> dict[str, Any]:
    """Parsed JSON with exactly the names of a dataclass: none unknown and none missing."""
    if not isinstance(raw, dict):
        raise ConfigurationError(
            sentence("{where} must be an object with named values.", where=where)
        )
    known = {field.name for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    if unknown := sorted(set(raw) - known):
        raise ConfigurationError(
            sentence(
                "{where} has an unknown name {unknown}; it knows {known}.",
                where=where,
                unknown=quoted(unknown[0]),
                known=", ".join(sorted(known)),
            )
        )
    if missing := sorted(needed - set(raw)):
        raise ConfigurationError(
            sentence("{where} lacks {missing!r}.", where=where, missing=missing[0])
        )
    return raw


def whole_number(name: str, value: Any, low: int, high: int) -> None:
    """Refuse anything but a whole number from low to high."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ConfigurationError(
            sentence(
                "{name} is {value}; give a whole number from {low:,} to {high:,}.",
                name=name,
                value=quoted(value),
                low=low,
                high=high,
            )
        )


def number(name: str, value: Any, low: float, high: float) -> None:
    """Refuse anything but a number from low to high."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ConfigurationError(
            sentence(
                "{name} is {value}; give a number from {low:g} to {high:g}.",
                name=name,
                value=quoted(value),
                low=low,
                high=high,
            )
        )


def text(name: str, value: Any) -> None:
    """Refuse anything but a text."""
    if not isinstance(value, str):
        raise ConfigurationError(
            sentence("{name} is {value}; give a text.", name=name, value=quoted(value))
        )


def own_kind(given: str, own: str, whose: Sentence) -> None:
    """Refuse a configuration that is of another kind of network.

    Args:
        given: the kind that it names.
        own: the kind that it has to name.
        whose: what a network of that kind is called, with its article.
    """
    if given != own:
        raise ConfigurationError(
            sentence(
                "kind is {kind}; that of {whose} is {own!r}.",
                kind=quoted(given),
                whose=whose,
                own=own,
            )
        )
