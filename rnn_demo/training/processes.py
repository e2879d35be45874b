"""Several processes that train one network together (started by torchrun).

Each reads its own streams; gradients are averaged, so together they take the step that one
process with all the streams would take (but for the noise, which each draws for itself). Written
out rather than wrapped in `DistributedDataParallel`: the network keeps its own names, and the
carried recurrent states of all processes have to be brought together for a checkpoint anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import distributed, nn

from rnn_demo.training.checkpoint import Carried


@dataclass(frozen=True)
class Processes:
    """The place of this process among those that train together; alone by default.

    Attributes:
        rank: 0 is the one that writes and reports.
        world: how many processes there are.
    """

    rank: int = 0
    world: int = 1

    def average_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Replace every gradient by its mean over the processes."""
        if self.world == 1:
            return
        gradients = [p.grad for p in parameters if p.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        distributed.all_reduce(flat)
        flat /= self.world
        for gradient, part in zip(
            gradients, flat.split([gradient.numel() for gradient in gradients]), strict=True
        ):
            gradient.copy_(part.view_as(gradient))

    def mean(self, number: float) -> float:
        """The mean of a number over the processes."""
        if self.world == 1:
            return number
        total = torch.tensor(number, dtype=torch.float64)
        distributed.all_reduce(total)
        return float(total) / self.world

    def agree(self, *numbers: float) -> list[float]:
        """The numbers of process 0: clocks differ, and all must stop at the same step."""
        if self.world == 1:
            return list(numbers)
        shared = torch.tensor(numbers, dtype=torch.float64)
        distributed.broadcast(shared, src=0)
        return [float(number) for number in shared]

    def gather(self, carried: Carried) -> Carried:
        """The carried states of all processes, stream by stream: (batch, …)."""
        if self.world == 1:
            return carried
        whole = {}
        for name, tensor in sorted(carried.items()):
            parts = [torch.empty_like(tensor) for _ in range(self.world)]
            distributed.all_gather(parts, tensor.contiguous())
            # Process r reads streams r, r + world, …
            whole[name] = torch.stack(parts, dim=1).flatten(0, 1)
        return whole

    def share(self, carried: Carried) -> Carried:
        """This process's part of what `gather` returned."""
        return {name: tensor[self.rank :: self.world] for name, tensor in carried.items()}
