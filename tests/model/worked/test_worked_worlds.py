"""What a company and its world are declared to be, by hand: numbers as the tables have them, spreads, paths, plans."""

import math
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import cordiale.simulation
from cordiale.simulation.founding.traits import TRAITS, differ, moved
from cordiale.simulation.runs.company import begin_alike, prepare, set_out
from cordiale.simulation.runs.run import Run, timeline
from cordiale.simulation.scenario.ensemble import order_of
from cordiale.simulation.scenario.resolutions import Condition, resolved
from cordiale.simulation.scenario.sections import Quantiles, log_deviation, middle_of, scores
from cordiale.simulation.scenario.weather import Growth, Profile, weather
from cordiale.simulation.world.outcomes import OUTCOMES, Outcome
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import PARAMETERS, Parameter
from cordiale.simulation.world.paths import CONSTANT, LOGISTIC, RAMP, STEP, intensity
from cordiale.simulation.world.words import Bound, Response
from tests.support.worked import LUCK, Worked, company, in_plain, worked
from tests.support.worlds import small

DOCUMENTS = Path(cordiale.simulation.__path__[0])


@cache
def written(document: str) -> dict[str, list[list[str]]]:
    """The rows of the tables of a document, by the name in their first or second cell."""
    found: dict[str, list[list[str]]] = {}
    for line in (DOCUMENTS / document).read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for name in (cell.strip("`") for cell in cells[:2]):
                found.setdefault(name, []).append(cells)
    return found


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda each: each.dotted)
def test_a_number_is_what_the_shipped_tables_say_its_default_range_unit_source_and_meaning(
    parameter: Parameter,
) -> None:
    (row,) = written("TABLES.md")[parameter.dotted]
    low, high = row[2].split(" to ")
    told = [float(each.replace(",", "").replace("−", "-")) for each in (row[1], low, high)]
    assert told == [parameter.default, parameter.low, parameter.high]
    assert (row[3], row[4], row[5]) == (parameter.unit, parameter.source, parameter.meaning)


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda each: each.name)
def test_an_outcome_is_what_the_shipped_tables_say_its_group_unit_and_definition(outcome: Outcome) -> None:
    told = [row for row in written("TABLES.md")[outcome.name] if row[0] == outcome.group]
    assert [row[2:4] for row in told] == [[outcome.unit, outcome.definition]]


@pytest.mark.parametrize("setting", Structure.model_fields)
@pytest.mark.parametrize("paradigm", PARADIGMS)
def test_a_paradigm_s_setting_is_what_the_shipped_description_says(paradigm: str, setting: str) -> None:
    heads = next(
        cells
        for rows in written("ODD.md").values()
        for cells in rows
        if "siloed" in " ".join(cells) and "assimilated" in " ".join(cells)
    )
    row = next(cells for cells in written("ODD.md")[setting] if len(cells) == len(heads))
    told = row[[head.strip("`") for head in heads].index(paradigm)].strip("`")
    value = getattr(PARADIGMS[paradigm], setting)
    assert told == (
        value.word
        if hasattr(value, "word")
        else {True: "yes", False: "no"}[value]
        if isinstance(value, bool)
        else f"{value:g}"
    )


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda each: each.name)
def test_a_definition_says_median_where_its_name_does_and_trusts_in_the_order_of_its_name(outcome: Outcome) -> None:
    words = outcome.definition.split()
    assert ("median" in words) == outcome.name.endswith("_median")
    if outcome.unit in ("week", "thousand") and not outcome.name.endswith("_median"):
        assert "mean" in words
    if outcome.group == "trust" and "mean" in words:
        ours, theirs = outcome.name.replace("leader_", "").removeprefix("trust_").split("_in_")
        sides = {"sales": {"reps", "sales"}, "marketing": {"marketers", "marketing"}}
        first, second = outcome.definition.split(" in ", 1)
        assert set(first.split()) & sides[ours]
        assert not set(first.split()) & sides[theirs]
        assert set(second.split()) & sides[theirs]


def test_sales_led_is_marketing_led_the_other_way_round() -> None:
    ours, theirs = PARADIGMS["sales-led"], PARADIGMS["marketing-led"]
    assert ours.power_balance == -theirs.power_balance < 0
    assert (ours.attribution.word, theirs.attribution.word) == ("last-touch", "first-touch")
    others = set(Structure.model_fields) - {"power_balance", "attribution"}
    assert all(getattr(ours, name) == getattr(theirs, name) for name in others)


def test_drift_is_the_status_quo_that_nobody_has_chosen() -> None:
    assert PARADIGMS["drift"] == PARADIGMS["status-quo"].model_copy(update={"follows_forces": True})


@pytest.mark.parametrize(
    ("most_or_least", "setting", "paradigm"),
    [(min, "integration", "siloed"), (max, "integration", "assimilated"), (max, "role_overlap", "assimilated"), (max, "shared_goals", "assimilated"),
     (min, "joint_planning", "siloed"), (max, "joint_planning", "proportional"), (min, "power_balance", "sales-led"), (max, "power_balance", "marketing-led"),
     (min, "heads", "assimilated"), (max, "balancer", "proportional"), (max, "follows_forces", "drift")],
)  # fmt: skip
def test_a_paradigm_is_at_the_end_of_the_scale_that_its_name_says(
    most_or_least: Any, setting: str, paradigm: str
) -> None:
    assert most_or_least(PARADIGMS, key=lambda name: getattr(PARADIGMS[name], setting)) == paradigm


@pytest.mark.parametrize(
    ("name", "spread", "scale"),
    [("leadership.strength", 0.8, "log-odds"), ("people.skill_sales", 0.08, "itself"), ("people.skill_marketing", 0.08, "itself"), ("buyers.win", 0.3, "itself"),
     ("campaigns.fit_mean", 0.3, "itself"), ("people.ambiguity", 0.6, "log-odds"), ("trust.initial", 0.5, "log-odds")],
)  # fmt: skip
def test_companies_differ_in_a_trait_by_the_spread_and_on_the_scale_that_the_description_says(
    name: str, spread: float, scale: str
) -> None:
    trait = next(each for each in TRAITS if each.name == name)
    assert (trait.spread, trait.log_odds) == (spread, scale == "log-odds")
    line = next(line for line in (DOCUMENTS / "ODD.md").read_text("utf-8").splitlines() if line.startswith(f"{name} "))
    assert line.split()[1] == f"{spread:g}"
    assert scale in line
    assert f"({trait.source})" in line


def traits(org: Any) -> tuple[float, ...]:
    in_plain(differ)(org, 0.5)
    return tuple(float(org.parameters[0][trait.field]) for trait in TRAITS)


@worked(
    Worked("one standard deviation moves a number by its spread, a share by its log-odds, half as far where companies differ half", traits, (), {"luck.TRAIT": (0.8413447460685429, 0.1, 0.1, 0.1), "leadership.strength": 0.5, "people.skill_sales": 1.0, "people.skill_marketing": 0.9, "buyers.win": -1.0, "campaigns.fit_mean": -0.5, "people.ambiguity": 0.5, "trust.initial": 0.5}, (1 / (1 + math.exp(-0.4)), 1.04, 0.94, -0.85, -0.35, 1 / (1 + math.exp(-0.3)), 1 / (1 + math.exp(-0.25)))),
    Worked("none of something stays none in log-odds", lambda org: in_plain(moved)(0.0, 1.0, True), (), {}, 0.0),
    Worked("all of something stays all in log-odds", lambda org: in_plain(moved)(1.0, -1.0, True), (), {}, 1.0),
    Worked("what differs stays within the range of its parameter", traits, (), {"luck.TRAIT": (1.0 - 1e-16, 0.1, 0.1, 0.1), "people.skill_sales": 1.5, "leadership.strength": 1.0, "people.skill_marketing": 1.5, "buyers.win": 3.0, "campaigns.fit_mean": 4.0, "people.ambiguity": 0.0, "trust.initial": 1.0}, (1.0, 1.5, 1.5, 3.0, 4.0, 0.0, 1.0)),
)  # fmt: skip
def test_a_company_differs_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def test_each_trait_of_a_company_has_a_luck_of_its_own() -> None:
    org = company("pair").copy()
    LUCK.clear()
    usual = [float(org.parameters[0][trait.field]) for trait in TRAITS]
    found = [
        math.log(now / (1 - now) * (1 - then) / then) if trait.log_odds else now - then
        for trait, then, now in zip(TRAITS, usual, traits(org), strict=True)
    ]
    assert len({round(each / trait.spread, 9) for each, trait in zip(found, TRAITS, strict=True)}) == len(TRAITS)


# a force from 0.2 to 0.8, at quarter 2, over 4
@pytest.mark.parametrize(
    ("shape", "week", "expected"),
    [(CONSTANT, 1, 0.8), (STEP, 25, 0.2), (STEP, 26, 0.8), (RAMP, 26, 0.2), (RAMP, 39, 0.35), (RAMP, 52, 0.5), (RAMP, 78, 0.8), (RAMP, 99, 0.8), (LOGISTIC, 0, 0.2)],
)  # fmt: skip
def test_a_force_is_in_a_week_as_intense_as_its_shape_says(shape: int, week: int, expected: float) -> None:
    assert in_plain(intensity)(shape, 0.2, 0.8, 2.0, 4.0, week) == pytest.approx(expected)


def test_of_a_logistic_path_the_middle_three_quarters_take_its_quarters() -> None:
    early, late = (in_plain(intensity)(LOGISTIC, 0.0, 1.0, 20.0, 4.0, 13 * quarter) for quarter in (18, 22))
    assert late - early == pytest.approx(0.76, abs=0.005)
    assert early + late == pytest.approx(1.0)


def test_a_path_of_one_s_own_has_its_numbers_quarter_by_quarter_and_the_last_holds_on() -> None:
    path = Profile(shape="path", path=(0.1, 0.5)).intensities(39)
    assert [float(path[week]) for week in (0, 1, 13, 14, 26, 27, 39)] == [0.1, 0.1, 0.1, 0.5, 0.5, 0.5, 0.5]


def test_a_sky_has_each_force_under_its_own_name_and_none_that_is_off() -> None:
    profiles = {
        force: Profile(shape="constant", end=end)
        for force, end in (("technology", 0.2), ("buyers", 0.4), ("business-model", 0.6))
    }
    sky = weather(profiles, ("technology", "business-model"), 14, Growth(demand=0.1))
    assert [float(sky[name][1]) for name in ("technology", "buyers", "business_model")] == [0.2, 0.0, 0.6]
    assert [float(sky.demand[week]) for week in (1, 13, 14)] == [0.0, 0.0, pytest.approx(0.1)]


@pytest.mark.parametrize(("week", "grown"), [
    (0, 1.0), (1, 1.0), (13, 1.0), (14, 1.1), (26, 1.1), (27, 1.21), (39, 1.21), (40, 1.21), (52, 1.21),
])  # fmt: skip
def test_demand_has_grown_from_the_first_week_of_a_quarter_and_no_more_after_the_last_that_is_said(
    week: int, grown: float
) -> None:
    sky = weather({}, (), 52, Growth(demand=0.1, quarters=3))
    assert 1.0 + float(sky.demand[week]) == pytest.approx(grown)


def test_quantiles_of_cycles_make_paces_and_those_of_contracts_make_sizes() -> None:
    tables = Quantiles(cycle=(1.0, 10.0, 100.0), contract_value=(1.0, 2.0)).tables()
    assert tables["paces"]["score"].tolist() == pytest.approx([-math.sqrt(3), 0.0, math.sqrt(3)])
    assert tables["sizes"]["score"].tolist() == pytest.approx([-math.sqrt(3), math.sqrt(3)])
    assert (middle_of([1.0, 3.0]), scores([2.0, 2.0])) == (2.0, [0.0, 0.0])
    assert log_deviation([1.0, math.e**2]) == pytest.approx(2 / math.sqrt(12))


def test_sets_of_parameters_come_in_another_order_for_another_seed_and_each_once() -> None:
    orders = {tuple(order_of([1, 2, 3, 4, 5], seed)) for seed in range(6)}
    assert len(orders) > 3
    assert all(sorted(each) == [1, 2, 3, 4, 5] for each in orders)


@pytest.mark.parametrize(
    ("sign", "bound"), [("<", Bound.BELOW), ("<=", Bound.AT_MOST), (">", Bound.ABOVE), (">=", Bound.AT_LEAST)]
)
def test_a_condition_s_sign_is_its_bound(sign: str, bound: Bound) -> None:
    condition = Condition.read(f"wins {sign} 5")
    assert (condition.outcome, condition.bound, condition.threshold, str(condition)) == (
        "wins",
        bound,
        5.0,
        f"wins {sign} 5",
    )


def test_a_timeline_has_the_scenario_s_decisions_its_recalibration_the_switch_and_then_the_run_s_own() -> None:
    scenario = small({"company.recalibrate": 3}).model_copy(update={"decisions": (resolved("Q1 survey"),)})
    run = Run("siloed", "none", 0, 1, 8, switch_quarter=5, decisions=("Q2 programme",))
    assert [one.text for one in timeline(scenario, run)] == [
        "Q1 survey",
        "Q3 recalibrate",
        "Q5 paradigm=siloed",
        "Q2 programme",
    ]


def test_a_company_lives_its_own_paradigm_before_a_planned_switch_and_the_run_s_without_one() -> None:
    shared = prepare(small({"company.paradigm": "sales-led"}))
    assert begin_alike(shared, Run("siloed", "none", 2, 7, 8, switch_quarter=5)) == ("sales-led", "none", 7, 2)
    assert begin_alike(shared, Run("siloed", "none", 2, 7, 8)) == ("siloed", "none", 7, 2)


@pytest.mark.parametrize(("switch", "response"), [(0, Response.REORGANISE), (2, Response.PROGRAMME)])
def test_executives_may_reorganise_where_no_switch_is_planned(switch: int, response: Response) -> None:
    scenario = small(
        {"leadership.response": "reorganise", "leadership.goal": "siloed"}, reps=1, marketers=1, executives=1
    )
    org = company("pair").copy()
    org.company[0].response = Response.PROGRAMME
    set_out(org, prepare(scenario), Run("siloed", "none", 0, 1, 4, switch_quarter=switch))
    assert org.company[0].response == response
    assert (len(org.quarters), len(org.weather)) == (5, 53)
