"""The sources of the model, wherever in the package they stand: one list for all who read or hash them."""

from pathlib import Path

MODEL = Path(__file__).parents[1]


def source_files(folder: Path = MODEL) -> list[Path]:
    """Every Python file of the model, in every room of it, in the order of their paths within the package."""
    return sorted(folder.rglob("*.py"), key=lambda file: file.relative_to(folder).as_posix())
