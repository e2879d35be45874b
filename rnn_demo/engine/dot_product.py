"""Products of weights and states in small whole numbers: most of a step of a narrow network.

Whole numbers add up to the same sum in any order, so a stream's numbers depend neither on the
machine nor on the streams that share the step. Compilers find the right instructions only in the
simplest loops, so they are spelled out here: one number of a state, or a few neighbours, times the
same columns of sixteen rows of weights, and what is loaded once serves several streams.
"""

from __future__ import annotations

from typing import Any

import numba
from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from rnn_demo.engine.lanes import LANES

INT8, INT32, INT64 = (ir.IntType(bits) for bits in (8, 32, 64))
FLOAT = ir.FloatType()
# Neighbouring columns that one instruction multiplies and adds up, for each kind of machine.
GROUPS = {"vnni": 4, "plain": 1}


def kinds() -> list[str]:
    """The kinds of code that this machine can run, the fastest first."""
    if numba.config.CPU_NAME or numba.config.CPU_FEATURES:
        return ["plain"]  # somebody asked for code that other machines can run, too
    features = binding.get_host_cpu_features()
    vnni = features.get("avx512vnni") and features.get("avx512f")
    return ["vnni", "plain"] if vnni else ["plain"]


def group_here() -> int:
    """How many neighbouring columns `narrow_network` must group for this machine."""
    return GROUPS[kinds()[0]]


def product_block(blocks: int, streams: int, kind: str) -> Any:
    """A function for compiled code that adds a block of a product to `out`.

    Equation: out[m, at + r] += scales[r] · (Σ_k weights[r, k] · states[first + m, k] +
    corrections[r]), for `blocks` times sixteen rows r and `streams` streams m.

    Its arguments are, in this order: weights (blocks, columns / group, 16 · group) in int8, states
    (≥ streams, columns) in uint8, scales and corrections (rows,), out (≥ streams, width), the
    number of columns, and `at`. All are contiguous. Nothing is checked.
    """
    group = GROUPS[kind]
    sums, floats = ir.VectorType(INT32, LANES), ir.VectorType(FLOAT, LANES)
    loaded = ir.VectorType(INT8, LANES * group)

    def splat(builder: Any, value: Any, count: int) -> Any:
        vector = ir.VectorType(value.type, count)
        one = builder.insert_element(ir.Constant(vector, ir.Undefined), value, INT32(0))
        mask = ir.Constant(ir.VectorType(INT32, count), None)
        return builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), mask)

    def broadcast(builder: Any, pointer: Any) -> Any:
        """A group of a state's numbers, once for each row."""
        part = ir.VectorType(INT8, group) if group > 1 else INT8
        value = builder.load(builder.bitcast(pointer, part.as_pointer()))
        value.align = 1
        if kind == "vnni":
            return splat(builder, builder.bitcast(value, INT32), LANES)
        return splat(builder, builder.zext(value, INT32), LANES)

    def multiply_add(builder: Any, total: Any, weight: Any, state: Any) -> Any:
        if kind == "vnni":
            function = cgutils.get_or_insert_function(
                builder.module,
                ir.FunctionType(sums, [sums] * 3),
                "llvm.x86.avx512.vpdpbusd.512",
            )
            return builder.call(function, [total, state, builder.bitcast(weight, sums)])
        return builder.add(total, builder.mul(builder.sext(weight, sums), state))

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
            size = builder.mul(columns, INT64(LANES))  # bytes of a block
            before = builder.block
            loop = builder.function.append_basic_block("columns")
            after = builder.function.append_basic_block("summed")
            builder.branch(loop)
            builder.position_at_end(loop)
            column = builder.phi(INT64)
            column.add_incoming(INT64(0), before)
            totals = [[builder.phi(sums) for _ in range(streams)] for _ in range(blocks)]
            place = builder.mul(column, INT64(LANES))
            rows = []
            for b in range(blocks):
                line = builder.add(builder.mul(size, INT64(b)), place)
                pointer = builder.bitcast(builder.gep(w, [line]), loaded.as_pointer())
                rows.append(builder.load(pointer))
                rows[-1].align = 1
            for m in range(streams):
                line = builder.add(builder.mul(columns, INT64(m)), column)
                state = broadcast(builder, builder.gep(x, [line]))
                for b in range(blocks):
                    total = totals[b][m]
                    total.add_incoming(ir.Constant(sums, None), before)
                    total.add_incoming(multiply_add(builder, total, rows[b], state), loop)
            following = builder.add(column, INT64(group))
            column.add_incoming(following, loop)
            builder.cbranch(builder.icmp_signed("<", following, columns), loop, after)
            builder.position_at_end(after)

            def sixteen(base: Any, line: Any, vector: Any) -> Any:
                return builder.bitcast(builder.gep(base, [line]), vector.as_pointer())

            def load(pointer: Any) -> Any:
                value = builder.load(pointer)
                value.align = 4
                return value

            for b in range(blocks):
                first = INT64(b * LANES)
                own_scale = load(sixteen(scale, first, floats))
                own_correction = load(sixteen(correction, first, sums))
                for m in range(streams):
                    line = builder.add(builder.mul(width, INT64(m)), builder.add(at, first))
                    target = sixteen(result, line, floats)
                    whole = builder.add(totals[b][m].incomings[1][0], own_correction)
                    product = builder.fmul(own_scale, builder.sitofp(whole, floats))
                    builder.store(builder.fadd(load(target), product), target).align = 4
            return context.get_dummy_value()

        return signature, generate

    return block
