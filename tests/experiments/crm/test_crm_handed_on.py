"""What an import puts together is each part's own: facts of their columns, a draft of its people, what is left open."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.crm import derive as deriving
from cordiale.experiments.crm import draft as drafting
from cordiale.experiments.crm.derive import _dated_by, _endings, derive
from cordiale.experiments.crm.export_told import _counts, _people, _rates
from cordiale.experiments.crm.facts import Buyers, Endings, FunnelFacts, Share, SideFacts, Spread
from cordiale.experiments.crm.goals import DraftValue, targets_of
from cordiale.experiments.crm.left_open import left_open
from cordiale.experiments.crm.mapping import Mapping
from cordiale.simulation.scenario.files import load_scenario


def days(*said: str | None) -> np.ndarray:
    return np.array([one or "NaT" for one in said], "M8[us]")


# Facts

PARTS = {  # a part of `derive`, and the fact that it gives
    "currencies_of": "currencies", "counted": "counted", "_cohorts": "cohorts", "_win_rate": "win_rate",
    "contract_value": "contract_value", "_speed": "weeks_to_first_contact", "_stages": "stages", "growth_of": "growth",
    "_endings": "endings", "_dated_by": "dated_by", "bases_of": "amounts_are", "window_of": "whole",
}  # fmt: skip
PEOPLE = {
    "marketing": "marketing", "sales": "sales", "both_sides": "people_on_both_sides", "managers": "managers",
    "span": "span", "without_deals": "people_without_deals", "owned_by_nobody": "owned_by_nobody",
    "owners_of_both": "owners_on_both_sides",
}  # fmt: skip


def test_each_fact_of_an_export_is_of_the_part_that_counts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in PARTS:
        monkeypatch.setattr(deriving, part, lambda *_, part=part, **__: f"of {part}")
    monkeypatch.setattr(deriving, "_first_contacts", lambda _: days("2024-01-05", None, "2024-02-05", None, None))
    monkeypatch.setattr(deriving, "share_of", lambda count, total: (count, total))
    cases = SimpleNamespace(closed=days("2024-03-02", None, "2024-01-02", "2024-02-02"))
    monkeypatch.setattr(deriving, "observed_period", lambda _: "the period")
    monkeypatch.setattr(deriving, "without_migration", lambda found: (cases, f"migrated of {found}"))
    wins = pd.DataFrame({"close": days("2024-01-01", None, "2024-01-03")})
    leads = pd.DataFrame({"created": days(*["2024-01-01"] * 5)})
    tables: Any = SimpleNamespace(wins=wins, leads=leads, linked_wins=(3, 9))
    people: Any = SimpleNamespace(**{name: f"people of {name}" for name in PEOPLE})
    mapping = Mapping("m.toml", "Acme", "Acme's CRM", "CC BY")
    found: Any = derive(tables, "the cases", mapping, people=people, buyers="the buyers")  # type: ignore[arg-type]
    told = {each.name: getattr(found, each.name) for each in fields(FunnelFacts)}
    assert {name: told.pop(name) for name in PARTS.values()} == {name: f"of {part}" for part, name in PARTS.items()}
    assert {name: told.pop(name) for name in PEOPLE.values()} == {
        name: f"people of {of}" for of, name in PEOPLE.items()
    }
    assert {name: str(value) for name, value in told.items() if name.endswith("closing")} == {
        "first_closing": "2024-01-02", "last_closing": "2024-03-02",
    }  # fmt: skip
    assert {name: value for name, value in told.items() if not name.endswith("closing")} == {
        "title": "Acme", "credit": "Acme's CRM", "licence": "CC BY", "migrated": "migrated of the cases",
        "buyers": "the buyers", "linked_wins": (3, 9), "dated_wins": (2, 3), "follow_up": (2, 5),
    }  # fmt: skip


def test_of_deals_each_that_ended_is_counted_under_its_own_end_and_what_is_left_is_open() -> None:
    stages = ["won"] * 4 + ["lost"] * 3 + ["no_decision"] * 2 + ["open"] * 6
    won, lost = np.array(stages) == "won", np.isin(stages, ["lost", "no_decision"])
    outlived = np.arange(15) == 14
    tables: Any = SimpleNamespace(
        opportunities=pd.DataFrame({"stage": stages}), ended=SimpleNamespace(won=won, lost=lost), outlived=outlived
    )
    assert _endings(tables) == Endings(created=15, won=4, lost=3, no_decision=2, outlived=1, open=5)


@pytest.mark.parametrize(("created", "ended", "by"), [
    ("2024-01-01", "2024-02-01", "creations"), ("2024-01-01", None, "creations"), (None, "2024-02-01", "closings"),
    (None, None, None),
])  # fmt: skip
def test_cases_are_dated_by_their_creations_where_any_is_known_else_by_their_ends(
    created: str | None, ended: str | None, by: str | None
) -> None:
    assert _dated_by(SimpleNamespace(created=days(None, created), ended=days(None, ended))) == by  # type: ignore[arg-type]


# A draft


@pytest.mark.parametrize("growth", [False, True])
def test_a_draft_counts_leads_by_marketers_and_deals_by_reps(growth: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    reps, marketers = DraftValue("company.reps", 6, "named"), DraftValue("company.marketers", 2, "named")
    goals = (DraftValue("leads_handed_over", 120.0, "a week"), DraftValue("opportunities", 40.0, "a week"))

    def part(name: str) -> Any:
        return lambda *given, **how: asked.update({name: (given, how)}) or [DraftValue(f"of {name}", 1, "")]

    monkeypatch.setattr(drafting, "targets_of", lambda _: goals)
    monkeypatch.setattr(drafting, "_load", lambda goals, usual: 1.5)
    monkeypatch.setattr(drafting, "_people", lambda *given: asked.update(people=given) or (reps, marketers))
    monkeypatch.setattr(drafting, "_crowd", lambda *given: ("crowd", *given))
    monkeypatch.setattr(drafting, "burn_in_of", lambda *given, **how: asked.update(burn=(given, how)) or reps)
    monkeypatch.setattr(drafting, "_sources", lambda _: ("sources",))
    monkeypatch.setattr(drafting, "quantiles_of", lambda _: {"cycle": (1.0,)})
    for name in ("_span", "_growth", "_leads", "_deals", "_effort"):
        monkeypatch.setattr(drafting, name, part(name))
    facts: Any = "facts"
    usual: Any = {"wins": 9.0}
    base = load_scenario("status-quo")
    made = drafting.draft(facts, base, usual, growth=growth)
    known = {each.place: each.value for each in goals}
    assert asked["people"] == ("facts", base, 1.5)
    assert asked["burn"] == (("facts", base), {"leads": 20.0})
    assert asked["_leads"] == (("facts", known, 2), {})
    assert asked["_deals"] == (("facts", known, base, 6), {})
    each = 1.5 * base.company.reps / 6
    assert asked["_effort"] == ((base, each, ("crowd", known, usual, 6)), {"opportunities": True})
    assert ("_growth" in asked) == growth
    assert made.entries[:2] == (reps, marketers)
    assert (made.sources, made.targets, made.quantiles, made.goals) == (("sources",), goals, {"cycle": (1.0,)}, known)


def test_each_figure_to_meet_says_the_cases_that_it_rests_on() -> None:
    facts: Any = SimpleNamespace(
        counted="lead", best=SimpleNamespace(leads=400, wins=30), stages=(), leads_per_week=8.0, cohorts=None,
        conversion=Share(30, 400, 0.075, 0.05, 0.1), win_rate=Share(30, 90, 1 / 3, 0.2, 0.4), cycle=None,
        whole=SimpleNamespace(cycle=None),
        follow_up=Share(300, 380, 0.79, 0.7, 0.8), weeks_to_first_contact=None, contract_value=None,
    )  # fmt: skip
    told = {each.place: each.why for each in targets_of(facts)}
    assert told == {
        "conversion": "30 wins of 400 leads", "leads_handed_over": "8 a week, n = 400",
        "wins": "as many of them as were won, 30 wins", "win_rate": "30 of 90 decided",
        "follow_up_share": "300 of 380 leads",
    }  # fmt: skip


# What is told, and what is left open

DATED, UNDATED = SideFacts(17, 40, 0.5, 0.3, (), 5.6), SideFacts(9, 40, 0.5, 0.3, (), None)
ENDS = Endings(created=50, won=30, lost=20, no_decision=0, outlived=0, open=0)
KNOWN: dict[str, Any] = {
    "counted": "lead", "migrated": None, "cohorts": None, "cycle": None, "weeks_to_first_contact": None,
    "follow_up": None, "growth": None, "marketing": DATED, "sales": DATED, "owners_on_both_sides": 0, "buyers": None,
    "owned_by_nobody": 0, "people_without_deals": 0, "people_on_both_sides": 0, "currencies": ("EUR",),
    "contract_value": SimpleNamespace(), "amounts_are": ("yearly",), "dated_wins": None, "period": "a period",
    "linked_wins": None, "endings": ENDS, "win_rate": SimpleNamespace(total=50), "leads_per_week": 2.0,
    "dated_by": "creations",
    "whole": SimpleNamespace(created=100, leads_per_week=2.0, period=SimpleNamespace(weeks=50.0)),
}  # fmt: skip
NOBODY_HANDS, NOBODY_OWNS = "the people of marketing: nobody is named", "the people of sales: nobody is named"
ALL_SELL, AT_ONCE, VOLUME = "the people of marketing: all 6", "how many people worked at one time", "volume per week"
BUYERS = Buyers(accounts=20, wins=20, further=0, further_value=None, left_out=False)


@pytest.mark.parametrize(("known", "said", "silent"), [
    ({}, (), (NOBODY_HANDS, NOBODY_OWNS, ALL_SELL, AT_ONCE, VOLUME, "contract value", "repeat buyers", "what became")),
    ({"marketing": None}, (NOBODY_HANDS,), (NOBODY_OWNS, ALL_SELL, AT_ONCE)),
    ({"sales": None}, (NOBODY_OWNS,), (NOBODY_HANDS, AT_ONCE)),
    ({"marketing": None, "owners_on_both_sides": 6}, (ALL_SELL,), (NOBODY_HANDS,)),
    ({"owners_on_both_sides": 6}, (), (ALL_SELL, NOBODY_HANDS)),
    ({"marketing": UNDATED}, (AT_ONCE,), (NOBODY_HANDS,)), ({"sales": UNDATED}, (AT_ONCE,), (NOBODY_OWNS,)),
    ({"amounts_are": ("total",)}, (), ("contract value",)),
    ({"amounts_are": ("total",), "contract_value": None}, ("contract value: totals",), ("contract value: the wins",)),
    ({"contract_value": None}, ("contract value: the wins carry no",), ("contract value: totals",)),
    ({"amounts_are": ("monthly", "one-off")}, ("what an amount is: several kinds (monthly, one-off)",), ("payments",)),
    ({"buyers": BUYERS}, (), ("repeat buyers",)),
    ({"dated_by": "closings"}, ("volume per week as created: no creation is dated",), ("volume per week: ",)),
    ({"whole": SimpleNamespace(created=200, leads_per_week=2.0, period=SimpleNamespace(weeks=50.0))},
     ("volume per week: 100 of 200 cases carry a creation",), ()),
    ({"whole": SimpleNamespace(created=200, leads_per_week=2.0, period=SimpleNamespace(weeks=50.0)),
      "migrated": Share(5, 50, 0.1, 0, 1)}, ("creation of 5 of 50 cases",), ("volume per week",)),
    ({"period": None}, ("volume per week: nothing is dated",), ()),
    ({"leads_per_week": None}, ("volume per week: less than a week",), ()),
    ({"endings": None}, ("deals: none are in the export",), ("leads and their conversion",)),
    ({"counted": "opportunity"}, ("leads and their conversion: no leads are joined",), ("deals: none",)),
])  # fmt: skip
def test_a_thing_is_left_open_where_it_is_not_known_and_not_spoken_of_where_it_is(
    known: dict[str, Any], said: tuple[str, ...], silent: tuple[str, ...]
) -> None:
    lines = left_open(SimpleNamespace(**KNOWN | known))  # type: ignore[arg-type]  # what is asked of facts
    for each in said:
        assert sum(line.startswith(each) for line in lines) == 1, each
    for each in silent:
        assert not any(line.startswith(each) for line in lines), each


def test_what_an_export_tells_is_told_of_what_it_has_and_of_nothing_else() -> None:
    spread = Spread(33, 1.1, 2.2, 3.3, 4.4, 5.5, 6.6, 0.1, 0.2, (), False)
    money = SimpleNamespace(mean=4321.0, median=3210.0, count=11)
    bare = {"counted": "opportunity", "conversion": Share(12, 96, 0.125, 0.07, 0.21), "win_rate": None, "cycle": None,
            "weeks_to_first_contact": None, "contract_value": None, "currencies": ("EUR", "USD")}  # fmt: skip
    said = {name: [*_rates(SimpleNamespace(**bare | {name: value}))]  # type: ignore[arg-type]  # a stand-in
            for name, value in (("cycle", spread), ("weeks_to_first_contact", spread), ("contract_value", money),
                                ("counted", "lead"), ("win_rate", Share(12, 48, 0.25, 0.15, 0.39)))}  # fmt: skip
    assert {name: [line.partition(" ")[0] for line in lines] for name, lines in said.items()} == {
        "cycle": ["cycle"], "weeks_to_first_contact": ["first"], "contract_value": ["contract"],
        "counted": ["conversion"], "win_rate": ["win"],
    }  # fmt: skip
    assert said["contract_value"] == ["contract value: mean 4,321, median 3,210, n = 11 wins"], "of two currencies none"
    sides = {"sales": None, "marketing": None, "span": None}
    assert [*_people(SimpleNamespace(**sides))] == []  # type: ignore[arg-type]  # a stand-in
    (own,) = _people(SimpleNamespace(**sides | {"sales": UNDATED}))  # type: ignore[arg-type]  # a stand-in
    assert own == "9 people own deals, 9 over the whole period"
    (hand,) = _people(SimpleNamespace(**sides | {"marketing": DATED}))  # type: ignore[arg-type]  # a stand-in
    assert hand.startswith("6 people at one time hand over or own leads")


@pytest.mark.parametrize("dated_by", ["creations", "closings"])
@pytest.mark.parametrize("further", [0, 4])
def test_a_volume_says_if_closings_date_it_and_known_customers_are_told_only_where_there_are_any(
    further: int, dated_by: str
) -> None:
    best = SimpleNamespace(period=("2024-01-01", "2024-06-30"), created=52)
    buyers = Buyers(accounts=20, wins=24, further=further, further_value=None, left_out=False)
    facts: Any = SimpleNamespace(counted="opportunity", endings=ENDS, buyers=buyers, leads_per_week=2.0, best=best,
                                 dated_by=dated_by)  # fmt: skip
    ended, *again, volume = _counts(facts)
    assert ended.startswith("50 opportunities: 30 won"), "none is left out"
    assert len(again) == bool(further)
    assert volume.startswith(
        "2 opportunities a week (by closings)," if dated_by == "closings" else "2 opportunities a week, "
    )


GOALS = {"leads_handed_over": 130.0, "conversion": 0.1, "follow_up_share": 0.8, "weeks_to_first_contact": 0.5,
         "win_rate": 0.3, "opportunities": 65.0}  # fmt: skip


@pytest.mark.parametrize("counted", ["lead", "opportunity"])
def test_what_is_fitted_begins_at_the_base_s_value_and_names_the_figure_that_it_is_fitted_to(counted: str) -> None:
    base = load_scenario("status-quo")
    facts: Any = SimpleNamespace(
        counted=counted, amounts_are=("yearly",), contract_value=None, cycle=None, whole=SimpleNamespace(cycle=None)
    )
    found = {each.place: each for each in drafting._deals(facts, GOALS, base, 4.0)}
    fitted = {place: (each.value, each.why) for place, each in found.items() if each.fitted}
    assert fitted == {
        "selling.own_appeal": (base.selling.own_appeal, "follow_up_share"),
        "handoff.delay": (base.handoff.delay, "weeks_to_first_contact"), "buyers.win": (base.buyers.win, "win_rate"),
    }  # fmt: skip
    of = ("leads_handed_over", "conversion") if counted == "lead" else ("opportunities", "win_rate")
    assert found["selling.quota"].value == pytest.approx(GOALS[of[0]] * GOALS[of[1]] / 4.0)
    assert ("selling.prospecting_hours" in found) == (counted == "lead")
    for missing in of:
        rest = {name: value for name, value in GOALS.items() if name != missing}
        assert "selling.quota" not in {each.place for each in drafting._deals(facts, rest, base, 4.0)}


@pytest.mark.parametrize(("leads", "hardly"), [(1e9, False), (1.0, True)])
def test_own_finds_hardly_fit_where_they_would_be_many_beside_the_leads(leads: float, hardly: bool) -> None:
    base = load_scenario("status-quo")
    facts: Any = SimpleNamespace(counted="lead", amounts_are=(), contract_value=None, cycle=None,
                                 whole=SimpleNamespace(cycle=None))  # fmt: skip
    _, most = drafting.LIMITS["selling.prospecting_hours"]
    finds = 4.0 * base.people.weekly_hours * 13 / most
    for many in (leads, finds / drafting.STRAY * (0.99 if hardly else 1.01)):
        found = {each.place: each.value for each in drafting._deals(facts, {"leads_handed_over": many}, base, 4.0)}
        assert (found.get("selling.own_fit") == drafting.HARDLY) == hardly


def test_sources_are_of_leads_and_those_of_opportunities_are_none() -> None:
    facts: Any = SimpleNamespace(counted="lead", sources=("web", "fair"))
    assert drafting._sources(facts) == ("web", "fair")
    facts.counted = "opportunity"
    assert drafting._sources(facts) == ()


def test_hours_of_an_open_deal_shrink_with_whichever_is_more_of_deals_and_of_those_under_way() -> None:
    base = load_scenario("status-quo")
    (place,) = drafting.PER_OPEN_DEAL
    for load, crowd, times in ((2.0, 3.0, 3.0), (3.0, 2.0, 3.0), (0.5, 1.5, 1.5)):
        found = {each.place: each for each in drafting._effort(base, load, crowd, opportunities=False)}
        assert found[place].value == pytest.approx(getattr(base.selling, place.partition(".")[2]) / times)
        others = [each for name, each in found.items() if name in drafting.PER_DEAL_HOURS and name != place]
        assert bool(others) == (load > 1.0)
        assert all(f"{load:.1f} times" in each.why for each in others)
    settles = {each.place: (each.value, each.fitted) for each in found.values() if each.place.startswith("customers.")}
    assert settles == {
        "customers.pipeline_per_rep": (base.customers.pipeline_per_rep, True),
        "customers.marketing_sourced": (base.customers.marketing_sourced, True),
    }  # fmt: skip
