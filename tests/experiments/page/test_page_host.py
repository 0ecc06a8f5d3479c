"""The engine's host in a real browser, from a file and without any rights: companies live there as they do here."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.page.artefact import ENGINE, HOST
from cordiale.experiments.page.loading import told
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.weather import force_set
from cordiale.simulation.world.outcomes import NAMES

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PAGE = """<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'">
<pre id="out"></pre><script type="module">
HOST
const wasm = Uint8Array.from(atob("WASM"), (letter) => letter.charCodeAt(0)), told = TOLD, names = NAMES, answer = [];
try {
  const company = await load(wasm, told), bits = (name) => Array.from(company.record(name), (value) =>
    new BigUint64Array(Float64Array.of(value).buffer)[0].toString(16));
  for (const run of RUNS) {
    company.found(run).setOut(run);
    company.live(run.half);
    const half = company.snapshot();
    company.live(run.quarters * told.weeksPerQuarter);
    company.restore(half).live(run.quarters * told.weeksPerQuarter);
    answer.push(names.map(bits));
  }
  document.getElementById("out").textContent = JSON.stringify(answer);
} catch (error) { document.getElementById("out").textContent = String(error.stack); }
</script>"""


TEXTS = ("Q2 joint_planning=3.5 leadership.strength=0.9", "Q3 survey programme")
SAID = [
    {"quarter": 2, "kind": "setting", "name": "joint_planning", "value": 3.5},
    {"quarter": 2, "kind": "leadership", "name": "leadership.strength", "value": 0.9},
    {"quarter": 3, "kind": "survey"},
    {"quarter": 3, "kind": "programme"},
]


def switch_of(run: Run) -> list[dict[str, Any]]:
    """A run's switch as a decision."""
    switch = {"quarter": run.switch_quarter, "kind": "paradigm", "paradigm": run.paradigm}
    return [switch] if run.switch_quarter else []


def in_the_browser(scenario: str, runs: list[Run], folder: Path) -> Any:
    """The record of each run as the page has it: runs x outcomes x quarters, as the bits of the numbers."""
    company = prepare(load_scenario(scenario))
    asked = [
        {
            "paradigm": company.scenario.company.paradigm if run.switch_quarter else run.paradigm,
            "forces": list(force_set(run.forces)), "seed": run.seed, "quarters": run.quarters,
            "replication": run.replication, "half": 13 * run.quarters // 2, "alarm": not run.switch_quarter,
            "decisions": [*SAID, *switch_of(run)] if run.decisions else switch_of(run),
        }
        for run in runs
    ]  # fmt: skip
    page = PAGE.replace("HOST", HOST.read_text().replace("export ", ""))
    for word, value in (("TOLD", told(company)), ("NAMES", NAMES), ("RUNS", asked)):
        page = page.replace(word, json.dumps(value), 1)
    file = folder / "page.html"
    file.write_text(page.replace("WASM", base64.b64encode(ENGINE.read_bytes()).decode(), 1))
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=120000", "--dump-dom"]
    shown = subprocess.run([*command, file.as_uri()], capture_output=True, text=True, timeout=300, check=True).stdout
    found = re.search(r'<pre id="out">(.*?)</pre>', shown, re.DOTALL)
    assert found is not None, shown[-2000:]
    text = unescape(found[1])
    assert text.startswith("["), text
    return json.loads(text)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["status-quo", "smb-inbound"])
def test_companies_in_a_browser_are_those_here_to_the_last_bit(scenario: str, tmp_path: Path) -> None:
    company = prepare(load_scenario(scenario))
    runs = [
        Run("proportional", "all", 0, 1, 8), Run("siloed", "none", 1, 5, 4),
        Run("assimilated", "technology", 2, 1, 4, 2, TEXTS), Run("marketing-led", "all", 3, 1, 4, 0, TEXTS),
    ]  # fmt: skip
    for run, page in zip(runs, in_the_browser(scenario, runs, tmp_path), strict=True):
        here = execute(company, run)
        for name, bits in zip(NAMES, page, strict=True):
            there = np.array([int(each, 16) for each in bits], np.uint64).view(np.float64)
            assert np.array_equal(here[name], there, equal_nan=True), (run, name)
