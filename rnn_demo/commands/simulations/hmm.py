"""The numbers behind the page of the hidden Markov model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.exhibits.hidden_markov.compute.bits import copying, passed_bits
from rnn_demo.exhibits.hidden_markov.compute.learning import ChainLearning, learning
from rnn_demo.exhibits.hidden_markov.compute.models import chain_of, observed
from rnn_demo.exhibits.hidden_markov.compute.trellis import check_of, trellis_of
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.exhibits.hidden_markov.presets import QUESTIONS


def numbers_of(knobs: ChainKnobs) -> dict[str, Any]:
    """All numbers of the page but the written text; states and symbols are in their order.

    Raises:
        KnobError: the observations are none of the model's symbols, or too many.
    """
    chain = chain_of(knobs)
    found = trellis_of(chain.model, observed(knobs, chain))
    learned = with_bar(learning(knobs), "learning")
    copied = with_bar(copying(knobs.copied, knobs.start), "learning to copy")
    passed = passed_bits(chain.model)
    checks = {
        "trellis": check_of(chain.model, found),
        "rising": learned.check,
        "passed": passed.check,
        "copied": copied.check,
    }
    return {
        "states": list(chain.names),
        "symbols": list(chain.letters),
        **asdict(chain.model),
        "observations": "".join(chain.letters[symbol] for symbol in found.ids),
        "forward": found.alpha,
        "backward": found.beta,
        "posterior": found.gamma,
        "scales": found.scales,
        "log_likelihood": found.log_likelihood,
        "viterbi_path": [chain.names[state] for state in found.viterbi],
        "viterbi_log": found.viterbi_log,
        "likeliest_states": [chain.names[state] for state in found.marginal],
        "likeliest_states_log": found.marginal_log,
        "learning": _told(learned),
        "passed_bits": passed.bits,
        "most_bits": passed.most,
        "copying": {
            "bits": copied.bits,
            "states": copied.states,
            "possible": copied.possible,
            "found": copied.found,
            "guessed": copied.guessed,
        },
        "checks": {name: asdict(check) for name, check in checks.items()},
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    learned, copied = numbers["learning"], numbers["copying"]
    lines = [
        f"{numbers['observations']}: ln p = {numbers['log_likelihood']:.4f} nats",
        f"Viterbi's path {' '.join(numbers['viterbi_path'])}, ln p = {numbers['viterbi_log']:.4f}",
        f"likeliest states one by one {' '.join(numbers['likeliest_states'])}, ln p = "
        f"{numbers['likeliest_states_log']:.4f}",
        f"learned: {max(learned['curves'][-1]):.4f} nats a symbol, the planted model "
        f"{learned['planted']:.4f}",
        f"I(past; future) = {numbers['passed_bits'][-1]:.4f} bits of at most "
        f"{numbers['most_bits']:.4f}",
        f"{copied['bits']} bits copied with {copied['states'][-2]} states: right "
        f"{copied['found'][-2].max():.3f} from the best start",
    ]
    worst = max(check["residual"] for check in numbers["checks"].values())
    lines.append(f"largest residual of the checks {worst:.1e}")
    return "\n".join(lines)


def _told(learned: ChainLearning) -> dict[str, Any]:
    last = learned.film[-1]
    return {
        "curves": learned.curves,
        "planted": learned.planted_log,
        "held_out": learned.held_out,
        "planted_held_out": learned.planted_held_out,
        "best": learned.best,
        "orders": learned.orders,
        "transitions": last.transitions,
        "emissions": last.emissions,
        "recovery": asdict(learned.recovery) if learned.recovery else None,
    }


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)
