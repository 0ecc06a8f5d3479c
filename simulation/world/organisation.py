"""A company in one week: the whole state, as arrays of records."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ..machinery.bound import bind
from .state import ARRAYS, element

if TYPE_CHECKING:
    from .tables import Arrays  # of which type each array is; a stub, made from `state.py`
else:
    Arrays = object


class Organisation(Arrays):
    """A company in one week: the whole state that the behaviours read and write, as arrays of records.

    `tie_index` lists the rows of each person's ties, `quarters` holds the outcomes. `queue` lists the rows that wait
    for each person, person by person as `queue_start` says, and serves two tables in a week: from the hand-off
    (`leads_are_handed_over`) until wins leave the books the leads that reps have, from `matters_press` on the matters
    that leaders have to decide. Compiled behaviours find the arrays through `address`, the address of a table of
    their addresses and lengths.
    """

    __slots__ = (*ARRAYS, "address", "addresses")

    def __init__(self, **arrays: Any) -> None:
        self.addresses = np.zeros((len(ARRAYS), 2), np.int64)
        self.address = self.addresses.ctypes.data
        self._take(arrays)

    def _take(self, arrays: dict[str, Any]) -> None:
        """Hold these arrays from now on."""
        for name, array in arrays.items():
            setattr(self, name, array)
            self.addresses[ARRAYS.index(name)] = array.ctypes.data, len(array)

    def exchange(self, **arrays: Any) -> None:
        """Hold other arrays instead of some: larger ones, or a part."""
        self._take(arrays)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled and deep-copied as its arrays: the addresses are its own."""
        return _rebuilt, ({name: np.asarray(getattr(self, name)) for name in ARRAYS},)

    def copy(self) -> "Organisation":
        """A company in the same state that shares nothing with this one."""
        return Organisation(**{name: _twin(getattr(self, name)) for name in ARRAYS})


bind(Organisation, {name: element(name) for name in ARRAYS})


def _twin(array: Any) -> Any:
    """The same rows in a place of their own; as bytes, since NumPy copies records field by field."""
    content = np.asarray(array).view(np.uint8).copy().view(array.dtype)
    return content.view(np.recarray) if array.dtype.names else content


def _rebuilt(arrays: dict[str, Any]) -> Organisation:
    """An organisation from copies of another's arrays."""
    return Organisation(
        **{name: array.view(np.recarray) if array.dtype.names else array for name, array in arrays.items()}
    )
