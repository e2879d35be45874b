"""Sentences worth translating: each asks a question, and the translation answers."""

from __future__ import annotations

from rnn_demo.exhibits.translation.compute.translated import BEAM, PLAIN
from rnn_demo.exhibits.translation.knobs import TranslationKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[TranslationKnobs]] = {
    "articles": Preset(
        "Word for word",
        "The English sentence has six words and the Russian one will have four: Russian has no "
        "articles, and no word for this “is”. From which word is each made?",
        "Each word looks most at one English word, and none of them at “a”. Only the ending of "
        "«читает» looks at “is”: it says that he does it now, as “is” does. Click a word of the "
        "translation to see where it comes from.",
        TranslationKnobs(),
    ),
    "order": Preset(
        "A cat and its colour",
        "French puts most adjectives after the noun. What does the matrix look like where the "
        "order of the words changes?",
        "It is a diagonal but for one crossing: “chat” looks at the last word, and “noir” goes "
        "back to the one before it. Nobody told the network about adjectives.",
        TranslationKnobs(direction="en-fr", text="She has a black cat."),
    ),
    "you": Preset(
        "You and you",
        "English has one word, “you”. Russian has two, ты and вы, and the verb follows. Force the "
        "first word to be “Вы”: what becomes of the rest?",
        "It is written again to suit: «Вы» with its own form of the verb. The English sentence is "
        "the same, so what the network had written itself decides. Let all pieces free and see "
        "which of the two it would have taken.",
        TranslationKnobs(text="You know what I want.", forced="Вы"),
    ),
    "beam": Preset(
        "One step at a time, or five",
        "Greedy takes the likeliest piece at each step and never looks back. Can following five "
        "translations at once find a likelier one?",
        "Here it can: compare the two scores. A likelier translation is not always a better one; "
        "what the beam gains on the test, the table below says.",
        TranslationKnobs(
            text="When I was a child, I used to spend every summer at my grandmother's house.",
            shown=BEAM,
        ),
    ),
    "bottleneck": Preset(
        "All through one state",
        "The second network has no attention: all that it knows of the sentence has to fit into "
        "one state, whatever its length. What is left of 20 words?",
        "A house, and little else: «Мама, что он был в своей дом, но он был старый дом.» Beside it "
        "the old man, his daughter, the small house and the sea have arrived, if not in good "
        "Russian. The longer the sentence, the larger the difference: see the curves below. Part "
        "of it is practice, for this network had fewer passes; the rest is why attention came, in "
        "2014.",
        TranslationKnobs(
            text="The old man who lives next door told me that his daughter had bought a small "
            "house near the sea.",
            shown=PLAIN,
        ),
    ),
    "wrong": Preset(
        "Where it is wrong",
        "“The old man the boat” means: old people sail it. Does the network see that “man” is "
        "the verb?",
        "No. It reads “the old man”, as most people do at first, and finds no verb. Its score is "
        "lower than elsewhere, and that is all the warning it gives.",
        TranslationKnobs(text="The old man the boat."),
    ),
    "back": Preset(
        "Back into English",
        "The same network reads Russian, too: a tag before the sentence says which language is "
        "wanted. A Russian verb tells by its ending who acts. From which word will “I” be made?",
        "From none that was typed: for “I” it looks at a mark, and only for “understand” at the "
        "verb. Who acts it knows from the state that was handed over. A row says where the "
        "network looked, and not all that it knows.",
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
