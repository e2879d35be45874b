"""Settings as the query of a link, and back; a bad value costs one sentence, never the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from rnn_demo.ui.address import SHOWN
from rnn_demo.ui.writers import choices, first_choice
from rnn_demo.widgets.written_text.settings import (
    MAX_LENGTH,
    MAX_SEED,
    MAX_TEMPERATURE,
    MAX_TOP_K,
    Settings,
    opening_settings,
)
from rnn_demo.words import sentence

MAX_LINKED_PROMPT = 1_000  # some servers refuse addresses of more than 8 KB
MAX_STOP = 100
OLD_TEMPERATURE = 0.8  # of links that name none: it was what every text opened with
SWITCHES = {"colour": True, "gates": False}  # how texts are looked at, as a page opens

NUMBERS: dict[str, tuple[type, float, float]] = {
    "temperature": (float, 0, MAX_TEMPERATURE),
    "top_k": (int, 0, MAX_TOP_K),
    "top_p": (float, 0, 1),
    "min_p": (float, 0, 1),
    "length": (int, 1, MAX_LENGTH),
    "seed": (int, 0, MAX_SEED),
}


def write_link(settings: Settings) -> dict[str, str]:
    """The query that restores settings; what is as the page opens is left out.

    Model and temperature never are: what a text opens with may change. Of a long prompt it holds
    the end.
    """
    settings = replace(settings, prompt=settings.prompt[-MAX_LINKED_PROMPT:])
    usual = asdict(opening_settings(settings.model))
    query = {"model": settings.model, "temperature": str(settings.temperature)}
    for name, value in asdict(settings).items():
        if value != usual[name]:
            query[name] = str(int(value)) if isinstance(value, bool) else str(value)
    return query


def read_link(query: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Settings from a query, and a sentence for each value that could not be used."""
    known = choices()
    model = query.get("model", first_choice())
    problems: list[str] = []
    if model not in known:
        problems.append(
            sentence(
                "The link asks for the model {model}; there are {known}.",
                model=_shown(model),
                known=", ".join(known),
            )
        )
        model = first_choice()
    settings = opening_settings(model)
    if "temperature" not in query and not query.keys().isdisjoint(asdict(settings)):
        settings = replace(settings, temperature=OLD_TEMPERATURE)
    changes: dict[str, Any] = {}
    for name, (kind, low, high) in NUMBERS.items():
        if name in query:
            try:
                value = kind(query[name])
            except (ValueError, OverflowError):
                value = None
            if value is not None and low <= value <= high:  # NaN is in no interval
                changes[name] = value
            else:
                wrong = {
                    "name": name,
                    "value": _shown(query[name]),
                    "low": low,
                    "high": high,
                    "usual": getattr(settings, name),
                }
                problems.append(
                    sentence(
                        "The link's {name} is {value}; it must be a whole number from {low:g} to "
                        "{high:,.0f}, so {usual:g} is used.",
                        **wrong,
                    )
                    if kind is int
                    else sentence(
                        "The link's {name} is {value}; it must be a number from {low:g} to "
                        "{high:,.0f}, so {usual:g} is used.",
                        **wrong,
                    )
                )
    for name, bound in (("prompt", MAX_LINKED_PROMPT), ("stop", MAX_STOP)):
        if name in query:
            text = query[name].encode("utf-8", "replace").decode("utf-8")
            changes[name] = text[-bound:]
            if len(text) > bound:
                problems.append(
                    sentence(
                        "The link's {name} has {count:,} characters; its last {bound:,} are used.",
                        name=name,
                        count=len(text),
                        bound=bound,
                    )
                )
    changes["same_noise"] = _switch(query, "same_noise", settings.same_noise, problems)
    return replace(settings, **changes), problems


def write_switches(switches: Mapping[str, bool]) -> dict[str, str]:
    """How the texts are looked at, as a part of a query; what is usual is left out."""
    changed = {name: on for name, on in switches.items() if on != SWITCHES[name]}
    return {name: str(int(on)) for name, on in changed.items()}


def read_switches(query: Mapping[str, str]) -> tuple[dict[str, bool], list[str]]:
    """How the texts are looked at, and a sentence for each value that could not be used."""
    problems: list[str] = []
    return {n: _switch(query, n, usual, problems) for n, usual in SWITCHES.items()}, problems


def _switch(query: Mapping[str, str], name: str, usual: bool, problems: list[str]) -> bool:
    """Whether a query has something on; the usual and a sentence more where that is not told."""
    value = query.get(name, str(int(usual)))
    if value not in ("0", "1"):
        problems.append(
            sentence(
                "The link's {name} is {value}; it must be 0 or 1, so {usual} is used.",
                name=name,
                value=_shown(value),
                usual=int(usual),
            )
        )
        return usual
    return value == "1"


def _shown(value: str) -> str:
    """A value quoted, its control characters as escapes, and not too long."""
    return repr(value if len(value) <= SHOWN else value[:SHOWN] + "…")
