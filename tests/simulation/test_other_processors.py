"""The model as shipped means the same on every processor: held on this one, by what LLVM reads and what it would emit.

On 64-bit ARM itself, emulated: `.ci/arm`.
"""

from __future__ import annotations

import json
import lzma
import os
import re
import subprocess
import sys
from pathlib import Path

import llvmlite.binding as llvm
import pytest

from cordiale.simulation.machinery import beforehand as shipped
from cordiale.simulation.machinery.compiled import PLAIN
from tests.support.commandline import ROOT
from tests.support.golden import KEPT

OF_THESE_SOURCES = not PLAIN and shipped.is_of_these_sources()
pytestmark = pytest.mark.skipif(not OF_THESE_SOURCES, reason="nothing shipped is run: plain, edited, or an older LLVM")
BOTH = pytest.mark.parametrize("which", ["model", "checked"])


def code(which: str) -> str:
    return lzma.decompress(shipped.code_of(which).read_bytes()).decode()


@BOTH
def test_no_operation_may_be_done_less_exactly_than_it_is_written(which: str) -> None:
    loose = r"\bf(?:add|sub|mul|div|neg|cmp) (?:fast|reassoc|contract|arcp|afn|nnan|ninf|nsz)|llvm\.fm"
    assert not re.search(loose, code(which))


@BOTH
def test_nothing_that_one_kind_of_processor_has_alone_is_called(which: str) -> None:
    assert not re.search(r"call .*@llvm\.(?:x86|aarch64|arm)\.|\basm\b|\b(?:x86_fp80|fp128|half|bfloat)\b", code(which))


@BOTH
def test_every_shift_is_by_a_number_below_the_width_whatever_a_processor_does_beyond(which: str) -> None:
    shifts = re.findall(r"= (?:shl|lshr|ashr)(?: nuw| nsw| exact)* i64 \S+, (\S+)", code(which))
    assert len(shifts) > 100
    assert all(by.isdigit() and int(by) < 64 for by in shifts)


def test_a_number_too_large_for_a_whole_one_changes_no_run_whatever_a_processor_makes_of_it(tmp_path: Path) -> None:
    """Intel's take the lowest for whatever does not fit, ARM's the nearest, and 0 for what is no number."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.saturating"], env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)},
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == json.loads(KEPT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("triple", "features", "names"),
    [
        ("aarch64-unknown-linux-gnu", "", r"\bf(?:n?m(?:add|sub)|ml[as])\b"),
        ("x86_64-unknown-linux-gnu", "+fma,+avx2", r"\bvfn?m(?:add|sub)"),
    ],
)
def test_no_processor_fuses_a_product_and_a_sum(triple: str, features: str, names: str) -> None:
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    target = llvm.Target.from_triple(triple).create_target_machine(opt=3, features=features)
    assembly = target.emit_assembly(shipped.read_for(target))
    assert "mul" in assembly
    assert not re.search(names, assembly)
