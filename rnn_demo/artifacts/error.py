"""What is wrong with a model folder, in one sentence."""

from __future__ import annotations


class ArtifactError(ValueError):
    """A model folder that cannot be used; one sentence says which file and why."""
