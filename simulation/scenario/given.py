"""Files that somebody gives: read whole, or refused in a line, whatever lies under the name."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

LARGEST = 2**31  # bytes of a file that is read whole
LONGEST = 2**22  # bytes of what people write: a scenario, a study, rules
LONGEST_KEY = 500  # parts of a dotted key: what a reader holds of one grows by the square of them
PART = r"""(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w-]{1,200})[ \t]*\.[ \t]*"""
TOO_DEEP = re.compile(rf"""(?<![\w"'.-]){PART}(?:{PART}){{{LONGEST_KEY},}}""")


class GivenError(ValueError):
    """A file that cannot be used; the message says why, and not which."""

    @property
    def is_missing(self) -> bool:
        """Whether there is no such file."""
        return isinstance(self.__cause__, FileNotFoundError)


def bytes_of(file: Path, *, most: int = LARGEST) -> bytes:
    """The content of a file.

    Raises GivenError for a file that is not there or may not be read, for a folder, for a pipe or a device, which could
    keep waiting for ever, and for more than `most` bytes, 2 GiB if not said.
    """
    try:
        size = file.stat().st_size
        if not file.is_file() and not file.is_dir():
            raise GivenError("is no file but a pipe, a device or a socket")
        if size > most:
            raise GivenError(f"holds {size:,} bytes; {most:,} can be read")
        return file.read_bytes()
    except OSError as error:
        raise GivenError(error.strerror or str(error)) from error
    except ValueError as error:  # a NUL in its name
        raise GivenError(str(error)) from error


def text_of(file: Path, *, most: int = LARGEST) -> str:
    """The content of a file as UTF-8 text. Raises GivenError, also for anything else."""
    try:
        return bytes_of(file, most=most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GivenError(str(error)) from error


def toml_of(file: Path) -> dict[str, Any]:
    """The document of a TOML file.

    Raises GivenError, also for more than 4 MiB, for what is no TOML, is nested deeper than can be read, holds a number
    with more digits than Python reads, or a key of more than 500 parts.
    """
    return toml_in(text_of(file, most=LONGEST))


def toml_in(text: str) -> dict[str, Any]:
    """The document in a text. Raises GivenError as `toml_of` does."""
    if TOO_DEEP.search(text):
        raise GivenError(f"holds a dotted key of more than {LONGEST_KEY} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GivenError(f"not valid TOML: {error}") from error
    except ValueError as error:
        raise GivenError(f"holds a whole number of more than {sys.get_int_max_str_digits():,} digits") from error
    except RecursionError as error:
        raise GivenError("is nested deeper than can be read") from error
