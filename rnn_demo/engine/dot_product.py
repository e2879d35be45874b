"""Products of weights and states in small whole numbers: most of a step of a narrow network.

Whole numbers add up to the same sum in any order, so a stream's numbers depend neither on the
machine nor on the streams that share the step. Compilers find the right instructions only in the
simplest loops, so they are spelled out here: one number of a state, or a few neighbours, times the
same columns of sixteen rows of weights, and what is loaded once serves several streams.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from rnn_demo.engine.lanes import LANES

INT8, INT16, INT32, INT64 = (ir.IntType(bits) for bits in (8, 16, 32, 64))
FLOAT = ir.FloatType()


@dataclass(frozen=True)
class ProductKind:
    """How a kind of machine multiplies.

    Attributes:
        group: neighbouring columns that one instruction multiplies and adds up.
        lanes: rows that it does so for.
        instruction: its name in LLVM; empty for a product and a sum of their own.
        wide: whether it takes numbers of 16 bits; those of a state are kept so then.
        blocks_of_one, blocks: how many blocks of rows fit the registers for one stream, for many.
    """

    group: int
    lanes: int
    instruction: str
    wide: bool
    blocks_of_one: int
    blocks: int

    @property
    def state_type(self) -> type[np.uint8] | type[np.int16]:
        """What a state's numbers are kept in."""
        return np.int16 if self.wide else np.uint8


KINDS = {
    "vnni": ProductKind(4, 16, "llvm.x86.avx512.vpdpbusd.512", False, 8, 4),
    "avxvnni": ProductKind(4, 8, "llvm.x86.avx512.vpdpbusd.256", False, 4, 1),
    "avx512": ProductKind(2, 16, "llvm.x86.avx512.pmaddw.d.512", True, 8, 4),
    "avx2": ProductKind(2, 8, "llvm.x86.avx2.pmadd.wd", True, 4, 1),
    "plain": ProductKind(1, 16, "", False, 8, 4),
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


def product_block(blocks: int, streams: int, kind: str) -> Any:
    """A function for compiled code that adds a block of a product to `out`.

    Equation: out[m, at + r] += scales[r] · (Σ_k weights[r, k] · states[first + m, k] +
    corrections[r]), for `blocks` times sixteen rows r and `streams` streams m.

    Its arguments are, in this order: weights (blocks, columns / group, 16 · group) in int8, states
    (≥ streams, columns) in the kind's type, from 0 to 255, scales and corrections (rows,), out
    (≥ streams, width), the number of columns, and `at`. All are contiguous. Nothing is checked.
    """
    way = KINDS[kind]
    group, parts = way.group, LANES // way.lanes
    number = INT16 if way.wide else INT8  # of a state
    sums, floats = ir.VectorType(INT32, way.lanes), ir.VectorType(FLOAT, LANES)
    all_sums = ir.VectorType(INT32, LANES)
    loaded = ir.VectorType(INT8, LANES * group)
    factors = ir.VectorType(number, way.lanes * group)  # of one instruction

    def pick(builder: Any, vector: Any, places: range | list[int]) -> Any:
        """Some of a vector's numbers."""
        mask = ir.Constant(ir.VectorType(INT32, len(places)), list(places))
        return builder.shuffle_vector(vector, ir.Constant(vector.type, ir.Undefined), mask)

    def splat(builder: Any, value: Any, count: int) -> Any:
        vector = ir.Constant(ir.VectorType(value.type, count), ir.Undefined)
        return pick(builder, builder.insert_element(vector, value, INT32(0)), [0] * count)

    def row_parts(builder: Any, pointer: Any) -> list[Any]:
        """A group's weights of sixteen rows, as an instruction takes them."""
        weights = builder.load(builder.bitcast(pointer, loaded.as_pointer()))
        weights.align = 1
        if way.wide:
            weights = builder.sext(weights, ir.VectorType(INT16, LANES * group))
        each = way.lanes * group
        return [
            weights if parts == 1 else pick(builder, weights, range(p * each, (p + 1) * each))
            for p in range(parts)
        ]

    def broadcast(builder: Any, pointer: Any) -> Any:
        """A group of a state's numbers, once for each row."""
        whole = ir.IntType(number.width * group)
        value = builder.load(builder.bitcast(pointer, whole.as_pointer()))
        value.align = 1
        if way.instruction:
            return splat(builder, value, way.lanes)  # four bytes
        return splat(builder, builder.zext(value, INT32), way.lanes)

    def multiply_add(builder: Any, total: Any, weight: Any, state: Any) -> Any:
        if not way.instruction:
            return builder.add(total, builder.mul(builder.sext(weight, sums), state))
        kinds_of = [factors, factors] if way.wide else [sums, sums, sums]
        function = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(sums, kinds_of), way.instruction
        )
        if way.wide:
            product = builder.call(function, [weight, builder.bitcast(state, factors)])
            return builder.add(total, product)
        return builder.call(function, [total, state, builder.bitcast(weight, sums)])

    @intrinsic  # type: ignore[untyped-decorator]
    def block(
        typing_context: Any,
        weights: Any,
        states: Any,
        scales: Any,
        corrections: Any,
        out: Any,
        columns: Any,
        at: Any,
    ) -> Any:
        arrays = (weights, states, scales, corrections, out)
        signature = types.void(*arrays, types.int64, types.int64)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            made = [
                context.make_array(kind_of)(context, builder, argument)
                for kind_of, argument in zip(signature.args[:5], arguments[:5], strict=True)
            ]
            w, x, scale, correction, result = (array.data for array in made)
            width = cgutils.unpack_tuple(builder, made[4].shape)[1]
            columns, at = arguments[5:]
            block_size = builder.mul(columns, INT64(LANES))  # bytes
            before = builder.block
            loop = builder.function.append_basic_block("columns")
            after = builder.function.append_basic_block("summed")
            builder.branch(loop)
            builder.position_at_end(loop)
            column = builder.phi(INT64)
            column.add_incoming(INT64(0), before)
            totals = [
                [[builder.phi(sums) for _ in range(parts)] for _ in range(streams)]
                for _ in range(blocks)
            ]
            place = builder.mul(column, INT64(LANES))
            rows = []
            for b in range(blocks):
                line = builder.add(builder.mul(block_size, INT64(b)), place)
                rows.append(row_parts(builder, builder.gep(w, [line])))
            for m in range(streams):
                line = builder.add(builder.mul(columns, INT64(m)), column)
                state = broadcast(builder, builder.gep(x, [line]))
                for b in range(blocks):
                    for total, part in zip(totals[b][m], rows[b], strict=True):
                        total.add_incoming(ir.Constant(sums, None), before)
                        total.add_incoming(multiply_add(builder, total, part, state), loop)
            following = builder.add(column, INT64(group))
            column.add_incoming(following, loop)
            builder.cbranch(builder.icmp_signed("<", following, columns), loop, after)
            builder.position_at_end(after)

            def sixteen(base: Any, line: Any, vector: Any) -> Any:
                return builder.bitcast(builder.gep(base, [line]), vector.as_pointer())

            def joined(builder: Any, vectors: list[Any]) -> Any:
                if len(vectors) == 1:
                    return vectors[0]
                mask = ir.Constant(ir.VectorType(INT32, LANES), list(range(LANES)))
                return builder.shuffle_vector(*vectors, mask)

            def load(pointer: Any) -> Any:
                value = builder.load(pointer)
                value.align = 4
                return value

            for b in range(blocks):
                first = INT64(b * LANES)
                own_scale = load(sixteen(scale, first, floats))
                own_correction = load(sixteen(correction, first, all_sums))
                for m in range(streams):
                    line = builder.add(builder.mul(width, INT64(m)), builder.add(at, first))
                    target = sixteen(result, line, floats)
                    summed = [total.incomings[1][0] for total in totals[b][m]]
                    whole = builder.add(joined(builder, summed), own_correction)
                    product = builder.fmul(own_scale, builder.sitofp(whole, floats))
                    builder.store(builder.fadd(load(target), product), target).align = 4
            return context.get_dummy_value()

        return signature, generate

    return block
