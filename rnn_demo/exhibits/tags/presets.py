"""Sentences worth tagging: each asks a question, and what the two readers say answers."""

from __future__ import annotations

from rnn_demo.exhibits.tags.knobs import TagKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[TagKnobs]] = {
    "before": Preset(
        "Before dinner, before she came",
        "What *before* is depends on what comes: a preposition before *dinner*, a conjunction "
        "before *she came*. What does a reader say that has to answer at once?",
        "The same both times, as it must: ADV, 0.557, for *I left before* might end "
        "there. With the whole sentence it is ADP, 0.741, in the first and SCONJ, 0.959, in the "
        "second: **the future puts both right**. No memory would help here: what decides has not "
        "been said yet. On the test, 66 % of the conjunctions SCONJ are right causally and 90 % "
        "with the whole sentence.",
        TagKnobs(),
    ),
    "boat": Preset(
        "The old man the boat",
        "The old are those who *man* the boat: here *man* is a verb, the only one. The causal "
        "reader cannot know that. Does the one that sees the whole sentence?",
        "No, **both fail**: *old* is ADJ and *man* NOUN, 1.000, and the sentence has no verb, "
        "though the second reader saw it end without one. In the sentences it learned from *man* "
        "is a noun, and nothing in the network asks for a verb. People walk up the same garden "
        "path; they notice at the full stop and read again.",
        TagKnobs(text="The old man the boat."),
    ),
    "that": Preset(
        "That that that",
        "*That* five times in a row. A grammarian says: conjunction, determiner, noun (the word "
        "*that*), pronoun, determiner. Which of them does the network find, and which only with "
        "the future?",
        "The causal reader says SCONJ once and then PRON to the end. The other one says "
        "SCONJ, SCONJ, SCONJ, PRON, DET: the last one is put right, 0.813, by *student* after it. "
        "Two of five stay wrong: neither reader expects *that* to be a noun.",
        TagKnobs(text="I hope that that that that that student used is wrong."),
    ),
    "flies": Preset(
        "Fruit flies like a banana",
        "In the first sentence time flies; in the second there are fruit flies, and *like* is the "
        "verb. Does the network see the difference?",
        "Half of it: *flies* is VERB, 0.893, in the first sentence and NOUN, 0.999, in the second. "
        "But *like* is ADP, 0.999, both times, so the second sentence is left without a verb: "
        "**wrong**, by both readers.",
        TagKnobs(text="Time flies like an arrow. Fruit flies like a banana."),
    ),
    "toves": Preset(
        "Slithy toves",
        "Lewis Carroll made these words up, so no reader knows *slithy*, *toves*, *gyre*, *gimble* "
        "or *wabe*. What do endings and places alone tell?",
        "*slithy* is ADJ, *toves* and *wabe* are NOUN, as they should be. But *gyre* is taken for "
        "a noun and *gimble* for an adjective, and here **the future does harm**: before it, *did* "
        "was AUX, 0.793, as in *did gyre*, and with it VERB, 0.997, as in *did a thing*.",
        TagKnobs(text="The slithy toves did gyre and gimble in the wabe."),
    ),
    "types": Preset(
        "Эти типы стали есть на складе",
        "Two sentences in one: these kinds of steel are in stock, or these fellows began to eat "
        "in the stockroom. *стали* is a noun or a verb, *есть* “is” or “eat”. Which does the "
        "network read?",
        "Half of each. *стали* is VERB, 1.000, “began”; then *есть* must be “eat”, VERB, but it is "
        "taken for the auxiliary “is”, AUX, 0.534, with VERB close behind, 0.465. **At least one "
        "of the two tags is wrong, whichever sentence was meant.** The future hardly helps: "
        "*на складе* fits both.",
        TagKnobs(language="ru", text="Эти типы стали есть на складе."),
    ),
    "kuzdra": Preset(
        "Глокая куздра",
        "Lev Shcherba’s sentence has Russian endings and no Russian word but *и*. Is that enough "
        "for a network that reads letters?",
        "Yes: ADJ, NOUN, ADV, VERB, NOUN, CCONJ, VERB, NOUN, as any Russian would say, most "
        "with 0.99 and more, and by both readers alike: Russian endings say so much that the "
        "future adds nothing here. Compare the English “Slithy toves”.",
        TagKnobs(language="ru", text="Глокая куздра штеко будланула бокра и кудрячит бокрёнка."),
    ),
    "scythe": Preset(
        "Косил косой косой косой",
        "A hare mowed with a crooked scythe, in a Russian pun: one form, *косой*, is hare, "
        "adjective and scythe in turn. What does the network make of it?",
        "NOUN three times, though it wavers: ADJ has 0.457 for the first *косой* and 0.356 for the "
        "second. One of the three is an adjective whatever the reading, so **one at least is "
        "wrong**. The first word the future does put right: *Косил*, with a capital letter, looked "
        "like a name, PROPN 0.575, and is VERB, 0.993, once a sentence follows.",
        TagKnobs(language="ru", text="Косил косой косой косой."),
    ),
    "foreign": Preset(
        "The wrong reader",
        "“Mother washed the window frame”, in Russian, for the English reader. What does it call "
        "words in an alphabet that it has hardly ever seen?",
        "Anything: PRON, ADP and INTJ with the whole sentence, 0.520, 0.285 and 0.241; only the "
        "full stop is safe. A network that must choose one of 17 cannot say that it does not know "
        "the language. The low probabilities are a hint; the warning above the words comes from a "
        "rule of this page that looks at the letters.",
        TagKnobs(text="Мама мыла раму."),
    ),
}
QUESTIONS = Questions(
    "tags",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
