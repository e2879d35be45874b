"""A writer of tunes: trained by commands, the same alone and among others, measured, indexed."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import torch

from rnn_demo.__main__ import main
from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.tunes import read_tunes
from rnn_demo.configuration.file import config_to_json
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.music.openings import without_openings
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.tunes.copying import (
    HASHES,
    TITLES,
    WINDOW,
    CopyIndex,
    note_codes,
    read_copy_index,
)
from rnn_demo.tasks.tunes.evaluation import surprises
from rnn_demo.tasks.tunes.prepared import prepare_tunes
from rnn_demo.tasks.tunes.task import TuneTask
from rnn_demo.tasks.tunes.writing import (
    TuneRequest,
    TuneWriter,
    write_tune,
    write_tunes,
    writer_from,
)
from rnn_demo.tokenizers.tunes import HEADER, tune_tokens
from tests.tiny_tunes import CONFIG, NAME, TOKENIZER, tiny_tune, write_collection, write_tiny_tunes

Result = TypeVar("Result")
TUNE = tiny_tune()


def result(steps: Generator[float, None, Result]) -> Result:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> TuneWriter:
    return writer_from(read_tunes(write_tiny_tunes(tmp_path_factory.mktemp("m")) / NAME))


def request(seed: int, temperature: float = 1.0) -> TuneRequest:
    return TuneRequest("jig", "6/8", TUNE.key, (), Knobs(temperature), seed)


def test_a_tune_is_the_same_alone_and_among_others(writer: TuneWriter) -> None:
    requests = [request(seed) for seed in range(8)]
    together = write_tunes(writer, requests)
    alone = [result(write_tune(writer, one)) for one in requests]
    for one, other in zip(alone, together, strict=True):
        assert (one.tune if one.complete else None) == other
    assert len({one.tune.elements for one in alone}) > 5
    assert not any(
        isinstance(e, str) and ":" in e and e[0] in "RMtm"
        for one in alone
        for e in one.tune.elements
    )


def test_surprises_are_those_of_torch(tmp_path: Path) -> None:
    artifact = read_tunes(write_tiny_tunes(tmp_path) / NAME)
    writer, network = writer_from(artifact), LanguageModel(CONFIG.network)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(artifact.weights[name]))
        ids = TOKENIZER.encode(tune_tokens(TUNE))
        logits, _ = network(torch.from_numpy(ids[None, :-1]), network.initial_state(1))
    log_p = logits[0].log_softmax(-1).numpy()
    wanted = -log_p[np.arange(HEADER - 1, len(ids) - 1), ids[HEADER:]]
    [found] = surprises(writer, [ids])
    np.testing.assert_allclose(found, wanted, rtol=1e-4)
    start = TuneRequest("", "6/8", TUNE.key, (*TUNE.elements, "|]"), Knobs(), 0)
    shown = result(write_tune(writer, start))
    # Of a whole tune nothing is written. What is shown leaves the header's tokens out, which never
    # stand within a tune: their probability is shared out.
    assert shown.complete and all(one.given for one in shown.written)
    shared_out = np.log(1 - np.exp(log_p[HEADER - 1 :][:, writer.unwanted]).sum(-1))
    nats = [one.nats for one in shown.written if not one.follows][:10]
    np.testing.assert_allclose(nats, wanted[:10] + shared_out[:10], rtol=1e-4)


def test_a_start_is_kept_and_gone_on_with(writer: TuneWriter) -> None:
    whole = result(write_tune(writer, request(3)))
    start = tuple(one.element for one in whole.written if not one.follows)[:4]
    again = result(
        write_tune(writer, TuneRequest("jig", "6/8", TUNE.key, start, Knobs(), 3))  # type: ignore[arg-type]
    )
    assert again.tune == whole.tune  # the noise of a place does not depend on what was given
    given = [one.given for one in again.written if not one.follows]
    assert given[:5] == [True] * 4 + [False]
    other = result(
        write_tune(writer, TuneRequest("jig", "6/8", TUNE.key, start, Knobs(), 4))  # type: ignore[arg-type]
    )
    assert without_openings(other.tune.elements)[:4] == start and other.tune != whole.tune


def brute(codes: np.ndarray, other: np.ndarray) -> int:
    """The longest common run, by trying all."""
    best = 0
    for i in range(len(codes)):
        for j in range(len(other)):
            n = 0
            while i + n < len(codes) and j + n < len(other) and codes[i + n] == other[j + n]:
                n += 1
            best = max(best, n)
    return best


def test_the_longest_shared_run_is_that_of_brute_force() -> None:
    random = np.random.default_rng(2)
    for _ in range(20):
        tunes = [random.integers(0, 3, 40).astype(np.uint64) for _ in range(4)]
        query = random.integers(0, 3, 30).astype(np.uint64)
        index = CopyIndex.of([(f"t{i}", codes) for i, codes in enumerate(tunes)])
        found = index.longest(query)
        runs = [brute(query, codes) for codes in tunes]
        assert found.notes == (max(runs) if max(runs) >= WINDOW else 0)
        if found.notes:
            assert index.holds(query[found.first : found.first + found.notes])
            longer = range(len(query) - found.notes)
            assert not any(index.holds(query[i : i + found.notes + 1]) for i in longer)
            assert runs[int(found.title[1:])] == found.notes
            part = query[found.first : found.first + found.notes]
            assert brute(part, tunes[int(found.title[1:])]) == found.notes
    assert CopyIndex.of([("t", query)]).longest(query[:3]).notes == 0


def test_a_run_does_not_cross_from_one_tune_into_the_next() -> None:
    one, two = np.arange(10, dtype=np.uint64), np.arange(4, 14, dtype=np.uint64)
    assert (
        CopyIndex.of([("a", one), ("b", two)]).longest(np.arange(14, dtype=np.uint64)).notes == 10
    )


@pytest.mark.parametrize("temperature", [0.7, 1.5])
def test_no_run_is_longer_than_it_may_be(writer: TuneWriter, temperature: float) -> None:
    # What it writes by itself is taken for a training tune, so that all of it would be copied.
    free = [result(write_tune(writer, request(seed, temperature))).tune for seed in range(12)]
    longest = max(free, key=lambda tune: len(note_codes(tune.elements, tune.key)))
    seed = free.index(longest)
    index = CopyIndex.of([("its own", note_codes(longest.elements, longest.key))])
    wary = replace(writer, copies=index)
    asked = replace(request(seed, temperature), most_shared=WINDOW + 1)
    own = result(write_tune(wary, asked)).tune
    shared = index.longest(note_codes(own.elements, own.key)).notes
    assert index.longest(note_codes(longest.elements, longest.key)).notes > WINDOW + 1
    assert shared <= WINDOW + 1 and own != longest
    together = write_tunes(wary, [asked, replace(asked, most_shared=0)])
    assert together[0] in (own, None) and together[1] in (longest, None)


def test_a_network_that_knows_one_note_only_stops_copying_it(writer: TuneWriter) -> None:
    only = TOKENIZER.ids["G"]
    bias = np.full_like(writer.network.head_bias, -200)
    bias[only] = 0
    index = CopyIndex.of([("a drone", np.full(50, writer.codes[only], np.uint64))])
    drone = replace(writer, network=replace(writer.network, head_bias=bias), copies=index)
    asked = replace(request(0, 0.0), most_shared=WINDOW)
    own = result(write_tune(drone, asked)).tune
    assert index.longest(note_codes(own.elements, own.key)).notes == WINDOW


def test_a_limit_needs_an_index_and_a_number_that_it_can_tell(writer: TuneWriter) -> None:
    with pytest.raises(ValueError, match="at least 5"):
        replace(request(0), most_shared=WINDOW - 2)
    with pytest.raises(ValueError, match="index"):
        result(write_tune(writer, replace(request(0), most_shared=WINDOW)))


def test_another_key_other_bars_the_same_notes() -> None:
    in_a = tiny_tune("EAB cde|fed cBA|GAB cdc|B A3 A2|]".replace("G", "=G"), "A")
    index = CopyIndex.of([("G", note_codes(TUNE.elements, TUNE.key))])
    moved = tiny_tune("E|ABc def|edc BAG|ABc dcB|A3 A2|]", "A")
    assert index.longest(note_codes(moved.elements, moved.key)).notes == len(
        note_codes(TUNE.elements, TUNE.key)
    )
    assert index.longest(note_codes(in_a.elements, in_a.key)).notes == 12  # up to the first natural


def test_the_index_comes_back_and_damage_is_named(tmp_path: Path) -> None:
    folder = write_tiny_tunes(tmp_path) / NAME
    index = read_copy_index(folder)
    assert index.longest(note_codes(TUNE.elements, TUNE.key)).title == "A Scale"
    whole = (folder / HASHES).read_bytes()
    for path, data in ((HASHES, whole[:-1]), (TITLES, b"{}"), (TITLES, b"[" * 100_000)):
        before = (folder / path).read_bytes()
        (folder / path).write_bytes(data)
        with pytest.raises(ArtifactError, match="cannot be used"):
            read_copy_index(folder)
        (folder / path).write_bytes(before)


def test_the_loss_is_the_mean_surprise_after_the_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    write_collection(tmp_path)
    prepared = prepare_tunes(CONFIG)
    assert prepared.unread == 1 and len(prepared.train.ids) > 8
    network = LanguageModel(prepared.config.network)
    network.initialise(0)
    task = TuneTask(
        network, prepared.tokenizer, prepared.train.ids, prepared.validation.ids, CONFIG.recipe, 0
    )
    nats, count = 0.0, 0
    for ids in prepared.validation.ids:
        row = torch.from_numpy(ids)[None]
        with torch.no_grad():
            logits, _ = network(row[:, :-1], network.initial_state(1))
        log_p = logits.log_softmax(-1)[0, HEADER - 1 :]
        nats -= log_p.gather(1, row[0, HEADER:, None]).sum().item()
        count += log_p.shape[0]
    assert task.validate() == pytest.approx(nats / count, rel=1e-5)
    loss, carried = task.loss(0, {})
    assert carried == {} and loss.item() == pytest.approx(task.loss(0, {})[0].item())
    assert task.steps_per_epoch == -(-len(prepared.train.ids) // 4)


def test_it_is_trained_measured_and_written_with_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("rnn_demo.tasks.tunes.evaluation.WRITTEN", 6)
    write_collection(tmp_path)
    folder = tmp_path / "models" / "tunes"
    folder.mkdir(parents=True)
    untrained = CONFIG.__class__(
        CONFIG.network.__class__("gru", 0, 6, 8, 1), CONFIG.data, CONFIG.recipe
    )
    (folder / "config.json").write_text(config_to_json(untrained))
    assert main(["train", str(folder)]) == 0
    assert main(["evaluate", str(folder)]) == 0
    assert main(["evaluate", str(folder), "--check"]) == 0
    metrics = json.loads((folder / "metrics.json").read_text())
    assert 0 < metrics["test"]["nats_per_token"] < 8 and metrics["written"]["tunes"] == 6
    assert metrics["held_out"]["bars_add_up"] == 1  # they were made so
    card = (folder / "README.md").read_text()
    assert f"{metrics['test']['nats_per_token']:.4f}" in card and "Nottingham" in card
    capsys.readouterr()
    assert main(["list"]) == 0
    assert f"{metrics['test']['nats_per_token']:.4f} nats per token" in capsys.readouterr().out
    assert main(["tune", "--seed", "2", "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["abc"].startswith("X:1\n") and told["tokens"] > 0
