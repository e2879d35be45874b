"""What is beyond the largest sum of two products in 16 bits: compiled code.

With b = 255 - a for the numbers a of a state, the excess of two weights u and v of one sign is

    max(0, |u| a₁ + |v| a₂ - bound) = max(0, limit - (|u| b₁ + |v| b₂)),

where limit = 255 (|u| + |v|) - bound. All these numbers fit 16 bits but the sum on the right, and
where that does not, there is no excess: so sixteen streams are computed at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.vectors import INT8, INT16, INT64, call, joined, pick, read, splat, write

TOGETHER = 16  # streams whose excess is computed at once

Complements = NDArray[np.uint16]


@compiled
def complements(states: NDArray[np.uint8], count: int) -> Complements:
    """255 less each number of a state, pairs side by side: (streams / 16, columns / 2, 16).

    Args:
        states: (≥ count, columns).
        count: streams; what is missing to a multiple of 16 counts as 255, which exceeds nothing.
    """
    chunks = (count + TOGETHER - 1) // TOGETHER
    pairs = states.view(np.uint16)
    out = np.full((chunks, pairs.shape[1], TOGETHER), np.uint16(0xFFFF), np.uint16)
    for m in range(count):
        one, place = out[m // TOGETHER], m % TOGETHER
        for i in range(pairs.shape[1]):
            one[i, place] = ~pairs[m, i]
    return out


def _interleaved(builder: Any, vectors: list[Any]) -> list[Any]:
    """Eight vectors of sixteen numbers, each half transposed: 8 × 8 numbers twice."""
    low = [start + i + step for start in (0, 8) for i in range(4) for step in (0, 16)]
    for _ in range(3):
        vectors = [
            pick(builder, vectors[i], [place + up for place in low], vectors[i + 4])
            for i in range(4)
            for up in (0, 4)
        ]
    return vectors


@intrinsic  # type: ignore[untyped-decorator]
def write_excess(
    typing_context: Any,
    turned: Any,
    pairs: Any,
    places: Any,
    sizes: Any,
    limits: Any,
    begin: Any,
    end: Any,
    out: Any,
    at: Any,
) -> Any:
    """Write the excess of one block of rows for 16 streams; True if it fits 16 bits.

    Its arguments are, in this order: the `complements` of the streams (columns / 2, 16), the pairs,
    places, sizes and limits of `LargePairs`, of which those from `begin` to `end` are the block's,
    out (≥ 16, width), and the first of 16 columns of it.
    """
    arrays = (turned, pairs, places, sizes, limits)
    signature = types.boolean(*arrays, types.int64, types.int64, out, types.int64)
    row, numbers = ir.VectorType(INT16, TOGETHER), ir.VectorType(INT8, 2 * TOGETHER)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        made = [
            context.make_array(signature.args[i])(context, builder, arguments[i])
            for i in (0, 1, 2, 3, 4, 7)
        ]
        b, pair, place, size, limit, result = (array.data for array in made)
        begin, end, at = arguments[5], arguments[6], arguments[8]
        width = cgutils.unpack_tuple(builder, made[5].shape)[1]
        # Sums of each row, those of positive weights first, sixteen streams side by side.
        sums = cgutils.alloca_once(builder, ir.ArrayType(row, 2 * LANES))
        builder.store(ir.Constant(sums.type.pointee, None), sums)

        with cgutils.for_range_slice(builder, begin, end, INT64(1), INT64) as (i, _):
            own_place = builder.zext(read(builder, builder.gep(place, [i]), INT8), INT64)
            own_pair = builder.zext(read(builder, builder.gep(pair, [i]), INT16), INT64)
            both = read(builder, builder.gep(size, [builder.mul(i, INT64(2))]), INT16)
            sizes = builder.bitcast(splat(builder, both, TOGETHER), numbers)
            line = builder.mul(own_pair, INT64(TOGETHER))
            left = read(builder, builder.gep(b, [line]), numbers, 2)
            product = call(builder, "llvm.x86.avx2.pmadd.ub.sw", row, left, sizes)
            most = splat(builder, read(builder, builder.gep(limit, [i]), INT16, 2), TOGETHER)
            beyond = call(builder, "llvm.usub.sat.v16i16", row, most, product)
            target = builder.gep(sums, [INT64(0), own_place])
            added = call(
                builder, "llvm.uadd.sat.v16i16", row, read(builder, target, row, 32), beyond
            )
            write(builder, added, target, 32)

        every = [
            read(builder, builder.gep(sums, [INT64(0), INT64(i)]), row, 32)
            for i in range(2 * LANES)
        ]
        largest = every[0]
        for one in every[1:]:
            largest = builder.or_(largest, one)
        negative = builder.icmp_signed("<", largest, ir.Constant(row, None))
        fits = builder.icmp_unsigned("==", builder.bitcast(negative, INT16), ir.Constant(INT16, 0))
        rows = [builder.sub(every[i], every[LANES + i]) for i in range(LANES)]
        upper, lower = _interleaved(builder, rows[:8]), _interleaved(builder, rows[8:])
        for m in range(TOGETHER):
            part = range(0, 8) if m < 8 else range(8, 16)
            halves = [pick(builder, one[m % 8], part) for one in (upper, lower)]
            line = builder.add(builder.mul(width, INT64(m)), at)
            write(builder, joined(builder, halves), builder.gep(result, [line]), 2)
        return fits

    return signature, generate
