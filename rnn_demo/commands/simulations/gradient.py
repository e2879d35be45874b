"""The numbers behind the vanishing-gradient page, and how far they are from autograd."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.dynamics.exponents import largest_exponent
from rnn_demo.dynamics.gradients import state_gradients
from rnn_demo.exhibits.vanishing_gradient.compute import Simulation, following, with_loss
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build
from rnn_demo.exhibits.vanishing_gradient.presets import QUESTIONS


def numbers_of(knobs: SimulationKnobs) -> dict[str, Any]:
    """All numbers of the page."""
    network = with_bar(following(knobs, all_lags=True), "products of Jacobians")
    found = with_loss(network, knobs)
    return _numbers(found, with_bar(beside_autograd(found), "autograd"))


def beside_autograd(found: Simulation) -> Generator[float, None, float | None]:
    """The largest difference to autograd, of every Jacobian and of ∂L/∂W, relative to each.

    None where torch is not installed, which an installed package does without. Yields how much is
    done.
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
        yield (t + 1) / found.steps
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


def _numbers(found: Simulation, residual: float | None) -> dict[str, Any]:
    limits = found.bounds
    worst = limits.norms if limits.worst is None else limits.worst
    with np.errstate(over="ignore", invalid="ignore"):
        norms, values = np.exp(found.spectrum.log_norms), np.exp(found.spectrum.log_values)
        return {
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
            # Both are null above, as JSON knows no other numbers.
            "lyapunov_exponents_minus_infinity": int(np.isneginf(found.exponents).sum()),
            "lyapunov_exponents_unknown": int(np.isnan(found.exponents).sum()),
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


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    norms, residual = numbers["jacobian_product_log10_norms"], numbers["autograd_residual"]
    lines = [
        f"spectral radius {numbers['spectral_radius']:.6g}, σ_max {numbers['sigma_max']:.6g}, "
        + _largest_exponent(numbers),
        f"‖P‖ = 10^{norms[0]:.3f} at lag 1, 10^{norms[-1]:.3f} at lag {numbers['steps']}; "
        f"‖P‖²_F / n changes by a factor {numbers['measured_rate']:.4f} a step",
    ]
    if field := numbers["mean_field"]:
        lines.append(f"mean field: χ = {field['chi']:.4f}, q = {field['q']:.4f}")
    if overflowed := numbers["overflowed_at_step"]:
        lines.append(f"overflowed at step {overflowed}: the numbers are of those before")
    if residual is None:
        lines.append("not compared with autograd: torch is not installed")
    else:
        lines.append(f"largest difference to autograd {residual:.1e}")
    return "\n".join(lines)


def _largest_exponent(numbers: Mapping[str, Any]) -> str:
    exponents, unknown = numbers["lyapunov_exponents"], numbers["lyapunov_exponents_unknown"]
    largest = largest_exponent(exponents)
    if np.isnan(largest):
        return (
            f"largest exponent not known: rounding in float64 hides {unknown} of the "
            f"{len(exponents)}"
        )
    return f"largest exponent {largest:+.4f} nats a step"


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)
