"""A hidden Markov model writes: it filters what is there and chooses the next character.

    p(x_{t+1} | x_1 … x_t) = Σ_s (α̂_t A)_s B[s, x_{t+1}]

Its states are never drawn: the message α̂ is all that it knows, and what it chooses is filtered like
what it was given. Temperature, top-k and the others narrow the distribution of the character, with
the same noise as those of the recurrent generators (`rnn_demo.sampling`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_demo.engine.generation import Request
from rnn_demo.engine.plain_writing import characters_from
from rnn_demo.networks.hidden_markov import Array, HiddenMarkovModel, forward
from rnn_demo.tokenizers.characters import CharacterTokenizer


def write_on(
    model: HiddenMarkovModel, tokenizer: CharacterTokenizer, request: Request
) -> Iterator[str]:
    """Write on after a prompt, character by character.

    Args:
        model: the model.
        tokenizer: its vocabulary.
        request: the prompt of known characters (empty for any place of the model's text), how
            much is written, how, and when it ends. It has no turns.
    """
    told = model.initial
    if request.prompt:
        ids = tokenizer.encode(request.prompt).astype(np.int64)
        told = forward(model, ids[None]).messages[-1, 0] @ model.transitions

    def shares(told: Array) -> Array:
        found: Array = told @ model.emissions
        return found

    def after(told: Array, chosen: int) -> Array:
        message = told * model.emissions[:, chosen]
        moved: Array = (message / message.sum()) @ model.transitions
        return moved

    return characters_from(told, shares, after, tokenizer, request)
