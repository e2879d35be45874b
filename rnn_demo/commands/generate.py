"""`generate`: write a text, streamed to the terminal."""

from __future__ import annotations

import argparse
import sys

from rnn_demo.artifacts import find_model, read_artifact
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.network import network_from
from rnn_demo.known_forms import stop_notice, to_known
from rnn_demo.sampling import Knobs

MAX_SAMPLES = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a model, or its folder")
    parser.add_argument("--prompt", default="", help="the text to go on from")
    parser.add_argument("--length", type=int, default=500, help="characters (default 500)")
    parser.add_argument("--temperature", type=float, default=0.8, help="0 is greedy (default 0.8)")
    parser.add_argument("--top-k", type=int, default=0, help="keep the k likeliest; 0 keeps all")
    parser.add_argument("--top-p", type=float, default=1.0, help="keep the likeliest up to p")
    parser.add_argument("--min-p", type=float, default=0.0, help="keep those p times the likeliest")
    parser.add_argument("--seed", type=int, default=0, help="the same seed, the same text")
    parser.add_argument("--samples", type=int, default=1, help="how many texts, seeds going up")
    parser.add_argument("--stop", default="", help="end once this has been written")


def run(arguments: argparse.Namespace) -> int:
    """Write the prompt and the text to standard output, notices to standard error."""
    if not 1 <= arguments.samples <= MAX_SAMPLES:
        raise ValueError(
            f"--samples is {arguments.samples}; give a number from 1 to {MAX_SAMPLES}."
        )
    knobs = Knobs(arguments.temperature, arguments.top_k, arguments.top_p, arguments.min_p)
    network = network_from(read_artifact(find_model(arguments.model)))
    prompt = to_known(arguments.prompt, network.tokenizer)
    for notice in (prompt.notice(), stop_notice(arguments.stop, network.tokenizer)):
        if notice:
            print(notice, file=sys.stderr)
    requests = [
        Request(prompt.text, arguments.length, knobs, arguments.seed + i, arguments.stop)
        for i in range(arguments.samples)
    ]
    reader = open_reader(network, prompt.text)
    for number, request in enumerate(requests):
        if number:
            print("\n" + "-" * 40)
        sys.stdout.write(prompt.text)
        for written, _ in write(reader, request):
            sys.stdout.write(written.character)
            sys.stdout.flush()
        sys.stdout.write("\n")
    return 0
