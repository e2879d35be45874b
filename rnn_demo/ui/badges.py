"""The badge beside a picture: how far its numbers are from the same found another way."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn_demo.dynamics.checks import Check


def worse(one: Check, other: Check) -> Check:
    """The check that is nearer to its bound, or beyond it."""
    return max(one, other, key=lambda check: check.residual / check.bound)


def badge(check: Check) -> dict[str, Any]:
    """What stands beside a picture: the residual, and against what it was measured."""
    comparable = bool(np.isfinite(check.residual))
    if not comparable:
        return {
            "text": "✓ –",
            "holds": True,
            "title": "Numbers beyond float64: nothing to compare.",
        }
    return {
        "text": f"{'✓' if check.holds else '✗'} {f'{check.residual:.0e}' if check.residual else 0}",
        "holds": check.holds,
        "title": f"Largest relative difference to {check.against}; at most {check.bound:.0e}.",
    }
