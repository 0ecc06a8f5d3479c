"""Every shipped scenario loads, runs, and lives up to the figures it claims."""

import pytest

from cordiale.experiments.crm.shipped import BY_HAND, marked, refit, value_at
from cordiale.experiments.fitting.fidelity import check
from cordiale.experiments.fitting.fit import Found
from cordiale.experiments.fitting.observed import figures_in, status_quo
from cordiale.experiments.fitting.secants import Secants
from cordiale.experiments.fitting.trial import Figures, try_out
from cordiale.simulation.runs.results import simulate
from cordiale.simulation.scenario.files import SCENARIOS, load_scenario, shipped

# The ranges of F38 to F40, F46, F60 and F61 over kinds of companies; follow-up as in F30 and F38.
FUNNEL = {
    "follow_up_share": (0.13, 0.55),
    "win_rate": (0.15, 0.35),
    "gross_retention": (0.78, 0.96),
    "sales_cycle_weeks_median": (3.0, 50.0),
    "qualified_share": (0.10, 0.40),
}


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert scenario.title
    assert scenario.description
    assert scenario.provenance
    assert f"`{name}`" in (SCENARIOS / "README.md").read_text()


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_runs(name: str) -> None:
    frame = simulate(load_scenario(name), ["siloed", "proportional"], ["none"], replications=1, quarters=2)
    assert len(frame) == 2 * 3
    assert (frame[frame["quarter"] > 0]["leads_handed_over"] > 0).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_meets_its_targets(name: str) -> None:
    for each in check(load_scenario(name), seed=11):
        assert each.met, str(each)


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    names = ("status-quo", *BY_HAND)
    return {name: try_out(load_scenario(name), replications=40, seed=12) for name in names}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["status-quo", *BY_HAND])
def test_the_funnel_lies_in_the_published_ranges(name: str, figures: dict[str, Figures]) -> None:
    for figure, (low, high) in FUNNEL.items():
        assert low <= figures[name][figure] <= high, figure


@pytest.mark.slow
def test_marketing_brings_less_of_what_larger_accounts_buy(figures: dict[str, Figures]) -> None:
    """F44."""
    small, usual, large = (figures[name]["marketing_sourced"] for name in ("smb-inbound", "status-quo", "enterprise"))
    assert small > usual > large


@pytest.mark.parametrize("name", BY_HAND)
def test_a_refit_touches_only_what_is_marked_as_fitted(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / f"{name}.toml"
    text = (SCENARIOS / f"{name}.toml").read_text()
    path.write_text(text)
    elsewhere = load_scenario(name).with_values({"buyers.win": -0.123})
    monkeypatch.setattr(
        "cordiale.experiments.crm.shipped.fit", lambda *_, **__: Found(elsewhere, in_reach=True, moves=Secants([]))
    )
    refit(path)
    before, after = text.splitlines(), path.read_text().splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        next((old, new) for old, new in zip(before, after, strict=True) if new.startswith("win = -0.123  # fitted to"))
    ]
    assert {mark.place for mark in marked(before)} >= {"buyers.win", "customers.renewal", "selling.own_appeal"}
    assert value_at(load_scenario(path), "buyers.win") == -0.123


def test_a_company_without_wins_yet_has_no_conversion_to_measure() -> None:
    hopeless = {"buyers.win": -5.0, "selling.engagement": -4.0}
    frame = status_quo(load_scenario().with_values(hopeless), replications=1, seed=1)
    assert figures_in(frame, ["conversion"])["conversion"] < 0.001
