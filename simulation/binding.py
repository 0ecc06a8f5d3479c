"""How compiled behaviours see an organisation: as one pointer to a table of addresses.

Numba would pass a tuple of twenty arrays by value, and count references to each of them, at every call of
a behaviour. One pointer costs nothing to pass; `org.people` then reads the address and the length of that
array. Whoever calls a behaviour holds the organisation, and so the arrays, for as long as the call lasts.
"""

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

from simulation.state import ARRAYS, Organisation, element


class OrganisationType(types.Type):
    """The type of an organisation in compiled code."""

    def __init__(self) -> None:
        super().__init__(name="Organisation")


ORGANISATION = OrganisationType()


def array_type(name: str) -> Any:
    """The Numba type of one of the organisation's arrays."""
    return types.Array(from_dtype(np.dtype(element(name))), 1, "C", aligned=False)


@typeof_impl.register(Organisation)
def _type_of(value: Any, context: Any) -> Any:
    return ORGANISATION


@register_model(OrganisationType)
class _Model(models.OpaqueModel):
    """A bare pointer."""


@infer_getattr
class _Attributes(AttributeTemplate):
    """`org.NAME` is an array of records."""

    key = OrganisationType

    def generic_resolve(self, kind: Any, name: str) -> Any:
        return array_type(name) if name in ARRAYS else None


@lower_getattr_generic(OrganisationType)
def _read_array(context: Any, builder: Any, kind: Any, pointer: Any, name: str) -> Any:
    """Build the array from its address and length; it owns nothing."""
    word = ir.IntType(64)
    addresses = builder.bitcast(pointer, word.as_pointer())
    place = 2 * ARRAYS.index(name)
    address = builder.load(builder.gep(addresses, [word(place)]))
    length = builder.load(builder.gep(addresses, [word(place + 1)]))
    result = array_type(name)
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


@unbox(OrganisationType)
def _unbox(kind: Any, value: Any, c: Any) -> Any:
    """Take the address of the table of addresses from the Python object."""
    held = c.pyapi.object_getattr_string(value, "address")
    number = c.pyapi.long_as_longlong(held)
    c.pyapi.decref(held)
    pointer = c.builder.inttoptr(number, cgutils.voidptr_t)
    return NativeValue(pointer, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))
