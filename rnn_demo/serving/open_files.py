"""How many connections the process has room for: each is an open file, and those are limited."""

from __future__ import annotations

import sys

AT_ONCE = 32  # connections that a turn of the event loop accepts
# It takes some turns until one that is refused gives its file back. The others are the server's
# own: models, pictures, the log.
RESERVE = 4 * AT_ONCE + 128
MOST = 8_192  # connections, however many files there may be


def allow_as_many_as_possible() -> None:
    """Raise the process's soft limit of open files to its hard one."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST + RESERVE if hard == resource.RLIM_INFINITY else min(hard, MOST + RESERVE)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def room() -> int:
    """How many connections may be open at the same time."""
    if sys.platform == "win32":
        return MOST
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else min(MOST, max(16, soft - RESERVE))
