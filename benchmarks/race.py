"""A race: our `sixty-seconds` preset against nanoGPT's CPU recipe, on the same machine and text.

Runs a transformer of that recipe (4 layers of 128 units, context 64, batch 12, 2,000 steps,
0.8 M parameters), takes its wall-clock time, gives our preset the same time (or `--seconds`), and
measures both on the last tenth of Tiny Shakespeare by the cold-64 protocol.

    python -m benchmarks.race [--seconds 60] [--float32]
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from rnn_demo.configuration.generator import read_generator_config
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator.measure import cold
from rnn_demo.tasks.generator.training import best_precision, prepare, snapshot, train_generator

CONTEXT, BATCH, STEPS, WIDTH, LAYERS, HEADS = 64, 12, 2000, 128, 4, 4
PRESET = Path(__file__).parent.parent / "rnn_demo" / "presets" / "sixty-seconds.json"


class Transformer(nn.Module):
    """A decoder of nanoGPT's shape: pre-norm blocks, learned positions, tied head."""

    def __init__(self, vocab_size: int) -> None:
        super().__init__()
        self.token = nn.Embedding(vocab_size, WIDTH)
        self.position = nn.Embedding(CONTEXT, WIDTH)
        block = nn.TransformerEncoderLayer(
            WIDTH, HEADS, 4 * WIDTH, 0.0, "gelu", batch_first=True, norm_first=True, bias=False
        )
        self.blocks = nn.TransformerEncoder(
            block, LAYERS, nn.LayerNorm(WIDTH), enable_nested_tensor=False
        )
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.normal_(parameter, std=0.02)

    def forward(self, ids: Tensor) -> Tensor:
        """Logits (batch, time, vocab) of ids (batch, time)."""
        mask = nn.Transformer.generate_square_subsequent_mask(ids.shape[1])
        x = self.token(ids) + self.position.weight[: ids.shape[1]]
        return self.blocks(x, mask=mask, is_causal=True) @ self.token.weight.T


def loss_of(model: Transformer, inputs: Tensor, targets: Tensor, reduction: str) -> Tensor:
    """Cross-entropy in nats."""
    return nn.functional.cross_entropy(
        model(inputs).flatten(0, 1), targets.flatten(), reduction=reduction
    )


def run_transformer(train: Tensor, held_out: Tensor, vocab_size: int) -> tuple[float, float, int]:
    """Seconds taken, cold-64 nats per character, parameters."""
    torch.manual_seed(1337)
    model = Transformer(vocab_size)
    optimiser = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.99), weight_decay=0.1)
    began = time.monotonic()
    for step in range(STEPS):
        rate = 1e-4 + 9e-4 * 0.5 * (1 + math.cos(math.pi * max(0, step - 100) / (STEPS - 100)))
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 100)
        starts = torch.randint(len(train) - CONTEXT - 1, (BATCH, 1))
        window = train[starts + torch.arange(CONTEXT + 1)]
        optimiser.zero_grad(set_to_none=True)
        loss_of(model, window[:, :-1], window[:, 1:], "mean").backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
    seconds = time.monotonic() - began
    count = (len(held_out) - 1) // CONTEXT
    inputs = held_out[: count * CONTEXT].view(count, CONTEXT)
    targets = held_out[1 : count * CONTEXT + 1].view(count, CONTEXT)
    total = 0.0
    with torch.inference_mode():
        for i in range(0, count, 128):
            total += loss_of(model, inputs[i : i + 128], targets[i : i + 128], "sum").item()
    return seconds, total / (count * CONTEXT), sum(p.numel() for p in model.parameters())


def main() -> None:
    """Run both and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, help="for ours; default: what the other one took")
    parser.add_argument("--ours-only", action="store_true")
    parser.add_argument("--float32", action="store_true", help="as on a processor without bfloat16")
    parser.add_argument("--out", type=Path, default=Path("runs/race"))
    arguments = parser.parse_args()
    prepared = prepare(read_generator_config(PRESET))
    train, held_out = (torch.from_numpy(part.astype(np.int64)) for part in prepared.parts)
    seconds = arguments.seconds or 60.0
    if not arguments.ours_only:
        took, nats, parameters = run_transformer(train, held_out, prepared.tokenizer.vocab_size)
        print(f"nanoGPT's CPU recipe: {parameters:,} parameters, {took:.0f} s, cold-64 {nats:.4f}")
        seconds = arguments.seconds or took
    weights: dict[str, Tensor] = {}
    device = torch.device("cpu")
    progress = train_generator(
        prepared,
        arguments.out,
        device=device,
        narrow=torch.float32 if arguments.float32 else best_precision(device),
        max_seconds=seconds,
        report=lambda _, average: weights.update(average),
    )
    model = snapshot(prepared, weights)
    nats = cold(network_from(model), prepared.parts[-1], CONTEXT).nats_per_character
    print(
        f"sixty-seconds preset: {model.parameters:,} parameters, {progress.seconds:.0f} s, "
        f"cold-64 {nats:.4f} nats per character ({progress.step:,} steps)"
    )


if __name__ == "__main__":
    main()
