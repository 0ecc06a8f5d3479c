"""How compiled behaviours see an organisation: as one pointer to a table of addresses.

Numba would pass a tuple of twenty arrays by value, and count references to each of them, at every call of
a behaviour. One pointer costs nothing to pass; `org.people` then reads the address and the length of that
array. Whoever calls a behaviour holds the organisation, and so the arrays, for as long as the call lasts.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import make_array, populate_array
from numba.np.numpy_support import from_dtype

from .bound import BOUND

_ARRAYS: dict[str, dict[str, Any]] = {}  # the Numba types of a class's arrays, in the order of its addresses


class PointerType(types.Type):
    """The type in compiled code of a class whose arrays stand behind a table of addresses."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)

    @property
    def arrays(self) -> dict[str, Any]:
        """The types of the arrays, by name."""
        return _ARRAYS[self.name]


NUMBERS: dict[type, Any] = {int: types.int64, float: types.float64, bool: types.boolean}


def held_as(kind: type) -> Any:
    """Numba's type of what compiled behaviours take: a number, or a class that is bound."""
    return NUMBERS[kind] if kind in NUMBERS else PointerType(kind.__name__)


def bind_all() -> None:
    """Teach Numba every class that is bound (`bound.py`)."""
    for kind, elements in BOUND.items():
        _bind(kind, elements)


def _bind(kind: type, elements: Mapping[str, "np.dtype[Any]"]) -> None:
    bound = PointerType(kind.__name__)
    if bound.name not in _ARRAYS:
        _ARRAYS[bound.name] = {
            name: types.Array(from_dtype(element), 1, "C", aligned=False) for name, element in elements.items()
        }
        typeof_impl.register(kind)(lambda value, context: bound)


@register_model(PointerType)
class _Model(models.OpaqueModel):
    """A bare pointer."""


@infer_getattr
class _Attributes(AttributeTemplate):
    """`org.NAME` is an array of records."""

    key = PointerType

    def generic_resolve(self, kind: PointerType, name: str) -> Any:
        return kind.arrays.get(name)


@lower_getattr_generic(PointerType)
def _read_array(context: Any, builder: Any, kind: PointerType, pointer: Any, name: str) -> Any:
    """Build the array from its address and length; it owns nothing."""
    word = ir.IntType(64)
    addresses = builder.bitcast(pointer, word.as_pointer())
    place = 2 * list(kind.arrays).index(name)
    address, length = (builder.load(builder.gep(addresses, [word(place + part)])) for part in (0, 1))
    for held in (address, length):  # they stand still while a behaviour runs, whatever it writes
        held.set_metadata("invariant.load", builder.module.add_metadata([]))
    result = kind.arrays[name]
    array = make_array(result)(context, builder)
    size = word(context.get_abi_sizeof(context.get_data_type(result.dtype)))
    populate_array(
        array,
        data=builder.inttoptr(address, context.get_data_type(result.dtype).as_pointer()),
        shape=cgutils.pack_array(builder, [length]),
        strides=cgutils.pack_array(builder, [size]),
        itemsize=size,
        meminfo=None,
    )
    return array._getvalue()


@unbox(PointerType)
def _unbox(kind: Any, value: Any, c: Any) -> Any:
    """Take the address of the table of addresses from the Python object."""
    held = c.pyapi.object_getattr_string(value, "address")
    number = c.pyapi.long_as_longlong(held)
    c.pyapi.decref(held)
    pointer = c.builder.inttoptr(number, cgutils.voidptr_t)
    return NativeValue(pointer, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))
