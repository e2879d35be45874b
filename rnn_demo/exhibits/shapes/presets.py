"""Tasks worth opening: each asks a question, and the pictures answer."""

from __future__ import annotations

from rnn_demo.exhibits.shapes.knobs import ShapeKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[ShapeKnobs]] = {
    "next-word": Preset(
        "Guess the next one",
        "A network reads a text and guesses after each character which one comes next. Which of "
        "the five shapes is that, and may a guess change when a later character is exchanged?",
        "Many to many, synchronous: an answer at every step, and none may know what comes later. "
        "Below, a trained GRU is tried: each character of its text is exchanged in turn, and of "
        "6,825 numbers that it gives before it reads the exchanged one not a single bit changes.",
        ShapeKnobs(),
    ),
    "captions": Preset(
        "The slide's labels",
        "A picture goes in, a sentence comes out. The slide calls this shape “sequence to "
        "sequence”, and a translation “one object to a sequence”. Is it?",
        "The two labels are swapped. A picture is one object that is read at once, and words are "
        "written from then on: one to many. A translation reads a sequence and writes another "
        "one: many to many. Play the two diagrams, and watch when the first y is written.",
        ShapeKnobs(task="captions"),
    ),
    "sentiment": Preset(
        "One verdict at the end",
        "A review goes in word by word, and one verdict comes out. May the first word still count "
        "at the end?",
        "It may: y is written when everything has been read. How much is another question, and "
        "the last column below is its answer for the GRU: it is pale at the top, where a "
        "character was read long before. That is what the lecture's second half is about.",
        ShapeKnobs(task="sentiment", at=1),
    ),
    "translation": Preset(
        "Read everything first",
        "The slide says that a translation must be asynchronous, because the whole sentence has "
        "to be known. Which x may then change the first word that is written?",
        "Every one of them, the last included: nothing is written before it. Below the GRU writes "
        "twelve characters after it has read its text, “ the sea” and so on. Exchange the s of "
        "“see” for b, and it is another text from its first character on; exchange the t at the "
        "beginning for I, and it differs from the ninth on.",
        ShapeKnobs(task="translation", at=13),
    ),
    "both-ends": Preset(
        "A network that peeks",
        "The same GRU reads the text from its end as well, and at each step both answers are "
        "added: a bidirectional network. It still answers at every step. Is it still a synchronous "
        "one?",
        "No, the check fails: exchange a character, and every answer before it changes, all 6,825 "
        "numbers. Its guess of the next character is worthless, because it has read it already. "
        "For a video that is over, every frame described, this is welcome: see what comes "
        "later. For a video that is running, it is impossible.",
        ShapeKnobs(task="video", reads="both"),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "shapes",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
