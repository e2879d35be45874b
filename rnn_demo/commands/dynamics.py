"""`dynamics`: small networks and their rivals learn a flow from its trajectories."""

from __future__ import annotations

import argparse
from pathlib import Path

from rnn_demo.commands.progress import progress_bar
from rnn_demo.dynamics.flows import FLOWS, flow_of
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.whole import ready_to_write
from rnn_demo.tasks.learned_dynamics.learning import CELLS, learn
from rnn_demo.tasks.learned_dynamics.record import write_learned
from rnn_demo.tasks.learned_dynamics.training import Curriculum

OWN = Path("runs") / "learned_dynamics"  # what is shipped is written over only by name
UPDATES = {"lorenz": 1_500}  # of all weights of each net; else:
USUAL_UPDATES = 400
SOLVED = 5  # times fewer are those for which the readout is solved for
MOST_NOISE = 0.1
MOST_UPDATES = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("flow", choices=FLOWS, help="what is learned")
    parser.add_argument(
        "--noise", type=float, default=0.0, help="of all samples, in standard deviations (usual 0)"
    )
    parser.add_argument(
        "--updates",
        type=int,
        help=f"of all weights (usual {USUAL_UPDATES:,}, for lorenz {UPDATES['lorenz']:,})",
    )
    parser.add_argument("--out", type=Path, default=OWN, help=f"folder to write (default {OWN})")


def run(arguments: argparse.Namespace) -> int:
    """Learn, test, write FLOW.json and FLOW.safetensors, and print a line a predictor."""
    if not 0 <= arguments.noise <= MOST_NOISE:
        raise ValueError(f"--noise is {arguments.noise:g}; give a number from 0 to {MOST_NOISE}.")
    usual = UPDATES.get(arguments.flow, USUAL_UPDATES)
    updates = usual if arguments.updates is None else arguments.updates
    if not 1 <= updates <= MOST_UPDATES:
        raise ValueError(f"--updates is {updates:,}; give a number from 1 to {MOST_UPDATES:,}.")
    flow = flow_of(arguments.flow)
    course = Curriculum(updates=updates, solved_updates=max(1, updates // SOLVED))
    bar = progress_bar(total=len(CELLS) * (course.updates + course.solved_updates), unit="update")

    def report(cell: str, update: int, loss: float) -> None:
        bar.update(1)
        if update % 100 == 0:
            bar.set_description(f"{cell}, loss {loss:.2e}")

    with ready_to_write(arguments.out):
        learned = learn(flow, arguments.noise, course, report)
        written_or_elsewhere(arguments.out, lambda place: write_learned(place, learned))
    bar.close()
    unit = "Lyapunov times" if flow.chaotic else "units of time"
    print(f"Valid prediction time in {unit}, quartiles over {learned.setting['tested']} starts:")
    for name, own in learned.standings.items():
        rate = "blows up" if own.exponent is None else f"largest exponent {own.exponent:+.3f}"
        print(f"{name:16} {own.valid[1]:7.2f}  ({own.valid[0]:.2f} to {own.valid[2]:.2f})  {rate}")
        for place, one in zip(("inside", "outside"), own.cycle, strict=False):
            told = "no cycle" if one is None else f"amplitude {one[0]:.4f}, period {one[1]:.4f}"
            print(f"{'':16} from {place}: {told}")
    print(f"Written to {arguments.out}.")
    return 0
