"""What the built package depends on: read from requirements.txt, so that it is said once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# What the command line needs only to train, and what only the page needs; all else is needed to
# write, score, classify and simulate.
EXTRAS = {"train": ("torch",), "page": ("plotly", "starlette", "streamlit")}


class CustomMetadataHook(MetadataHookInterface):
    """Fills in `dependencies` and `optional-dependencies`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what requirements.txt names.

        Raises:
            ValueError: an extra names a package that is not there.
        """
        found = requirements(Path(self.root, "requirements.txt").read_text(encoding="utf-8"))
        metadata["optional-dependencies"] = {
            extra: [found.pop(name) for name in names] for extra, names in EXTRAS.items()
        }
        metadata["dependencies"] = [*found.values()]


def requirements(text: str) -> dict[str, str]:
    """The packages of a requirements.txt by name.

    There each has the one version that is tested and served. Who imports the package beside
    others takes that version or a later one.
    """
    return {
        name: f"{name}>={version}"
        for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    }
