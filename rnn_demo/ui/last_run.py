"""The end of a visitor's last run, which the next one waits for.

A click ends the run before it and begins the next in another thread at once. A run that was just
done then takes away what its page no longer shows, and with bad luck also what the next run has
just put there, which ends with an error on the page.
"""

from __future__ import annotations

import threading
import time

from streamlit.runtime.scriptrunner import get_script_run_ctx

CONTEXT = "streamlit_script_run_ctx"  # the attribute of a thread that runs a page
MOST = 0.5  # seconds: one that computes has been told to stop, and takes nothing away


def wait_for_last_run() -> None:
    """Wait until the runs of this visitor that were begun before have ended, for a moment."""
    own, end = get_script_run_ctx(suppress_warning=True), time.monotonic() + MOST
    for thread in threading.enumerate():
        context = getattr(thread, CONTEXT, None)
        earlier = own and context and context is not own and context.session_id == own.session_id
        if earlier and thread is not threading.current_thread():
            thread.join(max(0.0, end - time.monotonic()))
