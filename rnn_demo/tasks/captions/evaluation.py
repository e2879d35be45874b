"""metrics.json of a captioner: both tests, its rivals on them, and what its chances are worth."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.captions import CaptionerArtifact
from rnn_demo.data.emoji import HANDS, EmojiSet, check_same, read_emoji
from rnn_demo.pictures.captioner import Captioner, captioner_from
from rnn_demo.pictures.naming import name_picture
from rnn_demo.tasks.captions.rivals import encoded, nearest, small_colours
from rnn_demo.tasks.captions.scores import GivenName, summary, tone_in
from rnn_demo.tasks.captions.split import Split, split_of
from rnn_demo.words import sentence

EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)  # of the chances of names
NOISE = 200  # pictures of it
Places = NDArray[np.int64]


def evaluate(
    artifact: CaptionerArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a captioner, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its drawings.
        report: hears how many more drawings were named.

    Raises:
        ValueError: a text is given.
        TextError: the drawings are missing, or not those of the training.
        ArtifactError: a graph cannot be used.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; a captioner is measured on its drawings.")
        )
    emoji = read_emoji()
    check_same(emoji, artifact.config.data.sha256)
    return measured(artifact, emoji, lambda more: report(more, "drawings"))


def measured(
    artifact: CaptionerArtifact, emoji: EmojiSet, report: Callable[[int], None]
) -> dict[str, Any]:
    """The figures, on drawings that were checked."""
    captioner, split = captioner_from(artifact), split_of(emoji, artifact.config.data)
    answers, chances = {}, {}
    for part in ("validation", "hand", "tone"):
        places: Places = getattr(split, part)
        answers[part], chances[part] = _named(captioner, emoji, places, report)
    random = np.random.default_rng(0)
    side = artifact.config.network.side
    noise = random.integers(0, 256, (NOISE, side, side, 3), np.uint8)
    noisy = [name_picture(captioner, one).chance for one in noise]
    return {
        "unit": "shares of drawings; word_f1 is the mean over drawings, punctuation not counted",
        "parameters": artifact.parameters,
        "validation": summary(answers["validation"]),
        "test": {
            "hand": {
                **summary(answers["hand"]),
                "by_hand": _parts(answers["hand"], [HANDS[i] for i in emoji.hand[split.hand]]),
                "by_group": _parts(
                    answers["hand"], [emoji.names[i].group for i in emoji.name[split.hand]]
                ),
                "by_chance": _bins(answers["hand"], chances["hand"]),
                "only_the_tone_changed": _only_tone(emoji, split.hand, answers["hand"]),
            },
            "tone": {
                **summary(answers["tone"]),
                "combinations": len(split.tone_names),
                "tone_right": round(fmean(a.tone_right for a in answers["tone"]), 4),
            },
        },
        "rivals": _rivals(captioner, emoji, split),
        "noise": {"pictures": NOISE, "median_chance": round(median(noisy), 5)},
        "median_chance": round(median(chances["hand"]), 4),
    }


def _named(
    captioner: Captioner, emoji: EmojiSet, places: Places, report: Callable[[int], None]
) -> tuple[list[GivenName], list[float]]:
    """What each drawing is called, and the chance of that name."""
    answers, chances = [], []
    for place in places.tolist():
        naming = name_picture(captioner, emoji.pixels[place])
        given = captioner.words.decode(naming.guesses[0].ids)
        answers.append(GivenName(given, _right(captioner, emoji, place)))
        chances.append(naming.chance)
        report(1)
    return answers, chances


def _right(captioner: Captioner, emoji: EmojiSet, place: int) -> str:
    """The right name, its spaces where the network's are."""
    return captioner.words.decode(captioner.words.encode(emoji.names[emoji.name[place]].name))


def _parts(answers: Sequence[GivenName], labels: Sequence[str]) -> dict[str, Any]:
    """The same figures for the drawings with each label."""
    return {
        label: summary([a for a, own in zip(answers, labels, strict=True) if own == label])
        for label in sorted(set(labels))
    }


def _bins(answers: Sequence[GivenName], chances: Sequence[float]) -> list[dict[str, Any]]:
    """How often a name is right to which the network gave a chance like this."""
    which = np.digitize(chances, EDGES[1:-1])
    found = []
    for place, (low, high) in enumerate(itertools.pairwise(EDGES)):
        own = [a for a, one in zip(answers, which.tolist(), strict=True) if one == place]
        if own:
            share = round(fmean(a.exact for a in own), 4)
            found.append({"low": low, "high": high, "drawings": len(own), "exact": share})
    return found


def _only_tone(emoji: EmojiSet, places: Places, answers: Sequence[GivenName]) -> dict[str, Any]:
    """Of two drawings of one hand that differ in the skin tone, how often only that word does."""
    drawn: dict[tuple[int, str, int], str] = {}
    for place, answer in zip(places.tolist(), answers, strict=True):
        name = emoji.names[emoji.name[place]]
        if name.tone:
            drawn[int(emoji.hand[place]), name.concept, name.tone] = answer.given
    same = [
        _without_tone(given) == _without_tone(drawn[hand, concept, tone + 1])
        and bool(tone_in(given))
        for (hand, concept, tone), given in drawn.items()
        if (hand, concept, tone + 1) in drawn
    ]
    return {"pairs": len(same), "share": round(fmean(same), 4)} if same else {"pairs": 0}


def _without_tone(name: str) -> str:
    return name.replace(f"{tone_in(name)} skin tone", "")


def _rivals(captioner: Captioner, emoji: EmojiSet, split: Split) -> dict[str, Any]:
    """The figures of the nearest training drawing's name, for both ways to be near."""
    known = emoji.pixels[split.train]
    found = {}
    for rival, told in (
        ("pixels", small_colours),
        ("features", lambda drawings: encoded(captioner, drawings)),
    ):
        numbers = told(known)
        parts = {}
        for part, places in (("hand", split.hand), ("tone", split.tone)):
            near = split.train[nearest(numbers, told(emoji.pixels[places]))]
            answers = [
                GivenName(_right(captioner, emoji, one), _right(captioner, emoji, place))
                for one, place in zip(near.tolist(), places.tolist(), strict=True)
            ]
            tone = {"tone_right": round(fmean(a.tone_right for a in answers), 4)}
            parts[part] = summary(answers) | (tone if part == "tone" else {})
        found[rival] = parts
    return found
