"""Series worth forecasting: each asks a question, and its table answers."""

from __future__ import annotations

from rnn_demo.exhibits.series.knobs import SeriesKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[SeriesKnobs]] = {
    "sunspots": Preset(
        "Sunspots",
        "Three centuries of sunspots rise and fall, about every eleven years. Which model "
        "foretells the next year best, and which the year twelve years ahead?",
        "The Elman net, for both; but for the next year the GRU and an autoregression of three "
        "numbers are within two standard errors of it.",
        SeriesKnobs(origin=58),
    ),
    "walk": Preset(
        "Hard to beat",
        "Each value is the one before it and a random step. Six models, four of them trained: "
        "which one comes nearest?",
        "The one that says “as yesterday”: nothing can be known of the next step. The "
        "autoregression comes within 6 %; the networks are lost once the walk has left the values "
        "that they were fitted to. “Forecast changes” brings them back, and no further.",
        SeriesKnobs(series="walk", origin=50),
    ),
    "logistic": Preset(
        "Line or parabola",
        "The logistic map has one rule without chance, x ← 4x(1 − x). An autoregression may look "
        "at 24 values, the MLP at one. Which of them finds the rule?",
        "The MLP, with an error below 0.001. The autoregression’s is 0.33, as large as that of the "
        "mean: all autocorrelations of this series are 0, so no straight line sees anything in it. "
        "Twelve values ahead nobody does: an error doubles with each step.",
        SeriesKnobs(series="logistic", window=1, origin=90),
    ),
    "copy": Preset(
        "Beyond the window",
        "Each bit is a copy of the one four steps before, but for one in ten, which is spoiled. "
        "The MLP sees three. How many of the next bits does it get right?",
        "Half of them, as a coin would: the bit that it needs is not in its window, and below is "
        "the proof that no training helps. The autoregression and both recurrent nets get 88 % "
        "right, of the 90 % that can be: they keep four bits.",
        SeriesKnobs(series="copy", window=3, length=1_000, origin=94),
    ),
    "mackey-glass": Preset(
        "Chaos with a delay",
        "The Mackey–Glass equation has a rate that depends on x 17 units of time ago. Twelve "
        "samples, 72 units, lie in the MLP's window. Does it take a memory to do better?",
        "No: the MLP is best, with an error of 0.003; those of the Elman net and the GRU are "
        "above 0.01. A window that holds the delay holds all that matters. The autoregression may "
        "look twice as far back, and comes to 0.068: it has no bend.",
        SeriesKnobs(series="mackey-glass", origin=50),
    ),
    "ar2": Preset(
        "The true model",
        "This series was made by an AR(2) and noise with σ = 1. Can a network with a hundred "
        "weights and more do better than three numbers?",
        "No: nobody’s error can be below 1 for long, and that of the autoregression is 1.04. The "
        "networks come near, 1.07 to 1.09, and not nearer.",
        SeriesKnobs(series="ar2", origin=50, seed=1),
    ),
    "passengers": Preset(
        "Growth",
        "Airline passengers, 1949 to 1960: every year more, and every summer a peak. Do the "
        "networks see it coming?",
        "They do not: all three are worse than “as yesterday”, because tanh units level "
        "off beyond what they were fitted to. An autoregression that reaches back more than a "
        "year is 71 % better. With “Forecast changes” two of the networks see it.",
        SeriesKnobs(series="passengers", origin=66),
    ),
}
QUESTIONS = Questions(
    "series",
    PRESETS,
    hideable=("presets", "own", "question", "answer", "knobs", "sections"),
    presented=("presets", "own", "answer", "knobs", "sections"),
)
