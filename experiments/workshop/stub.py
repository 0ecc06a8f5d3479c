"""What a type checker knows of the state: `simulation/world/tables.pyi`, made from the declarations.

The state is declared once, in `world/state.py`, `parameters.py`, `paradigms.py` and `outcomes.py`; NumPy makes records
of it, whose fields no type checker can see. So `python -m experiments.workshop.stub` writes the same declarations as
types, and a field that is misspelt in a rule is an error under mypy; with `--check` it writes nothing, and exits with 5
if the stub is not what the declarations say. When the model runs, the stub does not exist.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np

from cordiale.simulation.machinery.source_files import MODEL
from cordiale.simulation.world.state import ARRAYS, element

from ..foundations.atomic import write_text

STUB = MODEL / "world" / "tables.pyi"
DIFFERS = 5
HEAD = '''\
"""The tables of an organisation and their rows, for type checkers alone: made by `python -m experiments.workshop.stub`.

Of a row, a field is a number; of a table, the column of them all.
"""

from collections.abc import Iterator
from typing import Any, Generic, Self, TypeAlias, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Wholes: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[np.float64]
Place: TypeAlias = int | np.integer[Any]
Whole = TypeVar("Whole")
Real = TypeVar("Real")
Row = TypeVar("Row")

class Record:
    def __getitem__(self, field: str) -> Any: ...
    def __setitem__(self, field: str, value: float) -> None: ...

class Table(Generic[Row]):
    def __array__(self) -> np.ndarray[Any, Any]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Row]: ...
    @overload
    def __getitem__(self, row: Place) -> Row: ...
    @overload
    def __getitem__(self, field: str) -> NDArray[Any]: ...
    @overload
    def __getitem__(self, rows: slice | NDArray[Any]) -> Self: ...
    def __setitem__(self, rows: Place | slice | str, value: Any) -> None: ...
    def copy(self) -> Self: ...
    def view(self, kind: type[Any]) -> NDArray[Any]: ...

class Numbers:
    def __array__(self) -> np.ndarray[Any, Any]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[int]: ...
    @overload
    def __getitem__(self, place: Place) -> int: ...
    @overload
    def __getitem__(self, places: slice) -> Wholes: ...
    def __setitem__(self, places: Place | slice, value: Any) -> None: ...
'''


def fields_of(name: str, records: np.dtype[np.void]) -> str:
    """A table's fields, said once for its rows and once for itself."""
    kinds = {"i": "Whole", "f": "Real"}
    lines = [f"    {field}: {kinds[records[field].kind]}" for field in records.names or ()]
    title = name.title()
    return "\n".join(
        [
            f"class {title}Fields(Generic[Whole, Real]):",
            *lines,
            "",
            f"class {title}Row({title}Fields[int, float], Record): ...",
            f"class {title}Table({title}Fields[Wholes, Reals], Table[{title}Row]): ...",
            "",
        ]
    )


def stub() -> str:
    """The whole stub: fields, row and table of every table, and the arrays of an organisation."""
    tables = [name for name in ARRAYS if element(name).names]
    arrays = [f"    {name}: {name.title()}Table" if name in tables else f"    {name}: Numbers" for name in ARRAYS]
    parts = [HEAD, *(fields_of(name, element(name)) for name in tables), "\n".join(["class Arrays:", *arrays, ""])]
    return "\n".join(parts)


def main(arguments: list[str] | None = None) -> int:
    """Write the stub, or check it; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.workshop.stub", description="Keeps simulation/world/tables.pyi true."
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 5 if the stub differs")
    if not parser.parse_args(arguments).check:
        write_text(STUB, stub())
        return 0
    if STUB.read_text(encoding="utf-8") == stub():
        return 0
    print(f"{STUB.name} differs from the code: run python -m experiments.workshop.stub", file=sys.stderr)
    return DIFFERS


if __name__ == "__main__":
    sys.exit(main())
