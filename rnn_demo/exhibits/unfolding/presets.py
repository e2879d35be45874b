"""Unfolded nets worth opening: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.unfolding.knobs import UnfoldingKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[UnfoldingKnobs]] = {
    "blame": Preset(
        "Which step is to blame?",
        "The net hears a 1, then nothing, and at step 5 has to say what it heard first. It says "
        "−0.80 instead of 1. Which step is to blame?",
        "For U the first one alone. Every copy has an error δ, but U's part is δ x, and x is 0 "
        "after step 1: the whole gradient of U₂, 1.219, stands in the first bar. The other "
        "weights have a part from each copy that read a number other than 0: choose W₂₁.",
        UnfoldingKnobs(),
    ),
    "vanishing": Preset(
        "It fades on the way",
        "One unit, W = 0.5, eight steps. The error at the end is 0.90. What arrives at step 1?",
        "δ₁ = −0.0046, where δ₈ = −0.80. Each step back multiplies by W φ′, which is at most 0.5: "
        "after seven steps at most 1/128 is left. The bars of b are the δ themselves.",
        UnfoldingKnobs(n=1, steps=8, gain=0.5, seed=7, heard="every"),
    ),
    "truncated": Preset(
        "Truncated by one step",
        "The first net again, but its loss is followed back 4 steps instead of 5. How much is "
        "left of U's gradient?",
        "Nothing: 0 instead of 1.219. The only step that heard anything stands one step too far "
        "back. W still has a gradient, and the loss still falls, but not by listening.",
        UnfoldingKnobs(back=4),
    ),
    "cancelling": Preset(
        "Six steps that disagree",
        "One unit, a loss at every step. Step 2 alone gives W a gradient of 0.968. How large is "
        "the gradient of W?",
        "0.002. Steps 2 and 4 pull one way, steps 3, 5 and 6 the other, and a tied weight can "
        "only follow their sum. A gradient near 0 does not say that the steps are content.",
        UnfoldingKnobs(n=1, steps=6, seed=591, loss="every", heard="every"),
    ),
    "every-loss": Preset(
        "A loss at every step",
        "Five losses, and each depends on all steps before it. Must the way back be gone five "
        "times?",
        "Once. On its way δ collects what each copy's own loss asks, Vᵀe, and adds what all later "
        "ones ask, Wᵀδ: derivatives add. The badge at the bars compares with five separate ways. "
        "Truncation does need them apart: set K to 2.",
        UnfoldingKnobs(loss="every"),
    ),
}
FIRST = next(iter(PRESETS))
ENTRIES = {  # the weight whose parts each preset draws at first
    "blame": "U₂",
    "vanishing": "b",
    "truncated": "U₂",
    "cancelling": "W",
    "every-loss": "b₁",
}
QUESTIONS = Questions(
    "unfolding",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
