"""A setting of the C library for a process that trains."""

from __future__ import annotations

import ctypes
import sys


def keep_freed_memory() -> None:
    """Ask glibc to keep freed memory, for a process that trains.

    A step allocates and frees the same large arrays; by default each goes back to the kernel and
    is paged in again, which cost a third of the time when measured. Elsewhere than on glibc this
    does nothing.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt:
            mallopt(-4, 0)  # M_MMAP_MAX: no mapping of its own for a large array
            mallopt(-1, 2**31 - 1)  # M_TRIM_THRESHOLD: keep what is freed
