"""A table of n-grams writes: the next character, given the last few, again and again."""

from __future__ import annotations

from collections.abc import Iterator

from rnn_demo.engine.generation import Request
from rnn_demo.engine.plain_writing import characters_from
from rnn_demo.networks.ngram import NgramModel
from rnn_demo.tokenizers.characters import CharacterTokenizer


def write_on(model: NgramModel, tokenizer: CharacterTokenizer, request: Request) -> Iterator[str]:
    """Write on after a prompt, character by character.

    Args:
        model: the counts.
        tokenizer: their vocabulary.
        request: the prompt of known characters (empty for no context: the first character is then
            as frequent as it is in the text), how much is written, how, and when it ends. It has
            no turns.
    """
    kept = len(model.lengths) - 1
    prompt = tuple(tokenizer.encode(request.prompt).tolist())

    def last(characters: tuple[int, ...]) -> tuple[int, ...]:
        return characters[max(0, len(characters) - kept) :]

    def after(before: tuple[int, ...], chosen: int) -> tuple[int, ...]:
        return last((*before, chosen))

    return characters_from(last(prompt), model.following, after, tokenizer, request)
