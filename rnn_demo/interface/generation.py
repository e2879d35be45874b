"""A model writes a text: whole, or character by character."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from rnn_demo.engine.gates import Activity, activity
from rnn_demo.engine.generation import Reader, Request, open_reader, prompt_ids
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import initial_state, read
from rnn_demo.engine.transcript import Transcript, WrittenCharacter, joined
from rnn_demo.interface.coloured_text import coloured_text
from rnn_demo.interface.model import Model, load_model
from rnn_demo.interface.plain import given_text, plain
from rnn_demo.interface.texts_in_pieces import texts_in_pieces
from rnn_demo.knobs.values import quoted
from rnn_demo.sampling import Knobs
from rnn_demo.tokenizers.known_forms import as_spelled, stop_notice, to_known
from rnn_demo.words import sentence

MOST_WITH_GATES = 10_000  # characters: 300 MB of gates and states for two layers of 640 units


@dataclass(frozen=True, eq=False)
class GeneratedText:
    r"""A text that a model wrote; a notebook shows it coloured. `str(text)` includes the prompt.

    Example:
        >>> import rnn_demo
        >>> text = rnn_demo.generate("shakespeare-lstm", "KING:\n", length=13, seed=1)
        >>> more = rnn_demo.generate("shakespeare-lstm", after=text, length=14, seed=1)
        >>> text.text + more.text
        "I think 'tis too much friar"

    Attributes:
        model: the name of the model that wrote it.
        prompt: the text that it continues, as the model could spell it.
        before: what earlier calls had written between the prompt and this text.
        text: the characters written, without prompt and `before`.
        nats: -ln p of each of them, (characters,); p is the probability at temperature 1 with every
            character allowed, whatever the knobs.
        notice: how the prompt had to be changed because the model does not know all of its
            characters, and whether the model can never write the stop text; empty if all is well.
        start: the model's state before the first of them.
        activity: the gates and states after each character, if they were asked for.
    """

    model: str
    prompt: str
    before: str
    text: str
    nats: NDArray[np.float32] = field(repr=False)
    notice: str
    start: Reader = field(repr=False)
    activity: Activity | None = field(repr=False, default=None)

    @cached_property
    def end(self) -> Reader:
        """The model's state after the last character: `end.state`, (layers, parts, 1, hidden)."""
        return self.start.follow(self.start.network.tokenizer.encode(self.text).tolist())

    def __str__(self) -> str:
        return self.prompt + self.before + self.text

    def _repr_html_(self) -> str:
        return coloured_text(self.prompt + self.before, self.text, self.nats)


def generate(
    model: str | os.PathLike[str] | Model,
    prompt: str = "",
    *,
    length: int = 500,
    temperature: float = 0.8,
    top_k: int = 0,
    top_p: float = 1.0,
    min_p: float = 0.0,
    seed: int = 0,
    stop: str = "",
    after: GeneratedText | None = None,
    gates: bool = False,
) -> GeneratedText:
    """Write a text.

    The same arguments give the same text on every machine, on the command line and on the Write
    page.

    Args:
        model: a generator, by its name or folder, or loaded.
        prompt: the text to continue. Characters that the model does not know are replaced by their
            nearest known form or left out; see `GeneratedText.notice`.
        length: the most characters to write, up to 1,000,000.
        temperature: divides the logits; 0 always takes the likeliest character.
        top_k: keep the k likeliest characters; 0 keeps all.
        top_p: keep the likeliest characters up to this probability.
        min_p: keep characters at least this share as likely as the likeliest.
        seed: the seed of the noise, 0 or more.
        stop: end the text once this has been written.
        after: a text of this model to continue instead of a prompt. With the same knobs and seed,
            the two texts together are what one longer call would have written.
        gates: whether to keep every gate and state, computed in float32, in `activity`.

    Raises:
        ValueError: an argument is out of bounds, or the model is not a generator.
    """
    length = plain(length)
    if gates and isinstance(length, int) and length > MOST_WITH_GATES:
        raise ValueError(
            sentence(
                "Gates of {length:,} characters were asked for; {most_with_gates:,} is the bound: "
                "write the text in parts, each `after` the one before.",
                length=length,
                most_with_gates=MOST_WITH_GATES,
            )
        )
    loaded = load_model(model, "generator")
    knobs = _knobs(temperature, top_k, top_p, min_p)
    begun = _begun(loaded, prompt, length, knobs, plain(seed), stop, after)
    parts = list(_pieces_of_one(loaded.narrow_network, begun))
    text = "".join(part.text for part in parts)
    return GeneratedText(
        model=loaded.name,
        prompt=begun.request.prompt,
        before=begun.before,
        text=text,
        nats=joined(parts).surprises if parts else np.empty(0, np.float32),
        notice=begun.notice,
        start=begun.reader,
        activity=_activity(loaded, begun, text) if gates else None,
    )


def stream(
    model: str | os.PathLike[str] | Model,
    prompt: str = "",
    *,
    length: int = 500,
    temperature: float = 0.8,
    top_k: int = 0,
    top_p: float = 1.0,
    min_p: float = 0.0,
    seed: int = 0,
    stop: str = "",
    after: GeneratedText | None = None,
) -> Iterator[WrittenCharacter]:
    """The text of `generate`, each character as soon as it has been written.

    Closing the iterator, or dropping it, ends the writing.

    Args:
        model: as for `generate`, and so are all other arguments.
        prompt: the text to continue.
        length: the most characters to write.
        temperature: divides the logits.
        top_k: keep the k likeliest characters.
        top_p: keep the likeliest characters up to this probability.
        min_p: keep characters at least this share as likely as the likeliest.
        seed: the seed of the noise.
        stop: end the text once this has been written.
        after: a text of this model to continue.

    Returns:
        For each character: `character`, its `surprise` in nats, and `rivals`, the likeliest
        characters at this place, each with its probability.

    Raises:
        ValueError: as for `generate`; raised by the call itself.
    """
    loaded = load_model(model, "generator")
    knobs = _knobs(temperature, top_k, top_p, min_p)
    begun = _begun(loaded, prompt, plain(length), knobs, plain(seed), stop, after)
    return _characters(loaded.narrow_network, begun)


@dataclass(frozen=True)
class _Begun:
    """What is written, from where, and the gates of the text before it if they were asked for."""

    request: Request
    reader: Reader
    before: str
    notice: str
    activity: Activity | None = None


def _knobs(temperature: float, top_k: int, top_p: float, min_p: float) -> Knobs:
    return Knobs(plain(temperature), plain(top_k), plain(top_p), plain(min_p))


def _begun(
    model: Model,
    prompt: str,
    length: int,
    knobs: Knobs,
    seed: int,
    stop: str,
    after: GeneratedText | None,
) -> _Begun:
    network = model.narrow_network
    prompt, stop = given_text("prompt", prompt), given_text("stop", stop)
    never = stop_notice(stop, network.tokenizer)
    stop = as_spelled(stop, network.tokenizer)
    if after is None:
        known = to_known(prompt, network.tokenizer)
        request = Request(known.text, length, knobs, seed, stop)
        notice = " ".join(filter(None, (known.notice(), never)))
        return _Begun(request, open_reader(network, known.text), "", notice)
    if prompt:
        raise ValueError(
            sentence("Both a prompt and `after` were given: a text goes on from one of them.")
        )
    if not isinstance(after, GeneratedText):
        raise ValueError(
            sentence(
                "after is {value}; give what `generate` returned, or the text as a prompt.",
                value=quoted(after),
            )
        )
    if after.model != model.name:
        raise ValueError(
            sentence(
                "The text to go on from is of {model}, and {name} was asked to write: "
                "give one of its own, or the text as a prompt.",
                model=after.model,
                name=model.name,
            )
        )
    before = after.before + after.text
    tail = before[-len(stop) :] if stop else ""
    request = Request(after.prompt, length, knobs, seed, stop, len(before), tail)
    reader = Reader(network, after.end.state, after.end.logits)
    return _Begun(request, reader, before, never, after.activity)


def _pieces_of_one(network: NarrowNetwork, begun: _Begun) -> Iterator[Transcript]:
    with closing(texts_in_pieces(network, [begun.request], begun.reader)) as texts:
        for pieces in texts:
            yield from pieces


def _characters(network: NarrowNetwork, begun: _Begun) -> Iterator[WrittenCharacter]:
    for piece in _pieces_of_one(network, begun):
        yield from piece


def _activity(model: Model, begun: _Begun, text: str) -> Activity:
    network, tokenizer = model.network, model.network.tokenizer
    with threadpool_limits(1, "blas"):  # a second thread gains nothing for one stream
        if begun.activity and len(begun.activity.hidden):
            state = _last_state(begun.activity)
        else:
            ids = [prompt_ids(network, begun.request.prompt), tokenizer.encode(begun.before)]
            before = np.concatenate(ids).astype(np.int64)
            _, state = read(network, before[None], initial_state(network))
        return activity(network, tokenizer.encode(text).astype(np.int64), state)[0]


def _last_state(before: Activity) -> NDArray[np.float32]:
    """The state after the last character, (layers, parts, 1, hidden)."""
    parts = [part[-1] for part in (before.hidden, before.cell) if part is not None]
    return np.stack(parts, axis=1)[:, :, None]
