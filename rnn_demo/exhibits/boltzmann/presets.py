"""Small machines worth opening: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.boltzmann.knobs import MachineKnobs, changed, set_knob
from rnn_demo.knobs.presets import Preset, Questions

PARITY = ("000", "011", "101", "110")
PRESETS: dict[str, Preset[MachineKnobs]] = {
    "pair": Preset(
        "Two units that like to agree",
        "Two units with w = 2 between them and a bias of −1 each. How often are they alike?",
        "The states 00 and 11 have the energy 0, the states 01 and 10 the energy 1. So they are "
        "alike with σ(1) = 1 / (1 + e⁻¹) = 0.731: the bars come out at 0.366 for 00 and 11 and at "
        "0.134 for the others. A Gibbs chain knows nothing of this sum, it tosses one unit's coin "
        "after another, and its counts come to the same.",
        MachineKnobs(),
    ),
    "frustrated": Preset(
        "A wish that cannot be granted",
        "Three units, each of which wants to differ from both others, w = −4. What do they do when "
        "it is cold?",
        "Three units cannot all differ in pairs. Six of the eight states grant two of the three "
        "wishes and have the lowest energy, −4; 000 and 111 grant none, at 0. At T = 0.5 each of "
        "the six has 0.1666: a low temperature does not mean one answer.",
        MachineKnobs(n=3, strength=-4.0, bias=4.0, temperature=0.5),
    ),
    "two-valleys": Preset(
        "Ten chains, and all of them wrong",
        "Eight units that like to agree; ten chains begin with all units 0. After 300 sweeps the "
        "sample has settled down. Is it right?",
        "It has seen half of the world. All units 0 and all units 1 are equally likely, 0.496 "
        "each, but on the way from one to the other lie states with an energy of 16: no chain "
        "crosses them. The sample looks calm, and KL(sample ‖ exact) stays at ln 2 = 0.69 nats. "
        "Only who knows the exact distribution can tell. Raise T to 2, and the chains cross.",
        MachineKnobs(n=8, bias=-7.0, start="zeros"),
    ),
    "quenched": Preset(
        "Cooled at once",
        "Twelve units with random weights, cooled to T = 0.2 at once: how many of a hundred chains "
        "find the lowest state?",
        "About half of them. The exact distribution gives the lowest state 0.999, but a cold chain "
        "takes every step downhill and stays in the first valley that it falls into.",
        MachineKnobs(
            n=12, weights="random", bias=0.0, temperature=0.2, chains=100, sweeps=50, seed=4
        ),
    ),
    "annealed": Preset(
        "Cooled slowly",
        "The same machine, but the temperature falls from 10 to 0.2 in 200 sweeps. Does the time "
        "pay?",
        "Nearly all chains arrive. While it is warm they leave the small valleys and choose among "
        "the large ones; when it grows cold they are in the right one. The mean energy of the "
        "chains follows ⟨E⟩ of the temperature until they fall out of equilibrium.",
        MachineKnobs(
            n=12,
            weights="random",
            bias=0.0,
            temperature=0.2,
            chains=100,
            sweeps=50,
            seed=4,
            annealing=200,
        ),
    ),
    "parity": Preset(
        "What pairs cannot see",
        "Three visible units and no hidden one are to learn four patterns with an even number of "
        "ones: 000, 011, 101, 110. Do 500 steps suffice?",
        "No number of steps does. Over these patterns every ⟨s_i⟩ is ½ and every ⟨s_i s_j⟩ is ¼, "
        "as with tossed coins: the two phases agree when all weights are 0, and the gradient has "
        "nothing to say. The log-likelihood stays at −ln 8 = −2.079 nats.",
        MachineKnobs(n=3, weights="random", strength=0.1, bias=0.0, data=PARITY, updates=500),
    ),
    "hidden": Preset(
        "One hidden unit more",
        "The same four patterns, and one hidden unit beside the three visible ones. And now?",
        "Now it learns them. In the clamped phase the hidden unit takes a side for each pattern, "
        "and what it has in common with the visible units is a pair again. The log-likelihood "
        "rises towards −ln 4 = −1.386, which is what knowing the four patterns by heart gives. "
        "(With ε = 3 the steps overshoot, and it falls again and again.)",
        MachineKnobs(
            n=4,
            weights="random",
            strength=3.0,
            bias=0.0,
            data=PARITY,
            updates=1000,
            rate=1.5,
            seed=1,
        ),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "boltzmann",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "more", "digits"),
    presented=("presets", "answer", "knobs", "digits"),
    put=set_knob,
    written=changed,
)
