"""The kinds of code that multiply small whole numbers, and which of them this machine can run."""

from __future__ import annotations

from dataclasses import dataclass

import numba
from llvmlite import binding


@dataclass(frozen=True)
class ProductKind:
    """How a kind of machine multiplies.

    Attributes:
        group: neighbouring columns that one instruction multiplies and adds up.
        lanes: rows that it does so for.
        instruction: its name in LLVM; empty for a product and a sum of their own.
        blocks_of_one, blocks: how many blocks of rows fit the registers for one stream, for many.
        sums: where the instruction adds up two products in 16 bits, which may be too few for
            them (see `rnn_demo.engine.large_pairs`), one that adds up in 32: empty otherwise.
    """

    group: int
    lanes: int
    instruction: str
    blocks_of_one: int
    blocks: int
    sums: str = ""

    @property
    def saturates(self) -> bool:
        """Whether a sum of two products may be too large for the instruction."""
        return bool(self.sums)


KINDS = {
    "vnni": ProductKind(4, 16, "llvm.x86.avx512.vpdpbusd.512", 8, 4),
    "avxvnni": ProductKind(4, 8, "llvm.x86.avx512.vpdpbusd.256", 4, 1),
    "avx512": ProductKind(
        4, 16, "llvm.x86.avx512.pmaddubs.w.512", 8, 4, "llvm.x86.avx512.pmaddw.d.512"
    ),
    "avx2": ProductKind(4, 8, "llvm.x86.avx2.pmadd.ub.sw", 2, 1, "llvm.x86.avx2.pmadd.wd"),
    "plain": ProductKind(1, 16, "", 8, 4),
}
# What a processor must have for each of them, the fastest first.
NEEDED = {
    "vnni": ("avx512f", "avx512bw", "avx512vnni"),
    "avxvnni": ("avx2", "avxvnni"),
    "avx512": ("avx512f", "avx512bw"),
    "avx2": ("avx2",),
    "plain": (),
}


def kinds() -> list[str]:
    """The kinds of code that this machine can run, the fastest first.

    Whoever asks numba for the code of another machine gets what that one can run: by its
    features ("+avx2,+fma"), or, where only its name is given, what runs anywhere.
    """
    asked = numba.config.CPU_FEATURES
    if asked:
        there = {one[1:] for one in str(asked).split(",") if one.startswith("+")}
    elif numba.config.CPU_NAME:
        there = set()
    else:
        there = {name for name, has in binding.get_host_cpu_features().items() if has}
    return [kind for kind, needed in NEEDED.items() if there.issuperset(needed)]


def kind_here() -> ProductKind:
    """That of the code which this machine runs; `narrow_network` lays out the weights for it."""
    return KINDS[kinds()[0]]
