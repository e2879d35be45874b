"""Whether another text can be begun for somebody, or what stands against it.

A bound that several people reach together refuses only those of them who have their share of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rnn_demo.engine.job import Job
from rnn_demo.engine.limits import Limits
from rnn_demo.engine.sharing import share
from rnn_demo.visitors import Visitor
from rnn_demo.words import sentence

# Characters of all texts that one address has open, in tabs that were closed a moment ago, too:
# 31 bytes each, states included, and 24,000 at most for a tab of the page Write.
KEPT_PER_ADDRESS = 1_500_000


class AdmissionError(RuntimeError):
    """A text cannot be written now; the message says which bound was reached and what to do."""


def refuse_too_long(length: int, limits: Limits) -> None:
    """Raise an AdmissionError if a text has more characters than one may have."""
    if length > limits.length:
        raise AdmissionError(
            sentence(
                "The length is {length:,}; this server writes {most:,} "
                "characters at most: choose fewer, and go on from the end.",
                length=length,
                most=limits.length,
            )
        )


def refuse_too_many(
    visitor: Visitor, limits: Limits, seated: Collection[Job], waiting: Collection[Job]
) -> None:
    """Raise an AdmissionError if a visitor cannot have another text now.

    Args:
        visitor: for whom.
        limits: of the engine.
        seated: the texts that have a place.
        waiting: those that wait for one.
    """
    everybody = [job.visitor for job in (*waiting, *seated) if job.wanted]
    own = everybody.count(visitor) if visitor.tab else 0
    if own >= limits.streams_per_visitor:
        raise AdmissionError(
            sentence(
                "{own} of your texts are being written, the most for one visitor: "
                "stop one, or wait for its end.",
                own=own,
            )
        )
    beside = [other.tab for other in everybody if other.address == visitor.address]
    if (
        visitor.address
        and len(beside) >= limits.streams_per_address
        and own >= share(limits.streams_per_address, [*beside, visitor.tab])
    ):
        raise AdmissionError(
            sentence(
                "{count:,} texts are being written for your address, the most for one: "
                "stop one, or wait for the end of one.",
                count=len(beside),
            )
        )
    if len(seated) < limits.streams or len(waiting) < limits.queue:
        return
    addresses = [job.visitor.address for job in waiting]
    if not limits.queue or addresses.count(visitor.address) >= share(
        limits.queue, [*addresses, visitor.address]
    ):
        raise AdmissionError(
            sentence(
                "{count:,} texts are being written and {waiting:,} wait, the "
                "most that may: try again in a minute.",
                count=len(seated),
                waiting=len(waiting),
            )
        )


def refuse_too_much(visitor: Visitor, alive: Iterable[Job]) -> None:
    """Raise an AdmissionError if an address keeps too many characters, and this tab its share.

    Args:
        visitor: for whom.
        alive: all texts that anybody has, ended or not.
    """
    if not visitor.address:
        return
    beside = [job for job in alive if job.visitor.address == visitor.address]
    kept = _characters(beside)
    own = _characters([job for job in beside if job.visitor == visitor])
    tabs = {job.visitor.tab for job in beside} | {visitor.tab}
    if kept >= KEPT_PER_ADDRESS and own >= KEPT_PER_ADDRESS // len(tabs):
        raise AdmissionError(
            sentence(
                "The texts of your address have {kept:,} characters, and {most:,} are kept for "
                "one: close a tab that you do not need, and try again in two minutes.",
                kept=kept,
                most=KEPT_PER_ADDRESS,
            )
        )


def _characters(jobs: Sequence[Job]) -> int:
    return sum(job.request.position + job.request.length for job in jobs)
