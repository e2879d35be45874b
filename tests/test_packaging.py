"""The wheel holds the package with everything it reads, and works from any folder without torch."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE

ROOT = Path(__file__).parents[1]
EXTRAS = {"torch": "train", "plotly": "page", "starlette": "page", "streamlit": "page"}
# What only training and the page need, taken away; then the command line as `rnn-demo` runs it.
PROGRAM = f"""
import sys
sys.modules.update(dict.fromkeys({sorted(EXTRAS)!r}))
from rnn_demo.__main__ import script
sys.exit(script())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as `pip install .` builds it, without asking the network for the build's tools."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (built,) = folder.iterdir()
    return zipfile.ZipFile(built)


@pytest.fixture(scope="module")
def installed(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages with ours in it."""
    folder = tmp_path_factory.mktemp("site-packages")
    wheel.extractall(folder)
    return folder


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".DS_Store"
    }


def test_every_file_of_the_package_and_its_models_and_no_others(wheel: zipfile.ZipFile) -> None:
    wanted = {f"rnn_demo/{name}" for name in files_below(ROOT / "rnn_demo")}
    wanted |= {f"rnn_demo/models/{name}" for name in files_below(ROOT / "models")}
    assert {Path(name).suffix for name in wanted} >= {".css", ".html", ".js", ".json", ".py"}
    assert {n for n in wheel.namelist() if ".dist-info/" not in n} == wanted


def test_it_needs_what_requirements_txt_names(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(name).decode())
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if "==" in line]
    wanted = {
        f"{package}>={version}" + (f"; extra == '{EXTRAS[package]}'" if package in EXTRAS else "")
        for package, version in pins
    }
    assert set(metadata.get_all("Requires-Dist") or []) == wanted
    assert set(metadata.get_all("Provides-Extra") or []) == set(EXTRAS.values())


def test_its_command_is_the_command_line(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("/entry_points.txt"))
    assert "rnn-demo = rnn_demo.__main__:script" in wheel.read(name).decode()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("list", r"(?m)^imdb-sentiment +LSTM 5\.7 M +imdb +accuracy 92"),
        ("generate pushkin-gru --length 5 --full-precision", r"(?s).{5}\n"),
        ("score shakespeare-lstm -", r"nats, .* per character over 19 characters"),
        ("classify --full-precision -", r"positive +0\.\d+  A wonderful film"),
        ("simulate", r"largest exponent \+0\.7736(?s:.*)torch is not installed"),
    ],
)
def test_it_serves_from_another_folder_without_torch(
    words: str, told: str, installed: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    environment.pop(MODELS_VARIABLE, None)
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words.split()],
        cwd=tmp_path,
        env=environment,
        input="A wonderful film, \n" if words.startswith("classify") else "To be, or not to be.",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    assert re.search(told, result.stdout), result.stdout
