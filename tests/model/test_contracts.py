"""What is declared is kept: every parameter, every setting of a paradigm, every force does what it says."""

import ast
import re
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from cordiale.simulation.engine import advance
from cordiale.simulation.machinery.source_files import source_files
from cordiale.simulation.rules.alignment import lived
from cordiale.simulation.rules.forces import set_conditions
from cordiale.simulation.rules.survey import executives_share, lack_share
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import GROUPS, PARAMETERS, Parameter
from cordiale.simulation.world.words import FORCES, Attribution, DecisionRule
from tests.support.worlds import EVERY_PARADIGM, eventful, fingerprint, pair, small, step, world

# Three ways to live, one of them through a reorganisation, one led by what the forces do.
LIVES = (
    ("proportional", "all", 0),
    ("status-quo", "all", 0),
    ("marketing-led", "all", 0),
    ("assimilated", "all", 2),
    ("drift", "all", 0),
)
QUARTERS = 5
COMPANIES = {
    "usual": small(),
    "busy": eventful({"perception.threshold": 1.0}),  # ideas every week, and a programme as soon as one is over
    "thoughtful": small({  # views lie far apart, and leaders have time to weigh every idea, and find it hard
        "people.ideas": 1.0, "coordination.questions": 0.0, "leadership.hours": 60.0, "leadership.strength": 1.0,
        "leadership.consent": 1.0, "people.orientation_gap": 1.0,
    }),
}  # fmt: skip


def end_of(scenario: Scenario, life: tuple[str, str, int]) -> str:
    """The state and the outcomes in which a life ends."""
    paradigm, forces, switch = life
    org = start(prepare(scenario), Run(paradigm, forces, 0, 1, QUARTERS, switch))
    return fingerprint(advance(org, QUARTERS * 13))


@cache
def usual_end(company: str, life: tuple[str, str, int]) -> str:
    return end_of(COMPANIES[company], life)


def elsewhere(parameter: Parameter) -> list[float]:
    """Other values of a parameter: well above the default, and at the lower end."""
    default, low, high = parameter.default, parameter.low, parameter.high
    above = default + min(0.5 * (high - default), max(abs(default), 0.1))
    return [value for value in (above, low) if value != default]


def outcomes_of(scenario: Scenario, paradigm: str) -> bytes:
    """What is observed of a life: not the settings it was lived under."""
    return bytes(advance(world(scenario, paradigm, "all", quarters=QUARTERS), QUARTERS * 13).quarters.tobytes())


# parameters


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.dotted)
def test_every_parameter_changes_something(parameter: Parameter) -> None:
    for company, value in product(COMPANIES, elsewhere(parameter)):
        scenario = COMPANIES[company].with_values({parameter.dotted: value})
        if any(end_of(scenario, life) != usual_end(company, life) for life in LIVES):
            return
    pytest.fail(f"{parameter.dotted} changes nothing, whatever its value")


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.dotted)
def test_every_parameter_is_declared_in_full(parameter: Parameter) -> None:
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.low < parameter.high
    assert parameter.unit
    assert re.search(r"\b[FA]\d{2,3}\b", parameter.source), "a fact (F..) or an assumption (A..)"
    assert parameter.meaning.endswith(".")


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.dotted)
def test_a_value_outside_the_declared_range_is_refused_by_name_value_and_range(parameter: Parameter) -> None:
    for value in (parameter.low - 0.5, parameter.high + 0.5, float("nan"), float("inf")):
        with pytest.raises(ScenarioError, match=re.escape(parameter.dotted)):
            small({parameter.dotted: value})
    with pytest.raises(ScenarioError) as refused:
        small({parameter.dotted: parameter.high + 0.5})
    assert repr(parameter.high + 0.5) in str(refused.value)
    allowed = re.search(r"\[([-\d.e+]+), ([-\d.e+]+)\]", str(refused.value))
    assert allowed is not None
    assert (float(allowed[1]), float(allowed[2])) == (parameter.low, parameter.high)


def test_no_assumption_has_the_number_of_another() -> None:
    numbers = [number for each in PARAMETERS for number in re.findall(r"\bA\d{2,3}\b", each.source)]
    assert len(numbers) == len(set(numbers))


def test_the_parameters_are_those_of_the_groups_and_have_a_field_each_in_the_record() -> None:
    words = {"leadership.response", "leadership.goal"}  # what executives do is no number
    assert {each.dotted for each in PARAMETERS} == {
        f"{g}.{name}" for g, kind in GROUPS.items() for name in kind.model_fields
    } - words
    record = small({"trust.gain": 0.123}).parameter_record()
    assert len(record.dtype.names) == len(PARAMETERS)
    assert record[0].trust_gain == 0.123
    for each in PARAMETERS:
        assert each.dotted == "trust.gain" or record[0][f"{each.group}_{each.name}"] == each.default


# paradigms

SETTINGS = {
    "integration": (0.35, ["siloed", "proportional"]),
    "role_overlap": (0.45, ["siloed"]),
    "power_balance": (0.4, ["status-quo"]),
    "shared_goals": (0.65, ["siloed"]),
    "joint_planning": (3.0, ["siloed"]),
    "attribution": ("linear", ["status-quo", "assimilated"]),
    "decision_rule": ("dominant-side", ["status-quo"]),
    "heads": (1, ["proportional"]),
    "balancer": (False, ["proportional"]),
    "follows_forces": (True, ["proportional"]),
}


def test_every_setting_of_a_structure_has_a_contract() -> None:
    assert set(SETTINGS) == set(Structure.model_fields)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_of_a_structure_changes_something(setting: str) -> None:
    value, bases = SETTINGS[setting]
    for base in bases:
        row = PARADIGMS[base].model_dump()
        assert row[setting] != value
        scenario = small({"paradigms": {"same": row, "other": row | {setting: value}}})
        assert end_of(scenario, ("same", "all", 0)) == end_of(scenario, (base, "all", 0))
        assert outcomes_of(scenario, "other") != outcomes_of(scenario, "same")


@pytest.mark.parametrize("rule", Attribution.words())
def test_every_attribution_rule_pays_differently_from_every_other(rule: str) -> None:
    row = PARADIGMS["status-quo"].model_dump()
    rules = {f"by-{name}": row | {"attribution": name} for name in Attribution.words()}
    scenario = small({"paradigms": rules})
    mine = end_of(scenario, (f"by-{rule}", "none", 0))
    assert all(end_of(scenario, (other, "none", 0)) != mine for other in rules if other != f"by-{rule}")


@pytest.mark.parametrize("rule", DecisionRule.words())
def test_every_decision_rule_decides_differently_from_every_other(rule: str) -> None:
    rows = {
        f"by-{name}": PARADIGMS["status-quo"].model_dump() | {"decision_rule": name} for name in DecisionRule.words()
    }
    ends = {name: outcomes_of(small({"paradigms": rows}), name) for name in rows}
    assert [name for name in rows if ends[name] == ends[f"by-{rule}"]] == [f"by-{rule}"]


@pytest.mark.parametrize("paradigm", EVERY_PARADIGM)
def test_every_paradigm_lives_through_its_quarters_and_has_something_to_show(paradigm: str) -> None:
    org = advance(world(small(), paradigm, "all", quarters=6), 78)
    assert (org.clock[0].week, org.clock[0].quarter) == (78, 6)
    assert (org.quarters.revenue[1:] > 0.0).all()
    assert org.quarters.leads_handed_over[1:].min() > 0.0
    assert np.isfinite(org.quarters.practitioners_lack).all()


def test_the_tests_know_every_paradigm_that_is_shipped() -> None:
    assert tuple(PARADIGMS) == EVERY_PARADIGM


@pytest.mark.parametrize("paradigm", EVERY_PARADIGM)
@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("integration", 1.4), ("integration", float("nan")), ("role_overlap", -0.1), ("power_balance", 1.01),
        ("shared_goals", 2), ("joint_planning", -1), ("attribution", "by-mood"), ("decision_rule", "by-lot"),
        ("heads", 3), ("heads", 0), ("integrations", 0.5),
    ],
)  # fmt: skip
def test_a_wrong_row_cannot_be_constructed(paradigm: str, setting: str, wrong: Any) -> None:
    with pytest.raises(ValidationError, match=setting):
        Structure.model_validate(PARADIGMS[paradigm].model_dump() | {setting: wrong})


@pytest.mark.parametrize("setting", [name for name, field in Structure.model_fields.items() if field.is_required()])
def test_a_row_that_leaves_a_setting_out_cannot_be_constructed(setting: str) -> None:
    row = PARADIGMS["proportional"].model_dump()
    del row[setting]
    with pytest.raises(ValidationError, match=setting):
        Structure.model_validate(row)


def test_no_code_that_runs_the_model_names_a_paradigm() -> None:
    for file in source_files():
        if file.name != "paradigms.py":
            assert not constants(file.read_text(encoding="utf-8")) & set(EVERY_PARADIGM), file.name


def constants(code: str) -> set[str]:
    """The strings in code that are not documentation."""
    tree = ast.parse(code)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    every = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return {node.value for node in every if isinstance(node.value, str)}


# forces


def under(intensity: dict[str, float], **structure: float) -> Any:
    """The conditions of a week under forces of some intensity."""
    org = pair(**({"integration": 0.2} | structure))
    org.exchange(weather=org.weather.copy())
    for force in ("technology", "buyers", "business_model"):
        org.weather[force][:] = intensity.get(force, 0.0)
    set_conditions(org)
    return org.conditions[0].copy()


CALM = {
    "precision": 0.0, "contesting": 1.0, "as_of_old": 0.0, "staleness": "coordination.forgetting",
    "autonomy": "buyers.autonomy", "story_weight": "buyers.inconsistency",
    "recurring_share": "customers.recurring_share", "joint_value": "customers.satisfaction_joint",
}  # fmt: skip


def test_without_forces_the_conditions_are_those_of_the_scenario() -> None:
    scenario, calm = small(), under({})
    for condition, expected in CALM.items():
        if isinstance(expected, str):
            group, name = expected.split(".")
            expected = getattr(getattr(scenario, group), name)
        assert calm[condition] == expected, condition


# Which conditions a force moves, and which way; one row a mechanism of the model's brief
MECHANISMS = [
    ("technology", "precision", +1, "tools target better"),
    ("technology", "separation", +1, "work moves into tools of its own"),
    ("technology", "staleness", +1, "shared data grow stale"),
    ("technology", "upkeep", +1, "separate tools and data take hours to keep"),
    ("technology", "contesting", +1, "attribution is contested more"),
    ("technology", "utilisation", -1, "the more tools there are, the less of them is used"),
    ("buyers", "autonomy", +1, "more of the journey is made without a rep"),
    ("buyers", "as_of_old", +1, "hand-offs lose more"),
    ("buyers", "story_weight", +1, "two stories cost more deals"),
    ("business_model", "recurring_share", +1, "more contracts recur"),
    ("business_model", "joint_value", +1, "joint work on customers pays more"),
    ("business_model", "engagement", +1, "marketing takes a larger part in serving customers"),
]


@pytest.mark.parametrize(("force", "condition", "sign", "meaning"), MECHANISMS)
def test_a_force_moves_its_condition_the_declared_way_and_the_more_the_stronger_it_is(
    force: str, condition: str, sign: int, meaning: str
) -> None:
    path = [under({force: level}, integration=0.6)[condition] for level in (0.0, 0.3, 0.6, 0.9)]
    assert (np.sign(np.diff(path)) == sign).all(), meaning


@pytest.mark.parametrize("force", ["technology", "buyers", "business_model"])
def test_a_force_moves_no_condition_of_another(force: str) -> None:
    calm, storm = under({}), under({force: 1.0})
    own = {condition for name, condition, _, _ in MECHANISMS if name == force}
    moved = {name for name in calm.dtype.names if calm[name] != storm[name]}
    assert moved == own | {force}


@pytest.mark.parametrize(
    ("force", "condition"),
    [
        ("technology", "separation"),
        ("technology", "staleness"),
        ("technology", "contesting"),
        ("buyers", "as_of_old"),
    ],
)  # fmt: skip
def test_full_integration_shields_from_what_separates(force: str, condition: str) -> None:
    assert under({force: 1.0}, integration=1.0)[condition] == under({}, integration=1.0)[condition]
    assert under({force: 1.0}, integration=0.2)[condition] > under({force: 1.0}, integration=0.7)[condition]


def test_tools_are_used_the_less_the_more_of_them_there_are() -> None:
    half, full = (under({"technology": level}, integration=1.0)["precision"] for level in (0.5, 1.0))
    assert half < full < 2 * half


def test_separate_data_take_back_what_tools_add_to_targeting_wholly_at_full_intensity() -> None:
    assert under({"technology": 1.0}, integration=0.0)["precision"] == 0.0
    half, whole = (under({"technology": 0.5}, integration=joint)["precision"] for joint in (0.0, 1.0))
    assert half == pytest.approx(0.5 * whole)
    assert whole > 0.0


def test_a_force_at_full_intensity_doubles_what_it_makes_worse() -> None:
    full = {"technology": 1.0, "buyers": 1.0, "business_model": 1.0}
    calm, storm = under({}, integration=0.0), under(full, integration=0.0)
    for condition in ("staleness", "separation", "contesting", "story_weight", "joint_value"):
        assert storm[condition] == pytest.approx(2.0 * calm[condition]), condition


@pytest.mark.parametrize(
    ("rule", "balance", "strength", "expected"),
    [
        ("each-alone", 0.0, 0.5, 1.0),
        ("each-alone", -0.4, 0.5, 0.6),
        ("dominant-side", 0.7, 0.5, 0.3),
        ("dominant-side", 1.0, 0.5, 0.0),
        ("one-head", 0.0, 0.5, 0.0),
        ("joint-consent", 0.0, 0.8, 0.2),
    ],
)
def test_power_is_settled_by_one_head_by_dominance_or_by_leadership_that_balances(
    rule: str, balance: float, strength: float, expected: float
) -> None:
    org = pair({"leadership.strength": strength}, decision_rule=rule, power_balance=balance)
    assert org.conditions[0].unsettled == pytest.approx(expected)


def contests(business_model: float, rule: str) -> float:
    org = pair({"power.contests": 0.5}, decision_rule=rule)
    org.exchange(weather=np.resize(org.weather, 201).view(np.recarray))
    org.weather.business_model[:] = business_model
    for _ in range(200):
        step(org, "forces_move")
    return float(org.tally[0].power_contests)


def test_power_is_contested_under_the_business_model_force_where_it_is_unsettled_and_only_there() -> None:
    assert contests(0.0, "each-alone") == 0
    assert contests(1.0, "one-head") == 0
    assert 0 < contests(0.4, "each-alone") < contests(1.0, "each-alone")
    assert contests(1.0, "each-alone") == pytest.approx(100, abs=5 * np.sqrt(200 * 0.25))


def test_technology_thins_contacts_of_distinct_roles_and_in_merged_ones_those_of_specialists() -> None:
    def contact(technology: float, specialisation: float, integration: float = 0.5, overlap: float = 1.0) -> float:
        org = pair(integration=integration, role_overlap=overlap)
        org.exchange(weather=org.weather.copy())
        org.weather.technology[:], org.ties.affinity[:] = technology, 0.0
        org.people.specialisation[:] = specialisation
        for _ in range(40):
            step(org, "forces_move")
            step(org, "ties_follow_structure")
        return float(org.ties[0].contact)

    assert contact(1.0, 0.0) == pytest.approx(contact(0.0, 0.0))
    assert contact(1.0, 1.0) < contact(1.0, 0.5) < contact(0.0, 1.0)
    assert contact(1.0, 0.0, overlap=0.0) < contact(1.0, 0.0, overlap=0.5) < contact(1.0, 0.0)
    assert contact(1.0, 1.0, 1.0) == contact(0.0, 1.0, 1.0), "what is organised jointly is protected"


@pytest.mark.parametrize("force", FORCES)
def test_a_force_that_is_off_has_no_effect_whatever_its_path(force: str) -> None:
    others = [name for name in FORCES if name != force]
    wild = small({"forces": {force: {"shape": "constant", "end": 1.0}}})
    for forces in ("none", "+".join(others)):
        assert end_of(wild, ("status-quo", forces, 0)) == end_of(small(), ("status-quo", forces, 0))
    assert end_of(wild, ("status-quo", "all", 0)) != end_of(small(), ("status-quo", "all", 0))


@pytest.mark.parametrize("force", FORCES)
@pytest.mark.parametrize("paradigm", EVERY_PARADIGM)
def test_a_force_that_is_on_is_felt_under_every_paradigm(paradigm: str, force: str) -> None:
    assert end_of(small(), (paradigm, force, 0)) != end_of(small(), (paradigm, "none", 0))


def seen_in(outcome: str, forces: str, paradigm: str = "status-quo") -> float:
    """Mean of an outcome over a year of some companies."""
    org_of = small({"forces": {force: {"shape": "constant", "end": 0.9} for force in FORCES}}, reps=20, marketers=10)
    company = prepare(org_of)
    lives = [advance(start(company, Run(paradigm, forces, one, 1, 4)), 52) for one in range(8)]
    return float(np.nanmean([life.quarters[outcome][1:] for life in lives]))


def test_autonomous_buyers_leave_more_reps_feeling_excluded() -> None:
    assert seen_in("exclusions", "buyers") > 1.3 * seen_in("exclusions", "none")


def test_recurring_contracts_keep_more_customers_in_the_books() -> None:
    scenario = small({"customers.initial_per_rep": 0.0}, reps=20, marketers=10)

    def customers(forces: str) -> int:
        return int(advance(world(scenario, "status-quo", forces, quarters=8), 104).company[0].customers)

    assert customers("business-model") > customers("none")


# the survey's two questions


def asked(belief: float, lived: float) -> Organisation:
    """A company of people who draw the line at about the same place, to whom all that alignment means is as good."""
    org = world(small({"perception.spread": 0.01}, executives=9))
    org.company[0].belief, org.company[0].mess = belief, 1.0 - lived
    org.people.trust[:] = org.people.shared[:] = org.people.clarity[:] = lived
    org.opinions.cognition[:] = org.opinions.affect[:] = lived  # how the leaders get on
    return org


def test_executives_who_believe_in_alignment_say_so_and_those_who_do_not_do_not() -> None:
    for belief, answer in ((1.0, 1.0), (0.0, 0.0)):
        assert executives_share(asked(belief, 0.5), 0.5) == answer


def test_executives_answer_from_their_view_whatever_practitioners_live() -> None:
    assert executives_share(asked(0.9, 0.0), 0.5) == executives_share(asked(0.9, 1.0), 0.5) == 1.0


def test_practitioners_to_whom_nothing_is_aligned_report_a_lack_and_those_to_whom_all_is_do_not() -> None:
    for belief in (0.0, 1.0):
        assert lack_share(asked(belief, 0.0)) == 1.0
        assert lack_share(asked(belief, 1.0)) == 0.0


@pytest.mark.parametrize("ground", ["trust", "shared", "clarity", "mess", "leaders"])
def test_each_ground_of_lived_alignment_counts_for_a_fifth(ground: str) -> None:
    org = asked(0.5, 1.0)
    if ground == "mess":
        org.company[0].mess = 0.5
    elif ground == "leaders":
        org.opinions.cognition[:] = org.opinions.affect[:] = 0.5
    else:
        org.people[ground][:] = 0.5
    assert lived(org, 0) == pytest.approx(0.9)


def test_the_forces_raise_what_the_work_requires_before_people_call_it_aligned() -> None:
    org = asked(0.5, 0.8)
    org.exchange(conditions=org.conditions.copy())
    org.parameters.perception_required[:] = 0.3
    for intensity, left in (((0.0, 0.0, 0.0), 0.8), ((1.0, 0.0, 0.0), 0.7), ((1.0, 1.0, 1.0), 0.5)):
        c = org.conditions[0]
        c.technology, c.buyers, c.business_model = intensity
        assert lived(org, 0) == pytest.approx(left)


@pytest.mark.parametrize("paradigm", EVERY_PARADIGM)
def test_whoever_says_very_aligned_says_aligned_too(paradigm: str) -> None:
    rows = advance(world(small(executives=9), paradigm, "all"), 52).quarters
    assert (rows.executives_very_aligned <= rows.executives_aligned).all()
    assert (rows.perception_gap == rows.executives_aligned - (1.0 - rows.practitioners_lack)).all()


def test_half_of_the_executives_say_aligned_when_their_view_lies_at_the_cut() -> None:
    shares = []
    for seed in range(60):
        org = world(small(executives=9), seed=seed)
        org.company[0].belief = org.parameters[0].perception_aligned_cut
        shares.append(executives_share(org, org.parameters[0].perception_aligned_cut))
    assert np.mean(shares) == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(60 * 9))
