"""Simulations worth opening: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs, changed, set_knob
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[SimulationKnobs]] = {
    "linear-orthogonal": Preset(
        "A rotation, a little too short",
        "W turns every vector and multiplies its length by 0.95. What is left after 100 steps?",
        "Exactly 0.95¹⁰⁰ = 0.0059, in every direction alike: all singular values lie on one line. "
        "This is the only case in which one number tells the whole story.",
        SimulationKnobs(activation="linear", weights="orthogonal", gain=0.95, input_noise=0.0),
    ),
    "eigenvalue-counterexample": Preset(
        "Spectral radius 0, and it explodes",
        "Textbooks say: a spectral radius below 1 makes gradients vanish. Here every eigenvalue of "
        "W is 0. Can the gradient explode?",
        "It doubles at every step. W = [[8, 8], [−8, −8]] squares to zero, but what is multiplied "
        "is not W: between two steps stands the slope of tanh, here 1 for the first unit and ¾ for "
        "the second, J = [[8, 8], [−6, −6]], and J² = 2J. By hand: ‖J‖ = √200 = 14.142, and "
        "‖Jˡ‖ = 2ˡ⁻¹ · 14.142. The theorem is right for the largest singular value, here 16.",
        SimulationKnobs(weights="counterexample", n=2, gain=8.0, steps=20, input_noise=0.0),
    ),
    "jordan-block": Preset(
        "Below 1, and first it grows",
        "Both eigenvalues of W = [[0.95, 1], [0, 0.95]] are 0.95. Does the gradient shrink at "
        "every step?",
        "It grows for 19 steps, to 7.57, and only then does the eigenvalue win. Eigenvalues speak "
        "of the end of time; training takes place before. At 0.99 the peak is 36.98, at step 99.",
        SimulationKnobs(
            activation="linear", weights="jordan", n=2, gain=0.95, steps=150, input_noise=0.0
        ),
    ),
    "gaussian-gain": Preset(
        "Three thresholds on one slider",
        "Weights are drawn from N(0, g²/n). From which g on do gradients explode: g = ½, where the "
        "bound 2g reaches 1, g = 1, where the spectral radius does, or later?",
        "Later. At g = 1 the bound would allow growth and the spectral radius is at its threshold, "
        "but the input keeps the units away from 0, where tanh is steepest: what counts is "
        "χ = g² E[φ′²], here 0.70 a step for the square. It passes 1 only near g = 1.4.",
        SimulationKnobs(n=64, gain=1.0),
    ),
    "input-noise": Preset(
        "The input alone makes it vanish",
        "The weights stay as they are, g = 1. Can the input by itself decide whether gradients "
        "live?",
        "Yes: without input χ is close to 1 and gradients last; noise of 0.3 pushes the units into "
        "the flat part of tanh, and χ falls to 0.70: both are drawn.",
        SimulationKnobs(n=64, gain=1.0, input_noise=0.0),
        {"input_noise": 0.3},
    ),
    "tanh-orthogonal": Preset(
        "A perfect rotation still forgets",
        "W is a rotation: nothing grows, nothing shrinks. With tanh, does the gradient last?",
        "No. Each step multiplies by slopes of tanh, which are below 1 except at 0: it fades "
        "slowly with little input and quickly with much.",
        SimulationKnobs(weights="orthogonal", input_noise=0.3),
    ),
    "lstm-forget-bias": Preset(
        "One number that makes an LSTM remember",
        "The forget gate's bias is 0: half of every cell is dropped at each step. What does a bias "
        "of 5 change?",
        "σ(5) = 0.993 is kept: the time constant −1/ln σ(b) goes from 1.4 to 149 steps, and the "
        "largest exponent from about −0.46 to about 0. The gradient then runs along c: both are "
        "drawn.",
        SimulationKnobs(cell="lstm", input_noise=1.0, gate_bias=0.0),
        {"gate_bias": 5.0},
    ),
    "lstm-exploding": Preset(
        "An LSTM can explode",
        "LSTMs were built against vanishing gradients. Are they safe from exploding ones?",
        "No: with recurrent weights of gain 8 the largest exponent is above 0.2, a factor of 1.25 "
        "and more at each step, by way of the gates. Clipping is not a luxury.",
        SimulationKnobs(cell="lstm", gain=8.0, input_noise=1.0),
    ),
    "gru-exploding": Preset(
        "A GRU can explode",
        "And a GRU, whose state is an average of old and new and never leaves [−1, 1]?",
        "Its state is bounded, its derivative is not: with gain 8 it grows faster than the LSTM's.",
        SimulationKnobs(cell="gru-slide", gain=8.0, input_noise=1.0),
    ),
    "lstm-1997": Preset(
        "The carousel of 1997",
        "The first LSTM had no forget gate. What is ∂c_t/∂c_k in it, gates held fixed?",
        "Exactly 1, at any distance: the constant error carousel. The whole Jacobian is not 1, "
        "because h reaches the gates; Hochreiter and Schmidhuber cut these paths in training.",
        SimulationKnobs(cell="lstm-1997", input_noise=1.0),
    ),
    "clipping": Preset(
        "Too long: shorten it or cut it?",
        "This gradient has grown beyond use. Both kinds of clipping bound it. Do both keep its "
        "direction?",
        "By norm it keeps its direction and loses length; by value each entry is cut by itself, "
        "and what is left points elsewhere.",
        SimulationKnobs(n=32, gain=2.5, clipping="value", loss="every", steps=60),
    ),
}
FIRST = next(iter(PRESETS))
# What a link or a command that names no preset starts from: links existed before FIRST was first.
UNNAMED = "eigenvalue-counterexample"
QUESTIONS = Questions(
    "gradient",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "more", "export"),
    presented=("presets", "answer", "knobs", "export"),
    unnamed=UNNAMED,
    put=set_knob,
    written=changed,
)
