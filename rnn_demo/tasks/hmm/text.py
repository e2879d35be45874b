"""The text of a configuration, and its three parts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnn_demo.configuration.hmm import ChainConfig
from rnn_demo.data.corpora import CORPORA, corpus_paths, read_texts, vocabulary_of
from rnn_demo.data.text import TextError
from rnn_demo.networks.hidden_markov import Ids
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.words import sentence


@dataclass(frozen=True)
class ChainText:
    """A text as ids, cut as a configuration says.

    Attributes:
        config: completed with the text's vocabulary and checksum.
        tokenizer: its vocabulary.
        train: what is learned.
        validation: the end of the training part, on which passes are compared.
        test: the part that is measured in the end.
    """

    config: ChainConfig
    tokenizer: CharacterTokenizer
    train: Ids
    validation: Ids
    test: Ids


def read_text(config: ChainConfig, tokenizer: CharacterTokenizer | None = None) -> ChainText:
    """The text that a configuration names.

    Args:
        config: the configuration.
        tokenizer: of the model; None for the vocabulary of the text.

    Raises:
        TextError: unknown, missing, too short, or not the text of the configuration.
        TokenizerError: the text has a character that the tokenizer lacks.
    """
    data = config.data
    corpus = CORPORA.get(data.corpus)
    if corpus is None:
        raise TextError(
            sentence(
                "The corpus {corpus!r} is not one of {corpora}.",
                corpus=data.corpus,
                corpora=", ".join(CORPORA),
            )
        )
    paths = corpus_paths(corpus)
    tokenizer = tokenizer or vocabulary_of(paths)
    loaded = read_texts(paths, tokenizer)
    if data.sha256 not in ("", loaded.sha256):
        raise TextError(
            sentence(
                "The corpus {corpus} here is not the text that config.json names: its sha256 is "
                "{sha256}…, expected {expected}….",
                corpus=data.corpus,
                sha256=loaded.sha256[:12],
                expected=data.sha256[:12],
            )
        )
    learned, test = loaded.parts(data.split)
    cut = len(learned) - data.validation
    if min(cut, len(test)) < 2:
        raise TextError(
            sentence(
                "The text leaves {train} characters for training and {test} for the test; each "
                "part needs at least 2: use a longer text, or less validation.",
                train=max(0, cut),
                test=len(test),
            )
        )
    completed = replace(
        config,
        network=replace(config.network, vocab_size=tokenizer.vocab_size),
        data=replace(data, sha256=loaded.sha256),
    )
    return ChainText(completed, tokenizer, learned[:cut], learned[cut:], test)
