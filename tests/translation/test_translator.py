"""A translator in numpy against the network that was trained, and a search against all there is."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rnn_demo.artifacts.translation import read_translator
from rnn_demo.networks.translator import TranslatorNetwork as Trained
from rnn_demo.tasks.translation.decoding import translated
from rnn_demo.tokenizers.sentence_pieces import END, FIRST, TAGS
from rnn_demo.translation.searching import (
    Hypothesis,
    reasons,
    score_of,
    search,
    written_pieces,
)
from rnn_demo.translation.translator import (
    EncodedSource,
    Translator,
    first_state,
    next_piece,
    read_source,
    read_translation,
)
from tests.some_translators import ENGLISH, NAME, PLAIN, result, some_translator


@pytest.fixture(params=[NAME, PLAIN])
def translator(request: pytest.FixtureRequest, tmp_path: Path) -> Translator:
    return some_translator(tmp_path, request.param)


def source_for(translator: Translator, text: str = ENGLISH[0]) -> EncodedSource:
    return read_source(translator, translator.pieces.encode_source(text, "ru").ids.tolist())


@pytest.mark.parametrize("text", ["", *ENGLISH])
def test_it_is_the_network_that_was_trained(
    translator: Translator, text: str, tmp_path: Path
) -> None:
    artifact = read_translator(tmp_path / translator.name)
    network = Trained(artifact.config.network)
    network.load_state_dict({n: torch.from_numpy(w) for n, w in artifact.weights.items()})
    source = source_for(translator, text)
    written = [TAGS["ru"], 20, 9, 31, 7, 7]
    with torch.no_grad():
        memory, handed = network.read(torch.tensor(source.ids)[:, None])
        merged, attention = network.write(torch.tensor(written)[:, None], memory, handed)
        logits = network.logits(merged)[:, 0]
        logits[:, END + 1 : FIRST] = -torch.inf
        wanted = torch.log_softmax(logits, 1).numpy()
    assert source.memory == pytest.approx(memory[:, 0].numpy(), abs=1e-5)
    assert source.handed == pytest.approx(handed[0].numpy(), abs=1e-5)
    at_once, looked_at_once = read_translation(translator, source, [*written[1:], END])
    state = first_state(translator, source)
    for step, piece in enumerate(written):
        log_chances, looked, state = next_piece(translator, source, state, [piece])
        assert np.isneginf(log_chances[0, END + 1 : FIRST]).all()
        known = np.isfinite(wanted[step])
        assert log_chances[0, known] == pytest.approx(wanted[step, known], abs=1e-5)
        assert at_once[step, known] == pytest.approx(wanted[step, known], abs=1e-5)
        assert looked_at_once[step] == pytest.approx(looked[0], abs=1e-6)
        if translator.attention:
            assert attention is not None
            assert looked[0] == pytest.approx(attention[0, step].numpy(), abs=1e-5)
            assert looked[0].sum() == pytest.approx(1, abs=1e-6)
        else:
            assert looked.shape == (1, 0)


def test_several_translations_are_the_same_as_one(translator: Translator) -> None:
    source = source_for(translator)
    state = first_state(translator, source)
    alone = [next_piece(translator, source, state, [one]) for one in (7, 20, 9)]
    together = next_piece(translator, source, state.rows([0, 0, 0]), [7, 20, 9])
    for row, (log_chances, attention, after) in enumerate(alone):
        own = together[0][row]
        assert own[own > -np.inf] == pytest.approx(log_chances[0][own > -np.inf], abs=1e-5)
        assert together[1][row] == pytest.approx(attention[0], abs=1e-6)
        assert together[2].values[:, row] == pytest.approx(after.values[:, 0], abs=1e-6)


def tiny(translator: Translator, count: int) -> Translator:
    """The same network with the first pieces of its vocabulary only."""
    weights = dict(translator.weights)
    for name in ("embedding", "head_bias"):
        weights[name] = weights[name][: FIRST + count]
    return replace(translator, weights=weights)


def test_a_wide_beam_finds_the_best_of_all(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every translation with up to four of three pieces, by teacher forcing."""
    monkeypatch.setattr(EncodedSource, "most_pieces", 4)
    small = tiny(translator, 3)
    source = read_source(small, [TAGS["ru"], FIRST, FIRST + 1, END])
    known = range(FIRST, FIRST + 3)
    every = []
    for length in range(5):
        for ids in itertools.product(known, repeat=length):
            if length < 4:
                every.append(Hypothesis(ids, 0.0, 0.0))
            else:
                every.append(Hypothesis(ids, 0.0, 0.0, ended=False))
    scored = []
    for one in every:
        written = reasons(small, source, one)
        log_chance = sum(piece.log_chance for piece in written)
        scored.append((score_of(small, log_chance, len(written)), one.pieces, log_chance))
    scored.sort(key=lambda entry: -entry[0])
    assert math.fsum(math.exp(log) for _, _, log in scored) == pytest.approx(1, abs=1e-5)
    found = result(search(small, source, beam=200))
    assert [one.pieces for one in found[:20]] == [pieces for _, pieces, _ in scored[:20]]
    for one, (score, _, log_chance) in zip(found, scored, strict=False):
        assert one.score == pytest.approx(score, abs=1e-4)
        assert one.log_chance == pytest.approx(log_chance, abs=1e-4)


@pytest.mark.parametrize("text", ENGLISH)
def test_a_beam_of_one_is_greedy(translator: Translator, text: str) -> None:
    source = source_for(translator, text)
    (found,) = result(search(translator, source, beam=1))
    written = tuple(written_pieces(translator, source))
    assert found.pieces == tuple(piece.id for piece in written)
    assert found.log_chance == pytest.approx(sum(p.log_chance for p in written), abs=1e-4)
    assert all(piece.rivals[0][0] == piece.id for piece in written)


@pytest.mark.parametrize("beam", [1, 2, 5])
def test_what_is_measured_is_what_is_shown(
    translator: Translator, beam: int, tmp_path: Path
) -> None:
    """The search that the figures come from, which reads many sentences at once, finds the same."""
    artifact = read_translator(tmp_path / translator.name)
    network = Trained(artifact.config.network)
    network.load_state_dict({n: torch.from_numpy(w) for n, w in artifact.weights.items()})
    sources = [source_for(translator, text) for text in ENGLISH]
    measured = translated(
        network,
        [np.array(source.ids, np.int64) for source in sources],
        beam=beam,
        length_power=artifact.config.length_power,
    )
    for source, one in zip(sources, measured, strict=True):
        best = result(search(translator, source, beam=beam))[0]
        assert best.ids == one.ids
        assert best.score == pytest.approx(one.score, abs=1e-4)


@pytest.mark.parametrize("beam", [2, 5])
def test_the_score_of_a_beam_is_that_of_its_pieces(translator: Translator, beam: int) -> None:
    source = source_for(translator)
    found = result(search(translator, source, beam=beam))
    assert 1 <= len(found) <= beam
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        again = sum(piece.log_chance for piece in reasons(translator, source, one))
        assert one.log_chance == pytest.approx(again, abs=1e-4)
        assert one.score == pytest.approx(score_of(translator, again, len(one.pieces)), abs=1e-4)


def test_what_is_forced_stands_at_the_beginning(translator: Translator) -> None:
    source, forced = source_for(translator), (20, 9, 31)
    for found in result(search(translator, source, forced, beam=3)):
        assert found.pieces[:3] == forced
    written = list(written_pieces(translator, source, forced))
    assert [piece.forced for piece in written[:4]] == [True, True, True, False]
    whole = (*forced, END)
    (only,) = result(search(translator, source, whole))
    assert only.pieces == whole
    assert [p.id for p in written_pieces(translator, source, whole)] == list(whole)
    again = sum(piece.log_chance for piece in reasons(translator, source, only))
    assert only.log_chance == pytest.approx(again, abs=1e-4)


def test_what_never_ends_is_cut(tmp_path: Path) -> None:
    endless = some_translator(tmp_path, ends=-50.0)
    source = source_for(endless)
    for beam in (1, 4):
        for found in result(search(endless, source, beam=beam)):
            assert not found.ended
            assert len(found.pieces) == source.most_pieces == 2 * len(source.ids) + 10
    assert len(list(written_pieces(endless, source))) == source.most_pieces


def test_a_search_tells_how_far_it_is(translator: Translator) -> None:
    shares = list(search(translator, source_for(translator)))
    assert shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)
