"""Sentences worth tagging: each asks a question, and what the two readers say answers."""

from __future__ import annotations

from rnn_demo.exhibits.tags.knobs import TagKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[TagKnobs]] = {
    "boat": Preset(
        "The old man the boat",
        "?",
        "?",
        TagKnobs(),
    ),
    "types": Preset(
        "Эти типы стали есть на складе",
        "?",
        "?",
        TagKnobs(language="ru", text="Эти типы стали есть на складе."),
    ),
    "flies": Preset(
        "Fruit flies like a banana",
        "?",
        "?",
        TagKnobs(text="Time flies like an arrow. Fruit flies like a banana."),
    ),
    "duck": Preset(
        "I saw her duck",
        "?",
        "?",
        TagKnobs(text="I saw her duck under the table. I saw her duck and its eggs."),
    ),
    "toves": Preset(
        "Slithy toves",
        "?",
        "?",
        TagKnobs(text="The slithy toves did gyre and gimble in the wabe."),
    ),
    "kuzdra": Preset(
        "Глокая куздра",
        "?",
        "?",
        TagKnobs(language="ru", text="Глокая куздра штеко будланула бокра и кудрячит бокрёнка."),
    ),
    "scythe": Preset(
        "Косил косой косой косой",
        "?",
        "?",
        TagKnobs(language="ru", text="Косил косой косой косой."),
    ),
    "foreign": Preset(
        "The wrong reader",
        "?",
        "?",
        TagKnobs(text="Мама мыла раму."),
    ),
}
QUESTIONS = Questions(
    "tags",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
