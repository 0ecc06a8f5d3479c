"""Designs: which points a study has, and that categories never become numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cordiale.experiments.foundations.manifest import mapping_sha256, scenario_content
from cordiale.experiments.foundations.store import content_sha256
from cordiale.experiments.study import plan
from cordiale.experiments.study.designs import problem, unit_sample
from cordiale.experiments.study.domains import domains
from cordiale.experiments.study.frozen import NOT_CONTENT, dig_out, identity, plant
from cordiale.experiments.study.orders import company_at, varied
from cordiale.experiments.study.planning import Plan
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.studies import STUDY, study_file, tiny_plan

SAMPLED = """
schema = 1
scenario = "tiny.toml"
design = "{design}"
samples = 8
quarters = 6
[factors]
paradigm = ["siloed", "proportional", "drift"]
"leadership.strength" = {{ low = 0.2, high = 0.6 }}
switch_quarter = {{ low = 0, high = 3 }}
"""


def sampled(folder: Path, design: str, **replaced: str) -> Plan:
    text = SAMPLED.format(design=design)
    for right, wrong in replaced.items():
        text = text.replace(right, wrong)
    return plan(study_file(folder, text))


def test_a_full_design_crosses_all_levels(tmp_path: Path) -> None:
    points = tiny_plan(tmp_path).frame()
    assert points["leadership.strength"].tolist() == [0.0, 1 / 3, 2 / 3, 1.0] * 2
    assert points["paradigm"].tolist() == ["siloed"] * 4 + ["proportional"] * 4
    assert points["sample"].tolist() == [0, 1, 2, 3] * 2  # a sample is met by both paradigms


@pytest.mark.parametrize(("design", "samples"), [("latin-hypercube", 8), ("sobol", 8 * 4), ("morris", 8 * 3)])
def test_a_sample_is_met_by_every_category(design: str, samples: int, tmp_path: Path) -> None:
    points = sampled(tmp_path, design).frame()
    assert len(points) == 3 * samples
    for _, met in points.groupby("sample"):
        assert sorted(met["paradigm"]) == ["drift", "proportional", "siloed"]
        assert met["leadership.strength"].nunique() == met["switch_quarter"].nunique() == 1


@pytest.mark.parametrize("design", ["latin-hypercube", "sobol", "morris"])
def test_samples_stay_in_their_range_and_whole_numbers_whole(design: str, tmp_path: Path) -> None:
    points = sampled(tmp_path, design).frame()
    assert points["leadership.strength"].between(0.2, 0.6).all()
    assert points["switch_quarter"].dtype == np.int64
    assert set(points["switch_quarter"]) <= {0, 1, 2, 3}
    assert all(isinstance(each, str) for each in points["paradigm"])


def test_a_latin_hypercube_has_one_sample_in_each_stratum(tmp_path: Path) -> None:
    points = sampled(tmp_path, "latin-hypercube").frame().drop_duplicates("sample")
    strata = np.floor((points["leadership.strength"] - 0.2) / 0.4 * 8).astype(int)
    assert sorted(strata) == list(range(8))
    assert sorted(points["switch_quarter"]) == [0, 0, 1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("design", ["latin-hypercube", "sobol", "morris"])
def test_a_design_is_the_same_at_every_call_and_another_with_another_seed(design: str, tmp_path: Path) -> None:
    first, again = sampled(tmp_path, design), sampled(tmp_path, design)
    other = sampled(tmp_path, design, quarters="seed = 2\nquarters")
    assert first.columns == again.columns
    assert first.columns != other.columns


def test_an_analysis_finds_the_unit_sample_again(tmp_path: Path) -> None:
    made = sampled(tmp_path, "sobol")
    ranges = [factor for factor in made.factors if factor.is_sampled]
    places = unit_sample(made.study, ranges)
    points = made.frame().drop_duplicates("sample")
    assert points["leadership.strength"].tolist() == [ranges[0].at(place) for place in places[:, 0]]
    assert problem(ranges)["names"] == ["leadership.strength", "switch_quarter"]


def test_a_list_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("switch_quarter,paradigm\n2,siloed\n\n0,drift\n2,drift\n")
    text = 'schema = 1\nscenario = "tiny.toml"\ndesign = "list"\npoints = "points.csv"\nquarters = 4\n'
    points = plan(study_file(tmp_path, text)).frame()
    assert points["switch_quarter"].tolist() == [2, 0, 2]
    assert points["paradigm"].tolist() == ["siloed", "drift", "drift"]
    assert points["sample"].tolist() == [0, 1, 0]


def test_every_declared_parameter_can_vary_within_its_declared_range() -> None:
    known = domains(load_scenario(), 12)
    for each in PARAMETERS:
        assert (known[each.dotted].low, known[each.dotted].high) == (each.low, each.high)


def test_everything_that_can_vary_is_accepted_by_the_scenario_at_its_bounds() -> None:
    scenario = load_scenario().with_values({"leadership.goal": "proportional", "growth.quarters": 4})
    for name, domain in domains(scenario, 12).items():
        if name in ("paradigm", "forces", "switch_quarter"):
            continue
        for value in domain.allowed or (domain.low, domain.high):
            varied(scenario, {name: value})


def test_a_point_is_the_company_that_its_scenario_would_make() -> None:
    scenario = load_scenario()
    base = prepare(scenario)
    for settings in (
        {"leadership.strength": 0.9, "customers.initial_per_rep": 40.0},
        {"company.reps": 20, "leadership.strength": 0.1},
        {"forces.technology.end": 0.5, "paradigm": "siloed"},
        {"structure.integration": 0.9, "paradigm": "siloed"},
        {"company.spread": 0.2, "company.burn_in": 3, "leadership.strength": 0.1},
        {"leadership.response": "reorganise", "leadership.goal": "siloed"},
        {"growth.demand": 0.1, "growth.quarters": 3},
    ):
        made, wanted = company_at(base, settings), prepare(varied(scenario, settings))
        assert made.parameters.tobytes() == wanted.parameters.tobytes()
        assert made.sources.tobytes() == wanted.sources.tobytes()
        assert made.blueprint.rows == wanted.blueprint.rows
        assert made.blueprint.people.tobytes() == wanted.blueprint.people.tobytes()
        assert made.scenario.rows == wanted.scenario.rows
        assert (made.scenario.company, made.scenario.growth) == (wanted.scenario.company, wanted.scenario.growth)
        leaders, as_wanted = made.scenario.leadership, wanted.scenario.leadership
        assert (leaders.response, leaders.goal) == (as_wanted.response, as_wanted.goal)
        assert made.sky("all", 52).tobytes() == wanted.sky("all", 52).tobytes()


def test_a_setting_of_the_structure_varies_whatever_paradigm_it_is_in(tmp_path: Path) -> None:
    scenario = Scenario(schema=1, name="example")
    for paradigm in ("siloed", "proportional"):
        row = varied(scenario, {"structure.integration": 0.33, "paradigm": paradigm}).rows["as-studied"]
        assert row == scenario.rows[paradigm].model_copy(update={"integration": 0.33})


def test_parts_are_cut_by_work_and_named_by_what_they_hold(tmp_path: Path) -> None:
    made = plan(study_file(tmp_path, STUDY))
    parts = list(made.parts())
    assert [run for part in parts for run in range(part.first, part.last)] == list(range(made.runs))
    assert parts[0].name == f"{0:09d}-{made.part_size - 1:09d}.parquet"


def test_copies_of_a_world_are_counted(tmp_path: Path) -> None:
    text = SAMPLED.format(design="latin-hypercube").replace('"leadership.strength" = { low = 0.2, high = 0.6 }\n', "")
    made = plan(study_file(tmp_path, text))
    assert made.copies() == 3 * (8 - 4), "four quarters in eight samples, under three paradigms"
    assert sampled(tmp_path, "latin-hypercube").copies() == 0


# Two seeds


@pytest.mark.parametrize("design", ["latin-hypercube", "sobol", "morris"])
def test_the_design_and_the_luck_have_seeds_of_their_own(design: str, tmp_path: Path) -> None:
    def made(seeds: str) -> Plan:
        return sampled(tmp_path, design, **{"quarters = 6": f"quarters = 6\n{seeds}"})

    def places(plan: Plan) -> list[float]:
        return plan.frame()["leadership.strength"].tolist()

    old = made("seed = 3")
    assert places(made("seed = 4\ndesign_seed = 3")) == places(old), "other luck at the same points"
    assert places(made("seed = 3\ndesign_seed = 4")) != places(old), "the same luck at other points"


def test_a_study_without_a_seed_of_its_design_has_the_hash_that_it_had(tmp_path: Path) -> None:
    made = sampled(tmp_path, "latin-hypercube")
    study = made.study.model_dump(mode="json")
    later = ("design_seed", "until", "record", "parameters")
    assert [study.pop(each) for each in later] == [None, None, None, "point"]
    before = {key: each for key, each in study.items() if key not in NOT_CONTENT} | {"agents": {}}
    content = {"study": before, "scenario": scenario_content(made.scenario), "points": content_sha256(made.frame())}
    assert identity(made) == mapping_sha256(content)
    assert identity(made) != identity(made._replace(study=made.study.model_copy(update={"design_seed": 1})))


def test_a_scenario_with_a_forces_path_in_a_file_can_be_studied(tmp_path: Path) -> None:
    """What the path holds counts, not where its file lies: the plan that was frozen is the one that is dug out."""
    (tmp_path / "path.csv").write_text("0.1\n0.5\n0.9\n")
    file = study_file(tmp_path)
    with open(tmp_path / "tiny.toml", "a", encoding="utf-8") as text:
        text.write(f'[forces.technology]\nshape = "path"\nfile = "{tmp_path / "path.csv"}"\n')
    made = plan(file)
    plant(made, tmp_path / "out")
    again, _ = dig_out(tmp_path / "out")
    assert again.scenario.forces["technology"].path == (0.1, 0.5, 0.9)
