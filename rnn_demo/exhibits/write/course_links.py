"""What became of the texts of a link: where they were continued or branched, or a rival chosen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rnn_demo.engine.generation import Turn
from rnn_demo.exhibits.write.knobs import COURSES, KNOBS, write_link
from rnn_demo.knobs.values import fits
from rnn_demo.sampling import Knobs
from rnn_demo.tokenizers.known_forms import as_spelled
from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.settings import MAX_LENGTH, Settings
from rnn_demo.words import sentence

MAX_TURNS = 8  # turns of one text in a link: some servers refuse addresses longer than 8 KB
MAX_COURSE = 4_000  # characters of a text's course in a query


@dataclass(frozen=True)
class Course:
    """How a text went on after its beginning.

    Attributes:
        turns: where it is written differently, in order.
        length: the length of the whole text.
        stop: the text that ends it after the last turn, empty for none.
    """

    turns: tuple[Turn, ...]
    length: int
    stop: str


def write_courses(drafts: Mapping[int, Draft]) -> tuple[dict[str, str], str]:
    """The query that restores texts, and a sentence for what it cannot restore, empty if nothing.

    Args:
        drafts: the texts by network, each with its settings; at least one.
    """
    first = drafts[min(drafts)].settings
    assert first
    query, problem = write_link(first), ""
    for index, draft in drafts.items():
        if draft.settings != first:
            problem = sentence(
                "The link in the address holds the first text; the other was begun otherwise."
            )
        elif len(draft.turns) > MAX_TURNS or draft.asked > MAX_LENGTH:
            problem = sentence(
                "The link in the address holds texts of {length:,} characters and {turns} "
                "changes at most; of a longer one it holds how it was begun.",
                length=MAX_LENGTH,
                turns=MAX_TURNS,
            )
        elif course := _written(draft, first, index):
            query[COURSES[index]] = course
    return query, problem


def read_courses(query: Mapping[str, str], settings: Settings) -> tuple[dict[int, Course], str]:
    """How the texts of a query went on, by network, and a sentence for what cannot be used."""
    found, problem = {}, ""
    for index, name in enumerate(COURSES):
        if name in query:
            try:
                found[index] = _read(query[name], settings, index)
            except (ValueError, RecursionError):
                problem = sentence(
                    "The link's {name} is damaged; the text is shown as it would be without a "
                    "change.",
                    name=name,
                )
    return found, problem


def _written(draft: Draft, settings: Settings, index: int) -> str:
    """How a text went on, for a query; empty if it is still as it was begun."""
    usual = Turn(0, settings.knobs, settings.seed_of(index))
    turns = [_as_object(turn, usual) for turn in draft.turns if turn != usual]
    changes: dict[str, Any] = {"turns": turns} if turns else {}
    if draft.asked != settings.length:
        changes["length"] = draft.asked
    stop = draft.writing.request.stop
    if stop != as_spelled(settings.stop, draft.writing.network.tokenizer):
        changes["stop"] = stop
    return json.dumps(changes, ensure_ascii=False, separators=(",", ":")) if changes else ""


def _as_object(turn: Turn, usual: Turn) -> dict[str, Any]:
    knobs, other = asdict(turn.knobs), asdict(usual.knobs)
    changes: dict[str, Any] = {name: knobs[name] for name in knobs if knobs[name] != other[name]}
    if turn.seed != usual.seed:
        changes["seed"] = turn.seed
    if turn.chosen:
        changes["chosen"] = turn.chosen
    return {"at": turn.at, **changes}


def _read(value: str, settings: Settings, index: int) -> Course:
    """How a text went on; raises a ValueError for anything that is impossible."""
    if len(value) > MAX_COURSE:
        raise ValueError
    told = _checked(json.loads(value), {"turns", "length", "stop"})
    length, stop = told.get("length", settings.length), told.get("stop", settings.stop)
    _check("stop", stop)
    _check("length", length)
    usual = asdict(settings.knobs) | {"seed": settings.seed_of(index), "chosen": ""}
    turns, last = [], -1
    own = told.get("turns", [])
    if not isinstance(own, list) or len(own) > MAX_TURNS:
        raise ValueError
    for entry in own:
        turn = usual | _checked(entry, {"at", *usual})
        at, chosen, seed = turn.pop("at", None), turn.pop("chosen"), turn.pop("seed")
        if isinstance(at, bool) or not isinstance(at, int) or not last < at < length:
            raise ValueError
        if not isinstance(chosen, str) or len(chosen) > 1:
            raise ValueError
        for name, number in (("seed", seed), *turn.items()):
            _check(name, number)
        turns.append(Turn(at, Knobs(**turn), seed, chosen))
        last = at
    return Course(tuple(turns), length, stop)


def _checked(value: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or not value.keys() <= names:
        raise ValueError
    return value


def _check(name: str, value: Any) -> None:
    if not fits(KNOBS[name], value):
        raise ValueError
