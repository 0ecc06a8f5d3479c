"""Files that are whole or absent.

A file is written under a temporary name in its own folder, flushed to the disk, and then renamed: whoever
looks sees the old file, the new file, or none, but never half of one. What interrupts a write (Ctrl-C, a full
disk, a folder that became read-only) leaves no temporary file behind. Only a killed process can;
`prepare_directory` removes such leftovers.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import UsersError

TEMPORARY_SUFFIX = ".cordiale-tmp"


class StoreError(OSError, UsersError):
    """Results cannot be kept where they should go; the message is one line that says where and why."""


def prepare_directory(path: str | Path) -> Path:
    """Make the folder, and make sure now, before hours of simulation, that a file can be written to it.

    Writes and removes a probe. Raises StoreError if the folder cannot be made or written to.
    """
    directory = Path(path)
    with refusals(directory):
        directory.mkdir(parents=True, exist_ok=True)
        for leftover in directory.glob(f".*{TEMPORARY_SUFFIX}"):
            leftover.unlink(missing_ok=True)
        remove_file(_write_aside(directory / "probe", b"probe"))
    return directory


def write_bytes(path: Path, content: bytes) -> None:
    """Put `content` at `path`, replacing what was there, all at once. Raises StoreError.

    A link is followed. What is no file is written into, as a shell would: a device, or a pipe that somebody reads.
    """
    with refusals(path):
        target = Path(os.path.realpath(path))
        if is_outlet(target):
            write_into(target, content)
            return
        aside = _write_aside(target, content)
        try:
            os.replace(aside, target)
            _flush_directory(target.parent)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name to write to, whose file takes its place at `path` when it is written whole. Raises StoreError.

    As `write_bytes` does, for what is written piece by piece: what is no file is handed over itself.
    """
    target = Path(os.path.realpath(path))
    if is_outlet(target):
        with refusals(path):
            write_into(target, b"")  # a pipe that nobody reads is refused, not waited for
            yield target
        return
    aside = target.with_name(f".{target.name}{TEMPORARY_SUFFIX}")
    with refusals(path):
        try:
            yield aside
            with open(aside, "r+b") as written:
                os.fsync(written.fileno())
            os.replace(aside, target)
        finally:
            aside.unlink(missing_ok=True)


def is_outlet(path: Path) -> bool:
    """Whether something is there that can be written into but not replaced: a device, a pipe, a socket."""
    return path.exists() and not path.is_file() and not path.is_dir()


def write_into(path: Path, content: bytes) -> None:
    """Write into a device or a pipe. Raises OSError, also where nobody reads."""
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(descriptor, True)
    with open(descriptor, "wb") as outlet:
        outlet.write(content)


def write_text(path: Path, content: str) -> None:
    """As `write_bytes`, in UTF-8."""
    write_bytes(path, content.encode())


def move(path: Path, to: Path) -> None:
    """Give a file or folder another name in the same file system, down to the disk. Raises StoreError."""
    with refusals(to):
        os.replace(path, to)
        _flush_directory(to.parent)
        _flush_directory(path.parent)


def remove_file(path: Path) -> None:
    """Remove the file, if it is there, and let the disk know. Raises StoreError."""
    with refusals(path):
        path.unlink(missing_ok=True)
        _flush_directory(path.parent)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the operating system says into one line about `path`."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise StoreError(f"cannot write to {path}: {error.strerror or error}") from error


def _write_aside(path: Path, content: bytes) -> Path:
    """Write to a name beside `path` that nobody else uses, down to the disk; nothing stays on failure."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}{TEMPORARY_SUFFIX}")
    try:
        with open(aside, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _flush_directory(directory: Path) -> None:
    """Make a rename or removal last through a power cut; a no-op where folders cannot be flushed."""
    if os.name == "nt":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems: there the rename alone has to do
            raise
    finally:
        os.close(descriptor)
