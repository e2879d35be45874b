"""A text tagged by two readers, one of which sees no future."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.artifacts.tags import TagArtifact, read_tagger
from rnn_demo.exhibits.tags.compute import foreign, future_residual, tagged
from rnn_demo.knobs.values import KnobError
from rnn_demo.networks.tag_reader import read_sentence
from rnn_demo.networks.tagger import Sentences, Tagger
from tests.tiny_tags import NAME, write_tiny_tags

WORD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> TagArtifact:
    return read_tagger(write_tiny_tags(tmp_path_factory.mktemp("models")) / NAME)


@given(st.lists(WORD, min_size=1, max_size=70), st.lists(WORD, max_size=70), st.data())
def test_later_words_change_no_bit_of_the_causal_answers(
    artifact: TagArtifact, words: list[str], other: list[str], data: st.DataObject
) -> None:
    kept = data.draw(st.integers(1, len(words)))
    reader = artifact.reader()
    before = read_sentence(reader, words)
    after = read_sentence(reader, words[:kept] + other)
    np.testing.assert_array_equal(before.causal[:kept], after.causal[:kept])


def test_the_other_reader_does_see_them(artifact: TagArtifact) -> None:
    reader = artifact.reader()
    before = read_sentence(reader, ["the", "old", "man"]).both
    after = read_sentence(reader, ["the", "old", "boat"]).both
    assert np.abs(before[0] - after[0]).max() > 1e-6
    assert future_residual(reader, ["the", "old", "man", "the", "boat"]) == 0


def test_it_is_what_torch_computes(artifact: TagArtifact) -> None:
    words = ["The", "old", "xylophonist", "…", "MAN", "a" * 40, "boat"]
    network = Tagger(artifact.config.network)
    network.load_state_dict(
        {name: torch.from_numpy(np.array(w)) for name, w in artifact.weights.items()}
    )
    known = artifact.tokenizer
    sentences = Sentences(
        torch.tensor([known.spelling(word) for word in words]),
        torch.arange(len(words))[None],
        torch.tensor([[known.word_id(word) for word in words]]),
        torch.tensor([len(words)]),
    )
    with torch.no_grad():
        causal, both = network.tag(*network.read(sentences))
    found = read_sentence(artifact.reader(), words)
    np.testing.assert_allclose(found.causal, causal[0].softmax(1).numpy(), atol=1e-5)
    np.testing.assert_allclose(found.both, both[0].softmax(1).numpy(), atol=1e-5)


def test_sentences_are_read_one_by_one(artifact: TagArtifact) -> None:
    reader = artifact.reader()
    found = tagged(reader, "The old man. A boat!", "en")
    assert found.words == ("The", "old", "man", ".", "A", "boat", "!")
    assert found.begins == (0, 4)
    np.testing.assert_array_equal(found.both[4:], read_sentence(reader, found.words[4:]).both)
    np.testing.assert_allclose(found.causal.sum(1), 1, rtol=1e-5)
    changed = found.causal.argmax(1) != found.both.argmax(1)
    assert found.changed == tuple(np.flatnonzero(changed))


def test_what_cannot_be_read_is_one_sentence(artifact: TagArtifact) -> None:
    with pytest.raises(KnobError, match="There is no word in the text"):
        tagged(artifact.reader(), " \n\t", "en")
    with pytest.raises(KnobError, match=r"has 10,000 words; this page reads 1,000 at most"):
        tagged(artifact.reader(), "word " * 10_000, "en", 1_000)


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("Мама мыла раму", "en", True),
        ("Мама мыла раму", "ru", False),
        ("The boat", "ru", True),
        ("The boat", "en", False),
        ("12 😀 …", "en", False),
        ("", "ru", False),
    ],
)
def test_letters_of_another_language_are_noticed(text: str, language: str, other: bool) -> None:
    assert foreign(text.split(), language) is other


def test_the_folder_of_models(tmp_path: Path) -> None:
    assert {one.name for one in write_tiny_tags(tmp_path).iterdir()} == {
        "tiny-tags-en", "tiny-tags-ru",
    }  # fmt: skip
