"""Numbers of the gates' functions, in single precision: compiled code and numpy share them."""

from __future__ import annotations

import numpy as np

LOG2E = np.float32(1.4426950408889634)
# ln 2 in two parts, the first exact in few bits, so that v - n ln 2 loses nothing.
LN2_HIGH, LN2_LOW = np.float32(0.693359375), np.float32(-2.12194440e-4)
ZERO, HALF, ONE, TWO = np.float32(0), np.float32(0.5), np.float32(1), np.float32(2)
LARGEST = np.float32(30)
C3, C4, C5 = np.float32(1 / 6), np.float32(1 / 24), np.float32(1 / 120)
C6, C7 = np.float32(1 / 720), np.float32(1 / 5040)
