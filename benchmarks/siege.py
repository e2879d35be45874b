"""A siege: what one malicious visitor costs the server and everybody else, attack by attack.

Starts the served page for each attack anew, opens every page once, and lets somebody read a text
and click five times a second while the attack is played by a process of its own, from an address of
its own. Measures the server's memory and processors, what the bystander had to wait for, and what
a newcomer waits for after the attack.

    python -m benchmarks.siege [--only NAME …] [--seconds 20] [--table FILE] [--json FILE]
    python -m benchmarks.siege --class 50 --minutes 10 [--same-address]

The second is a class that writes without a pause, with one pupil who plays all attacks again and
again; before that, the same class without that pupil.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.numbers import between
from benchmarks.server import Failure

OTHER = "127.0.0.2"  # the attacker's address: this machine as well, but another visitor
HERE = "127.0.0.1"


def read_arguments() -> argparse.Namespace:
    """Of the command line, checked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="attacks whose names begin like this"
    )
    for name, usual, kind, low, high, text in (
        ("seconds", 20.0, float, 1, 600, "of an attack that has no end of its own"),
        ("class", 0, int, 2, 500, "visitors who write, one of whom is malicious"),
        ("minutes", 10.0, float, 0.1, 120, "that the class writes under attack"),
        ("quiet-minutes", 2.0, float, 0.1, 120, "that it writes without attack before"),
    ):
        parser.add_argument(
            f"--{name}", type=between(kind, low, high), default=usual, help=f"{text} ({usual:g})"
        )
    parser.add_argument(
        "--same-address", action="store_true", help="the attacker has the others' address"
    )
    parser.add_argument("--list", action="store_true", help="name the attacks and end")
    for name in ("table", "json"):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help="write the figures there")
    return parser.parse_args()


def processor() -> str:
    """What this machine calls its processor, and how many of its cores this process may use."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        name = "an unnamed processor"
    return f"{len(os.sched_getaffinity(0))} cores of {name}"


def main() -> int:
    """Attack, measure and print; the exit code."""
    arguments = read_arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Streamlit comes with these: not for --help.
    from benchmarks.attacks.every import named
    from benchmarks.besieged import besieged, row, table
    from benchmarks.visitor import Nothing

    attacks = named(arguments.only)
    if arguments.list or not attacks:
        for attack in attacks or named([]):
            print(f"{attack.name}: {attack.told}")
        return 0 if arguments.list else 1
    source = HERE if arguments.same_address else OTHER
    began, found = time.strftime("%Y-%m-%d"), list[dict[str, Any]]()
    try:
        if getattr(arguments, "class"):
            from benchmarks.besieged_class import class_table, classes

            names = [attack.name for attack in attacks if not attack.damage]
            found = classes(
                getattr(arguments, "class"),
                names,
                source,
                arguments.seconds,
                60 * arguments.quiet_minutes,
                60 * arguments.minutes,
            )
            text = class_table(found)
        else:
            for attack in attacks:
                print(f"{attack.name}: {attack.told}", flush=True)
                figures = asyncio.run(besieged(attack, source, arguments.seconds))
                found.append(figures)
                print(row(figures), flush=True)
                _keep(arguments.json, began, found)
            text = table(found)
    except (Failure, Nothing, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    text = f"Measured on {processor()}, {began}.\n\n{text}"
    print(f"\n{text}")
    if arguments.table:
        put(arguments.table, "class" if getattr(arguments, "class") else "siege", text)
    _keep(arguments.json, began, found)
    return 0


def put(path: Path, name: str, text: str) -> None:
    """Write a table to a file; where the file has a place for it, only there.

    Args:
        path: the file; a place in it begins with <!-- name --> and ends with <!-- /name -->.
        name: of the place.
        text: of the table.
    """
    before, after = "", ""
    if path.exists():
        page = path.read_text(encoding="utf-8")
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        if begin in page and end in page:
            before, rest = page.split(begin, 1)
            before, after = before + begin, end + rest.split(end, 1)[1]
    path.write_text(before + text.rstrip() + "\n" + after, encoding="utf-8")


def _keep(path: Path | None, began: str, found: list[dict[str, Any]]) -> None:
    if path:
        body = {"processor": processor(), "date": began, "figures": found}
        path.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
