"""Two networks over the same pieces: one reads whole reviews, the other texts that are shorter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rnn_demo.artifacts.sentiment import COUNTED, ClassifierArtifact
from rnn_demo.reading.classifier import Classifier, classifier_from
from rnn_demo.reading.likeness import FEWEST
from rnn_demo.reading.suitability import words_of

T = TypeVar("T", covariant=True)
U = TypeVar("U")


@dataclass(frozen=True)
class ByLength(Generic[T]):
    """What there is for whole reviews, and the same for short texts.

    Attributes:
        whole: for texts of at least `FEWEST` words.
        short: for those with fewer; the same object where there is only one.
    """

    whole: T
    short: T

    def of(self, text: str) -> T:
        """The one for a text of this length."""
        return self.short if is_short(text) else self.whole

    def divided(self, texts: Sequence[str]) -> list[tuple[T, list[int]]]:
        """Each with the places of the texts that are for it, at least one."""
        if self.short is self.whole:
            return [(self.whole, list(range(len(texts))))] if texts else []
        places: dict[bool, list[int]] = {False: [], True: []}
        for place, text in enumerate(texts):
            places[is_short(text)].append(place)
        both = ((self.whole, places[False]), (self.short, places[True]))
        return [(own, chosen) for own, chosen in both if chosen]

    def each(self, function: Callable[[T], U]) -> ByLength[U]:
        """What a function makes of each, called once where there is only one."""
        whole = function(self.whole)
        return ByLength(whole, whole if self.short is self.whole else function(self.short))


def alike(one: U) -> ByLength[U]:
    """One thing for texts of every length."""
    return ByLength(one, one)


def is_short(text: str) -> bool:
    """Whether a text, as it is shown, has fewer words than all but a few whole reviews have."""
    return len(words_of(text)) < FEWEST


def classifiers_from(artifact: ClassifierArtifact) -> ByLength[Classifier]:
    """The networks of a model folder."""
    whole = classifier_from(artifact)
    short = artifact.config.short_texts
    if short is None or artifact.short_weights is None:
        return alike(whole)
    own = replace(
        artifact,
        config=replace(artifact.config, temperature=short.temperature),
        weights=artifact.short_weights | {COUNTED: artifact.weights[COUNTED]},
    )
    return ByLength(whole, replace(classifier_from(own), familiarity=whole.familiarity))
