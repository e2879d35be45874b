"""Training a character language model by truncated backpropagation through time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.batches import Streams
from rnn_demo.networks.language_model import LanguageModel, Regularisation, State
from rnn_demo.training.checkpoint import Carried
from rnn_demo.training.processes import Processes

VALIDATION_STREAMS = 32
TEMPERATURES = [round(0.5 + 0.01 * i, 2) for i in range(151)]
ENOUGH = 100_000  # characters to fit one number


@dataclass
class CharacterTask:
    """Predict the next character; the state is carried from window to window.

    Attributes:
        network: what is trained, in place.
        streams: the training text.
        recipe: rates of the noise.
        validation: ids of the validation part, or None.
        seed: of the noise.
        narrow: precision of the matrix products.
        device: where to compute.
        processes: who else trains with us; each reads its own share of the streams.
        expected: what teachers expect after each character of the training text, (characters - 1,
            vocab); None without teachers.
    """

    network: LanguageModel
    streams: Streams
    recipe: Recipe
    validation: NDArray[np.unsignedinteger] | None
    seed: int
    narrow: torch.dtype = torch.float32
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    processes: Processes = field(default_factory=Processes)
    expected: NDArray[np.float16] | None = None

    @property
    def steps_per_epoch(self) -> int:
        """Windows in one pass over the text."""
        return self.streams.steps_per_epoch

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean cross-entropy of a window in nats per character.

        With teachers the target is (1 - d) × the character + d × what they expect in its place,
        d = recipe.distillation.

        Source: Hinton, Vinyals, Dean 2015, at temperature 1; Furlanello et al. 2018 for teachers
        as large as the pupil.
        """
        inputs, targets, new_pass = self.streams.window(step)
        mine = slice(self.processes.rank, None, self.processes.world)
        ids = torch.from_numpy(inputs[mine]).to(self.device)
        # One generator a step: the noise depends on nothing that happened before.
        noise = np.random.default_rng([self.seed, step, self.processes.rank])
        state = self.network.initial_state(len(ids))
        if not new_pass and carried:
            kept = noise.random(len(ids)) >= self.recipe.reset_probability
            state = _unpack(carried, state, torch.from_numpy(kept).to(self.device))
        regularisation = Regularisation(
            self.recipe.dropout,
            self.recipe.weight_drop,
            torch.Generator(self.device).manual_seed(int(noise.integers(2**62))),
        )
        logits, state = self.network(ids, state, regularisation, self.narrow)
        logits = logits.reshape(-1, logits.shape[2])
        loss = nn.functional.cross_entropy(
            logits, torch.from_numpy(targets[mine]).to(self.device).reshape(-1)
        )
        if self.expected is not None:
            expected = self.expected[self.streams.places(step)[mine]].astype(np.float32)
            taught = nn.functional.cross_entropy(
                logits, torch.from_numpy(expected).to(self.device).reshape(logits.shape)
            )
            loss = torch.lerp(loss, taught, self.recipe.distillation)
        return loss, _pack(state)

    def validate(self) -> float | None:
        """Mean loss in nats per character over the validation part, read in parallel streams.

        A steering figure for early stopping; those to report come from
        `rnn_demo.tasks.generator.measure`.
        """
        if self.validation is None or len(self.validation) < 2:
            return None
        total, steps = 0.0, 0
        for logits, targets in self._predictions(self.validation):
            total += nn.functional.cross_entropy(logits, targets).item()
            steps += 1
        return total / steps

    def best_temperature(self) -> float | None:
        """Of `TEMPERATURES`, the divisor of the logits that explains the validation part best.

        The beginning of it is looked at, as `validate` looks at all. None without such a part.
        """
        if self.validation is None or len(self.validation) < 2:
            return None
        losses = torch.zeros(len(TEMPERATURES), dtype=torch.float64)
        for logits, targets in self._predictions(self.validation[:ENOUGH]):
            losses += torch.tensor(
                [nn.functional.cross_entropy(logits / t, targets).item() for t in TEMPERATURES]
            )
        return TEMPERATURES[int(losses.argmin())]

    def _predictions(self, ids: NDArray[np.unsignedinteger]) -> Iterator[tuple[Tensor, Tensor]]:
        """Logits (characters, vocab) and targets of a text, window by window, without noise."""
        # `Streams` loses up to a window a stream, so each has at least eight, or there is only one.
        length = self.streams.sequence_length
        most = len(ids) // (8 * length)
        streams = Streams.over(ids, max(1, min(VALIDATION_STREAMS, most)), length, seed=0)
        state = self.network.initial_state(streams.batch_size)
        with torch.inference_mode():
            for step in range(streams.steps_per_epoch):
                inputs, targets, _ = streams.window(step)
                logits, state = self.network(
                    torch.from_numpy(inputs).to(self.device), state, None, self.narrow
                )
                yield (
                    logits.reshape(-1, logits.shape[2]),
                    torch.from_numpy(targets).to(self.device).reshape(-1),
                )


def _pack(state: State) -> Carried:
    return {
        f"{layer}.{part}": tensor.detach()
        for layer, parts in enumerate(state)
        for part, tensor in enumerate(parts)
    }


def _unpack(carried: Carried, like: State, kept: Tensor) -> State:
    """The carried state, set back to zero in streams that are not kept.

    Now and then a stream restarts, so that the network also learns to begin from a zero state.
    """
    return tuple(
        tuple(
            carried[f"{layer}.{part}"] * kept.unsqueeze(1).to(tensor.dtype)
            for part, tensor in enumerate(parts)
        )
        for layer, parts in enumerate(like)
    )
