"""The beam against all names one by one; forced words; and what a hand's reader may depend on."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.artifacts.captions import CaptionerArtifact, read_captioner
from rnn_demo.artifacts.style import read_style
from rnn_demo.pictures import naming
from rnn_demo.pictures.captioner import Captioner, captioner_from, look, next_word
from rnn_demo.pictures.naming import name_picture, search
from rnn_demo.pictures.styles import StyleReader, read_rows, style_reader
from rnn_demo.tokenizers.name_words import END
from tests.tiny_pictures import CAPTIONER, STYLE, write_tiny_pictures

PICTURE = np.random.default_rng(5).integers(0, 256, (48, 48, 3), np.uint8)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pictures(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def artifact(models: Path) -> CaptionerArtifact:
    return read_captioner(models / CAPTIONER)


@pytest.fixture(scope="module")
def captioner(artifact: CaptionerArtifact) -> Captioner:
    return captioner_from(artifact)


@pytest.fixture(scope="module")
def reader(models: Path) -> StyleReader:
    return style_reader(read_style(models / STYLE))


def log_chance(captioner: Captioner, ids: tuple[int, ...]) -> float:
    """ln p of a whole name with its end, word by word."""
    state, before, total = look(captioner, PICTURE[None]), END, 0.0
    for word in (*ids, END):
        log_chances, _, state = next_word(captioner, state, [before])
        total += float(log_chances[0, word])
        before = word
    return total


def test_a_wide_beam_finds_the_likeliest_names(
    captioner: Captioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All names of one and two words, each scored by itself: the beam has the best of them."""
    words = range(1, captioner.words.vocab_size)
    scored = {
        ids: log_chance(captioner, ids)
        for ids in [(w,) for w in words] + list(product(words, words))
    }
    best = sorted(scored, key=lambda ids: -scored[ids])
    monkeypatch.setattr(naming, "LONGEST", 3)
    found = search(captioner, look(captioner, PICTURE[None]), beam=len(words))
    short = [guess for guess in found if len(guess.ids) <= 2]
    assert [guess.ids for guess in short[:5]] == best[:5]
    for guess in short[:5]:
        assert guess.log_chance == pytest.approx(scored[guess.ids], abs=1e-4)


def test_a_name_is_as_likely_as_its_words(captioner: Captioner) -> None:
    found = name_picture(captioner, PICTURE)
    best = found.guesses[0]
    assert found.chance == pytest.approx(np.exp(best.log_chance), rel=1e-4)
    assert [word.id for word in found.words] == [*best.ids, END]
    assert best.log_chance == pytest.approx(log_chance(captioner, best.ids), abs=1e-4)
    for word in found.words:
        assert word.attention.sum() == pytest.approx(1, abs=1e-5)
        assert word.attention.shape == (36,)
        assert [chance for _, chance in word.rivals] == sorted(
            (chance for _, chance in word.rivals), reverse=True
        )
    scores = [guess.log_chance for guess in found.guesses]
    assert scores == sorted(scores, reverse=True)


def test_a_wider_beam_is_not_worse(captioner: Captioner) -> None:
    begin = look(captioner, PICTURE[None])
    found = [search(captioner, begin, beam=beam)[0].log_chance for beam in (1, 5, 24)]
    assert found[2] >= found[0] - 1e-5
    assert found[2] >= found[1] - 1e-5


def test_forced_words_stay_and_the_rest_follows(captioner: Captioner) -> None:
    free = name_picture(captioner, PICTURE)
    rival = next(one for one, _ in free.words[0].rivals if one not in (END, free.words[0].id))
    forced = name_picture(captioner, PICTURE, (rival,))
    assert forced.guesses[0].ids[0] == rival
    assert [word.forced for word in forced.words] == [True] + [False] * len(forced.words[1:])
    # Its chance is that of the rest, given the word.
    whole = log_chance(captioner, forced.guesses[0].ids)
    first = forced.words[0].chance
    assert forced.chance == pytest.approx(np.exp(whole) / first, rel=1e-3)
    same = name_picture(captioner, PICTURE, free.guesses[0].ids)
    assert same.guesses[0].ids[: len(free.guesses[0].ids)] == free.guesses[0].ids


def test_a_name_can_be_ended(captioner: Captioner) -> None:
    found = name_picture(captioner, PICTURE, (3, 4, END))
    assert found.guesses[0].ids == (3, 4)
    assert [word.id for word in found.words] == [3, 4, END]
    assert all(word.forced for word in found.words)


def test_a_row_depends_on_no_row_below(reader: StyleReader) -> None:
    pictures = np.stack([PICTURE, PICTURE])
    pictures[1, 20:] = 255 - pictures[1, 20:]
    first, second = read_rows(reader, pictures)
    np.testing.assert_array_equal(first[:20], second[:20])
    assert np.abs(first[20:] - second[20:]).max() > 1e-4
    np.testing.assert_allclose(first.sum(1), 1)
