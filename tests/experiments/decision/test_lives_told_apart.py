"""Lives of companies are joined, cut and held against each other company by company, and each run is as asked for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import concluding, deciding
from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.asked import Asked
from cordiale.experiments.decision.branching import Branches, Lived, joined, turned
from cordiale.experiments.decision.by_lever import LEVERS, adjusted, order_of
from cordiale.experiments.decision.channels import CHANNELS, channel_values
from cordiale.experiments.decision.concluding import MATTER, hangs_on
from cordiale.experiments.decision.course import course
from cordiale.experiments.decision.flips import _zero
from cordiale.experiments.decision.grounds import believing, differing, rivals
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.decision_asked import as_asked
from tests.support.worlds import small

STAYING = Option(STAY, "status-quo", (), 0, STAY)
SWITCH = Option("siloed", "siloed", ("Q2 paradigm=siloed",), 2, "switch")


def lived(count: int, *, seed: int, quarters: int = 3) -> Lived:
    """Companies of which each has values and outcomes of its own."""
    luck = np.random.default_rng(seed)
    rows = np.zeros((count, quarters + 1), dtype=QUARTER)
    for name in ("opportunities", "leads_rejected", "wins"):
        rows[name] = luck.uniform(1, 9, rows.shape)
    return Lived(luck.uniform(1, 9, (count, len(PARTS), quarters)), rows)


def test_further_companies_stand_behind_the_first_each_with_its_own_value_and_outcomes() -> None:
    one, other = lived(2, seed=1), lived(3, seed=2)
    both = joined(one, other)
    assert both.value.tolist() == [*one.value, *other.value]
    assert both.rows["wins"].tolist() == [*one.rows["wins"].tolist(), *other.rows["wins"].tolist()]
    cut = both.first(3)
    assert cut.value.tolist() == both.value.tolist()[:3]
    assert cut.rows["wins"].tolist() == both.rows["wins"].tolist()[:3]


def test_what_companies_are_worth_by_option_is_of_runs_in_the_expected_weather_in_the_order_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company = prepare(small({"economics.discount": 0.0, "economics.margin": 1.0}))
    branches, asked = Branches(company, "small", 5, 3, ("Q3 programme",), workers=None), list[Run]()

    def results(_: Any, runs: list[Run]) -> list[Any]:
        asked.extend(runs)
        rows = np.zeros((len(runs), 4), dtype=QUARTER)
        rows["revenue_new"] = np.array([[run.replication] for run in runs])
        return [*rows]

    monkeypatch.setattr(branches, "_results", results)
    worth = branches.values([(STAYING, 8), (STAYING, 2), (STAYING, 5)])
    assert worth.tolist() == pytest.approx([24.0, 6.0, 15.0])
    branches.values([(SWITCH, 4)])
    today = company.scenario.company.paradigm
    assert asked == [
        *(Run(today, "all", number, 5, 3, 0, ("Q3 programme",)) for number in (8, 2, 5)),
        Run(today, "all", 4, 5, 3, 0, ("Q2 paradigm=siloed", "Q3 programme")),
    ]


@pytest.mark.parametrize("moved", ["customers.initial_per_rep", "campaigns.leads_per_week", "trust.initial"])
def test_a_company_with_another_value_of_a_parameter_begins_as_one_that_was_prepared_with_it(moved: str) -> None:
    to = {"customers.initial_per_rep": 9.0, "campaigns.leads_per_week": 31.0, "trust.initial": 0.3}[moved]
    base = small({"company.reps": 9, "company.marketers": 4})
    one, other = turned(prepare(base), {moved: to}), prepare(base.with_values({moved: to}))
    assert one.parameters.tolist() == other.parameters.tolist()
    assert np.array_equal(one.blueprint.rows, other.blueprint.rows)


def test_levers_are_pulled_in_other_orders_with_another_seed_and_in_the_same_with_the_same() -> None:
    orders = {seed: [order_of(seed, company) for company in range(9)] for seed in (1, 2, 9)}
    assert len({tuple(each) for each in orders.values()}) == 3
    assert len({*orders[1]}) > 1
    assert all(sorted(order) == sorted(LEVERS) for order in orders[1])
    assert orders[1] == [order_of(1, company) for company in range(9)]


def test_parts_of_a_lead_add_up_to_that_of_all_companies_also_where_the_first_all_lead_alike() -> None:
    parts = {"contact": np.array([1.0, 1.0, 1.0]), "roles": np.array([2.0, 2.0, 2.0])}
    found = adjusted(parts, np.array([3.0, 3.0, 3.0, 7.0, 9.0]))
    assert {name: each.mean for name, each in found.items()} == pytest.approx({"contact": 2.0, "roles": 3.0})


def test_channels_are_of_the_companies_that_lived_both_ways_whichever_lived_more() -> None:
    one, other = lived(6, seed=3), lived(6, seed=4)
    wanted = channel_values(one.first(4), other.first(4), np.ones(3))
    assert channel_values(one, other.first(4), np.ones(3)) == wanted
    assert channel_values(one.first(4), other, np.ones(3)) == wanted
    assert {each.n for each in wanted.values()} == {4}


def test_a_channel_is_as_sure_as_leaving_each_company_out_in_turn_makes_it() -> None:
    one, other, discount = lived(6, seed=3), lived(6, seed=4), np.array([1.0, 0.9, 0.8])
    found = channel_values(one, other, discount)
    for name in CHANNELS:
        without = []
        for out in range(6):
            kept = [at for at in range(6) if at != out]
            left = (Lived(each.worth[kept], each.rows[kept]) for each in (one, other))
            without.append(channel_values(*left, discount)[name].mean)
        error = np.sqrt(5 / 6 * np.sum((np.array(without) - np.mean(without)) ** 2))
        each = found[name]
        assert each.high - each.mean == pytest.approx(2.570582 * error), name  # t of 5 degrees
        assert each.mean - each.low == pytest.approx(2.570582 * error), name


def test_a_slow_switch_that_contends_lives_in_all_weathers_and_one_that_does_not_is_spared() -> None:
    ways = [
        STAYING,
        SWITCH,
        Option("later", "drift", (), 6, "later"),
        Option("steps", "siloed", (), 2, "steps"),
        Option("drift", "drift", (), 2, "switch"),
    ]
    watched = concluding._watched(ways, ["later", "siloed", STAY])
    assert [each.name for each in watched] == [STAY, "siloed", "later", "drift"]


@pytest.mark.parametrize(("wanted", "time", "drawn"), [
    (True, False, True), (True, True, True), (False, True, True), (False, False, False),
])  # fmt: skip
def test_a_map_that_was_asked_for_is_made_however_late_it_is_and_another_if_there_is_time(
    wanted: bool, time: bool, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concluding, "ranged", lambda branches, pair: (branches, *pair))
    monkeypatch.setattr(concluding, "map_of", lambda *given: given)
    branches: Any = SimpleNamespace(quarters_of=lambda *_, **__: 1)
    clock: Any = SimpleNamespace(fits=lambda *_: time)
    found = concluding.two_factors(branches, ("a", "b"), [SWITCH], range(3), clock=clock, wanted=wanted)
    assert found == ((branches, (branches, "a", "b"), [SWITCH], range(3)) if drawn else None)


def test_only_the_parameters_that_matter_most_are_named() -> None:
    luck = np.random.default_rng(2)
    parameters = {f"trust.a{at}": luck.random(60) for at in range(MATTER + 4)}
    lead = sum((at + 1) * each for at, each in enumerate(parameters.values()))
    named = hangs_on(np.stack([lead, np.zeros(60)], axis=1), parameters)
    assert len(named) == MATTER
    assert [share for _, share in named] == sorted((share for _, share in named), reverse=True)


@pytest.mark.parametrize("asked", [
    as_asked(switch_quarter=3, quarters=9, seed=17, decisions=("Q5 programme",), parameters="point", workers=2),
    as_asked(quarters=7, seed=4),
])  # fmt: skip
def test_a_decision_lives_the_companies_of_its_own_seed_quarters_decisions_and_parameters_and_switches_when_asked(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, Any] = {}
    prepared = deciding.prepare

    class FoundError(Exception):
        pass

    def alternatives(_: Any, **given: Any) -> Any:
        told.update(given)
        raise FoundError

    def usual(branches: Branches, companies: range) -> Lived:
        told.setdefault("companies", []).extend(companies)
        told["branches"] = branches
        return lived(len(companies), seed=1, quarters=asked.quarters)

    monkeypatch.setattr(deciding, "prepare", lambda one, **given: told.update(given) or prepared(one, **given))
    monkeypatch.setattr(deciding, "usual", usual)
    monkeypatch.setattr(deciding, "alternatives", alternatives)
    monkeypatch.setattr(deciding, "sign_of_failure", lambda staying, _: told.update(staying=staying) or "the sign")
    with pytest.raises(FoundError):
        deciding.decide(small({}), asked, called="mine.toml", talk=Talk(quiet=True), w=ENGLISH)
    branches = told["branches"]
    assert (told["parameters"], told["seed"], branches.seed) == (asked.parameters, asked.seed, asked.seed)
    assert (branches.called, branches.quarters, branches.workers) == ("mine.toml", asked.quarters, asked.workers)
    assert branches.decisions == asked.decisions
    assert (told["quarter"], told["quarters"], told["back"]) == (asked.switch_quarter, asked.quarters, "the sign")
    assert told["companies"] == [*deciding.PILOT], "each says once what is usual"
    assert len(told["staying"].worth) == len(deciding.PILOT)


def test_a_rival_theory_is_believed_by_the_company_and_each_of_its_sets_and_nothing_else_changes() -> None:
    company = prepare(small({}))
    company = company._replace(sets=(company, company))
    asked: list[Any] = []

    def live(options: Any, _: Any, *, company: Any) -> dict[str, Lived]:
        asked.append(company)
        return {each.name: lived(3, seed=at) for at, each in enumerate(options)}

    branches: Any = SimpleNamespace(company=company, live=live, quarters_of=lambda *_, **__: 1)
    clock: Any = SimpleNamespace(fits=lambda *_: True)
    known = [*rivals(company.scenario)]
    list(differing(branches, [STAYING, SWITCH], STAY, range(3), clock))
    assert len(asked) == len(known) > 6
    for (mechanism, word), one in zip(known, asked, strict=True):
        for each in (one, *one.sets):
            theory = each.scenario.theory
            assert getattr(theory, mechanism).word == word
            own = company.scenario.theory
            assert {name for name in type(theory).model_fields if getattr(theory, name) != getattr(own, name)} == {
                mechanism
            }
    assert believing(company, {}).scenario == company.scenario


@pytest.mark.parametrize(("means", "at"), [
    ([3.0, 2.0], 7.0), ([-1.0, -4.0], 5.0), ([3.0, -1.0], 6.5), ([2.0, 4.0], 5.0), ([-4.0, -1.0], 7.0),
])  # fmt: skip
def test_a_lead_is_lost_where_it_crosses_nothing_or_at_the_end_that_is_nearer_to_it(
    means: list[float], at: float
) -> None:
    assert _zero(np.array([5.0, 7.0]), np.array(means)) == at


def test_the_way_of_an_option_is_of_the_companies_that_lived_both_whichever_lived_more() -> None:
    option, staying = lived(6, seed=3), lived(6, seed=4)
    wanted = course(option.first(4), staying.first(4))
    assert course(option, staying.first(4)) == wanted
    assert course(option.first(4), staying) == wanted
