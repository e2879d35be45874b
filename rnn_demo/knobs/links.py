"""The query of a page: values of knobs, and a sentence for each part that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from rnn_demo.knobs.knob import Knob, knobs_of
from rnn_demo.knobs.values import KnobError, as_text, parse, with_text
from rnn_demo.words import message, sentence

LONGEST_LINKED = 1_000  # characters of a text; some servers refuse addresses longer than 8 KB
LINKED = "The link's {name}"  # what sentences call a part of a link
AS_DECLARED: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
V = TypeVar("V")


def read_values(
    query: Mapping[str, str],
    usual: V,
    *,
    put: Callable[[V, str, str, str], V] = with_text,
    beside: Collection[str] | None = None,
    narrower: Mapping[str, Mapping[str, Any]] = AS_DECLARED,
) -> tuple[V, list[str]]:
    """What a link asks for, and a sentence for each part that cannot be used.

    Args:
        query: the query of the link.
        usual: the values of the knobs that it does not name.
        put: sets one knob, in the order of the link; an exhibit whose knobs depend on each other
            has its own, which takes and returns what `with_text` does.
        beside: names that are not knobs but no mistake either; None lets every name pass.
        narrower: by the name of a knob, attributes that bound it more closely than the table does,
            such as a `high` that is the size of a model.
    """
    known = {knob.link: knob for knob in knobs_of(type(usual)).values()}
    values, problems = usual, []
    for name, text in query.items():
        if name not in known and (beside is None or name in beside):
            continue
        if name in known:
            text, problem = _cut(known[name], text)
            problems += [problem] * bool(problem)
        try:
            if name in known and (closer := narrower.get(known[name].name)):
                parse(replace(known[name], **closer), text, LINKED)
            values = put(values, name, text, LINKED)
        except KnobError as error:
            problems.append(message(error))
    return values, problems


def write_values(values: V, usual: V) -> dict[str, str]:
    """The part of a link that `read_values` turns into the values: those that are not as usual."""
    return {
        knob.link: _cut(knob, as_text(knob, getattr(values, name)))[0]
        for name, knob in knobs_of(type(values)).items()
        if getattr(values, name) != getattr(usual, name)
    }


def _cut(knob: Knob, text: str) -> tuple[str, str]:
    """A text cut to its bound, and a sentence if that is not all of it."""
    most = knob.most if knob.linked is None else knob.linked
    if knob.kind != "text" or most is None or len(text) <= most:
        return text, ""
    values = {"name": knob.link, "count": len(text), "most": most}
    if knob.keeps == "start":
        return text[:most], sentence(
            "The link gives {count:,} characters for {name}; the first {most:,} are used.", **values
        )
    return text[-most:], sentence(
        "The link gives {count:,} characters for {name}; the last {most:,} are used.", **values
    )
