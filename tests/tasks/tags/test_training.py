"""A tiny tagger: parts, batches, a training that resumes, its figures and its card."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rnn_demo.artifacts.tags import read_tagger
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.tags import TagConfig
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.text import TextError
from rnn_demo.data.treebanks import TaggedSentence, folded, read_treebank, sentences_of, without
from rnn_demo.data.word_forms import GRAMMEMES, WordForms
from rnn_demo.networks.tagger import Tagger
from rnn_demo.tasks.tags.card import figures_line, tag_card
from rnn_demo.tasks.tags.evaluation import agreement, evaluate
from rnn_demo.tasks.tags.learning import TagTask, WithDictionary
from rnn_demo.tasks.tags.parts import completed, read_parts, vocabulary_of
from rnn_demo.tasks.tags.rival import commonest_tags
from rnn_demo.tasks.tags.training import train_tagger
from tests.tiny_tags import CONFIG, conllu, made_up_sentence, write_treebank


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_treebank(tmp_path / "data")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def trained(config: TagConfig, folder: Path, work: Path) -> list[str]:
    said: list[str] = []
    train_tagger(
        config,
        folder,
        folder,
        work,
        device=torch.device("cpu"),
        narrow=torch.float32,
        report=lambda name, progress: None,
        say=said.append,
    )
    return said


def test_it_learns_and_is_measured(tmp_path: Path) -> None:
    folder = tmp_path / "tag-tiny"
    (tmp_path / "work").mkdir()
    assert trained(CONFIG, folder, tmp_path / "work")
    artifact = read_tagger(folder)
    found = evaluate(artifact, None, lambda more, what: None)
    assert found["test"]["both"] > 0.9
    assert found["rival"]["accuracy"] == 1  # every word of these sentences has one tag
    assert found["cutting"]["f1"] == 1
    assert found["test"]["words"] == 42
    card = tag_card(replace(artifact, metrics=found), found)
    assert "UD English EWT" in card and "tag-tiny" in card
    assert "of words right" in figures_line(replace(artifact, metrics=found))
    assert figures_line(artifact) == ""
    with pytest.raises(ValueError, match="measured on its treebank"):
        evaluate(artifact, "text", lambda more, what: None)


def test_a_run_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    config = replace(CONFIG, recipe=replace(CONFIG.recipe, epochs=2))
    for name in ("once", "again"):
        (tmp_path / f"work-{name}").mkdir()
    trained(config, tmp_path / "once", tmp_path / "work-once")
    trained(config, tmp_path / "again", tmp_path / "work-again")
    trained(config, tmp_path / "again", tmp_path / "work-again")  # of a finished run: as it was
    read = [(tmp_path / name / "model.safetensors").read_bytes() for name in ("once", "again")]
    assert read[0] == read[1]


def test_nothing_of_dev_or_test_is_learned_from(data: Path) -> None:
    """Neither their sentences in train, nor what differs from them in marks or capitals alone."""
    held = read_treebank("en_ewt-test").sentences[0]
    path = data / "ud_english_ewt" / "en_ewt-ud-train.conllu"
    own = list(zip(held.words, held.tags, strict=True))
    loud = [(word.upper(), tag) for word, tag in own[:-1]]
    path.write_text(path.read_text() + conllu([own, loud]))
    parts = read_parts(CONFIG)
    kept = {folded(one.words) for one in parts.train}
    for one in (*parts.validation, *parts.test):
        assert folded(one.words) not in kept


def test_another_file_than_the_configuration_names_is_refused(data: Path) -> None:
    parts = read_parts(CONFIG)
    config = completed(CONFIG, parts, vocabulary_of(parts, CONFIG))
    read_parts(config)
    path = data / "ud_english_ewt" / "en_ewt-ud-dev.conllu"
    path.write_text(conllu([made_up_sentence(np.random.default_rng(9))]))
    with pytest.raises(TextError, match="en_ewt-dev is not the file"):
        read_parts(config)
    path.unlink()
    with pytest.raises(TextError, match=r"get it from https://universaldependencies\.org"):
        read_parts(config)


@pytest.mark.parametrize("line", ["1\tword", "1\tword\t_\tWORD\t_\t_\t_\t_\t_\t_"])
def test_what_is_not_conllu_is_told(line: str) -> None:
    with pytest.raises(TextError, match=r"Line 1 of a file is not CoNLL-U"):
        sentences_of([line], "a file")


def test_words_of_several_tokens_are_passed_over() -> None:
    row = "\t".join(["_"] * 6)
    lines = ["# text = don't", f"1-2\tdon't\t_\t_\t{row}", f"1\tdo\t_\tAUX\t{row}",
             f"2\tn't\t_\tPART\t{row}", f"2.1\tgo\t_\tVERB\t{row}", ""]  # fmt: skip
    (one,) = sentences_of(lines, "a file")
    assert (one.text, one.words, one.tags) == ("don't", ("do", "n't"), ("AUX", "PART"))


def test_all_sentences_are_in_one_pass_and_the_dictionary_fades() -> None:
    parts = read_parts(CONFIG)
    vocabulary = vocabulary_of(parts, CONFIG)
    config = completed(CONFIG, parts, vocabulary)
    forms = WordForms(("boat", "man", "sees"), np.eye(3, len(GRAMMEMES), dtype=bool))
    tagger = Tagger(config.network)
    tagger.initialise(0)
    task = TagTask(WithDictionary(tagger), vocabulary, parts, forms, config)
    before = task.loss(0, {})[0].item()
    batches = task.planned[1]
    assert sorted(np.concatenate(batches).tolist()) == list(range(len(parts.train)))
    assert task.loss(0, {})[0].item() == before
    last = round(config.recipe.epochs * task.steps_per_epoch)
    torch.manual_seed(0)
    assert task.loss(last, {})[0].item() < before
    causal, both = task.right()
    assert task.validate() == pytest.approx(1 - (causal + both) / 2)


def test_the_rival_and_the_cutting() -> None:
    learned = [TaggedSentence("", ("a", "a", "a", "b"), ("DET", "DET", "X", "NOUN"))]
    rival = commonest_tags(learned)
    assert [rival(word) for word in ("A", "b", "c")] == ["DET", "NOUN", "NOUN"]
    own = [TaggedSentence("I don't.", ("I", "don't", "."), ("PRON", "VERB", "PUNCT"))]
    assert agreement(own, "en") == pytest.approx(2 * 2 / 7)
    assert [one.words for one in without(learned, own)] == [("a", "a", "a", "b")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"language": "de"}, "data.language"),
        ({"rarest": 0}, "data.rarest"),
        ({"most_words": 10**9}, "data.most_words"),
    ],
)
def test_a_wrong_configuration_is_told(change: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        replace(CONFIG.data, **change)  # type: ignore[arg-type]
    assert '"tagger"' in config_to_json(CONFIG)
