"""What a scenario implies is said before anything is compared."""

import math
from pathlib import Path

import pandas as pd
import pytest

from cordiale.experiments.comparison.echo import ECHO, as_simulated, implied, left_at_default, questions
from cordiale.experiments.foundations.language import ENGLISH, words
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
    assert as_simulated(table(), scenario, w=ENGLISH) == (
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
    assert as_simulated(frame, load_scenario(), w=ENGLISH).startswith("as simulated, living drift under no forces: ")


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
    assert "contract value (the wins carry no usable amounts)" in left_at_default(scenario, w=ENGLISH)
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


def test_forces_under_which_a_company_lived_are_said_also_where_it_lives_as_today() -> None:
    usual, forced = table().query("forces == 'none'"), table().assign(forces="buyers", wins=5)
    today = load_scenario().company.paradigm
    assert as_simulated(usual, load_scenario(), w=ENGLISH).startswith("as simulated: ")
    assert as_simulated(forced, load_scenario(), w=ENGLISH).startswith(
        f"as simulated, living {today} under buyers alone: "
    )
    assert implied(forced, load_scenario())["forces"] == "buyers"


def test_a_contract_is_questioned_from_ten_million_on_and_a_target_of_one_too() -> None:
    for amount, asked in ((9_999.0, 0), (10_000.0, 1)):
        assert len(questions(load_scenario().with_values({"buyers.contract_value": amount}))) == asked
        assert len(questions(load_scenario().with_values({"targets": {"contract_value": amount}}))) == asked
    (said,) = questions(load_scenario().with_values({"targets": {"contract_value": 12_345.0}}))
    assert said.startswith("targets.contract_value = 12,300 thousand is 12.3 million a contract")
    assert questions(load_scenario().with_values({"targets": {"win_rate": 0.4}})) == []


def test_of_an_org_chart_its_reps_are_counted_with_who_leads_them_and_the_most_that_one_leads(tmp_path: Path) -> None:
    people = ["boss,company,executive,"]
    people += [f"{name},{of},manager,boss" for name, of in (("lea", "sales"), ("max", "sales"), ("mia", "marketing"))]
    people += [f"rep{at},sales,rep,{'lea' if at < 3 else 'max'}" for at in range(4)]
    people += [f"mkt{at},marketing,marketer,mia" for at in range(5)]
    (tmp_path / "people.csv").write_text("\n".join(["person,function,role,manager", *people, ""]), encoding="utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text('schema = 1\nname = "mine"\n[company]\nspan = 2\norg_chart = "people.csv"\n', encoding="utf-8")
    (told,) = questions(load_scenario(mine))
    assert "(4 reps report to 2 people, at most 3 to one)" in told


def test_each_figure_of_the_echo_is_taken_and_said_in_its_own_way() -> None:
    frame = pd.DataFrame({
        "customers": [10, 30], "revenue": [1000.0, 3000.0], "revenue_new": [600.0, 900.0], "wins": [2.0, 3.0],
        "losses": [5.0, 6.0], "no_decisions": [1.0, 3.0], "leads_handed_over": [40.0, 60.0],
        "sales_cycle_weeks": [8.0, 11.0], "sales_cycle_weeks_median": [7.0, 12.0], "gross_retention": [0.8, 0.9],
    })  # fmt: skip
    taken = {each.name: each.take(frame) for each in ECHO}
    assert taken == pytest.approx({
        "customers": 20, "bookings": 8.0, "leads_handed_over": 50, "wins": 2.5, "win_rate": 5 / 20,
        "contract_value": 1500 / 5, "sales_cycle_weeks": 9.5, "sales_cycle_weeks_median": 9.5, "gross_retention": 0.85,
    })  # fmt: skip
    uneven = pd.DataFrame({"sales_cycle_weeks_median": [1.0, 2.0, 30.0], "sales_cycle_weeks": [1.0, 2.0, 30.0]})
    cycles = {each.name: each.take(uneven) for each in ECHO if each.name.startswith("sales_cycle")}
    assert cycles == {"sales_cycle_weeks": 11.0, "sales_cycle_weeks_median": 2.0}
    said = {each.name: each.say(taken[each.name], "EUR", words("en")) for each in ECHO}
    for name, amount in (("bookings", "8 million EUR"), ("win_rate", "25 %"), ("gross_retention", "85 %"),
                         ("contract_value", "300 thousand EUR"), ("customers", "20")):  # fmt: skip
        assert amount in said[name].replace("\u00a0", " "), said[name]
    none_decided = frame.assign(wins=0.0, losses=0.0, no_decisions=0.0)
    assert all(math.isnan(each.take(none_decided)) for each in ECHO if each.name in ("win_rate", "contract_value"))
