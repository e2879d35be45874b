"""What starts without torch and Streamlit: a page must be there at once, `--help` too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from tests.tiny_models import tiny_artifact, write_models

ROOT = Path(__file__).parents[1]
HEAVY = {"torch", "streamlit", "plotly", "pandas", "scipy"}
COMPILER = {"numba", "llvmlite"}  # a third of a second, for those who write


def modules_after(program: str, **environment: str) -> set[str]:
    # The compiler takes scipy where it is installed, as it is for tests and for nobody else.
    told = "print(json.dumps([name for name, module in sys.modules.items() if module]))"
    hidden = "import sys, json; sys.modules['scipy'] = None"
    result = subprocess.run(
        [sys.executable, "-c", f"{hidden}\n{program}\n{told}"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_the_package_alone() -> None:
    loaded = modules_after("import rnn_demo")
    assert "rnn_demo" in loaded
    assert not loaded & (HEAVY | {"numpy", "tokenizers"})


def test_what_a_program_calls() -> None:
    loaded = modules_after(
        "import rnn_demo\n"
        "for name in rnn_demo.__all__: getattr(rnn_demo, name)\n"
        "rnn_demo.score(rnn_demo.load_model('pushkin-gru'), 'Она')\n"
        "rnn_demo.simulate(n=2, steps=3)"
    )
    assert "rnn_demo.interface.generation" in loaded
    assert not loaded & HEAVY


def test_help_needs_nothing() -> None:
    loaded = modules_after(
        "from contextlib import suppress\n"
        "from rnn_demo.__main__ import main\n"
        "with suppress(SystemExit): main(['--help'])"
    )
    assert "rnn_demo.__main__" in loaded
    assert not loaded & (HEAVY | {"numpy", "tokenizers"})


@pytest.mark.parametrize(("wish", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_one_thread_multiplies_unless_told_otherwise(wish: dict[str, str], threads: str) -> None:
    program = (
        "import os, runpy, sys\n"
        "sys.argv = ['rnn_demo', 'list']\n"
        "assert 'numpy' not in sys.modules\n"
        "try: runpy.run_module('rnn_demo', run_name='__main__')\n"
        "except SystemExit as end: assert end.code == 0\n"
        f"assert os.environ['OPENBLAS_NUM_THREADS'] == '{threads}'"
    )
    own = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**own, **wish}, check=True)


def test_what_writes_for_the_page() -> None:
    names = (
        "engine.network",
        "engine.generation",
        "engine.engine",
        "sampling",
        "artifacts.generator",
    )
    names += (
        "tokenizers.known_forms",
        "tasks.generator.measure",
        "exhibits.score.compute.scores",
        "exhibits.memory_ruler.compute",
    )
    names += ("exhibits.vanishing_gradient.compute",)
    loaded = modules_after("\n".join(f"import rnn_demo.{name}" for name in names))
    assert "rnn_demo.engine.writing" in loaded
    assert "numpy" in loaded
    assert not loaded & (HEAVY | COMPILER)


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["generate", "tiny-lstm", "--length", "3"],
        ["score", "tiny-lstm", "README.md"],
    ],
)
def test_commands_that_only_read(arguments: list[str], tmp_path: Path) -> None:
    folder = write_models(tmp_path, tiny_artifact())
    if arguments[0] == "score":
        (tmp_path / "text.txt").write_text("The clerk\n")
        arguments = [*arguments[:2], str(tmp_path / "text.txt")]
    loaded = modules_after(
        f"from rnn_demo.__main__ import main\nif main({arguments!r}): raise SystemExit('failed')",
        **{MODELS_VARIABLE: str(folder)},
    )
    assert f"rnn_demo.commands.{arguments[0]}" in loaded
    assert not loaded & HEAVY
    assert bool(loaded & COMPILER) == (arguments[0] == "generate")
