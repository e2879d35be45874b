"""The numbers behind the page of the Boltzmann machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.exhibits.boltzmann.compute.learning import Learning
from rnn_demo.exhibits.boltzmann.compute.simulation import bits, simulating
from rnn_demo.exhibits.boltzmann.knobs import MachineKnobs
from rnn_demo.exhibits.boltzmann.presets import QUESTIONS
from rnn_demo.words import percent


def numbers_of(knobs: MachineKnobs) -> dict[str, Any]:
    """All numbers of the page; lists over states are in the order of `states`.

    Raises:
        KnobError: the knobs do not fit each other, or ask for too much.
    """
    found = with_bar(simulating(knobs), "sampling")
    apart, affine, learned = found.divergence, found.affine, found.learned
    checks = {"sweep": found.check, "affine": affine.check}
    if learned:
        checks["gradient"] = learned.check
    return {
        "states": [bits(number, knobs.n) for number in range(2**knobs.n)],
        "energies": found.energy,
        "exact": found.exact,
        "sampled": found.sampled,
        "kl": float(apart.sampled[-1]),
        "kl_by_sweep": apart.sampled,
        "kl_of_independent_draws": float(apart.independent[-1]),
        "kl_of_one_chain_by_sweep": apart.chain,
        "temperatures": found.sample.temperatures,
        "mean_energies": found.mean_energies,
        "exact_energies": found.exact_energies,
        "share_in_the_lowest": found.lowest,
        "exact_share_of_the_lowest": found.exact_lowest,
        "weights": found.machine.weights,
        "biases": found.machine.biases,
        "couplings_of_signed_units": affine.signed.couplings,
        "fields_of_signed_units": affine.signed.fields,
        "constant_of_signed_units": affine.constant,
        "learning": _learning(learned) if learned else None,
        "checks": {name: asdict(check) for name, check in checks.items()},
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    best = max(range(len(numbers["exact"])), key=lambda number: numbers["exact"][number])
    lines = [
        f"most probable state {numbers['states'][best]}: p = {numbers['exact'][best]:.4f}, sampled "
        f"{numbers['sampled'][best]:.4f}",
        f"KL(sample ‖ exact) = {numbers['kl']:.3g} nats; as many independent draws would give "
        f"{numbers['kl_of_independent_draws']:.3g} in the mean",
        f"{percent(numbers['share_in_the_lowest'], 1)} of the chains end in a state of "
        f"the lowest energy, exactly {percent(numbers['exact_share_of_the_lowest'], 1)}",
    ]
    if learned := numbers["learning"]:
        lines.append(
            f"log-likelihood {learned['log_likelihoods'][0]:.4f} before learning, "
            f"{learned['log_likelihoods'][-1]:.4f} after, {learned['best_possible']:.4f} at best"
        )
    worst = max(check["residual"] for check in numbers["checks"].values())
    lines.append(f"largest residual of the checks {worst:.1e}")
    return "\n".join(lines)


def _learning(learned: Learning) -> dict[str, Any]:
    return {
        "log_likelihoods": learned.log_likelihoods,
        "best_possible": learned.best_possible,
        "correlations_of_data": learned.last.data,
        "correlations_of_model": learned.last.model,
    }


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)
