"""A translator's encoder and decoder over whole sentences at once, as training needs them.

The equations are in `rnn_demo.artifacts.translation`. Nothing of step t enters the first layer of
the decoder at step t + 1 but the piece written, so that in training attention and both input
products of the decoder are each one product over all steps.

Shapes are time-major, `(time, batch, …)`. All sources of a batch are of one length: then nothing
has to be left out of the backward direction or of the attention.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.translation import TranslatorSize


class EncoderLayer(nn.Module):
    """One layer of LSTM units in one direction."""

    def __init__(self, read: int, hidden: int) -> None:
        super().__init__()
        self.input_weight = nn.Parameter(torch.zeros(4 * hidden, read))
        self.hidden_weight = nn.Parameter(torch.zeros(4 * hidden, hidden))
        self.bias = nn.Parameter(torch.zeros(4 * hidden))

    def forward(self, x: Tensor, hidden: Tensor, cell: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """All states (time, batch, hidden), the last one and the last cell state.

        Args:
            x: what it reads (time, batch, read).
            hidden: h_0 (batch, hidden).
            cell: C_0 (batch, hidden).
        """
        weights = [self.input_weight, self.hidden_weight, self.bias, torch.zeros_like(self.bias)]
        start = (hidden[None].to(x.dtype), cell[None].to(x.dtype))
        states, last, cell = torch.lstm(x, start, weights, True, 1, 0.0, True, False, False)
        return states, last[0], cell[0]

    def step(self, x: Tensor, hidden: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
        """The next h and C, each (batch, hidden), of what is read at one place (batch, read)."""
        gates = functional.linear(x, self.input_weight, self.bias)
        gates = gates + functional.linear(hidden, self.hidden_weight)
        input_gate, forget_gate, candidate, output_gate = gates.chunk(4, 1)
        cell = torch.sigmoid(forget_gate) * cell + torch.sigmoid(input_gate) * torch.tanh(candidate)
        return torch.sigmoid(output_gate) * torch.tanh(cell), cell


class SourceEncoder(nn.Module):
    """Layers that each read the source forwards and backwards."""

    def __init__(self, size: TranslatorSize) -> None:
        super().__init__()
        self.size = size.encoder_size
        for place in range(size.encoder_layers):
            read = size.memory_size if place else size.embedding_dim
            ways = {way: EncoderLayer(read, size.encoder_size) for way in ("ahead", "back")}
            self.add_module(str(place), nn.ModuleDict(ways))

    def forward(self, x: Tensor, rate: float) -> tuple[Tensor, Tensor]:
        """The memory (time, batch, memory) and what is handed over (batch, memory).

        Args:
            x: embedded pieces of the source (time, batch, embedding).
            rate: of dropout.
        """
        zero = x.new_zeros(x.shape[1], self.size, dtype=torch.promote_types(x.dtype, torch.float32))
        handed = zero
        for layer in self.children():
            ahead, back = layer.children()
            forwards, last, _ = ahead(dropped(x, rate), zero, zero)
            backwards, first, _ = back(dropped(x, rate).flip(0), zero, zero)
            x = torch.cat([forwards, backwards.flip(0)], 2)
            handed = torch.cat([last, first], 1)
        return x, handed


class TranslatorNetwork(nn.Module):
    """Encoder, attention and decoder; its parameters are the tensors of the model's folder."""

    def __init__(self, size: TranslatorSize) -> None:
        super().__init__()
        memory, hidden, width = size.memory_size, size.hidden_size, size.embedding_dim
        self.embedding = nn.Parameter(torch.zeros(size.vocab_size, width))
        self.head_bias = nn.Parameter(torch.zeros(size.vocab_size))
        self.encoder = SourceEncoder(size)
        self.bridge = nn.Linear(memory, 2 * hidden)
        self.first = EncoderLayer(width, hidden)
        self.second = EncoderLayer(hidden + memory, hidden)
        self.merge = nn.Linear(hidden + memory, width)
        if size.attention:
            self.query = nn.Linear(hidden, memory, bias=False)
        self.attention = size.attention

    def embedded(self, ids: Tensor) -> Tensor:
        """sqrt(d) E of pieces."""
        return functional.embedding(ids, self.embedding) * math.sqrt(self.embedding.shape[1])

    def read(self, source: Tensor, rate: float = 0.0) -> tuple[Tensor, Tensor]:
        """The memory (places, batch, memory) and what is handed over (batch, memory).

        Args:
            source: ids (places, batch), all of one length.
            rate: of dropout.
        """
        memory, handed = self.encoder(self.embedded(source), rate)
        return memory, handed

    def begin(self, handed: Tensor) -> tuple[Tensor, Tensor]:
        """C of both layers of the decoder before the first step, each (batch, hidden)."""
        cells = self.bridge(handed)
        cells = cells.to(torch.promote_types(cells.dtype, torch.float32))
        first, second = cells.chunk(2, 1)
        return first, second

    def look(self, states: Tensor, memory: Tensor, handed: Tensor) -> tuple[Tensor, Tensor | None]:
        """What is seen of the source (time, batch, memory), and attention (batch, time, places).

        Args:
            states: h of the first layer (time, batch, hidden).
            memory: of the encoder (places, batch, memory).
            handed: of the encoder (batch, memory).
        """
        if not self.attention:
            return handed.expand(len(states), -1, -1).to(states.dtype), None
        queries = self.query(states).transpose(0, 1) / math.sqrt(memory.shape[2])
        scores = queries @ memory.permute(1, 2, 0).to(queries.dtype)
        attention = torch.softmax(scores.float() if scores.dtype.itemsize < 4 else scores, 2)
        seen = attention.to(queries.dtype) @ memory.transpose(0, 1).to(queries.dtype)
        return seen.transpose(0, 1), attention

    def write(
        self, before: Tensor, memory: Tensor, handed: Tensor, rate: float = 0.0
    ) -> tuple[Tensor, Tensor | None]:
        """O of every step (time, batch, embedding), and attention (batch, time, places).

        Args:
            before: the tag, then the pieces written (time, batch).
            memory: of the encoder.
            handed: of the encoder.
            rate: of dropout.
        """
        start, above = self.begin(handed)
        states, _, _ = self.first(dropped(self.embedded(before), rate), torch.tanh(start), start)
        seen, attention = self.look(states, memory, handed)
        lower = dropped(torch.cat([states, seen], 2), rate)
        upper, _, _ = self.second(lower, torch.tanh(above), above)
        merged = torch.tanh(self.merge(dropped(torch.cat([upper, seen], 2), rate)))
        return merged, attention

    def logits(self, merged: Tensor) -> Tensor:
        """Of every piece (…, pieces)."""
        return functional.linear(merged, self.embedding, self.head_bias)


def dropped(x: Tensor, rate: float) -> Tensor:
    """Units of x (time, batch, units) silenced, the same ones at every time."""
    if not rate:
        return x
    kept = torch.rand(1, *x.shape[1:]) >= rate
    return x * kept.to(x.dtype).div_(1 - rate)


def initialise(network: TranslatorNetwork, seed: int) -> None:
    """First weights: orthogonal recurrence, an open forget gate, logits of small size."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        width = network.embedding.shape[1]
        network.embedding.normal_(0, 1 / math.sqrt(width), generator=generator)
        network.head_bias.zero_()
        for module in network.modules():
            if isinstance(module, nn.Linear):
                deviation = 1 / math.sqrt(module.in_features)
                module.weight.normal_(0, deviation, generator=generator)
                if module.bias is not None:
                    module.bias.zero_()
            elif isinstance(module, EncoderLayer):
                size = module.hidden_weight.shape[1]
                deviation = 1 / math.sqrt(module.input_weight.shape[1])
                module.input_weight.normal_(0, deviation, generator=generator)
                for gate in module.hidden_weight.split(size):
                    nn.init.orthogonal_(gate, generator=generator)
                module.bias.zero_()
                module.bias[size : 2 * size] = 1
