"""The network that hears digits, in PyTorch, for training.

`rnn_demo.networks.listener_steps` has the equations, and is the same in numpy.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.speech import KERNELS, STRIDE, SpeechNetworkSize, network_shapes
from rnn_demo.networks.recurrence import gru_sequence


class Listener(nn.Module):
    """Logits of every word and of the blank, the last one, at every step of 30 ms.

    Args:
        size: of the network.
        seed: of the first weights.
    """

    output_weight: nn.Parameter
    output_bias: nn.Parameter

    def __init__(self, size: SpeechNetworkSize, seed: int) -> None:
        super().__init__()
        self.size = size
        generator = torch.Generator().manual_seed(seed)
        for name, shape in network_shapes(size).items():
            if name == "usual":
                continue
            parameter = nn.Parameter(torch.zeros(shape))
            with torch.no_grad():
                if name.startswith("filter") and name.endswith("weight"):
                    parameter.normal_(0, math.sqrt(2 / shape[1]), generator=generator)
                elif name.endswith("hidden_weight"):
                    for block in parameter.split(shape[1]):
                        nn.init.orthogonal_(block, generator=generator)
                elif name.endswith("weight"):
                    parameter.normal_(0, shape[1] ** -0.5, generator=generator)
                elif name.startswith("layer"):
                    parameter[: size.hidden_size] = -1.0  # begin by remembering
            self.register_parameter(name, parameter)

    def forward(
        self,
        frames: Tensor,
        lengths: Tensor,
        rate: float = 0.0,
        narrow: torch.dtype = torch.float32,
    ) -> tuple[Tensor, Tensor]:
        """Read a batch of recordings.

        Args:
            frames: X (batch, frames, bands), zeros after the end of each.
            lengths: frames of each (batch,).
            rate: of dropout, 0 for none.
            narrow: precision of the matrix products.

        Returns:
            Logits (steps, batch, words + 1) and how many steps each has.
        """
        batch = len(frames)
        w = {name: p.to(narrow) for name, p in self.named_parameters()}
        first, second = self.size.filters
        kernel = w["filter0_weight"].view(first, 1, KERNELS[0], KERNELS[0])
        fine = functional.conv2d(
            frames.to(narrow).unsqueeze(1), kernel, w["filter0_bias"], (STRIDE, 2), KERNELS[0] // 2
        )
        steps = torch.div(lengths + STRIDE - 1, STRIDE, rounding_mode="floor")
        there = torch.arange(fine.shape[2]) < steps[:, None]
        fine = torch.relu(fine) * there[:, None, :, None]
        kernel = w["filter1_weight"].view(second, first, KERNELS[1], KERNELS[1])
        coarse = functional.conv2d(fine, kernel, w["filter1_bias"], (1, 2), KERNELS[1] // 2)
        below = torch.relu(coarse).permute(2, 0, 1, 3).reshape(coarse.shape[2], batch, -1)
        # Each stream turned round by itself: its steps from the last one to the first.
        order = torch.arange(len(below))[:, None].expand(-1, batch)
        turned = torch.where(order < steps, steps - 1 - order, order)[:, :, None]
        begin = frames.new_zeros(batch, self.size.hidden_size)
        for layer in range(self.size.layers):
            below = _dropped(below, rate)
            heard = []
            for direction in ("forward", "backward"):
                name = f"layer{layer}_{direction}"
                back = direction == "backward"
                seen = below.gather(0, turned.expand_as(below)) if back else below
                projected = seen @ w[f"{name}_input_weight"].T + w[f"{name}_bias"]
                hidden, _ = gru_sequence(projected.contiguous(), w[f"{name}_hidden_weight"], begin)
                heard.append(hidden.gather(0, turned.expand_as(hidden)) if back else hidden)
            below = torch.cat(heard, 2)
        below = _dropped(below, rate).float()
        return below @ self.output_weight.T + self.output_bias, steps


def _dropped(below: Tensor, rate: float) -> Tensor:
    """With a share of the numbers left out, of a stream the same ones at every step."""
    if not rate:
        return below
    kept = torch.rand(1, *below.shape[1:]) >= rate
    return below * (kept / (1 - rate)).to(below.dtype)
