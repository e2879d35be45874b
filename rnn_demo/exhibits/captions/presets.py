"""Pictures worth naming: each asks a question, and the network's words answer."""

from __future__ import annotations

from rnn_demo.exhibits.captions.compute.samples import NOISE
from rnn_demo.exhibits.captions.knobs import DRAWN, CaptionKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[CaptionKnobs]] = {
    "unseen": Preset(
        "A hand it never saw",
        "The network learned the emoji of four publishers. This one is by a fifth, of whom it has "
        "seen nothing. A person says: somebody lifts weights, dark skin. And the network?",
        "The name in Unicode’s list, word for word. Step through the words: bright is where it "
        "looked for each.",
        CaptionKnobs(),
    ),
    "tone": Preset(
        "One thing changed",
        "The same by the same publisher, with another skin. How many words of the name change?",
        "One. What else is in the picture has stayed, and so have its words.",
        CaptionKnobs(drawing="person-lifting-weights-light"),
    ),
    "forced": Preset(
        "Say something else",
        "A woman farmer. Force the first word to be “man”: what becomes of the rest?",
        "It is still written from the picture: trade and skin are named as before. The forced word "
        "is taken as said, and nothing else.",
        CaptionKnobs(drawing="woman-farmer-dark", words="man"),
    ),
    "wrong": Preset(
        "Where it is wrong",
        "A guitar, plain to see. All four publishers drew one. Does the network name this one?",
        "No: “bacon”. It learned what a guitar looks like from four drawings, and this is a "
        "fifth. Its chance is low, and that is all the warning it gives.",
        CaptionKnobs(drawing="guitar"),
    ),
    "noise": Preset(
        "Nothing at all",
        "Pure noise, each pixel by itself. A person says: nothing. What does the network say?",
        "The name of an emoji, because it has no word for nothing, and it is as sure of it as of "
        "many a right name. A chance says which name is likeliest, not whether there is one.",
        CaptionKnobs(drawing=NOISE),
    ),
    "draw": Preset(
        "Your own hand",
        "Nobody draws like you, and no publisher of emoji does. Will the network name what you "
        "draw?",
        "Sometimes. A plain face is there to begin with: give it tears, a hat or another mouth, or "
        "clear the board and draw something plain and large. The name follows each stroke.",
        CaptionKnobs(source=DRAWN),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "captions",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
