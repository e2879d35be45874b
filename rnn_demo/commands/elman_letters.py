"""`elman letters`: networks that read letters without spaces, and how well they find words."""

from __future__ import annotations

from pathlib import Path

import torch

from rnn_demo.commands.progress import progress_bar
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.tasks.elman.letter_scores import measured, write_scores
from rnn_demo.tasks.elman.letter_training import SPLIT, corpus_letters, train_letters
from rnn_demo.tasks.elman.readers import COUNTS, NETWORKS, ORDER, SIZE, read_readers, write_table
from rnn_demo.training import Progress


def letters(out: Path, *, keep: bool) -> None:
    """Train the networks, count the table, measure all, write letters.json, and print a table.

    Args:
        out: the folder.
        keep: whether networks that are there already are used as they are.
    """
    torch.set_num_threads(1)
    text = corpus_letters()
    for cell, name in NETWORKS.items():
        if keep and (out / name / "model.safetensors").is_file():
            continue
        bar = progress_bar(total=1.0, desc=name)

        def told(progress: Progress, bar=bar) -> None:  # type: ignore[no-untyped-def]
            bar.update(progress.fraction - bar.n)

        train_letters(cell, text, out / name, told)
        bar.close()
    count = len(text.text)
    valid, test = int(SPLIT[0] * count), int(round(SPLIT[0] + SPLIT[1], 9) * count)
    table = fit(text.ids[:valid], SIZE, ORDER)
    written_or_elsewhere(
        out, lambda place: write_table(place / COUNTS, table, text.ids[: ORDER - 1])
    )
    scores = measured(read_readers(out).bits(text.ids[valid:]), text.begins[valid:], test - valid)
    written_or_elsewhere(out, lambda place: write_scores(place / "letters.json", scores))
    share = scores.words / scores.letters
    print(f"{scores.letters:,} letters, {scores.words:,} words; a boundary at every letter: "
          f"precision {share:.3f}, recall 1, F1 {2 * share / (1 + share):.3f}")  # fmt: skip
    for name, own in scores.readers.items():
        found = own.boundaries
        print(
            f"{name:7} {own.bits:.3f} bits per letter; above {own.threshold:.2f} bits: precision "
            f"{found.precision:.3f}, recall {found.recall:.3f}, F1 {found.f1:.3f}"
        )
