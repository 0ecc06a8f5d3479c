"""A study that cannot be is refused before anything runs, with exit code 3 and the place named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cordiale.experiments.study import plan
from cordiale.experiments.study.domains import domains
from cordiale.experiments.study.file import Recorded, StudyError, StudyFile, Until
from cordiale.experiments.study.frozen import identity
from cordiale.simulation.scenario.faults import ScenarioError
from tests.support.commandline import ROOT, cordiale
from tests.support.planted_studies import planned
from tests.support.studies import STUDY, study_file, tiny_plan

LISTED = 'schema = 1\nscenario = "tiny.toml"\ndesign = "list"\npoints = "points.csv"\nquarters = 4\n'
SAMPLED = (
    'schema = 1\nsamples = 8\ndesign = "{design}"\n{more}\n[factors]\n"leadership.strength" = {{ low = 0, high = 1 }}\n'
)

WRONG = {
    "an unknown factor": (
        '"leadership.strength"', '"leadership.strenght"', "study.toml: factors: 'leadership.strenght' is not known; did you mean 'leadership.strength'?",
    ),
    "a level outside its range": ("high = 1.0", "high = 1.5", "study.toml: factors.leadership.strength.high = 1.5 is outside [0, 1]"),
    "a range upside down": ("low = 0.0, high = 1.0", "low = 1.0, high = 0.0", "low = 1.0 is not below high = 0.0"),
    "no levels": (", levels = 4", "", "factors.leadership.strength.levels is missing"),
    "one level": ("levels = 4", "levels = 1", "factors.leadership.strength.levels = 1 is not a whole number in [2, 1000000]"),
    "an unknown paradigm": ('"siloed"', '"silod"', "factors.paradigm: 'silod' is not known; did you mean 'siloed'?"),
    "a paradigm twice": ('"siloed"', '"proportional"', "names one level twice"),
    "no paradigm": ('["siloed", "proportional"]', "[]", "study.toml: factors.paradigm is empty; at least one level is needed"),
    "a range of paradigms": ('["siloed", "proportional"]', "{ low = 0, high = 2, levels = 3 }", "factors.paradigm has categories, not a range"),
    "a paradigm as a number": ('["siloed", "proportional"]', "[1, 2]", "factors.paradigm: 1 is not known; known: status-quo, drift"),
    "words for a number": ("low = 0.0", 'low = "none"', "factors.leadership.strength.low = 'none' is not a number"),
    "not a number": ("low = 0.0", "low = nan", "factors.leadership.strength.low = nan is outside [0, 1]"),
    "an unknown key of a factor": ("levels = 4", "level = 4", "factors.leadership.strength.level is not a known key"),
    "an unknown design": ('"full"', '"ful"', "design = 'ful' is not allowed; allowed: 'full'"),
    "an unknown key": ("replications", "replication", "study.toml: replication is not a known key; did you mean replications?"),
    "an unknown outcome": ('"win_rate"', '"winrate"', "outcomes: 'winrate' is not known; did you mean 'win_rate'?"),
    "no outcome": ('["revenue", "win_rate", "trust_sales_in_marketing"]', "[]", "outcomes = [] is not valid"),
    "replications of none": ("replications = 3", "replications = 0", "replications = 0 is not valid"),
    "another format": ("schema = 1", "schema = 2", "schema = 2 is not allowed"),
    "samples where none are taken": ("quarters = 1", "quarters = 1\nsamples = 10", 'samples = 10: design = "full" does not sample'),
    "an unknown scenario": ('"tiny.toml"', '"status-qo"', "scenario 'status-qo' is not known; did you mean 'status-quo'?"),
    "a scenario that is not there": ('"tiny.toml"', '"gone.toml"', "scenario gone.toml: there is no such file"),
    "a factor that is fixed": ("[factors]", '[fixed]\nparadigm = "siloed"\n[factors]', "fixed.paradigm is a factor as well"),
    "an unknown fixed name": ("[factors]", "[fixed]\nforce = 1\n[factors]", "fixed: 'force' is not known; did you mean 'forces'?"),
    "a reorganisation after the end": ("[factors]", "[factors]\nswitch_quarter = [0, 2]", "factors.switch_quarter = 2 is outside [0, 1]"),
    "a decision after the end": ("[factors]", '[factors]\ndecisions = ["", "Q2 survey"]', "'Q2 survey': Q2 is after the last quarter of the run, Q1"),
    "a decision that is none": ("[factors]", '[factors]\ndecisions = ["Q1 surve"]', "factors.decisions: decision 'Q1 surve': 'surve' is neither"),
    "a range of decisions": ("[factors]", "[factors]\ndecisions = { low = 0, high = 1 }", "factors.decisions has categories, not a range"),
    "half a rep": ("[factors]", '[factors]\n"company.reps" = [2.5]', "factors.company.reps = 2.5 is not a whole number"),
    "levels between whole numbers": ("[factors]", '[factors]\n"company.reps" = { low = 2, high = 5, levels = 3 }', "are not whole numbers"),
    "too many points": ("levels = 4", "levels = 1000000", "runs is more than"),
    "people of no file": ("[factors]", '[agents]\nsales_rep = "gone.py:Rep"\n[factors]', "agents.sales_rep = 'gone.py:Rep': there is no such file"),
    "people without a class": ("[factors]", '[agents]\nsales_rep = "tiny.toml"\n[factors]', "is not of the form FILE.py:Class"),
    "not TOML": ("schema = 1", "schema", "study.toml: "),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_study_is_refused_with_its_place(fault: str, tmp_path: Path) -> None:
    right, wrong, message = WRONG[fault]
    assert right in STUDY
    text = STUDY.replace(right, wrong, 1)
    if fault == "too many points":
        text = text.replace("replications = 3", "replications = 1000")
    with pytest.raises(ScenarioError) as refusal:
        plan(study_file(tmp_path, text))
    assert message in str(refusal.value)


def test_the_command_refuses_with_exit_code_3_and_writes_nothing(tmp_path: Path) -> None:
    file = study_file(tmp_path, STUDY.replace("high = 1.0", "high = 2.0"))
    ended = cordiale("sweep", file, "--out", tmp_path / "out")
    assert ended.exit_code == 3
    assert "factors.leadership.strength.high = 2.0 is outside [0, 1]" in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("paradigm\nsiloed\n", "points.csv: column 'leadership.strength' is missing; it has paradigm"),
        (
            "paradigm;leadership.strength\nsiloed;1\n",
            "it has paradigm;leadership.strength; cells are separated by commas",
        ),
        ("paradigm,leadership.strength,luck\nsiloed,1,2\n", "points.csv: column 'luck' is not among the factors"),
        ("paradigm,leadership.strength\nsiloed,2\n", "points.csv, row 1.leadership.strength = 2 is outside [0, 1]"),
        ("paradigm,leadership.strength\nsiloed,0.1\nsilod,0.1\n", "points.csv, row 2.paradigm: 'silod' is not known"),
        ("paradigm,leadership.strength\nsiloed,high\n", "row 1.leadership.strength = 'high' is not a number"),
        ("paradigm,leadership.strength\nsiloed\n", "points.csv, row 1: 1 cells, the heading has 2"),
        ("paradigm,leadership.strength\n", "points.csv holds no points"),
        ("paradigm,paradigm\nsiloed,siloed\n", "points.csv names a column twice"),
        ("paradigm,leadership.strength\nsales-led,0.1\n", "is not among the factor's levels"),
    ],
)
def test_a_list_that_does_not_fit_is_refused_with_its_row(csv: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(csv)
    text = LISTED + '[factors]\nparadigm = ["siloed", "proportional"]\n"leadership.strength" = {}\n'
    with pytest.raises(StudyError) as refusal:
        plan(study_file(tmp_path, text))
    assert message in str(refusal.value)


def test_a_list_without_its_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="there is no such file"):
        plan(study_file(tmp_path, LISTED))
    with pytest.raises(StudyError, match="points is missing"):
        plan(study_file(tmp_path, LISTED.replace('points = "points.csv"\n', "")))


@pytest.mark.parametrize(
    ("design", "more", "message"),
    [
        ("sobol", "samples = 6", "samples = 6 is not a power of two"),
        ("morris", "trajectory_levels = 3", "trajectory_levels = 3 is not an even number"),
        ("latin-hypercube", "samples = 0", "samples = 0: design = \"latin-hypercube\" needs at least 1"),
    ],
)  # fmt: skip
def test_a_sampled_design_is_refused_what_it_cannot_do(design: str, more: str, message: str, tmp_path: Path) -> None:
    text = SAMPLED.format(design=design, more=more)
    if more.startswith("samples"):
        text = text.replace("samples = 8\n", "")
    with pytest.raises(StudyError) as refusal:
        plan(study_file(tmp_path, text))
    assert message in str(refusal.value)


def test_a_sampled_design_needs_a_range_without_levels(tmp_path: Path) -> None:
    text = SAMPLED.format(design="morris", more="")
    with pytest.raises(StudyError, match="samples ranges; give one as"):
        plan(study_file(tmp_path, text.replace("{ low = 0, high = 1 }", "[0.1, 0.2]")))
    with pytest.raises(StudyError, match='design = "morris" has no levels'):
        plan(study_file(tmp_path, text.replace("high = 1 }", "high = 1, levels = 4 }")))


def test_paths_in_a_study_are_relative_to_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = study_file(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert plan(file).scenario.name == "tiny"


def test_the_format_that_the_readme_shows_can_be_planned(tmp_path: Path) -> None:
    words = (ROOT / "experiments" / "study" / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```toml\n(.*?)^```", words, flags=re.DOTALL | re.MULTILINE)
    made = plan(study_file(tmp_path, shown[0]))
    assert (made.points, made.runs, made.forces) == (10, 40, "technology+buyers")
    known = domains(made.scenario, 8)
    named = re.findall(r"`((?:leadership|structure|company|forces)\.[a-z_.-]+|switch_quarter|paradigm|forces)`", words)
    assert len(set(named)) > 8
    assert [name for name in named if name not in known] == []


def test_forces_may_stand_in_any_order_in_a_study() -> None:
    forces = ["buyers+technology", "business-model+buyers+technology", "None"]
    made = planned(factors={"forces": forces, "paradigm": ["siloed"]})
    assert made.columns["forces"] == ["technology+buyers", "all", "none"]
    with pytest.raises(StudyError, match=r"factors\.forces.*'wind' is none"):
        planned(factors={"forces": ["buyers+wind"]})


ANOTHER = {  # a study that differs in one key of its file is another study
    "schema_": None, "scenario": None, "design": None, "points": None, "factors": None, "agents": None,  # told by content
    "samples": 4, "second_order": True, "trajectory_levels": 6, "replications": 4, "quarters": 2, "seed": 2,
    "design_seed": 3, "outcomes": ("revenue",), "until": Until(), "record": Recorded(),
    "fixed": {"leadership.strength": 0.4}, "parameters": "ensemble",
}  # fmt: skip


@pytest.mark.parametrize("key", ANOTHER)
def test_no_key_of_a_study_is_left_out_of_what_it_is_known_by(tmp_path: Path, key: str) -> None:
    assert {*StudyFile.model_fields} == {*ANOTHER}
    if ANOTHER[key] is not None:
        plan = tiny_plan(tmp_path)
        other = plan._replace(study=plan.study.model_copy(update={key: ANOTHER[key]}))
        assert identity(other) != identity(plan)
