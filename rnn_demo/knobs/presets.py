"""Presets: settings worth opening, each with a question that its picture answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, TypeVar

from rnn_demo.knobs.hiding import linked_name, named, read_hidden
from rnn_demo.knobs.knob import Knob, knobs_of
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.values import SHOWN, quoted, with_text
from rnn_demo.words import Sentence, sentence

K = TypeVar("K")


@dataclass(frozen=True)
class Preset(Generic[K]):
    """A question, its answer, and the knobs that show it.

    Attributes:
        title: the words on its pill.
        question: the question that is asked first.
        answer: the answer that is given afterwards.
        knobs: the values that it begins with.
        instead: what its question changes, by the name of the knob; `other` puts the two together.
    """

    title: str
    question: str
    answer: str
    knobs: K
    instead: Mapping[str, Any] = field(default_factory=dict)

    def other(self, knobs: K) -> K | None:
        """The knobs with what the question changes; None if it changes none of these."""
        table: Any = knobs
        changed: K = replace(table, **self.instead)
        return changed if changed != knobs else None


@dataclass(frozen=True)
class Questions(Generic[K]):
    """A page that opens with questions: its presets, and what of it can be hidden.

    Attributes:
        page: the page's name, with which its keys in `st.session_state` begin.
        presets: the presets by name; the page opens with the first.
        hideable: the parts that `hide=` in a link can name.
        presented: the parts that the button Present hides.
        unnamed: the preset for a link that has a query but names no preset; if empty, the first.
        beside: names in a link that are not knobs but no mistake either; None lets every name pass.
        put: sets one knob from text, for knobs that depend on each other; see `read_values`.
        written: gives the part of a link for the knobs that differ from another setting of them,
            for knobs that depend on each other; see `write_values`.
    """

    page: str
    presets: Mapping[str, Preset[K]]
    hideable: tuple[str, ...]
    presented: tuple[str, ...]
    unnamed: str = ""
    beside: tuple[str, ...] | None = ()
    put: Callable[[K, str, str, str], K] = with_text
    written: Callable[[K, K], dict[str, str]] = write_values


class Opening(NamedTuple, Generic[K]):
    """What a page opens with.

    Attributes:
        preset: the name of the preset.
        knobs: the knobs as the link changes them.
        hidden: the parts of the page that are not shown.
        problems: a sentence for each part of the link that cannot be used.
    """

    preset: str
    knobs: K
    hidden: frozenset[str]
    problems: list[str]


def read_link(questions: Questions[K], query: Mapping[str, str]) -> Opening[K]:
    """What a link asks for.

    Args:
        questions: the questions of the page.
        query: the query of the link.
    """
    presets, problems = questions.presets, []
    first = next(iter(presets))
    unnamed = questions.unnamed or first
    asked = query.get("preset", unnamed if query else first)
    preset = named(asked, presets)
    if preset not in presets:
        problems.append(
            sentence(
                "The link's preset is {value}; give one of {known}.",
                value=quoted(asked),
                known=", ".join(presets),
            )
        )
        preset = unnamed
    hidden, of_hiding = read_hidden(query, questions.hideable)
    own = {name: text for name, text in query.items() if name not in ("preset", "hide")}
    knobs, of_knobs = read_values(
        own, presets[preset].knobs, put=questions.put, beside=questions.beside
    )
    return Opening(preset, knobs, hidden, problems + of_knobs + of_hiding)


def write_link(
    questions: Questions[K], preset: str, knobs: K, hidden: frozenset[str] = frozenset()
) -> dict[str, str]:
    """The query that restores the page; it leaves out what is as the preset has it.

    Args:
        questions: the questions of the page.
        preset: the name of the preset.
        knobs: the knobs as they are.
        hidden: the parts of the page that are not shown.
    """
    changed = questions.written(knobs, questions.presets[preset].knobs)
    link = {"preset": linked_name(preset, hidden), **changed}
    if hidden:
        link["hide"] = ",".join(sorted(hidden))
    return link


def moved(now: object, usual: object, silent: tuple[str, ...] = ()) -> list[Sentence]:
    """Which knobs have left a preset, each in words, e.g. "gain g 10 (was 1)".

    Args:
        now: the knobs as they are.
        usual: the knobs as the preset has them.
        silent: names of knobs that this preset's answer does not speak of.
    """
    found = []
    for name, knob in knobs_of(type(now)).items():
        value, before = getattr(now, name), getattr(usual, name)
        if value == before or not knob.called or name in silent:
            continue
        own = sentence(knob.called)
        if knob.kind == "typed" or any(
            knob.kind == "text" and len(x) > SHOWN for x in (value, before)
        ):
            found.append(sentence("{knob} edited", knob=own))
            continue
        told = [_told(knob, value), _told(knob, before)]
        if knob.kind == "text" or any(" " in words for words in told):
            told = [sentence("“{value}”", value=words) if words else words for words in told]
        told = [words or sentence("empty") for words in told]
        found.append(sentence("{knob} {now} (was {usual})", knob=own, now=told[0], usual=told[1]))
    return found


def _told(knob: Knob, value: Any) -> str:
    """A value in words, without quotation marks."""
    if knob.kind in ("number", "whole"):
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        return shown.replace("-", "−")
    if knob.kind == "choice":
        return sentence(knob.options.get(value, str(value)))
    if knob.kind == "switch":
        return sentence("on" if value else "off")
    return str(value)
