"""Every verb of the command, once, as whoever installed the package would type it.

    python -m tests.every_verb

All in a folder far from any checkout, with tiny sizes; each must end with 0 and say what it is there to say. The first
is the installed command, a process of its own that compiles for all; the others share two processes: alone, each would
import all libraries anew.
`.ci/versions` runs this with the lowest and the newest versions of all that Cordiale builds on.
"""

from __future__ import annotations

import csv
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from cordiale.experiments.commands.verbs import VERBS
from tests.support.commandline import cordiale
from tests.support.crm_exports import write_olist
from tests.support.quick_fits import quarter_fits

COMMAND = Path(sys.executable).parent / "cordiale"

STUDY = """
schema = 1
scenario = "tiny.toml"
design = "{design}"
samples = {samples}
quarters = 1
outcomes = ["revenue", "friction_hours_share"]
[factors]
paradigm = ["siloed", "proportional"]
"leadership.strength" = {{ low = 0.0, high = 1.0 }}
"trust.initial" = {{ low = 0.2, high = 0.8 }}
"company.marketers" = {{ low = 2, high = 5 }}
"""
FACTORS = ("leadership.strength", "trust.initial", "company.marketers")
TINY = 'schema = 1\nname = "tiny"\n[company]\nreps = 2\nmarketers = 2\nexecutives = 1\n'
MIDDLE = "{middle}"  # in a step: `middle_gain`, which half of the worlds stay below, so that rules are looked for


class Step(NamedTuple):
    """What is typed after `cordiale`, and what the answer must hold."""

    typed: str
    told: str

    @property
    def verb(self) -> str:
        return self.typed.split()[0]


FIRST = Step("run tiny.toml --quarters 1", "revenue")  # compiles for all
CHAINS = (
    (
        Step("sweep sobol.toml", "complete"),
        Step("resume sobol", "complete"),
        Step("status sobol", "complete"),
        Step("verify sobol --runs 2", "sobol holds"),
        Step("export sobol", "results.csv"),
        Step("export sobol --format netlogo-table", "results-table.csv"),
        Step("sensitivity sobol --outcome revenue", "trust.initial"),
        Step(f"discover sobol --where 'proportional - siloed revenue < {MIDDLE}'", "held out: density"),
        Step("map sobol --x leadership.strength --y trust.initial", "Figure, table"),
        Step("robustness sobol --threshold 100", "more is better; smallest largest regret"),
        Step("extend sobol --replications 2", "complete"),
    ),
    (
        Step("teach --no-open", "Lessons in"),
        Step("teach class --no-open", "Class in"),
        Step("decide tiny.toml --quarters 6 --batches 0 --matched 6", "Decision in"),
        Step("status decision", "complete"),
        Step("verify decision --number baseline.value.mean", "decision holds"),
        Step("export decision", "results.csv"),
        Step("export decision --format ro-crate", "ro-crate-metadata.json"),
        Step("search tiny.toml --quarters 6 --generations 2 --population 4 --replications 2 --fresh 2", "search.json"),
        Step("compare tiny.toml --quarters 1 --replications 2 --report", "content SHA-256"),
        Step("import export --preset olist --sets 1 --out imported.toml", "imported.toml"),
        Step("validate --quick --only 1", "1."),
    ),
    (
        Step("scenario list", "status-quo"),
        Step("scenario show smb-inbound", "[company]"),
        Step("scenario schema", '"properties"'),
        Step("scenario new mine.toml", "mine.toml"),
        Step("scenario check mine.toml", "is a valid scenario"),
    ),
    tuple(Step(f"{verb} --help", f" {verb} ") for verb in VERBS),
    (
        Step("sweep morris.toml", "complete"),
        Step("sensitivity morris --outcome revenue", "trust.initial"),
    ),
)  # each needs what came before it in its chain


def main() -> None:
    """Follow the chains, two at a time; end with 1 if a step went wrong, or if a verb has none."""
    missing = sorted(set(VERBS) - {FIRST.verb} - {step.verb for chain in CHAINS for step in chain})
    faults = [f"cordiale {verb}: no step of this script takes it" for verb in missing]
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(2, get_context("spawn")) as hands:
        furnish(Path(folder))
        first = subprocess.run([COMMAND, *FIRST.typed.split()], cwd=folder, capture_output=True, encoding="utf-8")
        faults.append(fault(FIRST, first.returncode, first.stdout, first.stderr))
        faults += hands.map(partial(follow, folder=Path(folder)), CHAINS)
    faults = [each for each in faults if each]
    print("\n".join(faults) or f"all {len(VERBS)} verbs do what they say")
    sys.exit(bool(faults))


def furnish(folder: Path) -> None:
    """What the steps start from: a tiny company, two studies, an export."""
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    for design, samples in (("sobol", 16), ("morris", 4)):
        (folder / f"{design}.toml").write_text(STUDY.format(design=design, samples=samples), encoding="utf-8")
    (folder / "export").mkdir()
    write_olist(folder / "export")


def follow(chain: Sequence[Step], folder: Path) -> str:
    """What went wrong first in a chain, if anything."""
    return next(filter(None, (take(step, folder) for step in chain)), "")


def take(step: Step, folder: Path) -> str:
    """Run a step and say how long it took; what went wrong, if anything."""
    typed = step.typed
    if MIDDLE in typed:
        typed = typed.replace(MIDDLE, f"{middle_gain(folder / 'sobol' / 'results.csv'):.6g}")
    began = time.perf_counter()
    with chdir(folder), quarter_fits():
        ended = cordiale(*shlex.split(typed))
    print(f"{time.perf_counter() - began:6.1f} s  cordiale {typed}", flush=True)
    return fault(step, ended.exit_code, ended.stdout, f"{ended.stderr}{ended.exception or ''}")


def fault(step: Step, code: int, stdout: str, stderr: str) -> str:
    """What is wrong with an answer, if anything."""
    if code == 0 and step.told in stdout:
        return ""
    said = f"ended with {code}, and its answer should hold {step.told!r}"
    return f"cordiale {step.typed}: {said}\n{stdout}{stderr}"


def middle_gain(results: Path) -> float:
    """The median over a study's worlds of what proportional earns above siloed in its last quarter."""
    earned: dict[str, dict[tuple[str, ...], float]] = {"proportional": {}, "siloed": {}}
    with open(results, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            world = tuple(row[name] for name in (*FACTORS, "replication"))
            earned[row["paradigm"]][world] = float(row["revenue"])
    return statistics.median(earned["proportional"][world] - lost for world, lost in earned["siloed"].items())


if __name__ == "__main__":
    main()
