"""Nets worth opening: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[HopfieldKnobs]] = {
    "recall": Preset(
        "An A, spoiled",
        "Three letters are stored: A, Ж and O. Of an A a fifth of the pixels, at random, is turned "
        "over. Will the net find its way back to the A?",
        "Yes, in 29 flips, and no flip raised the energy: −32.65 at first, −89.28 at the end. "
        "Nobody searched for the A: each unit only asked its inputs which side to be on. Draw a "
        "letter of your own, or spoil this one further.",
        HopfieldKnobs(),
    ),
    "one-too-many": Preset(
        "One pattern too many",
        "X is stored as well, nothing else has changed: four letters in 144 units. Will the same A "
        "still come back?",
        "No: it ends in a cross that is the majority of Ж, X and A. Without any noise it does the "
        "same, because A is no minimum any more: its own pixels are outvoted by Ж and X, which "
        "resemble it. For random patterns there would be room for about 0.138 · 144 ≈ 20; letters "
        "are not random. Forget X, or choose the projection rule, and A is back.",
        HopfieldKnobs(letters="AЖOX"),
    ),
    "nobody-stored": Preset(
        "A pattern that nobody stored",
        "A, Ж and O are stored, and the net starts from pure noise: half of the pixels are turned "
        "over. In which of the three letters will it end?",
        "In none of them. It ends in the majority of Ж, A and the mirror image of O, at an energy "
        "of −94.78: lower than the A (−89.28), the Ж (−92.11) and the O (−78.78). The slide's "
        "words are chosen well: the net evolves into a low-energy state. They do not say that "
        "somebody stored it.",
        HopfieldKnobs(noise=0.5, seed=2),
    ),
    "never-settles": Preset(
        "Synchronous, and it never settles",
        "The same net, from other noise, but all units change at once. The weights are symmetric. "
        "Will it settle?",
        "Never: two states take turns, both at an energy of 1.5. Each unit is right about what the "
        "others were, and wrong about what they are. With symmetric weights this is the worst that "
        "can happen: a cycle of two. Choose “one unit after the other”, and the same start ends in "
        "the O, after 72 flips in this seed's order.",
        HopfieldKnobs(noise=0.5, seed=4, update="synchronous"),
    ),
    "not-symmetric": Preset(
        "Not symmetric",
        "Here the weights lead from each letter to the next, from A to Ж, to O and to A again: "
        "$w_{ij}$ and $w_{ji}$ differ. Where does the net come to rest?",
        "Nowhere: it has learned the order and recites it, A, Ж, O, A, Ж, O. What would be the "
        "energy falls, and then rises from −13.39 to 30.11 within two steps: without symmetry "
        "there is no such function. It is also the first net of this lecture that produces a "
        "sequence.",
        HopfieldKnobs(rule="chain", update="synchronous"),
    ),
    "all-minima": Preset(
        "All minima of sixteen units",
        "Three random patterns in 4 × 4 pixels: 65,536 states, few enough to try them all. How "
        "many minima does the energy have: three?",
        "Fourteen: the three patterns, their three mirror images, and eight mixtures, listed "
        "below. The mixtures lie higher here, and 14 of 100 starts end in one of them.",
        HopfieldKnobs(letters="", random=3, size=4, seed=1),
    ),
    "a-hundred": Preset(
        "A hundred pictures in 1,024 units",
        "A hundred random pictures of 32 × 32 pixels are stored, and a quarter of the first one is "
        "turned over. How many pixels will be wrong in the end?",
        "Three of 1,024, and they stay wrong: the minimum is next to the pattern, not in it. At "
        "α = P / N = 0.098 the other 99 patterns disturb each unit like noise. The curves below "
        "show where that noise wins.",
        HopfieldKnobs(letters="", random=100, size=32, noise=0.25),
    ),
    "dense": Preset(
        "A thousand patterns",
        "The same 144 units are to hold 1,000 patterns, seven times as many as there are units. Is "
        "there any rule that gives them back?",
        "Yes, if the energy is not quadratic. The dense memory weighs every pattern by the softmax "
        "of its overlap, as attention in a transformer weighs its values, and averages them: two "
        "updates, and 30 % noise is gone. The price: the patterns themselves are kept, not "
        "144 × 144 weights. Turn β down to 0.1, and it averages over everything.",
        HopfieldKnobs(random=997, rule="dense", noise=0.3),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "hopfield",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
