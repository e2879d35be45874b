"""Two servers behind the nginx of deploy/, one of them killed: its visitors go on at the other."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import ROOT

DEPLOY = ROOT / "deploy"
SHIPPED = ("172.31.85.11:8501", "172.31.85.12:8501")  # the addresses in replicas.conf


@dataclass
class Lab:
    """A balancer and what is behind it."""

    address: str
    ports: list[int]
    servers: list[subprocess.Popen[bytes]]
    folder: Path

    @property
    def logged(self) -> str:
        return (self.folder / "access").read_text() + (self.folder / "error").read_text()
