"""Nets, points and sums of steps as Python computes them, for the test of the same in JavaScript.

`python -m tests.exhibits.approximation.golden` writes them again.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.exhibits.approximation.compute.classification import (
    first_class_losses,
    right_share,
)
from rnn_demo.exhibits.approximation.compute.curve_fit import (
    beginning,
    first_losses,
    supremum_of,
)
from rnn_demo.exhibits.approximation.compute.limits import certain_error, most_runs
from rnn_demo.exhibits.approximation.compute.network import first_weights, loss_and_gradient
from rnn_demo.exhibits.approximation.compute.points import points_of
from rnn_demo.exhibits.approximation.compute.staircase import (
    error_bound,
    staircase,
    staircase_error,
)
from rnn_demo.exhibits.approximation.compute.targets import fine_points, fitted_points
from rnn_demo.exhibits.approximation.compute.training import descend
from rnn_demo.exhibits.approximation.curve.view import curve_data
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.approximation.plane.view import plane_data

FILE = Path(__file__).parents[2] / "javascript" / "approximation.golden.json"
LATER = 300  # updates of a longer descent by Adam
CURVES = {
    "sine": ApproximationKnobs(updates=LATER),
    "saw, ReLU": ApproximationKnobs(target="teeth", bumps=4, activation="relu", depth=2, seed=7),
    "saw, folded": ApproximationKnobs(
        target="teeth", bumps=4, activation="relu", depth=3, width=2, start="folding"
    ),
    "chirp, by L-BFGS": ApproximationKnobs(target="chirp", optimizer="lbfgs", width=5, depth=2),
    "bell, sigmoids": ApproximationKnobs(target="bell", activation="sigmoid", seed=2**53 - 1),
    "root, squares": ApproximationKnobs(target="root", activation="square", width=3),
    "step": ApproximationKnobs(target="step", updates=LATER, rate=0.03),
    "drawing, linear": ApproximationKnobs(target="drawn", activation="linear", optimizer="lbfgs"),
}
PLANES = {
    "disc": ApproximationKnobs(subject="plane", updates=LATER),
    "XOR, ReLU": ApproximationKnobs(subject="plane", pattern="xor", activation="relu", seed=3),
    "heaps, linear": ApproximationKnobs(subject="plane", pattern="blobs", activation="linear"),
    "moons, by L-BFGS": ApproximationKnobs(subject="plane", pattern="moons", optimizer="lbfgs"),
    "spirals": ApproximationKnobs(subject="plane", pattern="spirals", depth=3, noise=0.0),
}
STEEP = (3.0, 20.0)
CELLS = (1, 2, 7, 64)


def curve_case(knobs: ApproximationKnobs) -> dict[str, Any]:
    """What the browser is sent, and what comes of it."""
    question = knobs.curve_question()
    target, net = question.target, question.net
    fine = fine_points(target)
    own = {
        "data": curve_data(knobs, 1, 0),
        "theta": beginning(question).tolist(),
        "values": [float(y) for y in fine[1][:: len(fine[1]) // 40]],
        "beyond": [None if np.isnan(y) else float(y) for y in target(np.array([-2.6, 1.7]))],
        "losses": list(first_losses(question)),
        "runs": most_runs(net),
        "certain": certain_error(fine[1], most_runs(net), target.jump),
        "stairs": [
            [
                *(cells, steep),
                staircase_error(target, staircase(target, cells, steep))[0],
                error_bound(target, cells, steep),
            ]
            for cells, steep in itertools.product(CELLS, STEEP)
        ],
    }
    if knobs.updates == LATER:
        x, y = fitted_points(target)
        *_, last = descend(
            question.optimizer,
            lambda theta: loss_and_gradient(net, theta, x[:, None], y, "squares"),
            beginning(question),
            LATER,
            question.rate,
        )
        own["later"] = [last.loss, *supremum_of(target, net, last.theta)]
    return own


def plane_case(knobs: ApproximationKnobs) -> dict[str, Any]:
    """What the browser is sent, and what comes of it."""
    question = knobs.plane_question()
    points = points_of(question.pattern, question.noise, question.seed)
    theta = first_weights(question.net, question.seed)
    return {
        "data": plane_data(knobs),
        "theta": theta.tolist(),
        "x": points.learned.x[::10].ravel().tolist(),
        "y": points.learned.y[::10].tolist(),
        "unseen": points.tested.x[::10].ravel().tolist(),
        "losses": list(first_class_losses(question)),
        "right": right_share(question.net, theta, points.tested),
    }


def written() -> str:
    """The whole file, a case a line."""
    curves = [f"{json.dumps(name)}: {json.dumps(curve_case(own))}" for name, own in CURVES.items()]
    planes = [f"{json.dumps(name)}: {json.dumps(plane_case(own))}" for name, own in PLANES.items()]
    return (
        '{"curves": {\n' + ",\n".join(curves) + '\n}, "planes": {\n' + ",\n".join(planes) + "\n}}\n"
    )


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
