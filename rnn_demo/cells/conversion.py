"""Exact conversion of weights from one convention to another, where there is one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.cells.conventions import (
    OPEN,
    Array,
    Convention,
    ConventionError,
    Weights,
    checked,
    sigmoid,
)
from rnn_demo.words import message, sentence


class Conversion(NamedTuple):
    """Weights with which the target computes what the source does.

    Attributes:
        weights: of the target.
        how: a sentence for each change; () if none was needed.
    """

    weights: dict[str, Array]
    how: tuple[str, ...]


class Refusal(NamedTuple):
    """There is no exact map.

    Attributes:
        why: one sentence.
    """

    why: str


class _No(Exception):
    """There is no exact map; its text is the reason."""


def convert(weights: Weights, source: Convention, target: Convention) -> Conversion | Refusal:
    """Weights for which the target computes the source's h_t at every step and for every input.

    Exact maps: z that writes is z that keeps with W_z, U_z and b_z negated, because
    σ(−a) = 1 − σ(a); rows are reordered; two biases are added where only their sum
    acts; no forget gate equals one that is always 1; no peepholes equal peepholes of 0. Reset
    before and after the matrix agree where U_h reads through one reset gate only, see `_moved`.

    Raises:
        ConventionError: the weights are not the source's, or the two are of different families.
    """
    if source.family != target.family:
        raise ConventionError(
            sentence(
                "{source} cannot become {target}; choose two of one family.",
                source=source.title,
                target=target.title,
            )
        )
    found = checked(weights, source)
    if source == target:
        return Conversion(found, ())
    how: list[str] = []
    try:
        if source.biases == 2 and target.biases == 1:
            found = _merged(found, source, how)
        if source.family == "gru":
            found = _as_gru(found, source, target, how)
        else:
            found = _as_lstm(found, source, target, how)
    except _No as no:
        return Refusal(sentence("There is no exact map: {why}", why=message(no)))
    if target.stored and source.stored and source.gates != target.gates:
        how.append(
            sentence("The rows are put in the order {gates}.", gates=", ".join(target.gates))
        )
    if source.biases == 1 and target.biases == 2:
        how.append(sentence("The second bias c is 0."))
    size = found[f"b_{target.gates[0]}"].shape
    names = target.shapes(*found[f"W_{target.gates[0]}"].shape)
    return Conversion(
        checked({name: found.get(name, np.zeros(size)) for name in names}, target), tuple(how)
    )


def read_as(weights: Weights, source: Convention, target: Convention) -> dict[str, Array]:
    """The same numbers under other rules, without conversion, as in a careless port.

    Between two libraries the rows are read in the order of the file; with a paper, by letter.
    Letters that the target lacks are left out, and those that the source lacks are 0.

    Raises:
        ConventionError: as for `convert`.
    """
    if source.family != target.family:
        raise ConventionError(
            sentence(
                "{source} cannot be read as {target}; choose two of one family.",
                source=source.title,
                target=target.title,
            )
        )
    own = checked(weights, source)
    if source.stored and target.stored:
        places = dict(zip(target.gates, source.gates, strict=True))
    else:
        places = {gate: gate for gate in target.gates}
    shapes = target.shapes(*own[f"W_{source.gates[0]}"].shape)
    return {
        name: own.get(f"{name[0]}_{places[name[2:]]}", np.zeros(shape))
        for name, shape in shapes.items()
    }


def _merged(own: dict[str, Array], source: Convention, how: list[str]) -> dict[str, Array]:
    """One bias b + c for each layer where the two act as their sum: all but the candidate's."""
    found = dict(own)
    summed = [gate for gate in source.gates if not (source.reset_after and gate == "h")]
    for gate in summed:
        found[f"b_{gate}"] = own[f"b_{gate}"] + found.pop(f"c_{gate}")
    how.append(sentence("The biases b and c of {gates} are added.", gates=", ".join(summed)))
    return found


def _as_gru(
    own: dict[str, Array], source: Convention, target: Convention, how: list[str]
) -> dict[str, Array]:
    found = dict(own)
    if source.reset_after != target.reset_after:
        found = _moved(found, target.reset_after, how)
    if source.reset_after and target.biases == 1:
        found["b_h"] = _bias_freed(own, how)
        found.pop("c_h", None)
    if source.keeps != target.keeps:
        # b_z and c_z are both summands of what σ is taken of.
        found |= {name: -value for name, value in found.items() if name.endswith("_z")}
        how.append(sentence("W_z, U_z and the bias of z are negated: σ(−a) = 1 − σ(a)."))
    return found


def _bias_freed(own: dict[str, Array], how: list[str]) -> Array:
    """b_h with the recurrent bias c_h added, which r multiplies: exact where r is constant.

    Raises:
        _No: a c_h is not 0 and its reset gate is not constant.
    """
    second = own.get("c_h")
    if second is None or not second.any():
        return own["b_h"]
    stuck = np.flatnonzero((second != 0) & ~_constant(own))
    if len(stuck):
        unit = int(stuck[0])
        raise _No(
            sentence(
                "the reset gate multiplies the recurrent bias c_h, and the target has no such "
                "term; c_h of unit {unit} is {second:.3g} and would have to be 0.",
                unit=unit + 1,
                second=second[unit],
            )
        )
    how.append(sentence("c_h, which a constant reset gate multiplies, is added to b_h."))
    return np.asarray(own["b_h"] + sigmoid(own["b_r"]) * second)


def _moved(own: dict[str, Array], after: bool, how: list[str]) -> dict[str, Array]:
    """The reset gate moved from one side of U_h to the other.

    Before the matrix a candidate's sum is Σ_j U_ij r_j h_j, after it r_i Σ_j U_ij h_j. The target's
    gate of row i (after) or of column j (before) has to do what all the source's gates on the
    non-zero U of that row or column do: they are one and the same, or constant. A diagonal U_h is
    such a matrix, and so is any U_h where r ≡ 1. In no other case is there a map: σ(a) has its
    poles where a = iπ(2k + 1), so gates of different sums cannot make up for each other.

    Raises:
        _No: gates that differ meet in one row or column.
    """
    found = {name: own[name].copy() for name in own}
    constant, level = _constant(own), sigmoid(own["b_r"])
    recurrent = own["U_h"] if after else own["U_h"].T  # whose row has one gate in the target
    changed = found["U_h"] if after else found["U_h"].T  # a view
    for one, row in enumerate(recurrent):
        met = [int(place) for place in np.flatnonzero(row)]
        if not met or all(_alike(own, met[0], other) for other in met):
            gate = met[0] if met else one
            for name in ("W_r", "U_r", "b_r"):
                found[name][one] = own[name][gate]
        elif constant[met].all():
            changed[one] = row * level
            found["W_r"][one], found["U_r"][one], found["b_r"][one] = 0.0, 0.0, OPEN
        else:
            other = next(m for m in met if not _alike(own, met[0], m))
            meeting = {"one": one + 1, "gate": met[0] + 1, "other": other + 1}
            if after:
                raise _No(
                    sentence(
                        "reset before the matrix is Σ_j U_ij r_j h_j, after it r_i Σ_j U_ij h_j, "
                        "so each row of U_h may meet one reset gate only (U_h diagonal, or r ≡ 1); "
                        "row {one} reads units {gate} and {other}, whose reset gates differ.",
                        **meeting,
                    )
                )
            raise _No(
                sentence(
                    "reset before the matrix is Σ_j U_ij r_j h_j, after it r_i Σ_j U_ij h_j, so "
                    "each column of U_h may meet one reset gate only (U_h diagonal, or r ≡ 1); "
                    "column {one} is read in rows {gate} and {other}, whose reset gates differ.",
                    **meeting,
                )
            )
    how.append(
        sentence("The reset gate is moved to act after U_h, of which every row meets one gate.")
        if after
        else sentence(
            "The reset gate is moved to act before U_h, of which every column meets one gate."
        )
    )
    return found


def _constant(own: Weights) -> NDArray[np.bool_]:
    """Whether each unit's reset gate is constant: independent of x and h."""
    return np.asarray(~own["W_r"].any(1) & ~own["U_r"].any(1))


def _alike(own: Weights, one: int, other: int) -> bool:
    """Whether two units have the same reset gate."""
    return all(np.array_equal(own[name][one], own[name][other]) for name in ("W_r", "U_r", "b_r"))


def _as_lstm(
    own: dict[str, Array], source: Convention, target: Convention, how: list[str]
) -> dict[str, Array]:
    found = dict(own)
    if source.peepholes and not target.peepholes:
        largest = max(float(np.abs(found.pop(f"p_{gate}")).max()) for gate in ("i", "f", "o"))
        if largest:
            raise _No(
                sentence(
                    "the gates of {title} do not see the cell state, so p_i, p_f and p_o would "
                    "have to be 0; the largest is {largest:.3g}.",
                    title=target.title,
                    largest=largest,
                )
            )
        how.append(sentence("The peepholes, which are 0, are left out."))
    elif target.peepholes and not source.peepholes:
        how.append(sentence("The peepholes are 0."))
    if "f" in source.gates and "f" not in target.gates:
        reads = any([found.pop("W_f").any(), found.pop("U_f").any()])
        lowest = float(sigmoid(found.pop("b_f")).min())
        if reads or lowest < 1:
            if reads:
                raise _No(
                    sentence(
                        "{convention} has no forget gate and keeps all of C, so the forget gate "
                        "would have to be 1 throughout; it moves with x and h.",
                        convention=target.title,
                    )
                )
            raise _No(
                sentence(
                    "{convention} has no forget gate and keeps all of C, so the forget gate would "
                    "have to be 1 throughout; it is {lowest:.3g} at a unit.",
                    convention=target.title,
                    lowest=lowest,
                )
            )
        how.append(sentence("The forget gate, which is 1 throughout, is left out."))
    elif "f" in target.gates and "f" not in source.gates:
        like = own["W_i"], own["U_i"], own["b_i"]
        found["W_f"], found["U_f"] = np.zeros_like(like[0]), np.zeros_like(like[1])
        found["b_f"] = np.full_like(like[2], OPEN)
        how.append(
            sentence("W_f and U_f are 0, b_f is 40: σ(40) is 1 in float64 (f = 1 needs b_f = ∞).")
        )
    return found
