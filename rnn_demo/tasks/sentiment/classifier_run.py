"""From reviews to a trained classifier, step by step; the result of each step is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from rnn_demo.configuration.sentiment import ClassifierConfig, Judging
from rnn_demo.data.batches import Streams
from rnn_demo.data.reviews import (
    SPLITS,
    Review,
    read_reviews,
    split_by_movie,
    without_texts_of,
)
from rnn_demo.data.text import TextError
from rnn_demo.networks.piece_language_model import PieceLanguageModel
from rnn_demo.networks.text_classifier import TextClassifier
from rnn_demo.tasks.sentiment.calibration import cross_entropy
from rnn_demo.tasks.sentiment.finished import Identity, read_finished, write_finished
from rnn_demo.tasks.sentiment.judging import JudgingTask, LabelledTexts
from rnn_demo.tasks.sentiment.pretraining import PieceTask
from rnn_demo.text.shown import as_shown
from rnn_demo.tokenizers.word_pieces import WordPieceTokenizer
from rnn_demo.training import Progress, TrainingError, train
from rnn_demo.training.loop import TrainingTask
from rnn_demo.words import sentence

Weights = dict[str, Tensor]
SHORT_TEXTS = "short texts"  # the step that trains the network for them
LOOKED_AT = 5  # every fifth validation review is enough to follow the language model


@dataclass(frozen=True)
class ReviewSplits:
    """The reviews that training may see.

    Attributes:
        training: labelled, without texts that are in the test split too.
        validation: labelled, of films that are not in `training`.
        unlabelled: without labels.
        sha256: of the three files.
    """

    training: tuple[Review, ...]
    validation: tuple[Review, ...]
    unlabelled: tuple[Review, ...]
    sha256: Mapping[str, str]


def read_parts(config: ClassifierConfig) -> ReviewSplits:
    """Read and cut the dataset.

    Raises:
        TextError: missing, damaged, or not the one that the configuration names.
    """
    splits = {split: read_reviews(split) for split in SPLITS}
    found = {split: reviews.sha256 for split, reviews in splits.items()}
    for split, sha256 in config.data.sha256.items():
        if found.get(split) != sha256:
            raise TextError(
                sentence(
                    "The reviews {split} are not those that config.json names: their sha256 is "
                    "{found}…, expected {sha256}….",
                    split=split,
                    found=str(found.get(split))[:12],
                    sha256=sha256[:12],
                )
            )
    test = splits["test"].reviews
    labelled = without_texts_of(splits["train"].reviews, test)
    training, validation = split_by_movie(labelled, config.data.validation, config.seed)
    # Nobody may have read a validation review: some stand under two films, or without a label.
    training = without_texts_of(training, validation)
    unlabelled = without_texts_of(splits["unsup"].reviews, [*test, *validation])
    return ReviewSplits(tuple(training), tuple(validation), tuple(unlabelled), found)


@dataclass(frozen=True)
class ClassifierRun:
    """A training of the classifier; its folder holds the result of each step, and checkpoints.

    Attributes:
        config: what to train.
        parts: on what.
        folder: for steps and checkpoints, outside of models/.
        tokenizer: learned from the training reviews.
        device: where to compute.
        narrow: precision of the matrix products.
        report: called after every step of a training, with the name of what is trained.
    """

    config: ClassifierConfig
    parts: ReviewSplits
    folder: Path
    tokenizer: WordPieceTokenizer
    device: torch.device
    narrow: torch.dtype
    report: Callable[[str, Progress], None]

    def trained(self, name: str, task: TrainingTask, judging: Judging | None = None) -> Weights:
        """Train a task, continue an interrupted training, or read its finished result."""
        finished, checkpoint = self.folder / f"{name}.safetensors", self._checkpoint(name)
        recipe = judging.recipe if judging else self.config.pretraining
        identity = self.identity(name, judging)
        if not finished.exists():
            train(
                task,
                recipe,
                checkpoint,
                resume=checkpoint.exists(),
                identity=identity,
                report=lambda progress, average: self.report(name, progress),
            )
            weights = {n: p.detach().cpu().clone() for n, p in task.network.named_parameters()}
            write_finished(finished, weights, identity)
        weights = read_finished(finished, identity)
        _put(task.network, weights)
        return weights

    def identity(self, name: str, judging: Judging | None = None) -> Identity:
        """See `step_identity`."""
        return step_identity(self.config, name, judging)

    def not_averaged(self, name: str, network: nn.Module) -> None:
        """Put the weights of a training's last step into a network, instead of their average.

        Raises:
            TrainingError: its checkpoint is missing or damaged.
        """
        path, prefix = self._checkpoint(name), "network/"
        try:
            tensors = load_file(path).items()
        except (OSError, SafetensorError):
            raise TrainingError(
                sentence(
                    "The checkpoint {path} is missing or damaged: delete it and {name}.safetensors "
                    "beside it to train that step again, or set compare to false.",
                    path=path,
                    name=name,
                )
            ) from None
        _put(network, {n.removeprefix(prefix): t for n, t in tensors if n.startswith(prefix)})

    def _checkpoint(self, name: str) -> Path:
        return self.folder / f"{name}.checkpoint"


def step_identity(config: ClassifierConfig, name: str, judging: Judging | None = None) -> Identity:
    """The part of the configuration that a step depends on: its recipe and those before it."""
    own = judging or (config.pretraining if name == "pretraining" else None)
    before: dict[str, object] = {"data": asdict(config.data), "samples": config.samples}
    if name != "pretraining":
        before["pretraining"] = asdict(config.pretraining)
    if name.startswith(("further", "opinions", "self-trained", SHORT_TEXTS)):
        before["judging"] = asdict(config.judging)
    if name.startswith(("opinions", "self-trained", SHORT_TEXTS)):
        further = asdict(config.further) if config.further else None
        rounds, short = len(config.self_training), config.short_texts
        number = rounds + 1 if name == SHORT_TEXTS else int(name.split()[-1])
        before |= {"further": further, "teachers": config.teachers}
        before["self_training"] = [asdict(own) for own in config.self_training[: number - 1]]
        if short and number > rounds:
            before["reviews"] = short.reviews
        if short and name == SHORT_TEXTS:
            before["fillings"] = short.fillings
    return {
        "the step": name,
        "a recipe": json.dumps(asdict(own) if own else None, sort_keys=True),
        "what comes before": json.dumps(before, sort_keys=True),
        "network": json.dumps(asdict(config.network)),
        "seed": str(config.seed),
    }


def tokenizer_in(work: Path, config: ClassifierConfig) -> Path:
    """Where training keeps its vocabulary."""
    return work / f"tokenizer-{config.network.vocab_size}.json"


def learn_pieces(parts: ReviewSplits, vocab_size: int, path: Path) -> WordPieceTokenizer:
    """The vocabulary of the training reviews, learned once and kept at `path`."""
    if not path.exists():
        texts = [as_shown(review.text) for review in (*parts.training, *parts.unlabelled)]
        WordPieceTokenizer.learn(texts, vocab_size).save(path)
    return WordPieceTokenizer.load(path)


def pretrain(run: ClassifierRun) -> Weights:
    """The language model of all training reviews, one after another in a random order."""
    config, parts = run.config, run.parts
    texts = [as_shown(review.text) for review in (*parts.training, *parts.unlabelled)]
    order = np.random.default_rng(config.seed).permutation(len(texts))
    stream = _joined(run.tokenizer, [texts[i] for i in order])
    held_out = _joined(run.tokenizer, [as_shown(r.text) for r in parts.validation[::LOOKED_AT]])
    network = PieceLanguageModel(config.network)
    network.initialise(config.seed)
    recipe = config.pretraining
    task = PieceTask(
        network.to(run.device),
        Streams.over(stream, recipe.batch_size, recipe.sequence_length, config.seed),
        recipe,
        held_out,
        config.samples,
        config.seed,
        run.narrow,
        run.device,
    )
    return run.trained("pretraining", task)


def judging_task(
    run: ClassifierRun,
    labelled: LabelledTexts,
    judging: Judging,
    seed: int,
    start: Weights | None,
) -> JudgingTask:
    """A classifier to be trained, from the weights of a language model or a classifier, or none."""
    network = TextClassifier(run.config.network)
    network.initialise(seed)
    if start is not None:
        known = dict(network.named_parameters())
        _put(network, {n: w for n, w in start.items() if n in known})
    return JudgingTask(
        network.to(run.device),
        labelled,
        labelled_by_hand(run, run.parts.validation),
        judging.recipe,
        judging.perturbation,
        judging.prefix_share,
        judging.head_dropout,
        seed,
        run.narrow,
        run.device,
    )


def labelled_by_hand(run: ClassifierRun, reviews: Sequence[Review]) -> LabelledTexts:
    """Reviews with their own labels."""
    pieces = run.tokenizer.encode_many([as_shown(review.text) for review in reviews])
    targets = np.array([float(bool(review.positive)) for review in reviews], np.float32)
    return LabelledTexts([p.ids for p in pieces], targets)


def validation_figures(
    name: str, logits: NDArray[np.float64], positive: NDArray[np.bool_]
) -> dict[str, object]:
    """Accuracy and loss of a step on the validation part, for the record."""
    return {
        "step": name,
        "validation_accuracy": round(float(((logits >= 0) == positive).mean()), 4),
        "validation_nats_per_review": round(cross_entropy(logits, positive), 4),
    }


def _joined(tokenizer: WordPieceTokenizer, texts: Sequence[str]) -> NDArray[np.uint16]:
    """Texts as one stream of pieces, in portions that fit the memory."""
    portions = [
        np.concatenate([p.ids for p in tokenizer.encode_many(texts[i : i + 2000])]).astype(
            np.uint16
        )
        for i in range(0, len(texts), 2000)
    ]
    return np.concatenate(portions)


def _put(network: nn.Module, weights: Weights) -> None:
    parameters = dict(network.named_parameters())
    with torch.no_grad():
        for name, weight in weights.items():
            parameters[name].copy_(weight)
