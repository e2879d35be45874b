"""Products of weights and states in small whole numbers: most of a step of a narrow network.

Whole numbers add up to the same sum in any order, so a stream's numbers depend neither on the
machine nor on the streams that share the step. Compilers find the right instructions only in the
simplest loops, so they are spelled out here: one number of a state, or a few neighbours, times the
same columns of sixteen rows of weights, and what is loaded once serves several streams.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.product_kinds import KINDS, ProductKind
from rnn_demo.engine.vectors import (
    INT8,
    INT16,
    INT32,
    INT64,
    call,
    joined,
    pick,
    read,
    splat,
    write,
)

FLOATS = ir.VectorType(ir.FloatType(), LANES)
SUMS = ir.VectorType(INT32, LANES)


class _Neighbours:
    """A group of neighbouring columns times those of a state, added up at once.

    Attributes:
        parts: vectors that the weights of sixteen rows are cut into.
        totals: the type of the sums of one of them.
    """

    def __init__(self, way: ProductKind) -> None:
        self.way = way
        self.parts = LANES // way.lanes
        self.totals = ir.VectorType(INT32, way.lanes)

    def rows(self, builder: Any, pointer: Any) -> list[Any]:
        """A group's weights of sixteen rows."""
        each = ir.VectorType(INT8, self.way.lanes * self.way.group)
        places = [builder.gep(pointer, [INT64(p * each.count)]) for p in range(self.parts)]
        return [read(builder, place, each) for place in places]

    def state(self, builder: Any, pointer: Any) -> Any:
        """A group of a state's numbers, once for each row."""
        value = read(builder, pointer, ir.IntType(8 * self.way.group))
        if not self.way.instruction:
            value = builder.zext(value, INT32)
        return splat(builder, value, self.way.lanes)

    def add(self, builder: Any, total: Any, weights: Any, state: Any) -> Any:
        """The total with one more group."""
        way, totals = self.way, self.totals
        if not way.instruction:
            return builder.add(total, builder.mul(builder.sext(weights, totals), state))
        if not way.saturates:
            weights = builder.bitcast(weights, totals)
            return call(builder, way.instruction, totals, total, state, weights)
        pairs = ir.VectorType(INT16, 2 * way.lanes)
        state = builder.bitcast(state, weights.type)
        summed = call(builder, way.instruction, pairs, state, weights)
        ones = ir.Constant(pairs, [1] * pairs.count)
        return builder.add(total, call(builder, way.sums, totals, summed, ones))

    def sixteen(self, builder: Any, totals: list[Any]) -> Any:
        """The sums of sixteen rows, of those of the parts."""
        return joined(builder, totals)


class _WideNeighbours:
    """The same, multiplied in 16 bits and added up in 32: what is half as fast, but exact."""

    def __init__(self, way: ProductKind) -> None:
        self.way = way
        self.numbers = ir.VectorType(INT16, 2 * way.lanes)
        self.parts = LANES * way.group // self.numbers.count
        self.totals = ir.VectorType(INT32, way.lanes)

    def rows(self, builder: Any, pointer: Any) -> list[Any]:
        """A group's weights of sixteen rows, four columns of some rows a part."""
        each = ir.VectorType(INT8, self.numbers.count)
        places = [builder.gep(pointer, [INT64(p * each.count)]) for p in range(self.parts)]
        return [builder.sext(read(builder, place, each), self.numbers) for place in places]

    def state(self, builder: Any, pointer: Any) -> Any:
        """A group of a state's numbers, once for each row of a part."""
        # Repeated before it is widened: a number that is read can be repeated at no cost.
        group, count = self.way.group, self.numbers.count
        repeated = splat(builder, read(builder, pointer, ir.IntType(8 * group)), count // group)
        return builder.zext(builder.bitcast(repeated, ir.VectorType(INT8, count)), self.numbers)

    def add(self, builder: Any, total: Any, weights: Any, state: Any) -> Any:
        """The total with one more group: of each row two sums, of two columns each."""
        return builder.add(total, call(builder, self.way.sums, self.totals, weights, state))

    def sixteen(self, builder: Any, totals: list[Any]) -> Any:
        """The sums of sixteen rows, of the two sums that each has."""
        both = joined(builder, totals)  # two sums of a row side by side
        even, odd = (pick(builder, both, range(i, 2 * LANES, 2)) for i in (0, 1))
        return builder.add(even, odd)


def product_block(blocks: int, streams: int, kind: str) -> Any:
    """A function for compiled code that adds a block of a product to `out`.

    Equation: out[m, at + r] += scales[r] · (Σ_k weights[r, k] · states[m, k] + corrections[r] +
    excess[m, r]), for `blocks` times sixteen rows r and `streams` streams m. Where the kind
    saturates, the sums of more than one stream lack the excess of its pairs (see
    `rnn_demo.engine.excess`); in all other cases there is none, and it is not read.

    Its arguments are, in this order: weights (blocks, columns / group, 16 · group) in int8, states
    (≥ streams, columns), from 0 to 255, scales and corrections (rows,), excess (≥ streams, ≥ rows)
    in int16, out (≥ streams, width), the number of columns, and `at`. All are contiguous. Nothing
    is checked.
    """
    way = KINDS[kind]
    exceeding = way.saturates and streams > 1
    form = _WideNeighbours(way) if way.saturates and streams == 1 else _Neighbours(way)

    @intrinsic  # type: ignore[untyped-decorator]
    def block(
        typing_context: Any,
        weights: Any,
        states: Any,
        scales: Any,
        corrections: Any,
        excess: Any,
        out: Any,
        columns: Any,
        at: Any,
    ) -> Any:
        arrays = (weights, states, scales, corrections, excess, out)
        signature = types.void(*arrays, types.int64, types.int64)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            made = [
                context.make_array(kind_of)(context, builder, argument)
                for kind_of, argument in zip(signature.args[:6], arguments[:6], strict=True)
            ]
            w, x, scale, correction, beyond, result = (array.data for array in made)
            beyond_width, width = (cgutils.unpack_tuple(builder, made[i].shape)[1] for i in (4, 5))
            columns, at = arguments[6:]
            block_size = builder.mul(columns, INT64(LANES))  # bytes
            before = builder.block
            loop = builder.function.append_basic_block("columns")
            after = builder.function.append_basic_block("summed")
            builder.branch(loop)
            builder.position_at_end(loop)
            column = builder.phi(INT64)
            column.add_incoming(INT64(0), before)
            totals = [
                [[builder.phi(form.totals) for _ in range(form.parts)] for _ in range(streams)]
                for _ in range(blocks)
            ]
            place = builder.mul(column, INT64(LANES))
            rows = []
            for b in range(blocks):
                line = builder.add(builder.mul(block_size, INT64(b)), place)
                rows.append(form.rows(builder, builder.gep(w, [line])))
            for m in range(streams):
                line = builder.add(builder.mul(columns, INT64(m)), column)
                state = form.state(builder, builder.gep(x, [line]))
                for b in range(blocks):
                    for total, part in zip(totals[b][m], rows[b], strict=True):
                        total.add_incoming(ir.Constant(form.totals, None), before)
                        total.add_incoming(form.add(builder, total, part, state), loop)
            following = builder.add(column, INT64(way.group))
            column.add_incoming(following, loop)
            builder.cbranch(builder.icmp_signed("<", following, columns), loop, after)
            builder.position_at_end(after)

            def entry(base: Any, row_length: Any, m: int, first: Any) -> Any:
                line = builder.add(builder.mul(row_length, INT64(m)), first)
                return builder.gep(base, [line])

            for b in range(blocks):
                first = INT64(b * LANES)
                own_scale = read(builder, builder.gep(scale, [first]), FLOATS, 4)
                own_correction = read(builder, builder.gep(correction, [first]), SUMS, 4)
                for m in range(streams):
                    summed = [total.incomings[1][0] for total in totals[b][m]]
                    whole = builder.add(form.sixteen(builder, summed), own_correction)
                    if exceeding:
                        own = entry(beyond, beyond_width, m, first)
                        more = read(builder, own, ir.VectorType(INT16, LANES), 2)
                        whole = builder.add(whole, builder.sext(more, SUMS))
                    product = builder.fmul(own_scale, builder.sitofp(whole, FLOATS))
                    target = entry(result, width, m, builder.add(at, first))
                    added = builder.fadd(read(builder, target, FLOATS, 4), product)
                    write(builder, added, target, 4)
            return context.get_dummy_value()

        return signature, generate

    return block
