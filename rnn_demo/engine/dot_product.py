"""Sums of products of small whole numbers: what a step of a narrow network is made of.

Whole numbers add up to the same sum in any order, so a stream's numbers do not depend on the
machine or on who shares the step. Compilers find the instructions for it only in the simplest
loops; this spells them out, for a block of weight rows times a block of streams, so that what is
loaded once is used several times.
"""

from __future__ import annotations

from typing import Any

import numba
from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from rnn_demo.engine.narrow_network import COLUMNS

INT8, INT16, INT32, INT64 = (ir.IntType(bits) for bits in (8, 16, 32, 64))
# How many products are taken at once, and in how many sums, for each kind of machine.
WIDTHS = {"vnni": (COLUMNS, 16), "avx2": (16, 8), "plain": (16, 16)}


def kinds() -> list[str]:
    """The kinds of code that this machine can run, the fastest first."""
    if numba.config.CPU_NAME or numba.config.CPU_FEATURES:
        return ["plain"]  # somebody asked for code that other machines can run, too
    features = binding.get_host_cpu_features()
    found = []
    if features.get("avx512vnni") and features.get("avx512f"):
        found.append("vnni")
    if features.get("avx2"):
        found.append("avx2")
    return [*found, "plain"]


def dot_block(rows: int, streams: int, kind: str) -> Any:
    """A function for compiled code: the sums of a block.

    Equation: sum_k weights[r, k] · states[m, k] for r < rows and m < streams, the result being
    the tuple of these, one row of weights after the other.

    Its arguments are weights (≥ rows, columns) in int8 and states (≥ streams, columns) in uint8,
    both contiguous, and the number of columns, a multiple of 64. Nothing is checked.
    """
    width, lanes = WIDTHS[kind]
    loaded, sums = ir.VectorType(INT8, width), ir.VectorType(INT32, lanes)

    def multiply_add(builder: Any, total: Any, weight: Any, state: Any) -> Any:
        module = builder.module
        if kind == "vnni":
            function = cgutils.get_or_insert_function(
                module, ir.FunctionType(sums, [sums] * 3), "llvm.x86.avx512.vpdpbusd.512"
            )
            four = [builder.bitcast(vector, sums) for vector in (state, weight)]
            return builder.call(function, [total, *four])
        if kind == "avx2":
            pairs = ir.VectorType(INT16, width)
            function = cgutils.get_or_insert_function(
                module, ir.FunctionType(sums, [pairs, pairs]), "llvm.x86.avx2.pmadd.wd"
            )
            two = [builder.sext(weight, pairs), builder.zext(state, pairs)]
            return builder.add(total, builder.call(function, two))
        return builder.add(
            total, builder.mul(builder.sext(weight, sums), builder.zext(state, sums))
        )

    @intrinsic  # type: ignore[untyped-decorator]
    def block(typing_context: Any, weights: Any, states: Any, columns: Any) -> Any:
        signature = types.UniTuple(types.int32, rows * streams)(weights, states, types.int64)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            kinds_of = signature.args
            bases = [
                context.make_array(kinds_of[i])(context, builder, arguments[i]).data for i in (0, 1)
            ]
            columns = arguments[2]
            before = builder.block
            loop = builder.function.append_basic_block("columns")
            after = builder.function.append_basic_block("summed")
            builder.branch(loop)
            builder.position_at_end(loop)
            column = builder.phi(INT64)
            column.add_incoming(ir.Constant(INT64, 0), before)
            totals = [builder.phi(sums) for _ in range(rows * streams)]

            def load(base: Any, line: int) -> Any:
                place = builder.add(builder.mul(columns, ir.Constant(INT64, line)), column)
                pointer = builder.bitcast(builder.gep(base, [place]), loaded.as_pointer())
                vector = builder.load(pointer)
                vector.align = 1
                return vector

            weight_lines = [load(bases[0], row) for row in range(rows)]
            state_lines = [load(bases[1], stream) for stream in range(streams)]
            pairs = [(weight, state) for weight in weight_lines for state in state_lines]
            for total, (weight, state) in zip(totals, pairs, strict=True):
                total.add_incoming(ir.Constant(sums, None), before)
                total.add_incoming(multiply_add(builder, total, weight, state), loop)
            following = builder.add(column, ir.Constant(INT64, width))
            column.add_incoming(following, loop)
            builder.cbranch(builder.icmp_signed("<", following, columns), loop, after)
            builder.position_at_end(after)
            reduce = cgutils.get_or_insert_function(
                builder.module,
                ir.FunctionType(INT32, [sums]),
                f"llvm.vector.reduce.add.v{lanes}i32",
            )
            found = [builder.call(reduce, [total.incomings[1][0]]) for total in totals]
            return context.make_tuple(builder, signature.return_type, found)

        return signature, generate

    return block
