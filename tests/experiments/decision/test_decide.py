"""The decision as a whole: what it leaves, that it adds up, that it can be made again, and what it refuses."""

from __future__ import annotations

import json
import shutil
from itertools import permutations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.decision.alternatives import STAY, Option, Sign, alternatives, goals, halfway
from cordiale.experiments.decision.branching import FULL, Branches, turned
from cordiale.experiments.decision.by_lever import LEVERS, pulls
from cordiale.experiments.decision.flips import Factor, company_with
from cordiale.experiments.decision.telling import certainty
from cordiale.experiments.foundations.addresses import figure_at
from cordiale.experiments.foundations.hashes import hashes
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import GRADED, PARADIGMS
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.commandline import cordiale

TINY = 'schema = 1\nname = "{name}"\n[company]\nreps = 3\nmarketers = 2\nexecutives = 1\nburn_in = 1\n'
SIZE = ["--quarters", "6", "--first", "6", "--batches", "0", "--matched", "8", "--quiet"]  # more than all live at first
KEYS = {"best", "confidence", "told_apart", "options", "why", "flips", "measure_first", "baseline", "unknown", "runs",
        "seconds"}  # fmt: skip
OF_OPTION = {"option", "paradigm", "value", "low", "high", "probability_best", "expected_regret", "largest_regret",
             "payback_quarter", "never_pays", "worse_than_staying", "dip_quarter", "dip_value"}  # fmt: skip


def tiny() -> Scenario:
    company = {"reps": 3, "marketers": 2, "executives": 1, "burn_in": 1}
    return Scenario(schema=1, name="tiny", company=company)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("decision")
    (place / "tiny.toml").write_text(TINY.format(name="tiny"), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def decided(folder: Path) -> dict[str, Any]:
    shown = cordiale("decide", str(folder / "tiny.toml"), *SIZE, "--json", "--out", str(folder / "out"))
    assert shown.exit_code == 0, shown.output
    return dict(json.loads(shown.stdout))


def test_it_prints_what_it_leaves_with_every_key_that_was_promised(decided: dict[str, Any], folder: Path) -> None:
    assert json.loads((folder / "out" / "decision.json").read_text(encoding="utf-8")) == decided
    assert decided.keys() >= KEYS
    assert all(each.keys() >= OF_OPTION for each in decided["options"])
    assert {"levers", "channels"} <= decided["why"].keys()
    assert all({"factor", "at", "low", "high", "to"} <= each.keys() for each in decided["flips"])
    assert all({"what", "value"} <= each.keys() for each in decided["measure_first"])


def test_both_accounts_add_up_to_the_lead_of_their_option(decided: dict[str, Any]) -> None:
    why = decided["why"]
    lead = next(each["value"] for each in decided["options"] if each["option"] == why["option"])
    for account in ("levers", "channels"):
        assert sum(part["value"] for part in why[account]) == pytest.approx(lead)


def test_chances_and_shares_are_what_they_should_be(decided: dict[str, Any]) -> None:
    chances = [each["probability_best"] for each in decided["options"]]
    assert sum(chances) == pytest.approx(1.0)
    assert max(chances) <= decided["confidence"] <= 1
    assert decided["options"][0]["option"] == decided["best"]
    stay = next(each for each in decided["options"] if each["option"] == STAY)
    assert (stay["value"], stay["never_pays"], stay["dip_value"]) == (0, 0, 0)


def test_the_robust_choice_is_the_one_least_regretted_at_worst(decided: dict[str, Any]) -> None:
    regretted = {each["option"]: each["regret_at_worst"] for each in decided["options"]}
    assert regretted[decided["robust"]] == min(each for each in regretted.values() if each is not None)


def test_the_folder_holds_and_its_table_has_a_row_for_each_run_and_quarter(
    decided: dict[str, Any], folder: Path
) -> None:
    assert cordiale("verify", str(folder / "out")).exit_code == 0
    table = pd.read_parquet(folder / "out" / "results.parquet")
    assert set(table["weather"]) == {"expected", "none", "full"}
    assert set(table["option"]) == {each["option"] for each in decided["options"]}
    assert not table.duplicated(["weather", "option", "replication", "quarter"]).any()


def test_it_leaves_a_board_pack_that_its_manifest_lists(folder: Path) -> None:
    manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert {"decision.json", "decision.html", "decision.xlsx"} <= manifest["files"].keys()
    page = (folder / "out" / "decision.html").read_text(encoding="utf-8")
    assert 'data-id="options.proportional.value"' in page


@pytest.mark.parametrize(
    "address",
    ["options.proportional.value", "options.siloed.way.3.so_far.low", "baseline.value.high", "weathers.none.lead.mean",
     "unseen.today.perception_gap.mean"],
)  # fmt: skip
def test_a_figure_is_worked_out_again_from_its_own_runs(address: str, decided: dict[str, Any], folder: Path) -> None:
    shown = cordiale("verify", str(folder / "out"), "--number", address, "--json")
    said = json.loads(shown.stdout)
    assert (shown.exit_code, said["holds"], said["number"]["kept"]) == (0, True, figure_at(decided, address))
    assert 0 < said["number"]["runs"] <= 72


def test_a_figure_that_was_changed_is_found_out_though_the_hashes_were_made_to_match(
    decided: dict[str, Any], folder: Path
) -> None:
    spoilt = shutil.copytree(folder / "out", folder / "spoilt")
    decided = json.loads(json.dumps(decided))
    decided["options"][0]["value"] += 1.0
    (spoilt / "decision.json").write_text(json.dumps(decided), encoding="utf-8")
    manifest = json.loads((spoilt / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] |= hashes(spoilt, ["decision.json"])
    (spoilt / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    address = f"options.{decided['best']}.value"
    shown = cordiale("verify", str(spoilt), "--number", address)
    assert shown.exit_code == 5
    assert f"not as it should be: {address} = {decided['options'][0]['value']}" in shown.stdout


def test_the_same_batches_and_companies_give_the_same_decision(decided: dict[str, Any], folder: Path) -> None:
    shown = cordiale(
        "decide", str(folder / "tiny.toml"), *SIZE, "--json", "--workers", "1", "--out", str(folder / "again")
    )
    again = json.loads(shown.stdout)
    assert {**again, "seconds": 0} == {**decided, "seconds": 0}


def test_several_scenarios_stand_side_by_side_and_set_changes_them_all(folder: Path) -> None:
    (folder / "other.toml").write_text(TINY.format(name="other"), encoding="utf-8")
    words = [str(folder / "tiny.toml"), str(folder / "other.toml"), *SIZE, "--out", str(folder / "both")]
    shown = cordiale("decide", *words, "--set", "economics.margin=0.0", "--set", "economics.leaver=0")
    assert shown.exit_code == 0, shown.output
    assert "Side by side" in shown.stdout
    other = json.loads((folder / "both" / "other" / "decision.json").read_text(encoding="utf-8"))
    assert other["baseline"]["value"]["mean"] == 0
    assert all(each["value"] <= 0 for each in other["options"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--switch-quarter 0", "switch-quarter = 0 is outside [1, 8]"),
        ("--switch-quarter 9", "switch-quarter = 9 is outside [1, 8]"),
        ("--confidence 1", "confidence = 1 is outside (0, 1)"),
        ("--indifference 0", "indifference = 0 is outside (0, 1)"),
        ("--budget 0", "budget = 0 is outside"),
        ("--matched 1", "matched = 1 is outside [4, 100000]"),
        ("--first 5", "first = 5 is outside [6, 100000]"),
        ("--batches -1", "batches = -1 is outside [0, 100000]"),
        ("--set leadership.strength", "is not of the form KEY=VALUE"),
        ("--set leadership.strenth=0.2", "did you mean strength"),
        ("--set leadership.strength=2", "leadership.strength = 2 is outside [0, 1]"),
        ("--set leadership.strength=0.1 --set leadership.strength=0.2", "stands there twice"),
        ("--set name.first=x", "name is no table"),
        ("--parameters best", "'best' is not known"),
        ("--decide Q99;survey", "Q99 is after the last quarter of the run, Q12"),
        ("status-quo status-quo", "two have the name status-quo"),
        ("enterprise smb-inbound status-quo smb-inbound", "two have the name smb-inbound"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_runs(words: str, told: str, tmp_path: Path) -> None:
    shown = cordiale("decide", *(word.replace(";", " ") for word in words.split()), "--out", str(tmp_path / "out"))
    assert shown.exit_code == 3
    assert told in shown.stderr
    assert not (tmp_path / "out" / "decision.json").exists()


def test_a_budget_that_cannot_be_kept_is_told_with_what_it_took_and_companies_that_were_given_have_none(
    folder: Path,
) -> None:
    words = ["decide", str(folder / "tiny.toml"), *SIZE[:-3], "--budget", "0.01", "--quiet"]
    late, given = (cordiale(*words, "--out", str(folder / name), *more) for name, more in
                   {"late": [], "given": ["--matched", "4"]}.items())  # fmt: skip
    assert "s in all, more than the budget of 0.01 s" in late.stdout, late.output
    assert "more than the budget" not in given.stdout, given.output


@pytest.mark.parametrize("verb", ["run", "compare"])
def test_run_and_compare_take_other_values_as_well(verb: str, folder: Path) -> None:
    size = ["--quarters", "1", "--quiet", "--out", str(folder / verb)]
    size += ["--replications", "2", "--no-figures"] if verb == "compare" else []
    shown = cordiale(verb, str(folder / "tiny.toml"), *size, "--set", "leadership.strength=0.2")
    assert shown.exit_code == 0, shown.output
    manifest = json.loads((folder / verb / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"]["content"]["leadership"]["strength"] == 0.2


# What can be decided, and companies that are turned


def test_every_deliberate_paradigm_and_one_s_own_can_be_switched_to_but_not_today_s() -> None:
    own = PARADIGMS["siloed"].model_dump(mode="json")
    scenario = load_scenario().with_values({"company.paradigm": "siloed", "paradigms.ours": own})
    assert goals(scenario) == ["assimilated", "marketing-led", "sales-led", "proportional", "ours"]


def test_ways_that_would_begin_too_late_are_left_out() -> None:
    sign = Sign("wins", 5.0)
    every = alternatives(load_scenario(), quarter=2, quarters=12, back=sign)
    assert len(every) == 1 + 5 * 4
    assert [each.kind for each in alternatives(load_scenario(), quarter=2, quarters=6, back=sign)] == [
        STAY,
        *["switch"] * 5,
    ]


@pytest.mark.parametrize(("whence", "goal"), list(permutations(PARADIGMS, 2)))
def test_half_way_every_graded_setting_that_differs_lies_in_the_middle_whichever_way_it_goes(
    whence: str, goal: str
) -> None:
    here, there = PARADIGMS[whence], PARADIGMS[goal]
    said = dict(each.split("=") for each in halfway(here, there).split())
    both = {name: (getattr(here, name), getattr(there, name)) for name in GRADED}
    assert {name: float(value) for name, value in said.items()} == {
        name: pytest.approx((a + b) / 2) for name, (a, b) in both.items() if a != b
    }


def test_half_way_lies_half_way() -> None:
    assert "integration=0.5" in halfway(PARADIGMS["status-quo"], PARADIGMS["assimilated"])
    assert halfway(PARADIGMS["siloed"], PARADIGMS["siloed"]) == ""


def test_all_levers_together_are_the_switch_and_none_is_staying() -> None:
    branches = Branches(prepare(tiny()), "tiny", 1, 4, decisions=(), workers=None)
    options = pulls(tiny(), "proportional", 2)
    switch = Option("switch", "proportional", ("Q2 paradigm=proportional",), 2, "switch")
    stay = Option(STAY, "status-quo", (), 0, STAY)
    ends = [options[frozenset(LEVERS)], options[frozenset()]]
    lived = branches.live([*ends, switch, stay._replace(name="as is")], [0, 1])
    whole = lived[ends[0].name]
    assert (whole.value == lived["switch"].value).all()
    assert (lived[STAY].value == lived["as is"].value).all()
    assert not (whole.value == lived[STAY].value).all()


def test_a_company_that_is_turned_is_the_one_whose_file_says_so() -> None:
    stay = [Option(STAY, "status-quo", (), 0, STAY)]
    values = {"leadership.strength": 0.9, "customers.initial_per_rep": 9.0}
    by_file = Branches(prepare(tiny().with_values(values)), "tiny", 1, 3, decisions=(), workers=None).live(
        stay, [0, 1]
    )[STAY]
    branches = Branches(prepare(tiny()), "tiny", 1, 3, decisions=(), workers=None)
    by_turning = branches.live(stay, [0, 1], company=turned(branches.company, values))[STAY]
    assert by_file.rows.tobytes() == by_turning.rows.tobytes()


def test_a_force_that_is_turned_is_the_one_whose_file_says_so() -> None:
    stay = [Option(STAY, "status-quo", (), 0, STAY)]
    by_file = Branches(
        prepare(tiny().with_values({"forces.buyers.end": 0.5})), "tiny", 1, 3, decisions=(), workers=None
    ).live(stay, [0])[STAY]
    branches = Branches(prepare(tiny()), "tiny", 1, 3, decisions=(), workers=None)
    company = company_with(branches.company, Factor("forces.buyers.end", 0, 1, 0.9, "1"), 0.5)
    assert branches.live(stay, [0], company=company)[STAY].rows.tobytes() == by_file.rows.tobytes()


def test_in_full_weather_the_past_is_the_same_and_what_comes_is_not() -> None:
    stay, branches = (
        [Option(STAY, "status-quo", (), 0, STAY)],
        Branches(prepare(tiny()), "tiny", 1, 4, decisions=(), workers=None),
    )
    usual, full = branches.live(stay, [0])[STAY].rows, branches.live(stay, [0], weather=FULL)[STAY].rows
    assert usual[0, 0].tobytes() == full[0, 0].tobytes()
    assert usual[0, 4].tobytes() != full[0, 4].tobytes()


def test_every_parameter_can_be_told_from_its_name_in_the_record() -> None:
    assert {f"{each.group}_{each.name}".replace("_", ".", 1) for each in PARAMETERS} == {
        each.dotted for each in PARAMETERS
    }


@pytest.mark.parametrize(("share", "words"), [(1.0, "over 99 %"), (0.0, "under 1 %"), (0.5, "50 %")])
def test_a_chance_is_never_quite_certain(share: float, words: str) -> None:
    assert certainty(share, ENGLISH) == words
