"""Our scripts' own tests, run by Node.js."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.node import node

HERE = Path(__file__).parent


def test_the_scripts_pass_their_tests() -> None:
    files = sorted(HERE.glob("*.test.js"))
    assert files
    run = subprocess.run(
        [node(), "--test", *files], cwd=HERE, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout + run.stderr
