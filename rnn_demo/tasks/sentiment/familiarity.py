"""Which pieces occur in film reviews rather than elsewhere, to tell that a text is no review."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.tokenizers.word_pieces import WordPieceTokenizer
from rnn_demo.words import sentence

# Texts other than reviews: news, web pages and mails, novels and plays, sentences for learners.
OTHERS = {
    "eng_rus/wmt_newstest.tsv": "https://github.com/Helsinki-NLP/OPUS-MT-testsets (newstest "
    "2012 to 2020, English and Russian parted by a tab)",
    "ud_english_ewt/en_ewt-ud-train.conllu": "https://github.com/UniversalDependencies/"
    "UD_English-EWT (release 2.16)",
    "war_and_peace_en/warpeace_input.txt": "https://cs.stanford.edu/people/karpathy/char-rnn/",
    "shakespeare/input.txt": "https://github.com/karpathy/char-rnn (data/tinyshakespeare)",
    "eng_fra/fra.txt": "https://www.manythings.org/anki/ (fra-eng.zip)",
}
LARGEST = 3.0
CUT = 1000  # lines encoded at a time


def familiarity(
    tokenizer: WordPieceTokenizer, reviews: Sequence[NDArray[np.integer]]
) -> NDArray[np.float32]:
    """Log of the ratio of each piece's frequency in reviews to that in other texts, (vocab,).

    Equation: ln ((n_v + 1) / Σ (n + 1)) - ln ((m_v + 1) / Σ (m + 1)) within ± 3, n counted in
    the reviews and m in the others, each corpus of which weighs the same.

    Raises:
        TextError: one of the other corpora is missing.
    """
    inside = np.bincount(np.concatenate(list(reviews)), minlength=tokenizer.vocab_size)
    outside = np.zeros(tokenizer.vocab_size)
    for name in OTHERS:
        counts = np.zeros(tokenizer.vocab_size)
        lines = list(_lines(name))
        for start in range(0, len(lines), CUT):
            for pieces in tokenizer.encode_many(lines[start : start + CUT]):
                counts += np.bincount(pieces.ids[1:], minlength=tokenizer.vocab_size)
        outside += 300_000 * counts / counts.sum()
    ratio = np.log((inside + 1) / (inside + 1).sum()) - np.log((outside + 1) / (outside + 1).sum())
    clipped: NDArray[np.float32] = np.clip(ratio, -LARGEST, LARGEST).astype(np.float32)
    return clipped


def _lines(name: str) -> Iterable[str]:
    folder = data_folder()
    found = [path for path in (folder / name, folder / f"{name}.xz") if path.is_file()]
    if not found:
        raise TextError(
            sentence(
                "The text {folder} (or the same with .xz) is missing: it shows the classifier "
                "what is no review. It is from {others}; name the folder that holds "
                "{split} in {data_variable}.",
                folder=folder / name,
                others=OTHERS[name],
                split=name.split("/")[0],
                data_variable=DATA_VARIABLE,
            )
        )
    raw = found[0].read_bytes()
    text = (lzma.decompress(raw) if found[0].suffix == ".xz" else raw).decode("utf-8")
    for line in text.split("\n"):
        if name.endswith(".conllu"):
            if line.startswith("# text = "):
                yield line.removeprefix("# text = ")
        elif name.endswith(".tsv") or name.endswith("fra.txt"):
            yield line.split("\t")[0]
        elif line.strip():
            yield line
