"""Nets worth training: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[ApproximationKnobs]] = {
    "sine": Preset(
        "Three bumps, eight units",
        "One hidden layer of eight tanh units has 129 points of a sine with three bumps to learn "
        "from. How near does it come?",
        "The largest error is 0.013, at the right end, after 1,000 updates by Adam. Nobody gave it "
        "a sine: each unit turns once, somewhere, and the output layer adds up eight such turns. "
        "**Draw a function of your own** into the picture: the net is trained again as soon as "
        "you let go. Under “Training”, L-BFGS comes nearer still: to about a thousandth.",
        ApproximationKnobs(),
    ),
    "outside": Preset(
        "Outside the interval",
        "The same net, as it was. It has seen [−1, 1] and nothing else. What does it take the sine "
        "for at x = 2 or 3?",
        "For something that flattens out: it is off by 1.56 at x = 2 and by 2.12 at x = −2. Far "
        "from where it turns a tanh unit is flat, so in the end the whole net is. Choose ReLU, and "
        "it goes on in straight lines instead. The theorem speaks of a compact set, and this is "
        "what it does not speak of.",
        ApproximationKnobs(reach=3.0),
    ),
    "short": Preset(
        "One hidden unit short",
        "The same sine, with ReLU units: two of them. How small can a training make the largest "
        "error, if one waits long enough?",
        "Never smaller than 0.5, for any training and any weights: the sine rises and falls four "
        "times, and two bends make three straight pieces. The check beside the picture holds the "
        "measured error to that. With six units nothing forbids a small error any more; yet only "
        "three of the seeds 0 to 11 come below 0.25, and the other nine stay above 1, where the "
        "constant 0 is, too. The theorem promises that good weights exist. It does not say that a "
        "descent finds them.",
        ApproximationKnobs(activation="relu", width=2),
    ),
    "step": Preset(
        "A step",
        "A function that jumps from 0 to 1, and a net with 32 tanh units. Its mean error is small. "
        "Does its largest error go to 0 with more units?",
        "It never falls below one half. A net is continuous: just left and just right of the jump "
        "it says nearly the same, and that is off by at least ½ on one side. Change the width as "
        "you like: the half stays. The theorem is about continuous functions.",
        ApproximationKnobs(target="step", width=32),
    ),
    "depth": Preset(
        "Depth against width",
        "A saw with eight teeth, and eight ReLU units: in one layer, or in four layers of two. "
        "Which can draw it?",
        "Four layers of two can, exactly: error 0 before any training, because these weights were "
        "chosen by hand so that each layer folds the interval once more, and four folds make "
        "eight teeth. One layer of eight has nine straight pieces for sixteen flanks: set the "
        "width to 8 and the layers to 1, and no weights bring the error below 1, which is what "
        "the constant 0 achieves. Let the first weights be chosen by chance instead: the deep net "
        "is then off by more than 1, too. Existence is one thing, training another.",
        ApproximationKnobs(
            target="teeth", bumps=8, activation="relu", width=2, depth=4, start="folding"
        ),
    ),
    "square": Preset(
        "An activation that cannot",
        "32 units with φ(z) = z² in one layer. They are not linear. Is such a net universal?",
        "No. A sum of squares of straight lines is a parabola, however many there are: the error "
        "stays above 0.5 at any width. The theorem holds for an activation if and only if it is "
        "not a polynomial (Leshno et al. 1993). Each further layer doubles the degree: with two "
        "layers the error is below 0.4.",
        ApproximationKnobs(activation="square", width=32),
    ),
    "proof": Preset(
        "A proof to watch",
        "No training at all: sixteen cells, and fifteen steep sigmoids that step from the sine's "
        "value in one cell to that in the next. How wrong can the sum be?",
        "By 0.589 at most, and it is by 0.290. Within a cell the sine moves by no more than "
        "ω(h), and the sum is an average of the values of the cells around. Twice as many cells "
        "halve the bound for a function with a bounded slope: that is the whole proof, for "
        "functions of one variable. It is also a poor net: eight trained units came twenty "
        "times nearer.",
        ApproximationKnobs(subject="staircase"),
    ),
    "line": Preset(
        "Three layers, one line",
        "XOR: opposite quarters belong together. Three hidden layers of eight units without an "
        "activation, 177 weights: do they tell the quarters apart?",
        "104 of 200 points, about as many as a coin. A product of matrices is a matrix: however "
        "many layers there are, the output is a x + b y + c, and its border is a straight line. "
        "The check beside the picture measures how straight. Choose tanh, and all 200 points are "
        "right: what makes layers worth having is the bend between them.",
        ApproximationKnobs(subject="plane", pattern="xor", activation="linear", depth=3),
    ),
    "disc": Preset(
        "Two units around a disc",
        "In the plane a hidden unit is a half-plane with a soft edge. Can two of them enclose a "
        "disc?",
        "They cannot: 180 of 200 points is all that it finds. Walk along the border of one unit: "
        "it stays as it is, and the other one only rises or only falls. In one of the two "
        "directions the sum stays on its side of the threshold for ever, so the region is "
        "unbounded. Three half-planes make a triangle: set the width to 3, and all 200 are right.",
        ApproximationKnobs(subject="plane", width=2),
    ),
    "spirals": Preset(
        "Two spirals",
        "Two spirals of nearly two turns, and one layer of eight units. Will it tell them apart?",
        "Not in 1,000 updates: 165 of 200 points, and the border runs across the arms. It fails, "
        "and nobody can tell from this whether the weights do not exist or were not found. With "
        "a second layer of eight it gets 198 of 200: press the small pictures to see what its "
        "units have made of the half-planes.",
        ApproximationKnobs(subject="plane", pattern="spirals", seed=0),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "approximation",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
