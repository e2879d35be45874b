"""One honest line on how good a network is, in bits, as its own text above it."""

from __future__ import annotations

from rnn_demo.tasks.generator.comparison import PUBLISHED, Figure, baseline, measured
from rnn_demo.ui.loading import LoadedModel

# Karpathy, Johnson and Li 2015, table 1: the best of all their networks on the test part.
PAPER_WAR_AND_PEACE = Figure("Karpathy, Johnson and Li", "stateful", 1.077)


def standing(loaded: LoadedModel) -> str:
    """Its loss on text it has not seen, beside a known figure of the same protocol."""
    own = {
        figure.protocol: figure.bits
        for figure in measured(loaded.network.name, loaded.parameters, loaded.metrics)
    }
    if not own:
        return "How good it is has not been measured yet."
    if loaded.corpus == "shakespeare" and "cold-256" in own:
        others = sorted(f.bits for f in PUBLISHED["shakespeare"] if f.protocol == "cold-256")
        return (
            f"Unseen text: {own['cold-256']:.3f} bits per character, windows of 256. Lower is "
            f"better. Best published transformer found: {others[0]:.4f}; nanoGPT: {others[-1]:.4f}."
        )
    if loaded.corpus == "war-and-peace" and "stateful" in own:
        return (
            f"Unseen text: {own['stateful']:.3f} bits per character, read in one pass. Lower is "
            f"better. Best of Karpathy et al. 2015: {PAPER_WAR_AND_PEACE.bits:.3f} (the same text "
            "with Windows line ends)."
        )
    protocol = "stateful" if "stateful" in own else next(iter(own))
    line = f"Unseen text: {own[protocol]:.3f} bits per character ({protocol}). Lower is better."
    other = baseline(loaded.metrics)
    if protocol == "stateful" and other:
        line += f" An n-gram model of the same text: {other.bits:.3f}."
    return line
