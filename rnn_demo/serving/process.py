"""Setup of a process that serves the page, before its first visitor.

Training does without it: it needs all cores, oneDNN and its own threads.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import sys

from threadpoolctl import threadpool_limits

from rnn_demo.serving.open_files import allow_as_many_as_possible

TURN_SECONDS = 0.0005
M_ARENA_MAX = -8  # malloc.h
ARENAS = 2


def prepare() -> None:
    """Settings of the whole process for serving many small requests."""
    # With more threads than cores at hand, a product waits for the slowest of them.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    threadpool_limits(1)  # numpy may have started its threads before anybody could ask
    if torch := sys.modules.get("torch"):
        # oneDNN repacks the weights at each call: for a single step that is most of the work.
        torch.set_num_threads(1)
        torch.backends.mkldnn.set_flags(False)
    if sys.platform == "linux":
        # Each thread gets a heap of its own else, and Streamlit starts a thread a visitor.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
    allow_as_many_as_possible()
    # The server's own thread gives its turn away with each packet that it sends, and then waits
    # for whichever page computes: five thousandths of a second by default, hundreds of times a
    # second. Nothing else that was tried costs a click as much.
    sys.setswitchinterval(TURN_SECONDS)
    # What is there from the start is never garbage and need not be looked at again. Collecting
    # everything at a time of one's own choosing costs less than Python's and Streamlit's habits,
    # with all visitors waiting for it.
    gc.set_threshold(50_000, 50, 1_000)
    gc.collect()
    gc.freeze()
