"""Every place where something from outside comes in: what lies there usually, and what reads it."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cordiale.simulation.runs.own_rules import read_rules
from cordiale.simulation.runs.run import check_decisions, plan
from cordiale.simulation.scenario.ensemble import SETS, sets_for
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import SCENARIOS, load_scenario, shipped
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.parameters import PARAMETERS

from ...crm.importer import import_export
from ...crm.mapping_file import load_mapping
from ...scenario_files.adjusting import adjusted
from ...scenario_files.template import new_scenario, whole_scenario
from ...study.factors import factors
from ...study.file import load_study
from ...study.planning import plan as plan_study
from . import texts
from .furnishing import ANALYSIS, analysed_folder, company, left_folder, search_folder, study_folder
from .reading_again import ANALYSED, LEFT, SEARCHED, STUDY

WORDS = (*PARADIGMS, *(each.dotted for each in PARAMETERS), *NAMES, "technology", "buyers", "business-model")
MOST_PLANNED = 20_000  # points of a study that is planned here; more only takes longer


class Door(NamedTuple):
    """A place where an input comes in.

    `furnish` lays out a folder in which all is well and gives the seeds of what is called `file` there; each of
    `readers` reads the folder. Where reading changes it, it is laid out anew each time (`spoils`).
    """

    file: str
    furnish: Callable[[Path], Sequence[bytes]]
    readers: Sequence[Callable[[Path], object]]
    spoils: bool = False
    words: Sequence[str] = WORDS
    places: Sequence[str] = ()  # what names the place, beside the folder and its files


def _texts(files: dict[str, str], *seeds: str) -> Callable[[Path], Sequence[bytes]]:
    """Lay out these files; the seeds are these texts."""

    def furnish(folder: Path) -> Sequence[bytes]:
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return [seed.encode() for seed in seeds]

    return furnish


def _scenarios(folder: Path) -> Sequence[bytes]:
    own = new_scenario(load_scenario(), name="ours", below="status-quo", everything=True)
    small = [(SCENARIOS / f"{name}.toml").read_bytes() for name in shipped() if name != "olist"]
    return [texts.SCENARIO.encode(), texts.DECIDED.encode(), own.replace("# ", "").encode(), *small]


def _scenario(folder: Path) -> None:
    """A scenario that is taken is shown, and what is shown is the scenario."""
    taken = load_scenario(folder / "mutant.toml")
    shown = folder / "shown.toml"
    shown.write_text(whole_scenario(taken), encoding="utf-8")
    again = load_scenario(shown)
    if repr(again.to_document()) != repr(taken.to_document()):
        raise AssertionError("what is shown of a scenario is not the scenario")


def _chart(folder: Path) -> None:
    load_scenario(folder / "mutant.toml").chart()


def _ensemble(folder: Path) -> None:
    sets_for(load_scenario(folder / "scenario.toml"), "ensemble", seed=1)


def _study(folder: Path) -> None:
    """A study is planned, unless that only takes long."""
    if _points(folder / "mutant.toml") <= MOST_PLANNED:
        plan_study(folder / "mutant.toml")


def _points(file: Path) -> int:
    """About how many points a study has; 0 for one that will be refused."""
    try:
        given = load_study(file)
        varied = factors(given, load_scenario(given.scenario), where=file.name)
    except ScenarioError:
        return 0
    return math.prod(max(len(each.levels), 1) for each in varied) * max(given.samples, 1)


def _lines(folder: Path) -> list[str]:
    return (folder / "mutant.txt").read_text(encoding="utf-8", errors="surrogateescape").splitlines()


def _decisions(folder: Path) -> None:
    """Each line is one `--decide`."""
    ours = company()
    (run,) = plan(ours, paradigms=["siloed"], forces=["all"], replications=1, quarters=12, seed=1,
                  decisions=_lines(folder))  # fmt: skip
    check_decisions(ours, run.decisions, run)


def _settings(folder: Path) -> None:
    """Each line is one `--set`."""
    whole_scenario(adjusted(company(), _lines(folder)))


def _export(folder: Path) -> None:
    import_export(folder / "export", mapping=folder / "mapping.toml")


def _mapping(folder: Path) -> None:
    load_mapping(folder / "mapping.toml")
    import_export(folder / "export", mapping=folder / "mapping.toml")


def _deals(folder: Path) -> Sequence[bytes]:
    (folder / "export").mkdir(exist_ok=True)
    (folder / "export" / "deals.csv").write_text(texts.DEALS, encoding="utf-8")
    (folder / "mapping.toml").write_text(texts.MAPPING, encoding="utf-8")
    return [texts.DEALS.encode(), texts.DEALS.replace(",", ";").encode(), texts.DEALS.encode("utf-16")]


def _mappings(folder: Path) -> Sequence[bytes]:
    _deals(folder)
    presets = Path(__file__).parents[2] / "crm" / "presets"
    return [texts.MAPPING.encode(), *(file.read_bytes() for file in sorted(presets.glob("*.toml")))]


def _sets(folder: Path) -> Sequence[bytes]:
    (folder / "scenario.toml").write_text(texts.SCENARIO + 'ensemble = "sets.csv"\n', encoding="utf-8")
    lines = SETS.read_bytes().splitlines(keepends=True)
    return [
        b"".join([lines[0], *(b"%d," % number + line.partition(b",")[2] for number, line in enumerate(lines[1:4]))])
    ]


def _anew(make: Callable[[Path], Any], name: str) -> Callable[[Path], Sequence[bytes]]:
    """Lay out a folder that something was left in; the seed is one of its files."""

    def furnish(folder: Path) -> Sequence[bytes]:
        if folder.exists():
            shutil.rmtree(folder)
        make(folder)
        return [next(folder.glob(name)).read_bytes()]

    return furnish


DOORS = {
    "scenario": Door("mutant.toml", _scenarios, [_scenario]),
    "chart": Door("chart.csv", _texts({"mutant.toml": texts.WITH_CHART}, texts.CHART, texts.HR_CHART), [_chart]),
    "force-path": Door("path.csv", _texts({"mutant.toml": texts.WITH_PATH}, texts.PATH, "0.1\n0.2\n"), [_chart]),
    "extended": Door("below.toml", _texts({"mutant.toml": texts.EXTENDING}, texts.SCENARIO), [_chart]),
    "ensemble": Door("sets.csv", _sets, [_ensemble]),
    "study": Door("mutant.toml", _texts({"points.csv": texts.POINTS}, *texts.STUDIES), [_study]),
    "points": Door("points.csv", _texts({"mutant.toml": texts.LISTED}, texts.POINTS), [_study]),
    "decisions": Door("mutant.txt", _texts({}, texts.DECISIONS), [_decisions], places=["decision"]),
    "settings": Door("mutant.txt", _texts({}, texts.SETTINGS), [_settings], places=["--set", "ours"]),
    "rules": Door("mutant.py", _texts({}, texts.RULES), [lambda folder: read_rules(folder / "mutant.py")], words=()),
    "mapping": Door("mapping.toml", _mappings, [_mapping]),
    "export": Door("export/deals.csv", _deals, [_export]),
    **{
        f"study's {name}": Door(place, _anew(study_folder, place), STUDY, spoils=True, words=())
        for name, place in (("plan", "study.json"), ("points", "plan.parquet"), ("ledger", "ledger.sqlite"),
                            ("part", "parts/000000000-000000005.parquet"), ("manifest", "manifest.json"))
    },
    **{
        f"comparison's {name}": Door(place, _anew(left_folder, place), LEFT, spoils=True, words=())
        for name, place in (("table", "results.parquet"), ("manifest", "manifest.json"), ("summary", "summary.json"))
    },
    **{
        f"analysis's {name}": Door(place, _anew(analysed_folder, place), ANALYSED, spoils=True, words=())
        for name, place in (("manifest", f"{ANALYSIS}/manifest.json"), ("numbers", f"{ANALYSIS}/robustness.json"),
                            ("record", "analyses.json"))
    },
    **{
        f"search's {name}": Door(place, _anew(search_folder, place), SEARCHED, spoils=True, words=())
        for name, place in (("manifest", "manifest.json"), ("numbers", "search.json"), ("answers", "evaluations.json"))
    },
}  # fmt: skip
