"""What a scenario implies is said before anything is compared."""

from pathlib import Path

import pandas as pd

from cordiale.experiments.comparison.echo import as_simulated, implied, left_at_default, questions
from cordiale.simulation.scenario.files import load_scenario
from tests.support.commandline import cordiale


def table() -> pd.DataFrame:
    rows = {
        "paradigm": "status-quo", "forces": "none", "quarter": [1, 2, 3, 4], "customers": [1, 1, 470, 490],
        "revenue": [0, 0, 5000, 6000], "revenue_new": [0, 0, 1620, 1620], "leads_handed_over": 381.0,
        "wins": [9, 9, 54, 54], "losses": [0, 0, 100, 100], "no_decisions": [0, 0, 40, 38],
        "sales_cycle_weeks": 9.2, "sales_cycle_weeks_median": 8.634, "gross_retention": float("nan"),
    }  # fmt: skip
    frame = pd.DataFrame(rows)
    return pd.concat([frame.assign(forces="all", wins=0), frame])


def test_the_company_as_simulated_is_said_beside_its_own_figures() -> None:
    scenario = load_scenario().with_values({"targets": {"win_rate": 0.4}})
    assert as_simulated(table(), scenario) == (
        "as simulated: 480 customers, 22 million USD bookings a year, 381 leads handed over a quarter, "
        "54 wins a quarter, win rate 28 % (yours: win rate 40 %), 30 thousand USD a contract, "
        "mean cycle 9.2 weeks, median cycle 8.63 weeks"
    )
    assert implied(table(), scenario)["gross_retention"] is None


def test_quarters_in_which_a_company_settles_count_only_where_there_are_no_others() -> None:
    frame = table().assign(customers=[10, 20, 400, 600] * 2, wins=[1, 2, 40, 60] * 2)
    told = implied(frame, load_scenario())
    assert (told["customers"], told["wins"]) == (500, 50)
    for quarters, last in ((1, 10), (2, 20)):
        assert implied(frame[frame["quarter"] <= quarters], load_scenario())["customers"] == last


def test_another_way_of_living_is_said() -> None:
    frame = table().assign(paradigm="drift")
    assert as_simulated(frame, load_scenario()).startswith("as simulated, living drift under no forces: ")


def test_thousands_typed_as_units_are_questioned() -> None:
    assert questions(load_scenario()) == []
    (asked,) = questions(load_scenario().with_values({"buyers.contract_value": 30_000.0}))
    assert asked.startswith("buyers.contract_value = 30,000 thousand is 30 million a contract")


def test_a_span_beside_an_org_chart_is_told_to_be_without_effect(tmp_path: Path) -> None:
    chart = "person,function,role,manager\nboss,company,executive,\nann,sales,rep,boss\nbob,marketing,marketer,boss\n"
    (tmp_path / "people.csv").write_text(chart, encoding="utf-8")
    (tmp_path / "imported.toml").write_text('schema = 1\nname = "i"\n[company]\nspan = 2\n', encoding="utf-8")
    mine = tmp_path / "mine.toml"
    own = 'schema = 1\nname = "mine"\nextends = "{}"\n[company]\norg_chart = "people.csv"\n'
    mine.write_text(own.format("imported.toml"), encoding="utf-8")
    (told,) = questions(load_scenario(mine))
    assert told.startswith("company.span = 2 is not used: company.org_chart says who leads whom (1 reps report to 1")
    mine.write_text(own.format("status-quo"), encoding="utf-8")
    assert questions(load_scenario(mine)) == []
    assert questions(load_scenario(tmp_path / "imported.toml")) == []


def test_what_nobody_told_travels_with_the_scenario_into_reports(tmp_path: Path) -> None:
    unknown = {"contract value": "the wins carry no usable amounts"}
    scenario = load_scenario().with_values({"unknown": unknown})
    assert "contract value (the wins carry no usable amounts)" in left_at_default(scenario)
    file = tmp_path / "mine.toml"
    file.write_text(
        'schema = 1\nname = "mine"\nextends = "status-quo"\n[company]\nreps = 2\nmarketers = 2\nburn_in = 0\n'
        '[unknown]\n"contract value" = "the wins carry no usable amounts"\n',
        encoding="utf-8",
    )
    words = ["--paradigms", "status-quo,drift", "--forces", "none", "--replications", "2", "--quarters", "2"]
    shown = cordiale("compare", file, *words, "--no-figures", "--quiet", "--out", tmp_path / "out")
    assert shown.stdout.startswith("as simulated: ")
    assert "the wins carry no usable amounts" in " ".join(shown.stdout.split())
    assert "the wins carry no usable amounts" in (tmp_path / "out" / "summary.json").read_text(encoding="utf-8")
