"""Sounds worth hearing: each asks a question, and what the network hears answers."""

from __future__ import annotations

from rnn_demo.exhibits.speech.knobs import MELODY, MICROPHONE, SpeechKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[SpeechKnobs]] = {
    "first": Preset(
        "Three digits",
        "Somebody says “four, two, seven”. Nobody tells the network where a word begins or ends. "
        "When does it say each of them?",
        "Each only for one to three of its steps of 30 ms, with the blank before and after. The "
        "loss asks for the words and their order and not for their lengths, so a short peak is all "
        "that a word needs.",
        SpeechKnobs(),
    ),
    "twice": Preset(
        "The same one twice",
        "“Three, three.” Repetitions are dropped: how can the network say that a word was said "
        "twice?",
        "By saying nothing in between: the blank between the two peaks keeps them apart. "
        "Repetitions are dropped first, blanks after that; without the blank a single “three” "
        "would be left.",
        SpeechKnobs(digits="3 3"),
    ),
    "stranger": Preset(
        "A voice that it never heard",
        "Nicolas counts, with a French accent. The network that listens has learned from the "
        "five others and from machines, some with a French accent, and never heard a sound of his. "
        "How many of his ten digits does it get?",
        "Eight: it hears no “zero”, and a “five” in place of the “four”, though it is not sure of "
        "it (0.69). Of all his 500 recordings this network gets 89 %, as the table below says, and "
        "other voices are easier: of Lucas’s, heard by the network that never heard him, 98 %.",
        SpeechKnobs(digits="0 1 2 3 4 5 6 7 8 9", voice="nicolas", network=4),
    ),
    "voices": Preset(
        "Two people",
        "Two men take turns, without a pause. Does the change of voice confuse it?",
        "No: all four are heard, each with a chance above 90 %. Rows of two voices were part of "
        "the training.",
        SpeechKnobs(digits="8 5 1 9", voice="jackson", other="lucas", gap=0.0),
    ),
    "backwards": Preset(
        "Backwards",
        "The first recording, played backwards: no English, but the same sounds in the same "
        "voice. A person hears no digit. And the network?",
        "It hears none either. Digits played backwards were among the sounds of its training for "
        "which the right answer is no word; of 300 other such recordings it takes 7 for digits.",
        SpeechKnobs(backwards=True),
    ),
    "melody": Preset(
        "Music",
        "A melody in which nobody says anything. Does the network have to call it something?",
        "It finds three digits, none with a chance above 0.53. Of 50 melodies like this one 24 are "
        "heard as nothing, and in the others it finds digits. It was never taught what music is, "
        "only that some made-up tones are no digits.",
        SpeechKnobs(source=MELODY),
    ),
    "hiss": Preset(
        "In a hiss",
        "The same three digits, in a hiss as loud as their loudest moments. Press Play: you will "
        "probably understand them. Does the network?",
        "Hardly: only “seven” is left, and it is not sure of it (0.43), though it learned from "
        "digits in a hiss, too. Turn the hiss down, under “More knobs”, and see when the words "
        "come back.",
        SpeechKnobs(hiss=0.0),
    ),
    "own": Preset(
        "Your own voice",
        "It has heard six men, and machines. Will it hear your digits?",
        "Whatever you say that is no digit may still be called one: of 60 recordings in "
        "another language it heard digits in 54. It knows ten words and, of people, six men; a "
        "voice unlike theirs, or a room that echoes, troubles it more than it troubles you.",
        SpeechKnobs(source=MICROPHONE),
    ),
}
QUESTIONS = Questions(
    "speech",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
