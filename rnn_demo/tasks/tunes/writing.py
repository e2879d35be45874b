"""A network writes tunes, token by token, after a header and perhaps a beginning.

The noise of a token is a function of the seed and the token's place, as in texts
(`rnn_demo.sampling`): the same seed writes the same tune, alone or among others. A note that would
repeat more of a training tune than is asked for is not taken.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.tunes import TuneArtifact
from rnn_demo.engine.network import Array, CharacterNetwork, initial_state, network_of, read, step
from rnn_demo.music.keys import MusicalKey
from rnn_demo.music.openings import opening_places, with_openings, without_openings
from rnn_demo.music.tune import CLOSE, END, OPEN, Element, Tune
from rnn_demo.sampling import Knobs, choose, gumbel_noise, log_softmax, narrow
from rnn_demo.tasks.tunes.copying import WINDOW, CopyIndex, note_code
from rnn_demo.tokenizers.tunes import (
    END_TOKEN,
    HEADER,
    TuneTokenizer,
    element_token,
    header_tokens,
    token_element,
)
from rnn_demo.words import sentence

MOST_TOKENS = 400
MOST_SHARED = 10  # notes in a row, unless told otherwise: the median of people's new tunes
RIVALS = 5
NEVER = -np.inf  # the logit of what is not to be written
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class TuneWriter:
    """A network ready to write.

    Attributes:
        network: its weights.
        tokenizer: its vocabulary.
        unwanted: ids of the header's tokens, which are not written.
        codes: of each token, see `rnn_demo.tasks.tunes.copying.note_code`.
        copies: where the training tunes have which notes; None if nobody asks for it.
    """

    network: CharacterNetwork
    tokenizer: TuneTokenizer
    unwanted: Ids
    codes: tuple[int, ...]
    copies: CopyIndex | None = None


@dataclass(frozen=True)
class TuneRequest:
    """What to write.

    Attributes:
        kind: which dance; "" for any.
        meter: one of `rnn_demo.music.tune.METERS`.
        key: the key.
        start: elements that it begins with.
        knobs: how to choose.
        seed: of the noise.
        most_shared: notes in a row that may stand in a training tune, too; a note that would make
            it more is not taken. 0 for any number.

    Raises:
        ValueError: most_shared is smaller than what the index of the training tunes can tell.
    """

    kind: str
    meter: str
    key: MusicalKey
    start: tuple[Element, ...] = ()
    knobs: Knobs = field(default_factory=Knobs)
    seed: int = 0
    most_shared: int = 0

    def __post_init__(self) -> None:
        if self.most_shared and self.most_shared < WINDOW - 1:
            raise ValueError(
                sentence(
                    "At most {n} notes in a row are to be shared; give 0 for any number, or at "
                    "least {least}.",
                    n=self.most_shared,
                    least=WINDOW - 1,
                )
            )


@dataclass(frozen=True)
class TokenRival:
    """What could have stood in a place.

    Attributes:
        element: a note or a mark; None for the end of the tune.
        probability: at temperature 1.
    """

    element: Element | None
    probability: float


@dataclass(frozen=True)
class WrittenElement:
    """One element of a tune, given or written.

    Attributes:
        element: a note or a mark; None for the end of the tune.
        nats: its surprise −ln p, p at temperature 1.
        rivals: the likeliest ones in its place, the likeliest first.
        given: whether it belongs to the start.
        follows: whether it is a sign that opens a repeat, which follows from the sign that ends it
            and is no token.
    """

    element: Element | None
    nats: float
    rivals: tuple[TokenRival, ...]
    given: bool
    follows: bool = False


@dataclass(frozen=True)
class WrittenTune:
    """A tune and how it came about.

    Attributes:
        tune: it.
        written: its elements with their surprise; the last one is its end, unless it was too long.
        complete: whether the network ended it.
    """

    tune: Tune
    written: tuple[WrittenElement, ...]
    complete: bool


def writer_from(artifact: TuneArtifact, copies: CopyIndex | None = None) -> TuneWriter:
    """The writer of a model folder, with the index of its training tunes if it may not copy."""
    tokenizer = artifact.tokenizer
    network = network_of(
        artifact.name, artifact.config.network, tokenizer.characters, artifact.weights
    )
    heads = [
        i for i, token in enumerate(tokenizer.tokens) if token[1:2] == ":" and token[0] in "RM"
    ]
    heads += [i for i, t in enumerate(tokenizer.tokens) if t.startswith(("tonic:", "mode:"))]
    plain = MusicalKey("C", "", "maj")  # a token is the same note within every key
    codes = [
        0 if i in heads or token == END_TOKEN else note_code(token_element(token, plain), plain)
        for i, token in enumerate(tokenizer.tokens)
    ]
    return TuneWriter(network, tokenizer, np.array(heads), tuple(codes), copies)


def write_tune(writer: TuneWriter, request: TuneRequest) -> Generator[float, None, WrittenTune]:
    """Write one tune; it yields the share of the longest tune that is done.

    A start that ends a tune with `|]` is read to its end, and nothing is added.

    Raises:
        TokenizerError: the start has a note that the network has never seen.
    """
    tokenizer, key = writer.tokenizer, request.key
    start = [element_token(one, key) for one in without_openings(request.start)]
    if start[-1:] == [END]:
        if start[-2:] == [CLOSE, END]:  # a repeat's sign ends the tune by itself
            start.pop()
        start.append(END_TOKEN)
    ids = tokenizer.encode([*header_tokens(request.kind, request.meter, key), *start]).tolist()
    logits, state = read(writer.network, np.array([ids[:HEADER]]), initial_state(writer.network))
    here: Array = logits[0, -1]
    written: list[WrittenElement] = []
    taken: list[int] = []
    for place in range(MOST_TOKENS):
        here = _allowed(writer, here)
        given = HEADER + place < len(ids)
        chosen = ids[HEADER + place] if given else _chosen(writer, here, request, taken)
        taken.append(chosen)
        written.append(_seen(writer, here, chosen, key, given))
        if written[-1].element is None:
            break
        logits, state = step(writer.network, np.array([chosen]), state)
        here = logits[0]
        yield place / MOST_TOKENS
    complete = written[-1].element is None
    for opening in reversed(opening_places([one.element or "" for one in written])):
        given = written[opening].given
        written.insert(opening, WrittenElement(OPEN, 0.0, (), given, follows=True))
    elements = tuple(one.element for one in written if one.element is not None)
    return WrittenTune(Tune(request.meter, key, elements, request.kind), tuple(written), complete)


def write_tunes(writer: TuneWriter, requests: Sequence[TuneRequest]) -> list[Tune | None]:
    """Write many tunes in step; None for one that did not end within `MOST_TOKENS`.

    The requests have no start. A tune is what `write_tune` writes for the same request, up to ties
    that rounding decides.
    """
    tokenizer, rows = writer.tokenizer, len(requests)
    heads = [tokenizer.encode(header_tokens(r.kind, r.meter, r.key)) for r in requests]
    logits, state = read(writer.network, np.array(heads), initial_state(writer.network, rows))
    here, end = logits[:, -1], tokenizer.ids[END_TOKEN]
    found: list[list[int]] = [[] for _ in requests]
    open_rows = list(range(rows))
    for _ in range(MOST_TOKENS):
        chosen = [
            _chosen(writer, _allowed(writer, here[i]), requests[row], found[row])
            for i, row in enumerate(open_rows)
        ]
        for row, one in zip(open_rows, chosen, strict=True):
            found[row].append(one)
        going = [i for i, one in enumerate(chosen) if one != end]
        open_rows = [open_rows[i] for i in going]
        if not open_rows:
            break
        ids = np.array([chosen[i] for i in going])
        here, state = step(writer.network, ids, np.ascontiguousarray(state[:, :, going]))
    return [
        Tune(
            request.meter,
            request.key,
            with_openings([token_element(tokenizer.tokens[i], request.key) for i in ids[:-1]]),
            request.kind,
        )
        if ids[-1] == end
        else None
        for request, ids in zip(requests, found, strict=True)
    ]


def _allowed(writer: TuneWriter, logits: Array) -> Array:
    """The logits without the tokens of headers, which never stand within a tune."""
    own = logits.copy()
    own[writer.unwanted] = NEVER
    return own


def _chosen(writer: TuneWriter, logits: Array, request: TuneRequest, before: Sequence[int]) -> int:
    """The token that follows those before it; notes that would copy too much are passed over."""
    noise = gumbel_noise(request.seed, len(before), writer.network.code_points)
    chosen = choose(narrow(logits, request.knobs), noise)
    if not request.most_shared:
        return chosen
    sounding = [writer.codes[one] for one in before if writer.codes[one]][-request.most_shared :]
    left = logits.copy()
    while _copies(writer, [*sounding, writer.codes[chosen]], request.most_shared):
        left[chosen] = NEVER  # each time one fewer, and the end is no note: so this ends
        chosen = choose(narrow(left, request.knobs), noise)
    return chosen


def _copies(writer: TuneWriter, codes: Sequence[int], most: int) -> bool:
    """Whether the last of these notes makes a run that is longer than it may be."""
    if writer.copies is None:
        raise ValueError("without an index of the training tunes nobody knows what is copied")
    return bool(codes[-1]) and len(codes) > most and writer.copies.holds(np.array(codes, np.uint64))


def _seen(
    writer: TuneWriter, logits: Array, chosen: int, key: MusicalKey, given: bool
) -> WrittenElement:
    log_p = log_softmax(logits)
    best = np.argsort(-log_p, kind="stable")[:RIVALS].tolist()
    rivals = tuple(TokenRival(_element(writer, i, key), float(np.exp(log_p[i]))) for i in best)
    return WrittenElement(_element(writer, chosen, key), float(-log_p[chosen]), rivals, given)


def _element(writer: TuneWriter, token_id: int, key: MusicalKey) -> Element | None:
    token = writer.tokenizer.tokens[token_id]
    return None if token == END_TOKEN else token_element(token, key)
