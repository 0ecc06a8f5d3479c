"""What a company and its world are made of, by hand: numbers as the tables declare them, charts, paths, plans, figures."""

import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cordiale.simulation
from cordiale.simulation.agents.graph import to_graph
from cordiale.simulation.agents.weekly import FIGURES
from cordiale.simulation.engine import ACTORS, first_of, last_of
from cordiale.simulation.founding.blueprint import draw_blueprint
from cordiale.simulation.founding.first_day import open_doors
from cordiale.simulation.founding.ties import add_tie, introduce_leaders, leaders_tie, next_preferred, next_team
from cordiale.simulation.founding.traits import TRAITS, differ, moved
from cordiale.simulation.rules.network import observe_network
from cordiale.simulation.rules.observation import mean_trust, observe_trust
from cordiale.simulation.runs.company import begin_alike, prepare, set_out
from cordiale.simulation.runs.run import Run, timeline
from cordiale.simulation.scenario.chart import make_chart
from cordiale.simulation.scenario.ensemble import order_of
from cordiale.simulation.scenario.reporting import Seat
from cordiale.simulation.scenario.resolutions import Condition, resolved
from cordiale.simulation.scenario.sections import Quantiles, log_deviation, middle_of, scores
from cordiale.simulation.scenario.weather import Growth, Profile, weather
from cordiale.simulation.world.identities import first_in, lead_identity, seat_identity, successor
from cordiale.simulation.world.outcomes import OUTCOMES, Outcome
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import PARAMETERS, Parameter
from cordiale.simulation.world.paths import CONSTANT, LOGISTIC, RAMP, STEP, intensity
from cordiale.simulation.world.words import NOBODY, Bound, Response, Side
from tests.support.worked import LUCK, Worked, at_heads, company, in_plain, put, worked
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


# charts


@pytest.mark.parametrize(
    ("people", "span", "teams"),
    [(8, 8, [8]), (9, 8, [5, 4]), (16, 8, [8, 8]), (17, 8, [6, 6, 5]), (3, 2, [2, 1]), (2, 8, [2])],
)
def test_a_function_has_as_few_teams_as_the_span_allows_and_of_sizes_that_differ_by_one(
    people: int, span: int, teams: list[int]
) -> None:
    chart = make_chart(people, 1, 1, span)
    led: dict[str, int] = {}
    for seat in chart:
        if seat.role == "rep":
            led[seat.manager] = led.get(seat.manager, 0) + 1
    assert list(led.values()) == teams
    boss = next(iter(led))
    assert boss == ("executive-1" if people < 3 else "sales-head" if len(teams) == 1 else "sales-manager-1")
    assert sum(seat.role == "head" for seat in chart) == (0 if people < 3 else 1)


def drawn(*places: str) -> Any:
    """A blueprint of a chart, a line a seat: key, function, role, manager."""
    rows = (place.split() for place in places)
    seats = [Seat(key, "", function, role, "" if boss == "-" else boss) for key, function, role, boss in rows]
    return draw_blueprint(seats, 2, small().parameter_record())


def managed(sales: int, marketing: int) -> Any:
    """Two people in each team, so many teams on either side, a head above the managers."""

    def side(function: str, role: str, teams: int) -> Iterator[str]:
        yield f"{function}-head {function} head top"
        for team in range(teams):
            yield f"{function}-{team} {function} manager {function}-head"
            for who in range(2):
                yield f"{role}-{team}-{who} {function} {role} {function}-{team}"

    return drawn("top company executive -", *side("sales", "rep", sales), *side("marketing", "marketer", marketing))


@pytest.mark.parametrize(
    ("sales", "marketing", "partners"),
    [(2, 2, [2, 3, 0, 1]), (4, 2, [4, 4, 5, 5, 0, 2]), (1, 3, [1, 0, 0, 0]), (5, 2, [5, 5, 5, 6, 6, 0, 2])],
)  # fmt: skip
def test_teams_work_with_those_of_the_other_function_evenly_spread(
    sales: int, marketing: int, partners: list[int]
) -> None:
    teams = managed(sales, marketing).teams
    assert teams.partner.tolist() == partners
    assert [int(each) for each in teams.members] == [2] * (sales + marketing)


def test_the_head_of_a_function_is_its_highest_leader_and_where_none_is_whoever_leads_its_people() -> None:
    blueprint = managed(2, 1)
    assert [blueprint.keys[int(blueprint.company[0][f"{side}_head"])] for side in ("sales", "marketing")] == [
        "sales-head",
        "marketing-head",
    ]
    flat = drawn("top company executive -", "r sales rep top", "m marketing marketer top")
    assert [flat.keys[int(flat.company[0][f"{side}_head"])] for side in ("sales", "marketing")] == ["top", "top"]
    assert (len(flat.leaders), len(blueprint.leaders) > 0) == (0, True)


def test_reps_come_first_then_marketers_then_leaders_and_a_leader_of_both_functions_leads_them_all() -> None:
    blueprint = drawn("top company executive -", "m marketing marketer top", "r sales rep top", "s sales rep top")
    assert blueprint.keys == ("r", "s", "m", "top")
    assert [int(each) for each in blueprint.teams.led] == [3, 3]
    assert [int(blueprint.company[0][name]) for name in ("reps", "marketers", "leaders")] == [2, 1, 1]


def test_teams_of_a_function_stand_in_a_ring() -> None:
    org = company("pair").copy()
    org.exchange(teams=managed(3, 2).teams.copy())
    assert [in_plain(next_team)(org, team) for team in range(5)] == [1, 2, 0, 4, 3]


def test_a_rep_prefers_whom_it_likes_best_in_its_partner_team_and_the_next_and_nobody_farther_off() -> None:
    blueprint = managed(1, 3)
    org = company("pair").copy()
    org.exchange(teams=blueprint.teams.copy(), people=blueprint.people.copy())
    near = {row for row in range(2, 8) if blueprint.people.team[row] in (1, 2)}
    assert near == {2, 3, 4, 5}
    found = set()
    for seed in range(40):
        org.clock[0].seed = seed
        found.add(in_plain(next_preferred)(org, 0, 0))
    assert found == near


def test_the_tie_of_two_leaders_is_found_and_of_two_that_have_none_is_not() -> None:
    org = company("heads")
    head = org.company[0]
    assert in_plain(leaders_tie)(org, int(head.sales_head), int(head.marketing_head)) == int(head.pairs)
    assert in_plain(leaders_tie)(org, int(head.marketing_head), int(head.sales_head)) == NOBODY


def test_on_the_first_day_executives_have_looked_on_for_a_while_and_roles_are_made_for_buyers_as_declared() -> None:
    org = company("pair").copy()
    for name, value in {
        "perception.surface_weight": 0.0,
        "perception.optimism": 0.0,
        "perception.withholding": 0.5,
        "buyers.autonomy": 0.4,
    }.items():
        put(org, name, value)
    org.company[0].customers = org.company[0].leads = 0
    in_plain(open_doors)(org)
    head = org.company[0]
    assert head.belief == pytest.approx(head.alignment) != 0.0  # nothing falls short of what they began from
    assert head.roles_for == 0.4
    assert head.settled_share == head.reported_quality == head.reported_follow_up == org.parameters[0].trust_initial


# what is looked at


def trusted(org: Any) -> None:
    org.clock[0].quarter = 0
    in_plain(observe_trust)(org)


@worked(
    Worked("trust of sales is of reps, in its parts, and trust of marketing of marketers", trusted, (), {"of_marketing.is": (0.2, 0.6), "of_sales.is": (0.8, 0.4), "trust.affect_weight": 0.75}, {"quarter.trust_sales_in_marketing": 0.5, "quarter.trust_sales_in_marketing_cognition": 0.2, "quarter.trust_sales_in_marketing_affect": 0.6, "quarter.trust_marketing_in_sales": 0.5, "quarter.trust_marketing_in_sales_cognition": 0.8, "quarter.trust_marketing_in_sales_affect": 0.4}),
    at_heads("leaders trust each other each in its own direction", trusted, (), {"leaders_of_sales_trust.is": (0.2, 0.2), "leaders_of_marketing_trust.is": (0.9, 0.9)}, {"quarter.leader_trust_sales_in_marketing": 0.2, "quarter.leader_trust_marketing_in_sales": 0.9}),
    Worked("where one leads both no leader trusts another", trusted, (), {}, {"quarter.leader_trust_sales_in_marketing": math.nan}),
)  # fmt: skip
def test_trust_is_looked_at_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def test_trust_of_a_function_is_weighed_by_contact_and_strangers_count_a_little() -> None:
    org = company("heads").copy()
    org.opinions.cognition[:], org.ties.contact[:] = 0.0, 0.0
    org.opinions[0].cognition, org.ties[0].contact = 1.0, 0.9
    put(org, "handoff.cold_routing", 0.1)
    pairs = int(org.company[0].pairs)
    assert in_plain(mean_trust)(org, Side.SALES, 1) == pytest.approx(1.0 / (1.0 + 0.1 * (pairs - 1)))


def test_density_is_over_all_pairs_of_a_rep_and_a_marketer_and_not_those_alone_who_could_meet() -> None:
    org = company("heads").copy()
    org.clock[0].quarter, org.ties.contact[:] = 0, 0.5
    in_plain(observe_network)(org)
    assert int(org.company[0].pairs) < 9
    assert org.quarters[0].cross_function_density == pytest.approx(0.5 * int(org.company[0].pairs) / 9)


def test_a_weekly_figure_is_of_reps_and_marketers_of_open_books_and_of_the_quarter_under_way() -> None:
    org = company("pair").copy()
    org.people.morale[:], org.people.clarity[:] = (0.2, 0.4, 0.9), (0.5, 0.7, 0.9)
    org.opinions[0].cognition = org.opinions[0].affect = 0.25
    org.opinions[1].cognition = org.opinions[1].affect = 0.75
    head, tally = org.company[0], org.tally[0]
    head.leads, head.served, head.customers, head.matters = 3, 5, 7, 2
    tally.revenue_new, tally.revenue_recurring, org.clock[0].week, org.clock[0].quarter = 10.0, 20.0, 12, 0
    org.quarters.revenue[:] = (1.0, 99.0, 1.0, 1.0, 1.0)
    figures = {name: figure(org) for name, figure in FIGURES.items()}
    assert figures == pytest.approx({"trust_sales_in_marketing": 0.25, "trust_marketing_in_sales": 0.75, "morale": 0.3, "role_clarity": 0.6,
                                     "leads": 3, "customers": 5, "matters": 2, "revenue": 30.0})  # fmt: skip
    org.clock[0].week, org.clock[0].quarter = 13, 1
    assert FIGURES["revenue"](org) == 99.0, "of the quarter that has just ended"


def test_the_graph_says_of_a_contact_who_trusts_whom_and_how_much_both_do() -> None:
    org = company("pair").copy()
    org.opinions[0].cognition = org.opinions[0].affect = 0.25
    org.opinions[1].cognition = org.opinions[1].affect = 0.75
    org.ties[0].shared, org.ties[0].contact, org.people[0].vacant = 0.3, 0.6, 2.0
    graph = to_graph(org, ("ann", "bob", "top"))
    (edge,) = (data for _, _, data in graph.edges(data=True) if data["kind"] == "works with")
    assert edge == {"kind": "works with", "contact": 0.6, "shared": 0.3, "trust": pytest.approx(0.5),
                    "trust_sales_in_marketing": pytest.approx(0.25), "trust_marketing_in_sales": pytest.approx(0.75)}  # fmt: skip
    assert [graph.nodes[name]["vacant"] for name in ("ann", "bob", "top")] == [True, False, False]
    assert [graph.nodes[name]["role"] for name in ("ann", "bob", "top")] == ["rep", "marketer", "leader"]
    assert [graph.nodes[name]["function"] for name in ("ann", "bob", "top")] == ["sales", "marketing", "company"]
    assert sorted(edge[:2] for edge in graph.edges(data="kind") if edge[2] == "reports to") == [
        ("ann", "top"),
        ("bob", "top"),
    ]


def test_who_acts_are_rows_of_their_own() -> None:
    org = company("heads")
    rows = {group: range(first_of(org, number), last_of(org, number)) for group, number in ACTORS.items()}
    count = len(org.people)
    assert rows == {
        "everyone": range(count),
        "practitioners": range(6),
        "reps": range(3),
        "marketers": range(3, 6),
        "leaders": range(6, count),
    }
    assert np.array_equal(org.people.kind, [0] * 3 + [1] * 3 + [2] * (count - 6))


def test_who_likes_whom_and_how_readily_they_become_contacts_are_two_draws() -> None:
    LUCK.clear()
    org = company("pair").copy()
    put(org, "luck.AFFINITY", (0.1, 0.7, 0.2, 0.3))
    in_plain(add_tie)(org, 0, 0, 1)
    LUCK.clear()
    assert org.ties[0].affinity == 0.7


def test_a_team_s_counterpart_is_the_tie_of_its_own_leader_and_the_other_function_s_head() -> None:
    blueprint = managed(2, 2)
    org = company("pair").copy()
    head = blueprint.company[0]
    org.exchange(teams=blueprint.teams.copy(), people=blueprint.people.copy(), company=blueprint.company.copy())
    org.exchange(ties=blueprint.leaders.copy())
    in_plain(introduce_leaders)(org)
    for team in org.teams:
        tie = org.ties[team.counterpart]
        mine, other = (tie.rep, tie.marketer) if team.function == Side.SALES else (tie.marketer, tie.rep)
        assert mine == team.manager
        assert other == (head.marketing_head if team.function == Side.SALES else head.sales_head)


def test_whoever_sits_in_a_seat_next_is_the_next_of_that_seat_and_after_the_last_comes_the_first() -> None:
    first = first_in(seat_identity(1, 5))
    assert [in_plain(successor)(first + number) - first for number in (0, 1, 255)] == [1, 2, 0]
    assert seat_identity(1, 5) != seat_identity(0, 5)


@pytest.mark.parametrize(
    ("who", "numbers"), [((0, 0), 3), ((1, 0), 3), ((0, 1), 3)], ids=["one finder", "another finder", "another week"]
)
def test_a_buying_group_is_one_by_finder_week_and_number(who: tuple[int, int], numbers: int) -> None:
    org = company("pair").copy()
    found = set()
    for finder, week in {(0, 0), who}:
        org.clock[0].week = week
        found |= {int(in_plain(lead_identity)(org, finder, number)) for number in range(numbers)}
    assert len(found) == numbers * len({(0, 0), who})
