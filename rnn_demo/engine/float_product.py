"""Products of float32 matrices and the states of many streams, in compiled code.

A library copies a matrix into the order in which it multiplies at every call. Here it lies in that
order once and for all, and what is loaded of it serves several streams before the next is loaded.
The sum over k is in the order of the columns, so a stream's numbers do not depend on its company.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.product_kinds import kinds

FLOAT, INT32, INT64 = ir.FloatType(), ir.IntType(32), ir.IntType(64)


class FloatKind(NamedTuple):
    """What fits the registers of a kind of machine.

    Attributes:
        lanes: numbers in one of them.
        blocks: blocks of sixteen rows that are multiplied at once, for
        streams: so many streams.
    """

    lanes: int
    blocks: int
    streams: int


KINDS = {16: FloatKind(16, 3, 8), 8: FloatKind(8, 1, 6)}


def lanes_here() -> int:
    """Numbers in a register of this machine."""
    return 16 if "avx512" in kinds() else 8


def float_block(blocks: int, streams: int, lanes: int) -> Any:
    """A function for compiled code that adds a block of a product to `out`.

    Equation: out[m, at + r] += Σ_k weights[r // 16, k, r % 16] · states[m, k], for `blocks` times
    sixteen rows r and `streams` streams m.

    Its arguments are, in this order: weights (blocks, columns, 16), states (≥ streams, columns),
    out (≥ streams, width), the number of columns, and `at`. All are contiguous. Nothing is checked.
    """
    parts, vector = LANES // lanes, ir.VectorType(FLOAT, lanes)

    def place(builder: Any, base: Any, at: Any) -> Any:
        return builder.bitcast(builder.gep(base, [at]), vector.as_pointer())

    def load(builder: Any, pointer: Any) -> Any:
        value = builder.load(pointer)
        value.align = 4
        return value

    def broadcast(builder: Any, value: Any) -> Any:
        nothing = ir.Constant(vector, ir.Undefined)
        one = builder.insert_element(nothing, value, INT32(0))
        zeros = ir.Constant(ir.VectorType(INT32, lanes), [0] * lanes)
        return builder.shuffle_vector(one, nothing, zeros)

    @intrinsic  # type: ignore[untyped-decorator]
    def block(
        typing_context: Any, weights: Any, states: Any, out: Any, columns: Any, at: Any
    ) -> Any:
        signature = types.void(weights, states, out, types.int64, types.int64)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            made = [
                context.make_array(kind_of)(context, builder, argument)
                for kind_of, argument in zip(signature.args[:3], arguments[:3], strict=True)
            ]
            w, x, result = (array.data for array in made)
            width = cgutils.unpack_tuple(builder, made[2].shape)[1]
            columns, at = arguments[3:]
            multiply_add = cgutils.get_or_insert_function(
                builder.module,
                ir.FunctionType(vector, [vector] * 3),
                f"llvm.fmuladd.v{lanes}f32",
            )
            block_size = builder.mul(columns, INT64(LANES))
            before = builder.block
            loop = builder.function.append_basic_block("columns")
            after = builder.function.append_basic_block("summed")
            builder.branch(loop)
            builder.position_at_end(loop)
            column = builder.phi(INT64)
            column.add_incoming(INT64(0), before)
            totals = [[builder.phi(vector) for _ in range(blocks * parts)] for _ in range(streams)]
            first = builder.mul(column, INT64(LANES))
            rows = []
            for b in range(blocks):
                start = builder.add(builder.mul(block_size, INT64(b)), first)
                for p in range(parts):
                    at_part = builder.add(start, INT64(p * lanes))
                    rows.append(load(builder, place(builder, w, at_part)))
            for m in range(streams):
                line = builder.add(builder.mul(columns, INT64(m)), column)
                state = broadcast(builder, builder.load(builder.gep(x, [line])))
                for total, row in zip(totals[m], rows, strict=True):
                    total.add_incoming(ir.Constant(vector, None), before)
                    total.add_incoming(builder.call(multiply_add, [row, state, total]), loop)
            following = builder.add(column, INT64(1))
            column.add_incoming(following, loop)
            builder.cbranch(builder.icmp_signed("<", following, columns), loop, after)
            builder.position_at_end(after)
            for m in range(streams):
                line = builder.add(builder.mul(width, INT64(m)), at)
                for part, total in enumerate(totals[m]):
                    target = place(builder, result, builder.add(line, INT64(part * lanes)))
                    summed = total.incomings[1][0]
                    builder.store(builder.fadd(load(builder, target), summed), target).align = 4
            return context.get_dummy_value()

        return signature, generate

    return block


KIND = KINDS[lanes_here()]
BLOCKS, STREAMS = KIND.blocks, KIND.streams
_blocks = float_block(BLOCKS, STREAMS, KIND.lanes)
_rest = float_block(1, STREAMS, KIND.lanes)


def padded(streams: int) -> int:
    """How many streams the arrays of a step need room for: whole groups of `STREAMS`."""
    return -(-streams // STREAMS) * STREAMS


def side_by_side(weight: Floats) -> Floats:
    """A matrix (columns, rows) as blocks of sixteen rows side by side, (blocks, columns, 16)."""
    columns, rows = weight.shape
    whole = np.zeros((columns, -(-rows // LANES) * LANES), np.float32)
    whole[:, :rows] = weight
    return np.ascontiguousarray(whole.reshape(columns, -1, LANES).transpose(1, 0, 2))


class FloatProducts(Protocol):
    """Matrices one after the other, see `side_by_side`."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first block of each, and the end."""

    @property
    def weights(self) -> Floats:
        """Blocks of rows, (blocks, columns, 16)."""


@compiled
def add_float_product(
    w: FloatProducts, number: int, states: Floats, count: int, out: Floats, at: int
) -> None:
    """Add a product of each state to a row of `out`, from column `at` on.

    Rows of `states` (padded(count), columns) and `out` beyond `count` are read and written too, and
    so are columns of `out` up to whole blocks.
    """
    columns = np.int64(states.shape[1])
    block, last = w.starts[number], w.starts[number + 1]
    while block < last:
        weights = w.weights[block:]
        if block + BLOCKS <= last:
            for m in range(0, count, STREAMS):
                _blocks(weights, states[m:], out[m:], columns, at)
            taken = BLOCKS
        else:
            for m in range(0, count, STREAMS):
                _rest(weights, states[m:], out[m:], columns, at)
            taken = 1
        block += taken
        at += taken * LANES
