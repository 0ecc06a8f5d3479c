"""A class served in a process of its own, on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The process, and what it says of where it serves."""
    words = "teach class smb-inbound --serve --no-open --port 0 --room lyon7 --json"
    command = [sys.executable, "-m", "cordiale.experiments.cli", *words.split()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = ""
            while "}" not in said:
                said += process.stdout.readline()
            yield process, json.loads(said)
        finally:
            process.kill()
