"""`experiment`: recurrent networks trained on tasks that need memory, with the seeds' spread."""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import statistics
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rnn_demo.commands.progress import progress_bar
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.whole import ready_to_write
from rnn_demo.networks.sequence_network import SEQUENCE_CELLS
from rnn_demo.tasks.memory.guessing import GUESSING, guess
from rnn_demo.tasks.memory.long_memory import TASKS, gathered, run_trial
from rnn_demo.tasks.memory.results import ResultsError, read_results, same_setting, write_results
from rnn_demo.tasks.memory.trials import Outcome, Results, Trial
from rnn_demo.training.run_folder import kept

LONGEST = 2_000
USUAL = Trial("", 0, "elman", 0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", choices=sorted(TASKS), help="the task")
    parser.add_argument("--length", type=int, default=100, help="T of the task (default 100)")
    parser.add_argument(
        "--cells",
        nargs="+",
        choices=(*SEQUENCE_CELLS, GUESSING),
        help=f"default: all, and for latch {GUESSING}, weights drawn until some solve it",
    )
    parser.add_argument("--seeds", type=int, default=5, help="trials a cell (default 5)")
    parser.add_argument(
        "--budget",
        type=int,
        default=USUAL.budget,
        help=f"sequences a trial may read (default {USUAL.budget:,})",
    )
    parser.add_argument("--hidden-size", type=int, default=USUAL.hidden_size)
    parser.add_argument("--learning-rate", type=float, default=USUAL.learning_rate)
    parser.add_argument("--processes", type=int, default=1, help="trials at a time (default 1)")
    parser.add_argument(
        "--out", type=Path, help="JSON file to write; trials that stand in it are not done again"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the trials that are missing, write the file after each, and print a table."""
    _check(arguments)
    usual = [*SEQUENCE_CELLS, *([GUESSING] if arguments.name == "latch" else [])]
    wanted = [
        Trial(
            arguments.name,
            arguments.length,
            cell,
            seed,
            hidden_size=arguments.hidden_size,
            learning_rate=arguments.learning_rate,
            budget=arguments.budget,
        )
        for seed in range(arguments.seeds)
        for cell in arguments.cells or usual
    ]
    if arguments.out:
        if arguments.out.is_dir():
            raise ResultsError(f"--out {arguments.out} is a folder: name a file in it.")
        with ready_to_write(arguments.out.parent), kept(arguments.out):
            return _run_trials(arguments, wanted)
    return _run_trials(arguments, wanted)


def _run_trials(arguments: argparse.Namespace, wanted: Sequence[Trial]) -> int:
    outcomes: list[Outcome] = []
    if arguments.out and arguments.out.exists():
        outcomes = list(read_results(arguments.out).outcomes)
        if outcomes and not same_setting(outcomes[0].trial, wanted[0]):
            raise ResultsError(
                f"{arguments.out} holds trials of another setting; name another file, or delete it."
            )
    done = {outcome.trial for outcome in outcomes}
    missing = [trial for trial in wanted if trial not in done]
    bar = progress_bar(total=len(missing), desc=arguments.name)
    for outcome in _outcomes(missing, arguments.processes):
        outcomes.append(outcome)
        if arguments.out:
            _write(arguments.out, gathered(outcomes))
        bar.update()
    bar.close()
    print(_table(gathered(outcome for outcome in outcomes if outcome.trial in set(wanted))))
    return 0


def _write(path: Path, results: Results) -> None:
    written_or_elsewhere(path.parent, lambda place: write_results(place / path.name, results))


def _check(arguments: argparse.Namespace) -> None:
    bounds = {
        "length": (10, LONGEST),
        "seeds": (1, 1000),
        "budget": (USUAL.batch_size, 10**9),
        "hidden_size": (1, 2048),
        "processes": (1, 64),
    }
    for name, (low, high) in bounds.items():
        value = getattr(arguments, name)
        if not low <= value <= high:
            option = name.replace("_", "-")
            raise ResultsError(f"--{option} is {value:,}; give a number from {low} to {high:,}.")
    if GUESSING in (arguments.cells or ()) and arguments.name != "latch":
        raise ResultsError(f"{GUESSING} is for latch alone; {arguments.name} was asked for.")
    if not 0 < arguments.learning_rate <= 10:
        raise ResultsError(
            f"--learning-rate is {arguments.learning_rate:g}; give a number above 0, at most 10."
        )


def _outcomes(trials: Sequence[Trial], processes: int) -> Iterator[Outcome]:
    """Outcomes as they come; each process has one thread."""
    if processes == 1:
        yield from map(_run, trials)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_one_thread) as pool:
        for future in as_completed([pool.submit(_run, trial) for trial in trials]):
            yield future.result()


def _run(trial: Trial) -> Outcome:
    return guess(trial) if trial.cell == GUESSING else run_trial(trial)


def _one_thread() -> None:
    import torch

    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # Ctrl-C ends all processes; one of them reports it

    torch.set_num_threads(1)


def _table(results: Results) -> str:
    trial = results.setting
    lines = [
        f"{trial.task}, T = {trial.length}, {trial.hidden_size} units, at most {trial.budget:,} "
        f"sequences; {results.measure}, without memory {results.baseline:.4g}, solved at "
        f"{results.aim:.4g}",
    ]
    for cell in sorted({outcome.trial.cell for outcome in results.outcomes}):
        own = [outcome for outcome in results.outcomes if outcome.trial.cell == cell]
        losses = sorted(outcome.curve[-1].loss for outcome in own)
        solved = sorted(o.solved_after for o in own if o.solved_after is not None)
        after = f", after {int(statistics.median(solved)):,} (median)" if solved else ""
        lines.append(
            f"{cell:10} solved {len(solved)} of {len(own)}{after}; last loss "
            f"{losses[0]:.4g} to {losses[-1]:.4g}"
        )
    return "\n".join(lines)
