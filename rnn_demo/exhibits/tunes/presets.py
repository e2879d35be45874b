"""Tunes worth hearing: each asks a question, and the tune answers."""

from __future__ import annotations

from rnn_demo.exhibits.tunes.knobs import TuneKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[TuneKnobs]] = {
    "jig": Preset(
        "A jig that nobody has played before",
        "Nobody told the network what a bar is, or that a tune should come home to its tonic. Will "
        "it know?",
        "It does here: each bar has six eighths, both parts have eight bars, and the last note is "
        "the tonic. It has learned to count, from notes and bar lines alone, well enough for most "
        "of its tunes; the table below says how many fail. Press Play.",
        TuneKnobs(seed=21),
    ),
    "slip": Preset(
        "Nine eighths instead of six",
        "A slip jig has nine eighths in a bar. Is the meter only a word at the beginning, or does "
        "the whole tune follow it?",
        "The whole tune follows: nine eighths in every bar, in three groups of three. Take a reel "
        "in 4/4 or a waltz in 3/4 instead, and the rhythm changes with it, not only the bar lines.",
        TuneKnobs(kind="slip jig", meter="9/8", tonic="E", mode="dor", seed=2, tempo=170),
    ),
    "start": Preset(
        "Your first bars, its tune",
        "An upbeat and two bars are given: a rising chord. What does the network make of them?",
        "It takes up the first bar’s figure, G2BG, in the third bar, and comes home after eight. "
        "The second part is its own: it has two bars fewer, and comes home, too. Type a start of "
        "your own, or click a note and keep what comes before it.",
        TuneKnobs(
            kind="reel",
            meter="4/4",
            tonic="G",
            start="|: D | G2 BG d2 BG | g2 dB G2 B2 |",
            seed=3,
            tempo=200,
        ),
    ),
    "scale": Preset(
        "A note out of the key",
        "The start ends with A sharp, which D major does not have. How surprised is the network, "
        "and what does it do next?",
        "It gave that note 4 chances in 10 million: 14.8 nats, the tallest bar below the staff. "
        "Its first guess, an A of that length, had 17 in 100. Then it goes on in D major, with one "
        "C natural in the tenth bar: a note out of the key is an accident to it, not a change of "
        "key.",
        TuneKnobs(start="|: A | d2f afd | e2d cBA | d2f ^a", seed=4),
    ),
    "hot": Preset(
        "Too much chance",
        "Temperature 1.5: each unlikely note gets a better chance. Does the tune gain by it?",
        "Its rhythm gets restless, the notes wander, and the first bar has seven eighths instead "
        "of six: the network pays for its mean surprise of 2.3 nats a token. This is a failure, "
        "and the lines below the score say so.",
        TuneKnobs(temperature=1.5, seed=5),
    ),
    "cold": Preset(
        "No chance at all",
        "Temperature 0 takes the likeliest note every time. Is the likeliest tune the best one?",
        "It gets caught: “fd Ad” nine bars in a row, because what was just played is the best "
        "guess for what comes next. Every bar adds up, and nobody would dance to it.",
        TuneKnobs(kind="polka", meter="2/4", temperature=0.0, most_shared="0", tempo=120),
    ),
    "rare": Preset(
        "A meter that it hardly knows",
        "One of its 4,412 training tunes has three halves in a bar, and two are Phrygian. Can it "
        "do what it has hardly seen?",
        "No. It is told the meter and does not keep it: most bars have eight eighths, as in 4/4, "
        "and not twelve. A network knows what it was shown often, and it does not say by itself "
        "that it is out of its depth.",
        TuneKnobs(kind="march", meter="3/2", tonic="A", mode="phr", seed=6),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "tunes",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
