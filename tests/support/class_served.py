"""A class served in a process of its own, on loopback."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.commandline import patient


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The process, and what it says of where it serves."""
    words = "teach class smb-inbound --serve --no-open --port 0 --room lyon7 --json"
    with subprocess.Popen(
        patient(*words.split()), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            said = ""
            while "}" not in said:
                said += process.stdout.readline()
            yield process, json.loads(said)
        finally:
            process.kill()
