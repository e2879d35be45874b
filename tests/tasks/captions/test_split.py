"""What is kept from training is in no other part, and the same drawings are kept every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import torch

from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.emoji import HANDS, EmojiName
from rnn_demo.tasks.captions.augmentation import allowed, augmented
from rnn_demo.tasks.captions.scores import GivenName
from rnn_demo.tasks.captions.split import split_of
from rnn_demo.tasks.style.split import style_split
from tests.tiny_pictures import CAPTIONS, NAMES, STYLES, made_up_drawings

EMOJI = made_up_drawings()


def test_every_drawing_is_in_one_part() -> None:
    split = split_of(EMOJI, CAPTIONS.data)
    parts = [split.train, split.validation, split.hand, split.tone]
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(EMOJI.name)))
    away = {HANDS.index(hand) for hand in CAPTIONS.data.held_out_hands}
    assert set(EMOJI.hand[split.hand]) == away
    assert not away & set(EMOJI.hand[np.concatenate([split.train, split.validation, split.tone])])


def test_one_tone_of_a_concept_and_the_other_four_are_learned() -> None:
    split = split_of(EMOJI, CAPTIONS.data)
    held = [NAMES[place] for place in split.tone_names]
    assert len({name.concept for name in held}) == len(held) == CAPTIONS.data.held_out_tones
    learned = {NAMES[place] for place in EMOJI.name[split.train]}
    for name in held:
        assert name.tone
        assert name not in learned
        assert len([own for own in learned if own.concept == name.concept and own.tone]) == 4


def test_a_drawing_for_choosing_has_a_name_that_is_learned() -> None:
    split = split_of(EMOJI, CAPTIONS.data)
    assert len(split.validation) == CAPTIONS.data.validation
    assert set(EMOJI.name[split.validation]) <= set(EMOJI.name[split.train])
    assert max(Counter(EMOJI.name[split.validation].tolist()).values()) == 1


def test_the_lot_is_the_seeds() -> None:
    one, again = (split_of(EMOJI, CAPTIONS.data) for _ in range(2))
    other = split_of(EMOJI, replace(CAPTIONS.data, split_seed=1))
    np.testing.assert_array_equal(one.train, again.train)
    assert one.validation.tolist() != other.validation.tolist()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"held_out_hands": ("nobody",)}, "there are twemoji"),
        ({"held_out_tones": 4}, "3 concepts have all skin tones"),
        ({"validation": 999}, "names with a second drawing"),
    ],
)
def test_more_than_there_is(change: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        split_of(EMOJI, replace(CAPTIONS.data, **change))


def test_a_concept_lies_on_one_side() -> None:
    split = style_split(EMOJI, STYLES.data)
    sides = [
        {NAMES[i].concept for i in EMOJI.name[part]}
        for part in (split.train, split.validation, split.test)
    ]
    assert all(sides)
    assert sum(map(len, sides)) == len(set.union(*sides)) == len({n.concept for n in NAMES})
    assert (split.hand[EMOJI.hand == HANDS.index("noto_blob")] == -1).all()


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        (EmojiName("ear: dark skin tone", "", 5), "ear"),
        (EmojiName("person: medium-light skin tone, blond hair", "", 2), "person: blond hair"),
        (EmojiName("flag: poland", "", 0), "flag: poland"),
    ],
)
def test_a_concept_is_a_name_without_its_tone(name: EmojiName, concept: str) -> None:
    assert name.concept == concept


@pytest.mark.parametrize(
    ("name", "mirror", "colour"),
    [
        (EmojiName("dog face", "animals & nature", 0), True, True),
        (EmojiName("leftwards hand", "people & body", 0), False, True),
        (EmojiName("person walking: facing right", "people & body", 0), False, True),
        (EmojiName("ear: dark skin tone", "people & body", 5), True, False),
        (EmojiName("red heart", "smileys & emotion", 0), True, False),
        (EmojiName("flag: poland", "flags", 0), False, False),
        (EmojiName("two o’clock", "travel & places", 0), False, True),
    ],
)
def test_what_a_name_allows(name: EmojiName, mirror: bool, colour: bool) -> None:
    assert (allowed(name).mirror, allowed(name).colour) == (mirror, colour)


def test_pictures_are_changed_within_bounds() -> None:
    pixels = torch.from_numpy(EMOJI.pixels[:6]).permute(0, 3, 1, 2) / 255
    no, yes = torch.zeros(6, dtype=torch.bool), torch.ones(6, dtype=torch.bool)
    one, again = (
        augmented(pixels, no, no, 1.0, torch.Generator().manual_seed(3)) for _ in range(2)
    )
    assert torch.equal(one, again)
    assert one.shape == pixels.shape
    assert one.min() >= 0 and one.max() <= 1
    assert (one - pixels).abs().mean() > 0.02
    assert torch.equal(augmented(pixels, yes, yes, 0.0, torch.Generator()), pixels)
    blank = torch.ones_like(pixels)
    paper = augmented(blank, yes, yes, 1.0, torch.Generator().manual_seed(1))
    assert paper.min() > 0.98  # what comes in from outside is paper too


@pytest.mark.parametrize(
    ("given", "right", "exact", "f1", "tone"),
    [
        ("ear: dark skin tone", "ear: dark skin tone", True, 1.0, True),
        ("ear: light skin tone", "ear: dark skin tone", False, 0.75, False),
        ("ear", "ear: dark skin tone", False, 0.4, False),
        ("dog face", "red heart", False, 0.0, True),
        ("woman, woman", "woman", False, 2 / 3, True),
    ],
)
def test_scores(given: str, right: str, exact: bool, f1: float, tone: bool) -> None:
    answer = GivenName(given, right)
    assert (answer.exact, answer.tone_right) == (exact, tone)
    assert answer.word_f1 == pytest.approx(f1)
