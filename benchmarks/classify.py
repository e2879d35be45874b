"""How many reviews a second `classify` judges, batched by length, against one by one.

    python -m benchmarks.classify [--reviews 512] [--rounds 3]

The same reviews, the same process, alternating, on one thread and by the processor's own time; the
best round of each counts. Full precision is what the page reads a review with, 8 bits is what
`classify` does; torch's own `nn.LSTM`, fed one review at a time, stands beside them.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy starts its threads

import argparse
import time
from collections.abc import Callable

import numpy as np

from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.sentiment import read_classifier
from rnn_demo.data.reviews import read_reviews
from rnn_demo.engine.product_kinds import kinds
from rnn_demo.reading.classifier import Classifier, classifier_from
from rnn_demo.reading.many import many_logits
from rnn_demo.reading.narrow import narrow_logits
from rnn_demo.reading.narrow_weights import narrowed_classifier
from rnn_demo.reading.side_by_side import logits_side_by_side
from rnn_demo.text.shown import as_shown

FULL = "full precision, one by one"


def torch_one_by_one(classifier: Classifier) -> Callable[[list[np.ndarray]], None]:
    """The same network as a user of torch would run it."""
    import torch

    size = classifier.hidden_size
    lstm = torch.nn.LSTM(classifier.input_weight.shape[0], size)
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(torch.from_numpy(classifier.input_weight.T.copy()))
        lstm.weight_hh_l0.copy_(torch.from_numpy(classifier.hidden_weight.T.copy()))
        lstm.bias_ih_l0.copy_(torch.from_numpy(classifier.bias.copy()))
        lstm.bias_hh_l0.zero_()
    head = torch.from_numpy(classifier.head_weight.copy())

    def run(texts: list[np.ndarray]) -> None:
        with torch.inference_mode():
            for ids in texts:
                hidden, _ = lstm(torch.from_numpy(classifier.embedding[ids])[:, None])
                hidden = hidden[:, 0]
                pooled = torch.stack([hidden[-1], hidden.mean(0), hidden.amax(0)])
                (pooled * head).sum().item()

    return run


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    classifier = classifier_from(read_classifier(find_model("imdb-sentiment")))
    reviews = read_reviews("test").reviews
    chosen = np.random.default_rng(0).permutation(len(reviews))[: arguments.reviews]
    texts = [
        p.ids for p in classifier.tokenizer.encode_many([as_shown(reviews[i].text) for i in chosen])
    ]
    some = texts[:: max(1, len(texts) // 64)]
    run, narrow = torch_one_by_one(classifier), narrowed_classifier(classifier)
    ways: dict[str, tuple[list[np.ndarray], Callable[[list[np.ndarray]], object]]] = {
        "torch.nn.LSTM, one by one": (some, run),
        FULL: (some, lambda own: many_logits(classifier, own, 1)),
        "full precision, batched by length, numpy": (
            texts,
            lambda own: many_logits(classifier, own),
        ),
        "full precision, batched by length (`classify --full-precision`)": (
            texts,
            lambda own: logits_side_by_side(classifier, own, threads=1),
        ),
        "8 bits, one by one": (some, lambda own: [narrow_logits(narrow, [t]) for t in own]),
        "8 bits, batched by length (`classify`)": (
            texts,
            lambda own: narrow_logits(narrow, own, threads=1),
        ),
    }
    for _, way in ways.values():
        way(some[:2])  # compiled before the clock runs
    best = dict.fromkeys(ways, 0.0)
    for _ in range(arguments.rounds):
        for name, (own, way) in ways.items():
            began = time.process_time()
            way(own)
            best[name] = max(best[name], len(own) / (time.process_time() - began))
    pieces = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} test reviews of {pieces:.0f} pieces on average, products: {kinds()[0]}\n")
    print("| | reviews/s | against one by one |\n|---|---|---|")
    for name, speed in best.items():
        print(f"| {name} | {speed:.1f} | {speed / best[FULL]:.1f} × |")


if __name__ == "__main__":
    main()
