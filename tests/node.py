"""Node.js for the tests of our scripts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

LEAST = 20  # the oldest version that runs our tests


def node() -> str:
    """The path of node; its absence is a failure and not a skip."""
    found = os.environ.get("NODE") or shutil.which("node")
    if not found:
        pytest.fail("No Node.js: install version 20 or later, or name it in the variable NODE.")
    told = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=60).stdout
    version = re.match(r"v(\d+)", told)
    if not version or int(version[1]) < LEAST:
        pytest.fail(f"{found} is Node.js {told.strip() or 'of no version'}: {LEAST} is needed.")
    return found
