"""The numbers behind the page of feedforward nets: a fitted curve, a sum of steps, or points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.exhibits.approximation.compute.classification import classify_points
from rnn_demo.exhibits.approximation.compute.curve_fit import fit_curve
from rnn_demo.exhibits.approximation.compute.staircase import (
    WIDTHS,
    error_bound,
    staircase,
    staircase_error,
)
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.approximation.presets import QUESTIONS
from rnn_demo.words import percent


def numbers_of(knobs: ApproximationKnobs) -> dict[str, Any]:
    """All numbers of the picture that is asked for."""
    if knobs.subject == "curve":
        return _of_a_curve(knobs)
    return _of_steps(knobs) if knobs.subject == "staircase" else _of_points(knobs)


def _of_a_curve(knobs: ApproximationKnobs) -> dict[str, Any]:
    question = knobs.curve_question()
    found = with_bar(fit_curve(question), "updates")
    return {
        "subject": knobs.subject,
        "parameters": question.net.parameters,
        "updates": len(found.losses) - 1,
        "largest_error": found.supremum.error,
        "at": found.supremum.x,
        "root_mean_square": found.rms,
        "certain_error": found.certain,
        "monotone_runs": found.runs,
        "losses": found.losses,
        "weights": found.theta,
    }


def _of_steps(knobs: ApproximationKnobs) -> dict[str, Any]:
    target, steep = knobs.curve, knobs.steepness
    error, at = staircase_error(target, staircase(target, knobs.cells, steep))
    return {
        "subject": knobs.subject,
        "sigmoids": knobs.cells - 1,
        "largest_error": error,
        "at": at,
        "bound": error_bound(target, knobs.cells, steep),
        "cells": WIDTHS,
        "largest_errors": [
            staircase_error(target, staircase(target, cells, steep))[0] for cells in WIDTHS
        ],
        "bounds": [error_bound(target, cells, steep) for cells in WIDTHS],
    }


def _of_points(knobs: ApproximationKnobs) -> dict[str, Any]:
    question = knobs.plane_question()
    found = with_bar(classify_points(question), "updates")
    return {
        "subject": knobs.subject,
        "parameters": question.net.parameters,
        "updates": len(found.losses) - 1,
        "right_of_learned": found.learned,
        "right_of_unseen": found.tested,
        "losses": found.losses,
        "weights": found.theta,
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    if numbers["subject"] == "plane":
        return (
            f"{numbers['parameters']} weights, {numbers['updates']} updates, loss "
            f"{numbers['losses'][-1]:.4f} nats\nright: {percent(numbers['right_of_learned'], 1)} "
            f"of the points learned from, {percent(numbers['right_of_unseen'], 1)} "
            "of those never seen"
        )
    told = f"largest error {numbers['largest_error']:.6f} at x = {numbers['at']:+.4f}"
    if numbers["subject"] == "staircase":
        return f"{numbers['sigmoids']} sigmoids: {told}, bound {numbers['bound']:.6f}"
    lines = [
        f"{numbers['parameters']} weights, {numbers['updates']} updates",
        f"{told}, root mean square {numbers['root_mean_square']:.6f}",
    ]
    if numbers["certain_error"]:
        lines.append(f"no weights go below {numbers['certain_error']:.6f}")
    return "\n".join(lines)


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)
