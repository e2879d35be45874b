"""Models worth opening: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[ChainKnobs]] = {
    "umbrella": Preset(
        "Guess the weather from umbrellas",
        "You sit in a cellar and see only whether people bring an umbrella (U) or not (N). Two "
        "umbrellas in a row: how sure can you be of rain?",
        "After one umbrella p(rain) = 0.818, after two 0.883: the forward messages, every number "
        "of which stands in the trellis. Click a symbol to see another one and watch all that "
        "depends on it change.",
        ChainKnobs(),
    ),
    "hindsight": Preset(
        "Hindsight",
        "The same five days. Does what comes later change what you think of day 3, when nobody "
        "had an umbrella?",
        "Yes: on day 3 itself dry weather had 0.809, and with days 4 and 5 known it has 0.693. "
        "The forward message knows the past, the backward message the future, and their product, "
        "γ, knows both. The last step is the only one that hindsight cannot change.",
        ChainKnobs(shown="posterior"),
    ),
    "casino": Preset(
        "An occasionally dishonest casino",
        "A casino swaps a fair die for a loaded one now and then: half of the loaded die’s rolls "
        "are sixes. When did it cheat?",
        "Where the sixes crowd, from the 8th roll to the 20th by Viterbi’s path, in orange. A "
        "single six means little, because a swap is rare (0.05 a roll); several close together "
        "outweigh it, and then even the rolls between them are suspect. Viterbi draws sharp "
        "borders; the posteriors, in the bars, call the 7th and the 21st roll loaded too, and say "
        "how unsure they are: 0.58 and 0.60.",
        ChainKnobs(
            model="casino", shown="posterior", observations="351462163664662661665163245123154"
        ),
    ),
    "left-right": Preset(
        "From left to right",
        "Four phases that follow each other and never go back, as the sounds of a word do. Where "
        "does each phase end?",
        "Viterbi’s path answers with one border between any two phases, although a stray symbol "
        "in the middle would fit another phase better: going back is forbidden. Recognisers of "
        "speech were long built of such models, one for each sound.",
        ChainKnobs(
            model="left-right",
            shown="viterbi",
            observations="aabaabbbcbcccddd",
            states=4,
            symbols=4,
        ),
    ),
    "fork": Preset(
        "The best states, and no path",
        "Three steps, and what is seen tells nothing. Name the likeliest state of each step: is "
        "that the likeliest path?",
        "It is no path at all. State 2 is the likeliest first state (0.6), but its road divides, "
        "and then state 1 (0.4) is the likeliest for a step. From 2 nobody gets to 1. Viterbi’s "
        "path stays in 1 all the time. Each answer is right for its own question: γ makes the "
        "fewest wrong states, Viterbi the likeliest whole.",
        ChainKnobs(model="fork", shown="posterior", observations="aaa"),
    ),
    "label-free": Preset(
        "Learned without a label",
        "Baum–Welch sees 2,400 days of umbrellas and never the weather. From random numbers, can "
        "it find out what rain is?",
        "Yes, but not what it is called. See “Learning without labels” below: once its states are "
        "renamed by the best permutation, no transition is off by more than 0.015, no emission by "
        "more than 0.009, and it names the state of unseen days as often as the true model does. "
        "One start of the five fails: it rests where both states are alike.",
        ChainKnobs(
            stay=0.9,
            shown="posterior",
            observations="",
            steps=20,
            sequences=40,
            length=60,
            iterations=100,
        ),
    ),
    "stuck": Preset(
        "Stuck below the top",
        "A rising likelihood, eight random starts, the same data. Do all of them arrive at the "
        "best model?",
        "Three of eight do. Below, each likelihood rises and comes to rest, most of them below "
        "that of the planted model: local optima, and which one it will be is luck. This is a "
        "failure of the method, and the reason to begin several times and keep the best.",
        ChainKnobs(
            model="register",
            shown="viterbi",
            observations="010101010101",
            learner=4,
            length=12,
            iterations=100,
            restarts=8,
        ),
    ),
    "copying": Preset(
        "Three bits need eight states",
        "A word of 3 random bits is said and must be said again. How many states does a hidden "
        "Markov model need?",
        "2³ = 8. Of all that was seen, only the state passes to what comes: log₂ N bits at most, "
        "here exactly 3 of 3. With fewer states a copy is right with at most N / 8, and "
        "Baum–Welch often stays below even that. A recurrent network’s N numbers in one state "
        "would carry far more: see “At most log₂ N bits pass” below.",
        ChainKnobs(
            model="register",
            bits=3,
            observations="011011",
            copied=3,
            learner=8,
            length=12,
            restarts=8,
        ),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "hmm",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
