"""How a person judges each preset, whether the network agrees, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.text.shown import as_shown
from rnn_demo.ui.language import t
from rnn_demo.widgets.read_review.presets import LECTURE, PRESETS


@dataclass(frozen=True)
class Answer:
    """A person's answer to a preset and the network's way to its own.

    Attributes:
        person: `positive`, `negative` or `mixed`.
        positive: the judgement that `why` explains.
        why: what led the network to it; this is true for the shipped weights.
        speak_for: words that `why` quotes as speaking for the film: leaving any of them out lowers
            the score.
        speak_against: words that it quotes as speaking against the film: leaving out any of them
            raises the score.
    """

    person: str
    positive: bool
    why: str
    speak_for: tuple[str, ...] = ()
    speak_against: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether the network's judgement differs from the person's."""
        return self.person != ("positive" if self.positive else "negative")


ANSWERS = {
    "Venom": Answer(
        "positive",
        True,
        "No word decides it: “relate”, “entertaining” and “gritty” speak for the film, and many "
        "others a little.",
        speak_for=("relate", "entertaining", "gritty"),
    ),
    "The Lord of the Rings": Answer(
        "positive",
        True,
        "“perfect”, “incredible”, “flawless” and “fantastic” say the same.",
        speak_for=("perfect.", "incredible", "incredible.", "flawless.", "fantastic."),
    ),
    "Plain praise": Answer(
        "positive",
        True,
        "All words that count, such as “beautifully”, “pleasure” and “recommend”, say the same, "
        "and the text is as long as many on which the network was measured.",
        speak_for=("beautifully", "pleasure", "recommend"),
    ),
    "Not bad at all": Answer(
        "positive",
        True,
        "“never” and “bored” speak for the film most, each “not” does, too, and even “bad” does "
        "not count against it. The network for short texts has learned from phrases with such "
        "words.",
        speak_for=("never", "bored.", "not", "bad"),
    ),
    "A great cast wasted": Answer(
        "negative",
        True,
        "“great”, “wonderful” and “brilliant” together weigh more than the one “wasted” that "
        "takes them back.",
        speak_for=("great", "wonderful", "brilliant"),
        speak_against=("wasted",),
    ),
    "Sarcasm": Answer(
        "negative",
        True,
        "“wonderful” and “enjoyed” count as praise; that somebody enjoyed the end of it is beyond "
        "the network.",
        speak_for=("wonderful.", "enjoyed"),
    ),
    "So bad it's good": Answer(
        "positive",
        True,
        "“laughed”, “cried”, “watched”, “again” and “love” together outweigh the one “worst”.",
        speak_for=("laughed", "cried", "watched", "again.", "love"),
        speak_against=("worst",),
    ),
    "Half and half": Answer(
        "mixed",
        False,
        "It knows only two answers, and has learned from texts with a clear one. “mess” outweighs "
        "“superb” and “beautifully”.",
        speak_for=("superb,", "beautifully"),
        speak_against=("mess",),
    ),
    "Praise for the book": Answer(
        "negative",
        True,
        "“moving”, “masterpiece” and “beautiful” are said of the book; the network does not ask "
        "of what. “stay” and “from” speak against the film, but weigh less.",
        speak_for=("moving", "masterpiece", "beautiful"),
        speak_against=("stay", "from"),
    ),
    "Faint praise": Answer(
        "negative",
        False,
        "It is right by one word: “mercifully”. Without it, it would say positive.",
        speak_against=("mercifully",),
    ),
    "A hard film": Answer(
        "positive",
        True,
        "It is nearly undecided: “see it once”, which is the whole recommendation, speaks for the "
        "film, “hopeless” and “unbearable” against it. That “days” speaks for it, too, and more "
        "than any other word, shows how little of this it understands.",
        speak_for=("see", "it", "once.", "days."),
        speak_against=("hopeless", "unbearable"),
    ),
    "The critics are wrong": Answer(
        "positive",
        False,
        "“Boring”, “pretentious” and “overlong” are other people's words. The network counts "
        "them as the writer's own, and “Do not listen to them” does not take them back.",
        speak_against=("Boring,", "pretentious,", "overlong:"),
    ),
    "Stars against words": Answer(
        "negative",
        True,
        "It holds “1/10” against the film, but “Loved”, “loved” and “triumph” weigh more: it does "
        "not see that they are meant the other way round.",
        speak_for=("Loved", "loved", "triumph."),
        speak_against=("1/10.",),
    ),
}
_BY_TEXT = {as_shown(text): ANSWERS[name] for name, text in {**LECTURE, **PRESETS}.items()}


def answer_to(text: str) -> Answer | None:
    """The answer to a preset; None for any other text, even a preset with one letter changed."""
    return _BY_TEXT.get(text)


def answer_sentence(answer: Answer, positive: bool) -> str:
    """A person's answer beside the network's, and why they differ if `why` explains this judgement.

    Args:
        answer: the answer to the text that is shown.
        positive: the judgement of the network that reads it.
    """
    said = "positive" if positive else "negative"
    if answer.person == said:
        both = t(
            "A person takes it as **{judgement}**, and so does the network.",
            judgement=t(answer.person),
        )
    else:
        both = t(
            "A person takes it as **{judgement}**; **the network fails here** and says {said}.",
            judgement=t(answer.person),
            said=t(said),
        )
    return f"{both} {t(answer.why)}" if positive == answer.positive else both
