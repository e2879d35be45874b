"""Writing with a model that gives the probabilities of the next character, whatever its state is.

With the same noise as the recurrent generators (`rnn_demo.sampling`), so that with one seed they
share their luck. It is slow and plain: for models whose step is a few lines of numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.generation import Request
from rnn_demo.sampling import choose, gumbel_noise, narrow
from rnn_demo.tokenizers.characters import CharacterTokenizer, code_points

S = TypeVar("S")


def characters_from(
    state: S,
    shares: Callable[[S], NDArray[np.floating]],
    after: Callable[[S, int], S],
    tokenizer: CharacterTokenizer,
    request: Request,
) -> Iterator[str]:
    """What a model writes on from a state, character by character.

    Args:
        state: the model's, after the prompt.
        shares: p of each next character in a state, (vocab_size,).
        after: the state after a character.
        tokenizer: its vocabulary.
        request: how much is written, how, and when it ends. It has no turns; its prompt was read.
    """
    points, tail = code_points(tokenizer.characters), ""
    for place in range(request.position, request.position + request.length):
        noise = gumbel_noise(request.seed, place, points)
        chosen = choose(narrow(np.log(shares(state)), request.knobs), noise)
        yield tokenizer.characters[chosen]
        if request.stop:
            tail = (tail + tokenizer.characters[chosen])[-len(request.stop) :]
            if tail == request.stop:
                return
        state = after(state, chosen)
