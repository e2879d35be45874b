"""How surprised a model is by a text."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.interface.coloured_text import coloured_text
from rnn_demo.interface.model import Model, load_model
from rnn_demo.interface.plain import given_text, plain
from rnn_demo.tasks.generator.measure import Surprise, cold, dynamic, stateful, untold
from rnn_demo.tokenizers.known_forms import KnownText, to_known
from rnn_demo.words import sentence, sentences

Protocol = Literal["stateful", "cold", "dynamic"]
PROTOCOLS: tuple[Protocol, ...] = get_args(Protocol)
CONTEXT = 256  # characters in a window of the cold protocol
LONG = 4096  # characters from which on the compiler is worth its wait in full precision, too


@dataclass(frozen=True, eq=False)
class ScoredText:
    """How much each character of a text surprised a model; a notebook colours the text by it.

    Example:
        >>> import rnn_demo
        >>> score = rnn_demo.score("shakespeare-lstm", "To be, or not to be")
        >>> f"{score.bits_per_character:.2f} bits per character, most of all {score.predicted[4]!r}"
        "2.03 bits per character, most of all ','"

    Attributes:
        model: the name of the model that read it.
        text: the text as the model could spell it.
        nats: -ln p of each character except the first, which is read and not predicted,
            (characters - 1,). The cold protocol leaves out a last window that is not full.
        notice: one sentence if the text had characters that the model does not know.
        unknown: how many such characters there were.
        protocol: how the text was read.
    """

    model: str
    text: str
    nats: NDArray[np.float64] = field(repr=False)
    notice: str
    unknown: int
    protocol: Protocol

    @property
    def predicted(self) -> str:
        """The characters that the numbers in `nats` belong to."""
        return self.text[1 : len(self.nats) + 1]

    @property
    def bits(self) -> NDArray[np.float64]:
        """`nats` in bits."""
        return self.nats / math.log(2)

    @property
    def nats_per_character(self) -> float:
        """The mean of `nats`."""
        return float(self.nats.mean())

    @property
    def bits_per_character(self) -> float:
        """The mean of `bits`."""
        return self.nats_per_character / math.log(2)

    def _repr_html_(self) -> str:
        return coloured_text(self.text[:1], self.predicted, self.nats)


def score(
    model: str | os.PathLike[str] | Model,
    text: str,
    *,
    protocol: Protocol = "stateful",
    context: int = CONTEXT,
    int8: bool = False,
) -> ScoredText:
    """Read a text and keep the surprise of each character.

    Args:
        model: a generator, by its name or folder, or loaded.
        text: the text to read. Characters that the model does not know are replaced by their
            nearest known form or left out; see `ScoredText.notice`.
        protocol: `stateful` reads the text once and carries the state along; `cold` reads windows
            that do not overlap, each from a zero state; `dynamic` is `stateful` with a network that
            goes on learning from what it has read, and the loaded model stays as it is.
        context: characters in a window of the cold protocol.
        int8: read with the weights in 8 bits, with which texts are written, instead of in float32:
            faster still. A model's metrics.json says what that costs in nats. Not with `dynamic`.

    Raises:
        ValueError: the model knows fewer than two characters of the text, the protocol or the
            context is not valid, or the model is not a generator.
    """
    loaded = load_model(model, "generator")
    return score_known(
        loaded,
        to_known(given_text("text", text), loaded.network.tokenizer),
        protocol,
        context,
        int8=int8,
    )


def score_known(
    model: Model,
    known: KnownText,
    protocol: Protocol,
    context: int,
    tell: Callable[[int], object] = untold,
    int8: bool = False,
) -> ScoredText:
    """Score a text that is already spelled in the model's vocabulary; see `score`.

    Args:
        model: a generator.
        known: the text.
        protocol: see `score`.
        context: see `score`.
        tell: called now and then with how many more characters were read.
        int8: see `score`.
    """
    if protocol not in PROTOCOLS:
        raise ValueError(
            sentence(
                "There is no protocol {protocol!r}; there are {protocols}.",
                protocol=protocol,
                protocols=", ".join(PROTOCOLS),
            )
        )
    if int8 and protocol == "dynamic":
        raise ValueError(
            sentence("A network learns with its weights in full precision: leave out int8.")
        )
    ids = model.network.tokenizer.encode(known.text)
    if len(ids) < 2:
        raise ValueError(
            sentences(
                "The text has {n} character that the model knows; at least 2 are needed.",
                "The text has {n} characters that the model knows; at least 2 are needed.",
                n=len(ids),
            )
        )
    if protocol == "dynamic":
        with threadpool_limits(1, "blas"):
            surprise = dynamic(model.network, ids, tell=tell)
    elif int8 or len(ids) > LONG:
        surprise = _at_many_places(model.network, ids, protocol, plain(context), tell, int8)
    elif protocol == "cold":
        surprise = cold(model.network, ids, plain(context), tell)
    else:
        with threadpool_limits(1, "blas"):  # a second thread gains nothing for one stream
            surprise = stateful(model.network, ids, tell)
    return ScoredText(
        model=model.name,
        text=known.text,
        nats=surprise.nats,
        notice=known.notice(),
        unknown=known.unknown_count,
        protocol=protocol,
    )


def _at_many_places(
    network: CharacterNetwork,
    ids: NDArray[np.integer],
    protocol: Protocol,
    context: int,
    tell: Callable[[int], object],
    int8: bool,
) -> Surprise:
    """Read many parts of the text at the same time, in compiled code."""
    # Imported here: who reads a short text in full precision need not wait for the compiler.
    from rnn_demo.engine.float_network import laid_out
    from rnn_demo.tasks.generator.seams import costs_of_one_pass

    many = narrowed(network) if int8 else laid_out(network)
    if protocol == "cold":
        return cold(many, ids, context, tell)
    return Surprise(costs_of_one_pass(many, ids, tell))
