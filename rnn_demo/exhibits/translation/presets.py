"""Sentences worth translating: each asks a question, and the translation answers."""

from __future__ import annotations

from rnn_demo.exhibits.translation.compute.translated import BEAM, PLAIN
from rnn_demo.exhibits.translation.knobs import TranslationKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[TranslationKnobs]] = {
    "articles": Preset(
        "Word for word",
        "The English sentence has six words, the Russian one four: from which word is each made?",
        "Each looks most at one English word, and none most at “a”, for Russian has no articles. "
        "Only the ending of «читает» looks at “is”: it says that he does it now, as “is” does. "
        "Click a word of the translation to see where it looked.",
        TranslationKnobs(),
    ),
    "order": Preset(
        "Word order",
        "French puts most adjectives after the noun. What does the matrix look like where the "
        "order of the words changes?",
        "A diagonal with one crossing: “chat” looks at the last word, and “noir” goes back to "
        "the one before it. Nobody told the network about adjectives.",
        TranslationKnobs(direction="en-fr", text="She has a black cat."),
    ),
    "you": Preset(
        "You and you",
        "English has one word, “you”. Russian has two, ты and вы, and the verb follows. Force the "
        "first word to be “Вы”: what becomes of the rest?",
        "It is written again to fit: «Вы» with its own form of the verb. The English sentence is "
        "the same; what already stands there decides. Force “Ты”, or release the pieces and see "
        "which of the two the network takes by itself.",
        TranslationKnobs(text="You know what I want.", forced="Вы"),
    ),
    "beam": Preset(
        "Greedy or beam",
        "Greedy takes the likeliest piece at each step and never looks back. Can following five "
        "translations at once end with a higher score?",
        "Here it can: compare the two scores. The score divides ln p by a power of the length, so "
        "that a longer translation may win with a smaller p. A higher score is not always a "
        "better translation; what the beam gains on the test, the table below says.",
        TranslationKnobs(
            text="When I was a child, I used to spend every summer at my grandmother's house.",
            shown=BEAM,
        ),
    ),
    "bottleneck": Preset(
        "No attention",
        "The second network has no attention: all that it knows of the sentence has to fit into "
        "one state, whatever its length. What is left of 20 words?",
        "Little of what was said. In the beam's translation beside it the old man, his daughter, "
        "the house and the sea have arrived, if not in good Russian (the greedy one has lost the "
        "sea). Both learned from the same pairs, in twelve passes. The curves below show what "
        "remains: 40 against 45 BLEU where a sentence has at most three words, 11 against 22 "
        "where it has eleven to fifteen. For sentences as long as this one attention was "
        "invented, in 2014.",
        TranslationKnobs(
            text="The old man who lives next door told me that his daughter had bought a small "
            "house near the sea.",
            shown=PLAIN,
        ),
    ),
    "wrong": Preset(
        "Where it fails",
        "“The old man the boat” means: the old are its crew. Does the network see that “man” is "
        "the verb?",
        "No. It reads “the old man”, as most people do at first, and the boat is lost. Its score "
        "is low for so short a sentence, and that is all the warning it gives.",
        TranslationKnobs(text="The old man the boat."),
    ),
    "back": Preset(
        "Back into English",
        "The same network reads Russian, too: a tag before the sentence says which language is "
        "wanted. A Russian verb tells by its ending who acts. From which word will “I” be made?",
        "From none that was typed: for “I” it looks most at the end, and only for “understand” at "
        "the verb. Who acts can be in the state that was handed over, or in what was read there: a "
        "row says where the network looked, and not all that it knows.",
        TranslationKnobs(direction="ru-en", text="Не понимаю тебя."),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "translation",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
