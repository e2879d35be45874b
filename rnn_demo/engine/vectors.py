"""Steps of machine code that several products share, on vectors of numbers."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import cgutils

INT8, INT16, INT32, INT64 = (ir.IntType(bits) for bits in (8, 16, 32, 64))


def pick(builder: Any, vector: Any, places: range | list[int], other: Any = None) -> Any:
    """Some numbers of a vector, or of two, the second's counted after the first's."""
    mask = ir.Constant(ir.VectorType(INT32, len(places)), list(places))
    return builder.shuffle_vector(vector, other or ir.Constant(vector.type, ir.Undefined), mask)


def splat(builder: Any, value: Any, count: int) -> Any:
    """A number, so many times."""
    vector = ir.Constant(ir.VectorType(value.type, count), ir.Undefined)
    return pick(builder, builder.insert_element(vector, value, INT32(0)), [0] * count)


def joined(builder: Any, vectors: list[Any]) -> Any:
    """Vectors one after the other; a power of two of them."""
    while len(vectors) > 1:
        whole = range(2 * vectors[0].type.count)
        vectors = [
            pick(builder, vectors[i], whole, vectors[i + 1]) for i in range(0, len(vectors), 2)
        ]
    return vectors[0]


def read(builder: Any, pointer: Any, kind: Any, align: int = 1) -> Any:
    """What stands at a pointer, as this type."""
    value = builder.load(builder.bitcast(pointer, kind.as_pointer()))
    value.align = align
    return value


def write(builder: Any, value: Any, pointer: Any, align: int = 1) -> None:
    """Write a value at a pointer."""
    builder.store(value, builder.bitcast(pointer, value.type.as_pointer())).align = align


def call(builder: Any, name: str, result: Any, *arguments: Any) -> Any:
    """An instruction by its name in LLVM."""
    kind = ir.FunctionType(result, [one.type for one in arguments])
    function = cgutils.get_or_insert_function(builder.module, kind, name)
    return builder.call(function, arguments)
