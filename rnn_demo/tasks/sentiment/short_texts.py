"""The network for short texts: taught by rated phrases, patterns and opinions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from rnn_demo.configuration.sentiment import ShortTexts
from rnn_demo.data.sentence_treebank import (
    DEVELOPMENT,
    NEUTRAL,
    TRAINING,
    Phrase,
    Tree,
    sentence_trees,
    without_sentences_of,
)
from rnn_demo.reading.ngrams import NgramClassifier
from rnn_demo.tasks.sentiment.calibration import best_temperature
from rnn_demo.tasks.sentiment.classifier_run import (
    SHORT_TEXTS,
    ClassifierRun,
    judging_task,
    validation_figures,
)
from rnn_demo.tasks.sentiment.ensemble import ensemble_labels, ensemble_texts, together
from rnn_demo.tasks.sentiment.judging import JudgingTask, LabelledTexts
from rnn_demo.tasks.sentiment.patterns import Patterns, filled, read_patterns
from rnn_demo.text.shown import as_shown

HELD_OUT = 0.1  # of the sentences and of the patterns
EVERY_NEUTRAL = 3  # one in three phrases that say nothing is enough to learn that they do
NEITHER = 0.5
TARGETS = (0.0, 0.0, NEITHER, 1.0, 1.0)  # of the labels 0 to 4


@dataclass(frozen=True)
class RatedPhrases:
    """The sentences of the treebank's training part.

    Attributes:
        training: different phrases with their targets.
        validation: whole sentences, not neutral ones, no part of which is in `training`'s trees.
    """

    training: list[tuple[str, float]]
    validation: list[tuple[str, float]]


def rated_phrases(seed: int) -> RatedPhrases:
    """Read and cut the treebank; nothing of its development part is in either.

    Raises:
        TextError: a part is missing or damaged.
    """
    trees = without_sentences_of(sentence_trees(TRAINING), sentence_trees(DEVELOPMENT))
    order = np.random.default_rng(seed).permutation(len(trees))
    count = max(1, round(HELD_OUT * len(trees)))
    held_out = [trees[i] for i in order[:count]]
    kept = without_sentences_of([trees[i] for i in order[count:]], held_out)
    validation = [_target(tree[0]) for tree in held_out if tree[0].label != NEUTRAL]
    return RatedPhrases(_different(kept), validation)


def _different(trees: Sequence[Tree]) -> list[tuple[str, float]]:
    """Every phrase once; of the neutral ones only those of several words, and not all."""
    phrases = {phrase.text: phrase for tree in trees for phrase in tree}
    neutral = [p for p in phrases.values() if p.label == NEUTRAL and p.words > 1]
    rated = [p for p in phrases.values() if p.label != NEUTRAL]
    return [_target(phrase) for phrase in (*rated, *neutral[::EVERY_NEUTRAL])]


def _target(phrase: Phrase) -> tuple[str, float]:
    return phrase.text, TARGETS[phrase.label]


def short_texts(
    run: ClassifierRun, short: ShortTexts, teacher: JudgingTask, rival: NgramClassifier
) -> LabelledTexts:
    """Rated phrases, our patterns, and reviews, so that it does not forget what a review is.

    The reviews are unlabelled ones with what teacher and rival together make of them.

    Raises:
        TextError: the treebank is missing.
    """
    learned, _ = _cut(read_patterns())
    sentences = [
        *rated_phrases(run.config.seed).training,
        *filled(learned, short.fillings, run.config.seed),
    ]
    unlabelled = run.parts.unlabelled
    order = np.random.default_rng(run.config.seed).permutation(len(unlabelled))
    chosen = tuple(unlabelled[i] for i in order[: short.reviews])
    few = replace(run, parts=replace(run.parts, unlabelled=chosen))
    number = len(run.config.self_training) + 1
    labels = ensemble_labels(few, number, [teacher], rival, None)
    return together(ensemble_texts(few, labels), _labelled(run, sentences))


def learned_short_texts(
    run: ClassifierRun, short: ShortTexts, texts: LabelledTexts, before: JudgingTask
) -> JudgingTask:
    """A judge of short texts, which begins with the weights of a judge of reviews.

    Args:
        run: the training.
        short: how.
        texts: to learn from.
        before: the judge of reviews.

    Equation: w = s w_before + (1 - s) w_after, s the share that is kept.
    Source: Wortsman et al. 2022 (WiSE-FT): such a mean often judges better than either network.
    """
    start = {name: weight.detach() for name, weight in before.network.named_parameters()}
    task = judging_task(run, texts, short.judging, run.config.seed, start)
    sentences = _labelled(run, rated_phrases(run.config.seed).validation)
    task = replace(task, validation=sentences)
    run.trained(SHORT_TEXTS, task, short.judging)
    with torch.no_grad():
        for name, weight in task.network.named_parameters():
            weight.lerp_(start[name], short.kept)
    return task


def short_temperature(run: ClassifierRun, task: JudgingTask) -> float:
    """What the logits are divided by, by the sentences that are kept for validation."""
    held_out = _labelled(run, rated_phrases(run.config.seed).validation)
    logits = task.judge(held_out.pieces).double().numpy()
    return best_temperature(logits, held_out.targets > NEITHER)


def sentence_figures(run: ClassifierRun, task: JudgingTask) -> dict[str, object]:
    """Accuracy on the sentences and on the patterns, one filling of each, that are kept for it."""
    held_out = _labelled(run, rated_phrases(run.config.seed).validation)
    logits = task.judge(held_out.pieces).double().numpy()
    figures = validation_figures("", logits, held_out.targets > NEITHER)
    _, kept = _cut(read_patterns())
    fillings = _labelled(
        run, [own for own in filled(kept, 1, run.config.seed) if own[1] != NEITHER]
    )
    right = (task.judge(fillings.pieces).numpy() >= 0) == (fillings.targets > NEITHER)
    return {
        "sentences": len(held_out.pieces),
        "sentences_accuracy": figures["validation_accuracy"],
        "nats_per_sentence": figures["validation_nats_per_review"],
        "patterns": len(right),
        "patterns_accuracy": round(float(right.mean()), 4),
    }


def _cut(patterns: Patterns) -> tuple[Patterns, Patterns]:
    """Those to learn from, and every tenth, kept for validation."""
    every = round(1 / HELD_OUT)
    learned = tuple(own for i, own in enumerate(patterns.patterns) if i % every)
    return replace(patterns, patterns=learned), replace(
        patterns, patterns=patterns.patterns[::every]
    )


def _labelled(run: ClassifierRun, texts: Sequence[tuple[str, float]]) -> LabelledTexts:
    pieces = run.tokenizer.encode_many([as_shown(text) for text, _ in texts])
    targets = np.array([target for _, target in texts], np.float32)
    return LabelledTexts([own.ids for own in pieces], targets)
