"""The network that foretells frames, in PyTorch, for training.

`rnn_demo.networks.frame_steps` has the equations, and is the same in numpy.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.frames import BLOCK, FrameSize, frame_shapes


class FrameGRU(nn.Module):
    """Logits of all frames but the first.

    Args:
        size: of the network.
        seed: of the first weights.

    Example:
        >>> network = FrameGRU(FrameSize("gru", 32, 8), seed=0)
        >>> network(torch.zeros(3, 10, 32, 32)).shape
        torch.Size([3, 14, 32, 32])
    """

    output_bias: nn.Parameter

    def __init__(self, size: FrameSize, seed: int) -> None:
        super().__init__()
        self.size = size
        generator = torch.Generator().manual_seed(seed)
        for name, shape in frame_shapes(size).items():
            parameter = nn.Parameter(torch.zeros(shape))
            with torch.no_grad():
                if name.endswith("weight"):
                    bound = shape[1] ** -0.5
                    parameter.uniform_(-bound, bound, generator=generator)
                elif name.endswith("_bias") and "hidden" not in name and "layer" in name:
                    parameter[: size.hidden_size] = -1.0  # begin with a state that lasts
            self.register_parameter(name, parameter)
        with torch.no_grad():
            self.output_bias.fill_(-2.0)

    def forward(self, seen: Tensor, narrow: torch.dtype = torch.float32) -> Tensor:
        """Logits (batch, seen + foretold − 1, side, side) of the frames after the first.

        Args:
            seen: frames from 0 to 1 (batch, seen, side, side).
            narrow: precision of the convolutions.
        """
        batch, time = seen.shape[:2]
        half, channels = self.size.side // BLOCK, self.size.hidden_size
        w = {name: p.to(narrow) for name, p in self.named_parameters()}
        states = [
            seen.new_zeros(batch, channels, half, half, dtype=self.output_bias.dtype).contiguous(
                memory_format=torch.channels_last
            )
            for _ in range(self.size.layers)
        ]
        head = w["output_weight"][:, :, None, None]
        frames = functional.pixel_unshuffle(seen.unsqueeze(2), BLOCK).to(narrow)
        logits: list[Tensor] = []
        for step in range(time + self.size.foretold - 1):
            below = frames[:, step] if step < time else torch.sigmoid(logits[-1]).to(narrow)
            below = below.contiguous(memory_format=torch.channels_last)
            for layer in range(self.size.layers):
                hidden = states[layer]
                heard = _convolved(below, w[f"layer{layer}_input_weight"], w[f"layer{layer}_bias"])
                said = _convolved(hidden.to(narrow), w[f"layer{layer}_hidden_weight"], None)
                both = heard[:, : 2 * channels] + said[:, : 2 * channels]
                gates = torch.sigmoid(both.to(hidden.dtype))
                update, reset = gates.split(channels, 1)
                bias = w[f"layer{layer}_hidden_bias"][:, None, None]
                spoken = reset * (said[:, 2 * channels :] + bias)
                candidate = torch.tanh(heard[:, 2 * channels :] + spoken)
                states[layer] = torch.lerp(hidden, candidate.to(hidden.dtype), update)
                below = states[layer].to(narrow)
            logits.append(functional.conv2d(below, head, w["output_bias"]).to(hidden.dtype))
        return functional.pixel_shuffle(torch.stack(logits, 1), BLOCK).squeeze(2)


def _convolved(grid: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """A 3 × 3 convolution with weights (out, 9 * in), the cells' order as in `frame_steps`."""
    kernel = weight.view(len(weight), 3, 3, -1).permute(0, 3, 1, 2)
    return functional.conv2d(grid, kernel, bias, padding=1)
