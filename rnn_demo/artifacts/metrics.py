"""metrics.json: read with a bound on its size, its depth and its numbers, and of a declared form.

A page shows these figures without asking again whether they are numbers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.together import is_there, latest
from rnn_demo.words import Sentence, message, sentence

MAX_BYTES = 4_000_000
DEEPEST = 20  # objects and lists in one another
# What a form is made of: a type of number or text, a list of one form, an object of forms by name.
Form = type | list["Form"] | Mapping[str, "Form"]
# A name that ends with ? may be missing, or its value null; * stands for every name.
OPTIONAL = "?"


def read_metrics(
    folder: Path, form: Mapping[str, Form] | None = None, needed: str = ""
) -> dict[str, Any] | None:
    """The contents of metrics.json; None if it has not been written yet.

    Args:
        folder: of the model.
        form: what must hold of the parts that are there; the parts themselves may be missing.
        needed: the part without which there may be none of the others.

    Raises:
        ArtifactError: the file is there but is not a JSON object, or not of the form.
    """
    if not is_there(folder, "metrics.json"):
        return None
    path = latest(folder, "metrics.json")
    try:
        metrics = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ArtifactError(
            sentence("{path} cannot be read: {error}.", path=shown(path), error=message(error))
        ) from None
    if not isinstance(metrics, dict):
        raise ArtifactError(
            sentence("{path} is not a JSON object; `evaluate` writes it anew.", path=shown(path))
        )
    problem = _unfit(metrics) or (_misformed(metrics, form) if form else None)
    if not problem and needed and needed not in metrics and form and form.keys() & metrics.keys():
        problem = sentence("{where} is missing", where=needed)
    if problem:
        raise ArtifactError(
            sentence(
                "{path} cannot be used: {problem}; `evaluate` writes it anew.",
                path=shown(path),
                problem=problem,
            )
        )
    return metrics


def _unfit(value: Any, depth: int = 0) -> Sentence | None:
    """Why a value cannot be shown whatever it means; None if it can."""
    if depth > DEEPEST:
        return sentence("it is nested more than {most} deep", most=DEEPEST)
    if isinstance(value, float) and not math.isfinite(value):
        return sentence("it holds a number that is not finite")
    if isinstance(value, int) and abs(value) > 2**63:
        return sentence("it holds a number of more than 64 bits")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((problem for one in inner if (problem := _unfit(one, depth + 1))), None)


def _misformed(value: Any, form: Form, where: str = "") -> Sentence | None:
    """Where a value differs from a form; None if it does not."""
    if isinstance(form, Mapping):
        if not isinstance(value, dict):
            return sentence("{where} must be an object", where=where)
        for name, own in ({key: form["*"] for key in value} if "*" in form else form).items():
            key = name.removesuffix(OPTIONAL)
            place = f"{where}.{key}" if where else key
            if value.get(key) is None and (name != key or not where):
                continue
            if key not in value:
                return sentence("{where} is missing", where=place)
            if problem := _misformed(value[key], own, place):
                return problem
        return None
    if isinstance(form, list):
        if not isinstance(value, list):
            return sentence("{where} must be a list", where=where)
        places = ((one, f"{where}[{place}]") for place, one in enumerate(value))
        return next((p for one, place in places if (p := _misformed(one, form[0], place))), None)
    if form is str:
        right = isinstance(value, str)
    else:
        right = not isinstance(value, bool) and isinstance(
            value, int if form is int else int | float
        )
    if not right:
        told = sentence("a text") if form is str else sentence("a number")
        return sentence("{where} must be {told}", where=where, told=told)
    return None
