"""`simulate`: the numbers behind the vanishing-gradient page, for scripts and lecture notes."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

import numpy as np

from rnn_demo.dynamics.gradients import state_gradients
from rnn_demo.exhibits.vanishing_gradient.compute import Simulation
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs, set_knob
from rnn_demo.exhibits.vanishing_gradient.network import build
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS, UNNAMED
from rnn_demo.interface.simulation import preset_knobs, simulate
from rnn_demo.knobs.command_line import add_set, set_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--preset",
        default=UNNAMED,
        help=f"one of {', '.join(PRESETS)} (default: {UNNAMED})",
    )
    add_set(parser, SimulationKnobs)
    parser.add_argument("--json", action="store_true", help="all numbers as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print."""
    knobs = set_all(preset_knobs(arguments.preset), arguments.set, set_knob)
    found = simulate(knobs).details
    residual = autograd_residual(found)
    if arguments.json:
        print(json.dumps(_numbers(arguments.preset, found, residual), allow_nan=False))
    else:
        print(_words(found, residual))
    return 0


def autograd_residual(found: Simulation) -> float | None:
    """The largest difference to autograd, of every Jacobian and of ∂L/∂W, relative to each.

    None where torch is not installed, which an installed package does without.
    """
    try:
        from rnn_demo.networks.simulated import autograd_jacobian, autograd_weight_gradient
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        return None

    built = build(found.knobs)
    states = found.orbit.states
    largest = 0.0
    for t, closed in enumerate(found.jacobians):
        other = autograd_jacobian(built.network, built.drive[t], states[t])
        largest = max(largest, float(np.abs(closed - other).max()) / max(1.0, np.abs(other).max()))
    with np.errstate(over="ignore", invalid="ignore"):
        by_state = state_gradients(found.jacobians, found.losses)
    total = found.gradient.total
    if np.isfinite(by_state).all() and np.isfinite(total).all():
        drive = built.drive[: found.steps]
        other = autograd_weight_gradient(built.network, drive, states, by_state)
        largest = max(
            largest, float(np.abs(total - other).max()) / max(1e-300, float(np.abs(other).max()))
        )
    return largest


def _numbers(preset: str, found: Simulation, residual: float | None) -> dict[str, Any]:
    limits = found.bounds
    worst = limits.norms if limits.worst is None else limits.worst
    with np.errstate(over="ignore", invalid="ignore"):
        norms, values = np.exp(found.spectrum.log_norms), np.exp(found.spectrum.log_values)
        numbers: dict[str, Any] = {
            "preset": preset,
            "knobs": asdict(found.knobs),
            "steps": found.steps,
            "overflowed_at_step": found.overflowed,
            "spectral_radius": found.radius,
            "sigma_max": found.largest,
            "jacobian_product_norms": norms,
            "jacobian_product_log10_norms": found.spectrum.log_norms / np.log(10),
            "singular_values": values,
            "effective_rank": found.spectrum.effective_rank,
            "bounds": np.exp(worst),
            "bounds_log10": worst / np.log(10),
            "bounds_product_of_norms": np.exp(limits.norms),
            "bounds_with_slopes": None if limits.slopes is None else np.exp(limits.slopes),
            "lyapunov_exponents": found.exponents,
            "measured_rate": found.rate,
            "mean_field": None if found.field is None else found.field._asdict(),
            "gradient_norm": float(np.linalg.norm(found.gradient.total)),
            "gradient_norm_by_step": found.gradient.norms,
            "gradient_share_by_step": found.gradient.shares,
            "float32_underflow": found.lost.underflow,
            "float32_swallowed": found.lost.swallowed,
            "clipped_norm": float(np.linalg.norm(found.clipped)),
            "clipped_turned_degrees": found.turned,
            "twin_distances": found.perturbed,
            "heat_map_log10": found.heat,
            "autograd_residual": residual,
            "checks": {name: asdict(check) for name, check in found.checks.items()},
        }
    return {name: _plain(value) for name, value in numbers.items()}


def _plain(value: Any) -> Any:
    """What JSON can hold: a number that is not finite becomes null."""
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value


def _words(found: Simulation, residual: float | None) -> str:
    norms = found.spectrum.log_norms / np.log(10)
    lines = [
        f"spectral radius {found.radius:.6g}, σ_max {found.largest:.6g}, largest exponent "
        f"{found.exponents[0]:+.4f} nats a step",
        f"‖P‖ = 10^{norms[0]:.3f} at lag 1, 10^{norms[-1]:.3f} at lag {found.steps}; "
        f"‖P‖²_F / n changes by a factor {found.rate:.4f} a step",
    ]
    if found.field:
        lines.append(f"mean field: χ = {found.field.chi:.4f}, q = {found.field.q:.4f}")
    if found.overflowed:
        lines.append(f"overflowed at step {found.overflowed}: the numbers are of those before")
    if residual is None:
        lines.append("not compared with autograd: torch is not installed")
    else:
        lines.append(f"largest difference to autograd {residual:.1e}")
    return "\n".join(lines)
