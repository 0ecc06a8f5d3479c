"""A study that is killed ends, once it is resumed, with the results of one that nobody disturbed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.commandline import ROOT, surroundings

KILLS = os.environ.get("CORDIALE_KILLS", "30")  # of some 80 writes; before an edition 80


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_a_study_killed_at_random_points_and_resumed_equals_an_undisturbed_serial_one() -> None:
    command = [sys.executable, "-m", "tests.support.kill_study", "--kills", KILLS, "--ways", "time,write,half"]
    ended = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, text=True, timeout=900)
    assert ended.returncode == 0, ended.stdout + ended.stderr
