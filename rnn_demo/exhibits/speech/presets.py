"""Sounds worth hearing: each asks a question, and what the network hears answers."""

from __future__ import annotations

from rnn_demo.exhibits.speech.knobs import MELODY, MICROPHONE, SpeechKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[SpeechKnobs]] = {
    "first": Preset(
        "Three digits",
        "Somebody says “four, two, seven”. Nobody tells the network where a word begins or ends. "
        "When does it say each of them?",
        "",
        SpeechKnobs(),
    ),
    "twice": Preset(
        "The same one twice",
        "“Three, three.” Repetitions are dropped: how can the network say that a word was said "
        "twice?",
        "",
        SpeechKnobs(digits="3 3"),
    ),
    "stranger": Preset(
        "A voice that it never heard",
        "Nicolas counts, with a French accent. The network that listens has learned from the five "
        "other voices and never heard a sound of his. How many of his ten digits does it get?",
        "",
        SpeechKnobs(digits="0 1 2 3 4 5 6 7 8 9", voice="nicolas", network=4),
    ),
    "voices": Preset(
        "Two people",
        "Two men take turns, without a pause. Does the change of voice confuse it?",
        "",
        SpeechKnobs(digits="8 5 1 9", voice="jackson", other="lucas", gap=0.0),
    ),
    "backwards": Preset(
        "Backwards",
        "The first recording, played backwards: no English, but the same sounds in the same "
        "voice. A person hears no digit. And the network?",
        "",
        SpeechKnobs(backwards=True),
    ),
    "melody": Preset(
        "Music",
        "A melody in which nobody says anything. It has to call it something, or has it?",
        "",
        SpeechKnobs(source=MELODY),
    ),
    "hiss": Preset(
        "In a hiss",
        "The same three digits, and a hiss as loud as the loudest moment. A person understands "
        "them well. Does the network?",
        "",
        SpeechKnobs(hiss=0.0),
    ),
    "own": Preset(
        "Your own voice",
        "It has heard six men. Will it hear your digits?",
        "",
        SpeechKnobs(source=MICROPHONE),
    ),
}
QUESTIONS = Questions(
    "speech",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
