"""`python -m rnn_demo COMMAND`: texts, reviews, gradients, training; the list is below."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from pathlib import Path

from rnn_demo.commands.arguments import CommandParser, with_values_joined
from rnn_demo.commands.streams import prepare_streams, silence

COMMANDS = {
    "list": "the trained models and their figures",
    "generate": "write a text",
    "score": "how surprised a model is by a text",
    "tune": "write a dance tune, as ABC or MIDI",
    "classify": "whether reviews are positive or negative",
    "caption": "the name of a picture of an emoji",
    "translate": "each line in another language, as it comes",
    "tag": "a part of speech for each word of a text",
    "watch": "which sign a clip of landmarks shows, after every frame",
    "transcribe": "which digits are said in a recording",
    "simulate": "the numbers behind an exhibit: how far gradients reach, and others",
    "forecast": "which model forecasts a series best, and what comes next",
    "experiment": "train recurrent networks on tasks that need a long memory",
    "capacity": "how many patterns Hopfield networks of several sizes hold",
    "train": "train a model on a text",
    "record": "train a small model and keep it at many moments, for the time machine",
    "dynamics": "let small networks and their rivals learn a dynamical system",
    "neurons": "find the units of a generator that follow something countable",
    "turing": "compare networks with the machines they were made from, or train some to count",
    "elman": "train Jordan and Elman networks on a delayed bit, XOR in time and letters",
    "evaluate": "measure a model and write its metrics.json, or check it",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 when it says why not, 2 for wrong usage."""
    try:
        try:
            return _run(argv)
        finally:
            if sys.stdout:  # None when the caller of Python closed it
                sys.stdout.flush()  # here, where a reader that has gone does no harm
    except KeyboardInterrupt as stop:
        print(f"\n{str(stop) or 'Stopped.'}", file=sys.stderr)
        return 128 + getattr(stop, "signal", signal.SIGINT)
    except BrokenPipeError:
        # The reader of our output has gone (as in `… | head`); nothing is left to say.
        silence(sys.stdout)
        return 1
    except ModuleNotFoundError as error:
        print(
            f"rnn_demo: this needs the package {error.name}, which is not installed: "
            f"{_remedy(error.name)}.",
            file=sys.stderr,
        )
        return 1
    except (ValueError, OSError, RuntimeError) as error:
        # Every error of our own is a ValueError or RuntimeError with a sentence for people.
        print(f"rnn_demo: {_told(error)}", file=sys.stderr)
        return 1


def _told(error: Exception) -> str:
    """What an error says in a sentence, one of the system's about a file too."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename} cannot be used: {error.strerror}."
    return str(error)


def _remedy(package: str | None) -> str:
    """How to install a package that is missing; an installed rnn_demo has no requirements.txt."""
    listed = (Path(__file__).parents[1] / "requirements.txt").is_file()
    return "pip install -r requirements.txt" if listed else f"pip install {package}"


def _run(argv: list[str] | None) -> int:
    prog = "rnn-demo" if Path(sys.argv[0]).stem == "rnn-demo" else "python -m rnn_demo"
    parser = CommandParser(prog=prog, description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    argv = sys.argv[1:] if argv is None else argv
    chosen = next((word for word in argv if word in COMMANDS), None)
    for name, purpose in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=purpose, description=purpose)
        if name == chosen:  # only the command in use is imported: --help needs none of them
            module = importlib.import_module(f"rnn_demo.commands.{name}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
            at = argv.index(name) + 1
            argv = [*argv[:at], *with_values_joined(argv[at:], subparser)]
    arguments = parser.parse_args(argv)
    return int(arguments.run(arguments))


def script() -> int:
    """Run the command line in a process of its own; what `python -m rnn_demo` and `rnn-demo` do."""
    # Before numpy is loaded: its products of a matrix and one vector gain nothing from a second
    # thread, and on busy cores wait for it (5 characters/s measured instead of 340). torch, which
    # trains, does not look at this.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    prepare_streams()
    return main()


if __name__ == "__main__":
    sys.exit(script())
