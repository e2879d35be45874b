"""Whose turn it is to write: places are shared out by address first, then by tab.

While there are places for all, nobody is asked anything. When texts wait, those of whoever holds
the fewest places come first, and whoever holds at least two more gives one back at once. Among
equals a place changes hands every `SLICE_SECONDS`, as the processor of a computer does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rnn_demo.engine.job import Job
from rnn_demo.visitors import Visitor

SLICE_SECONDS = 0.5  # that a place is kept while an equal waits
FEWEST = 2  # texts of one page of two networks: so many are never refused for others' sake

Held = Counter[str | Visitor]  # places of each address and of each tab


def places_held(jobs: Iterable[Job]) -> Held:
    """How many places each address and each tab has."""
    held: Held = Counter()
    for job in jobs:
        _take(held, job, 1)
    return held


def in_order(waiting: Iterable[Job], held: Held) -> list[Job]:
    """Those who wait, next one first: as if each in turn got a place and kept it.

    Args:
        waiting: texts without a place.
        held: the places of the others.
    """
    of_tab, of_address, ranked = Counter(held), Counter(held), []
    for job in sorted(waiting, key=lambda job: job.since):
        ranked.append((of_tab[job.visitor], job))
        of_tab[job.visitor] += 1
    by_address = []
    for rank, job in sorted(ranked, key=lambda entry: entry[0]):  # it keeps equals in order
        by_address.append((of_address[job.visitor.address], rank, job))
        of_address[job.visitor.address] += 1
    return [job for _, _, job in sorted(by_address, key=lambda entry: entry[:2])]


def asked_to_give_way(
    order: Sequence[Job], staying: list[Job], free: int, now: float, most: int
) -> list[Job]:
    """Which texts give their places to those who wait.

    Args:
        order: who waits, see `in_order`.
        staying: who has a place and has not been asked yet.
        free: places that are free or will be.
        now: on the clock by which `Job.since` is.
        most: so many are asked at once.
    """
    held = places_held(staying)
    for job in order[:free]:
        _take(held, job, 1)
    asked: list[Job] = []
    for job in order[free : free + most]:
        found = _one_with_more(job, staying, held, now)
        if found is None:
            break
        asked.append(found)
        staying.remove(found)
        _take(held, found, -1)
        _take(held, job, 1)
    return asked


def share(bound: int, holders: Iterable[str]) -> int:
    """How much of a bound each of these has a right to, however much the others have."""
    return max(FEWEST, bound // max(1, len(set(holders))))


def _one_with_more(job: Job, staying: Iterable[Job], held: Held, now: float) -> Job | None:
    """Of those with a place, the one to give it to a text that waits; None if nobody should."""
    mine, found, most = job.visitor, None, (False, 0, 0, 0.0)
    for other in staying:
        theirs = other.visitor
        if theirs.address != mine.address:
            more = held[theirs.address] - held[mine.address]
        elif theirs.tab != mine.tab:
            more = held[theirs] - held[mine]
        else:
            more = 1
        stayed = now - other.since
        if more > 1 or (more == 1 and stayed >= SLICE_SECONDS):
            claim = (more > 1, held[theirs.address], held[theirs], stayed)
            if found is None or claim > most:
                found, most = other, claim
    return found


def _take(held: Held, job: Job, places: int) -> None:
    held[job.visitor.address] += places
    held[job.visitor] += places
