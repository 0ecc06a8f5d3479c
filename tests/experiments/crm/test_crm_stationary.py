"""An import of cycles that are not lognormal or long, of several prices, of growth: a company at rest."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from cordiale.experiments.crm import import_export
from cordiale.experiments.crm.cases import Cases
from cordiale.experiments.crm.distributions import quantiles_of
from cordiale.experiments.crm.growth import growth_of
from cordiale.experiments.crm.writing import Report, write_scenario
from cordiale.experiments.fitting.observed import status_quo
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.sections import Quantiles, log_deviation, middle_of, scores
from tests.support.crm_exports import write_csv
from tests.support.crm_records import Case, together
from tests.support.quick_fits import quarter_fits

MAPPING = """\
schema = 1
title = "Example"
[opportunity]
files = ["deals.csv"]
columns = { opp_id = "id", created = "created", close = "close", stage = "stage", amount = "amount", owner = "owner" }
"""
HEADER = ["id", "created", "close", "stage", "amount", "owner"]


def deals(folder: Path, days: Sequence[int], *, every: int, count: int, amounts: Sequence[int] = (1000,)) -> Path:
    """Deals created one after another, three in five won, whose cycles and amounts take turns."""
    rows = []
    for i in range(count):
        created = date(2024, 1, 1) + timedelta(days=every * i)
        close, stage = created + timedelta(days=days[i // 5 % len(days)]), "Closed Won" if i % 5 < 3 else "Closed Lost"
        rows.append([f"D{i}", f"{created}", f"{close}", stage, f"{amounts[i % len(amounts)]}", f"Rep {i % 4}"])
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    write_csv(folder / "deals.csv", HEADER, rows)
    return folder


@pytest.fixture(scope="module")
def two_kinds(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Half the deals take 4 days, half 80: six weeks on average, 9.1 wins a quarter."""
    folder = deals(tmp_path_factory.mktemp("two-kinds"), [4, 80], every=6, count=120)
    with quarter_fits():
        return write_scenario(import_export(folder, mapping=folder / "mapping.toml"), folder / "out.toml")


def test_two_kinds_of_cycle_keep_their_mean_and_stay_two(two_kinds: Report) -> None:
    assert two_kinds.met, two_kinds.lines()
    assert "sales_cycle_weeks_median" not in two_kinds.scenario.targets  # it lies in the gap
    years = [each.achieved for each in two_kinds.checks if each.name.startswith("wins in the")]
    assert years == pytest.approx([9.1, 9.1], rel=0.12)
    frame = status_quo(two_kinds.scenario, replications=60, quarters=12, seed=9)
    means = frame[frame["quarter"] > 0].groupby((frame["quarter"] - 1) // 4)["sales_cycle_weeks"].mean()
    assert means.to_numpy() == pytest.approx(6.0, rel=0.12)


@pytest.mark.slow
def test_cycles_of_more_than_a_year_are_met_or_the_import_says_that_they_are_not(tmp_path: Path) -> None:
    folder = deals(tmp_path, [399, 400, 401], every=2, count=300)
    with quarter_fits():
        report = write_scenario(import_export(folder, mapping=folder / "mapping.toml"), folder / "out.toml")
    achieved = {each.name: each for each in report.checks}
    assert achieved["sales_cycle_weeks"].met
    assert report.met or any(line.startswith("cannot be met: ") for line in report.lines())
    assert report.scenario.company.burn_in >= 8 + 57 // 13


def test_a_few_people_with_few_leads_do_not_drift(tmp_path: Path) -> None:
    """Three reps, eighteen leads a quarter, every fifth won: reps have yet to learn what to expect of leads."""
    leads, won = [], []
    for i in range(144):
        created, deal = date(2023, 1, 2) + timedelta(days=5 * i), f"006{i:012}" if i % 5 < 3 else ""
        close = f"{created + timedelta(days=40 + i % 7 * 10)}"
        leads.append([f"00Q{i:012}", f"{created}", "Open", "Web", "Marketer", deal])
        if deal:
            won.append([deal, f"{created}", close, ["Closed Won", "Closed Lost"][i % 5 > 0], f"Rep {i // 5 % 3}"])
    header = ["Id", "CreatedDate", "Status", "LeadSource", "OwnerId", "ConvertedOpportunityId"]
    write_csv(tmp_path / "Lead.csv", header, leads)
    write_csv(tmp_path / "Opportunity.csv", ["Id", "CreatedDate", "CloseDate", "StageName", "OwnerId"], won)
    with quarter_fits():
        report = write_scenario(import_export(tmp_path, preset="salesforce"), tmp_path / "out.toml")
    achieved = {each.name: each.achieved for each in report.checks}
    assert achieved["wins in the third year"] == pytest.approx(achieved["wins in the first year"], rel=0.1)
    assert achieved["wins"] == pytest.approx(report.scenario.targets["wins"].value, rel=0.1)


def test_several_prices_stay_several(tmp_path: Path) -> None:
    folder = deals(tmp_path, [20, 30], every=2, count=200, amounts=[1000, 1000, 9000])
    facts = import_export(folder, mapping=folder / "mapping.toml").facts
    values = quantiles_of(facts)["contract_value"]
    assert set(np.round(values, 6)) >= {1.0, 9.0}
    assert sum(1.0 < value < 9.0 for value in values) <= 1
    shown = np.exp(np.log(1.0) + log_deviation(values) * np.array(scores(values)))
    assert shown == pytest.approx(values)


@pytest.mark.parametrize("quantiles", [(1.0, 2.0, 9.0, 10.0), (3.0, 3.0), (0.5, 0.6, 40.0), (2.0, 7.0)])
def test_middle_and_width_of_quantiles_are_those_of_even_steps_on_straight_lines_between_their_logarithms(
    quantiles: tuple[float, ...],
) -> None:
    even, ends = np.linspace(0, 1, 400_001), np.linspace(0, 1, len(quantiles))
    assert log_deviation(quantiles) == pytest.approx(np.std(np.interp(even, ends, np.log(quantiles))), abs=1e-5)
    assert middle_of(quantiles) == pytest.approx(np.interp(0.5, ends, quantiles))


def test_a_company_draws_from_its_own_quantiles() -> None:
    prices = {"contract_value": [1.0] * 6 + [9.0] * 5}
    own = Quantiles.model_validate(prices).contract_value
    values = {"quantiles": prices, "buyers.contract_value": 1.0, "buyers.value_spread": log_deviation(own)}
    frame = status_quo(load_scenario().with_values(values), replications=4, seed=1)
    lognormal = status_quo(load_scenario(), replications=4, seed=1)
    assert frame[frame["quarter"] > 0]["contract_value"].mean() == pytest.approx(4.6, rel=0.15)
    assert len(frame) == len(lognormal)


def months(counts: Sequence[int]) -> Cases:
    return together(
        [
            Case("web", datetime(2020 + month // 12, month % 12 + 1, 1 + i % 28), won=False, closed=None, days=None)
            for month, count in enumerate(counts)
            for i in range(count)
        ]
    )


def test_growth_and_seasons_are_told() -> None:
    grown = growth_of(months([round(100 * 1.2 ** (month / 12)) for month in range(38)]))
    assert grown is not None
    assert grown.yearly == pytest.approx(0.2, abs=0.01)
    assert grown.season == pytest.approx(0.0, abs=0.02)
    swinging = growth_of(months([160 if month % 12 >= 9 else 80 for month in range(50)]))
    assert swinging is not None
    assert swinging.season == pytest.approx(0.6, abs=0.1)
    assert growth_of(months([50] * 13)) is None


def test_a_month_without_a_case_counts_as_half_a_case_like_half_a_case_more_in_every_other() -> None:
    counts = [7, *(0 if month % 5 == 0 else 4 + month for month in range(24)), 9]
    grown = growth_of(months(counts))
    assert grown is not None
    slope = np.polyfit(range(24), np.log(np.array(counts[1:-1]) + 0.5), 1)[0]
    assert (grown.months, grown.yearly) == (24, pytest.approx(np.exp(12 * slope) - 1))


def test_what_was_taken_out_travels_with_the_scenario(two_kinds: Report) -> None:
    assert two_kinds.scenario.unknown["growth"].startswith("taken out; ")
