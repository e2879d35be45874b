"""One honest line on how good a network is, in bits, like the text that it wrote above."""

from __future__ import annotations

from rnn_demo.tasks.generator.comparison import PUBLISHED, Figure, baseline, measured
from rnn_demo.ui.language import t
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
        return t("How good it is has not been measured yet.")
    if loaded.corpus == "shakespeare" and "cold-256" in own:
        others = sorted(f.bits for f in PUBLISHED["shakespeare"] if f.protocol == "cold-256")
        return t(
            "Unseen text: {bits:.3f} bits per character, windows of 256. Lower is better. Best "
            "published transformer found: {best:.4f}; nanoGPT: {last:.4f}.",
            bits=own["cold-256"],
            best=others[0],
            last=others[-1],
        )
    if loaded.corpus == "war-and-peace" and "stateful" in own:
        return t(
            "Unseen text: {bits:.3f} bits per character, read in one pass. Lower is better. Best "
            "of Karpathy et al. 2015: {best:.3f} (the same text with Windows line ends).",
            bits=own["stateful"],
            best=PAPER_WAR_AND_PEACE.bits,
        )
    protocol = "stateful" if "stateful" in own else next(iter(own))
    line = t(
        "Unseen text: {bits:.3f} bits per character ({protocol}). Lower is better.",
        bits=own[protocol],
        protocol=protocol,
    )
    other = baseline(loaded.metrics)
    if protocol == "stateful" and other:
        line += " " + t("An n-gram model of the same text: {bits:.3f}.", bits=other.bits)
    return line
