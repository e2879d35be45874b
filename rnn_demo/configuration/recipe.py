"""How a network is trained, as the config.json of every kind says."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.configuration.values import number, whole_number


@dataclass(frozen=True)
class Recipe:
    """How to train. Lengths in characters, rates per step, `epochs` in passes over the text."""

    epochs: float
    batch_size: int = 32
    sequence_length: int = 128
    learning_rate: float = 3e-3
    warmup_steps: int = 100
    weight_decay: float = 0.01
    clip: float = 1.0
    dropout: float = 0.0
    weight_drop: float = 0.0
    averaging: float = 0.99
    reset_probability: float = 0.02
    distillation: float = 0.0

    def __post_init__(self) -> None:
        number("recipe.epochs", self.epochs, 0, 100_000)
        whole_number("recipe.batch_size", self.batch_size, 1, 65_536)
        whole_number("recipe.sequence_length", self.sequence_length, 1, 65_536)
        number("recipe.learning_rate", self.learning_rate, 0, 10)
        whole_number("recipe.warmup_steps", self.warmup_steps, 0, 1_000_000)
        number("recipe.weight_decay", self.weight_decay, 0, 10)
        number("recipe.clip", self.clip, 1e-9, 1e9)
        for name in ("dropout", "weight_drop", "averaging", "reset_probability"):
            number(f"recipe.{name}", getattr(self, name), 0, 0.99999)
        number("recipe.distillation", self.distillation, 0, 1)
