"""What a claim says of its design is how it is measured: companies, forces, quarters, settings, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cordiale.experiments.validation.cells import Cell, scenario_value
from cordiale.experiments.validation.claims import Claim, Part
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.quantities import Level, OfTwo
from cordiale.experiments.validation.space import SPACE
from cordiale.experiments.validation.structures import SAMPLE, BestAtEverything, SettingsWithAPrice
from cordiale.experiments.validation.territories import LeadOf
from cordiale.simulation.world.paradigms import PARADIGMS

OWN = {claim.pattern: claim for claim in CLAIMS}
QUO, CHOICES = {"status-quo"}, {"siloed", "assimilated", "marketing-led", "sales-led", "proportional"}
FIRST, YEAR_2, LAST_YEAR, LAST_QUARTER, ALL = (1, 5), (5, 9), (-4, None), (-1, None), (1, None)


def levels(quantity: Any) -> Iterator[Level]:
    """The readings of cells of which a quantity is made, in their order."""
    if isinstance(quantity, Level):
        yield quantity
    for part in [quantity.first, quantity.second] if isinstance(quantity, OfTwo) else getattr(quantity, "of", ()):
        yield from levels(part)


def parts_of(claim: Claim) -> tuple[Part, ...]:
    return (*claim.parts, *claim.beside)


def of(pattern: int, words: str) -> list[Level]:
    """The readings of the one part of a claim that says so."""
    (part,) = (each for each in parts_of(OWN[pattern]) if words in each.says)
    return [*levels(part.quantity)]


DESIGNS: dict[int, tuple[str, set[str], set[str], int, int]] = {
    # of each pattern: words of its design, its paradigms, sets of forces, quarters, and the quarter of a switch
    1: ("all forces held at today's level, 4 quarters", QUO, {"today"}, 4, 0),
    2: ("forces of today, 4 quarters", QUO, {"today"}, 4, 0),
    3: ("forces of today, second year", QUO, {"today"}, 8, 0),
    4: ("no forces, 12 quarters", QUO, {"none"}, 12, 0),
    5: ("all forces, 12 quarters", QUO, {"all"}, 12, 0),
    6: ("technology alone against no forces, 12 quarters", QUO, {"technology", "none"}, 12, 0),
    7: ("buyers alone against no forces, 12 quarters", QUO, {"buyers", "none"}, 12, 0),
    8: ("business-model alone against no forces, 12 quarters", {*QUO, "assimilated"}, {"business-model", "none"},
        12, 0),
    9: ("all forces on their paths, 12 quarters", QUO, {"all", "none"}, 12, 0),
    10: ("12 quarters, averaged over no forces and all forces", QUO | CHOICES, {"none", "all"}, 12, 0),
    11: ("the status quo, all forces", QUO | CHOICES, {"all"}, 12, 0),
    12: ("drift and the five deliberate paradigms, all forces", {*CHOICES, "drift"}, {"all"}, 12, 0),
    14: ("status-quo, no forces; after a year", QUO, {"none"}, 13, 0),
    15: ("in quarter 3, no forces, 12 quarters", QUO | CHOICES, {"none"}, 12, 3),
    16: ("in quarter 3, all forces, 12 quarters", QUO | CHOICES, {"all"}, 12, 3),
    18: ("all forces held at today's level, 4 quarters", QUO, {"today"}, 4, 0),
    19: ("all forces held at today's level, end of year 1", QUO, {"today"}, 4, 0),
}  # fmt: skip


@pytest.mark.parametrize("pattern", DESIGNS)
def test_a_claim_is_measured_in_the_companies_the_forces_and_the_quarters_of_its_design(pattern: int) -> None:
    words, paradigms, forces, quarters, switch = DESIGNS[pattern]
    assert words in OWN[pattern].design
    cells = [each.cell for part in parts_of(OWN[pattern]) for each in levels(part.quantity)]
    assert {cell.paradigm for cell in cells} == paradigms
    assert ({cell.forces for cell in cells}, {cell.quarters for cell in cells}) == (forces, {quarters})
    assert {cell.switch_quarter for cell in cells} == {0, switch}
    assert all(cell.paradigm in CHOICES for cell in cells if cell.switch_quarter), "it is to a choice that it switches"


SIZES = {
    13: ("480 companies", (1, 4)),
    17: ("256 random structures", (6, 50)),
}  # what their replications are, quick and full


def test_claims_over_companies_that_differ_live_each_a_few_times_and_more_often_in_full() -> None:
    for pattern, (words, sizes) in SIZES.items():
        assert words in OWN[pattern].design
        assert OWN[pattern].replications == sizes
    for pattern, claim in OWN.items():
        quick, full = claim.replications
        assert 4 * quick <= full, pattern
        assert pattern in SIZES or quick >= 12, pattern


def test_a_claim_that_names_an_integration_is_measured_at_it_and_one_of_the_status_quo_changes_no_setting() -> None:
    for pattern in (6, 7, 8):
        for part in parts_of(OWN[pattern]):
            found = {each.cell.settings for each in levels(part.quantity)}
            if ", integration " in part.says:
                assert found == {(("integration", float(part.says.rpartition(" ")[2])),)}
            elif "recalibrated" not in part.says:
                assert found == {()}


def test_recalibrated_roles_have_the_integration_the_shared_goals_and_the_planning_of_the_proportional_row() -> None:
    row = PARADIGMS["proportional"]
    wanted = {name: getattr(row, name) for name in ("integration", "shared_goals", "joint_planning")}
    for part in parts_of(OWN[7]):
        if "recalibrated" in part.says:
            there, quo = (dict(each.cell.settings) for each in [*levels(part.quantity)][::2])
            assert (there, quo) == (wanted, {})
    assert "integration, shared goals and planning of the proportional row" in OWN[7].design


def test_as_much_over_promising_as_there_can_be_is_held_against_none_and_a_lost_log_odds_against_the_declared() -> None:
    boastful, honest = of(4, "sales' trust in marketing")
    assert (dict(boastful.cell.values), dict(honest.cell.values)) == (
        {"campaigns.over_promising": 1.0}, {"campaigns.over_promising": 0.0},
    )  # fmt: skip
    poor, usual = of(4, "poor conversion")
    assert dict(poor.cell.values) == {"buyers.win": pytest.approx(scenario_value("buyers.win") - 0.8)}
    assert usual.cell == Cell()
    assert "win log-odds 0.8 lower than declared" in OWN[4].design


def test_churn_is_what_is_not_retained_of_the_cohort_whose_promise_broke_over_that_of_the_others() -> None:
    broken, kept = of(4, "churn of customers")
    for level, column in ((broken, "gross_retention_broken"), (kept, "gross_retention_kept")):
        assert (level.reading.column, level.reading.times, level.reading.plus_one) == (column, -1.0, True)
        assert level.reading.span == ALL, "over all quarters"


def test_accurate_reports_are_without_optimism_withholding_and_weight_on_the_surface_and_nothing_else() -> None:
    accurate, complacent = of(5, "revenue of the last year")
    names = ("optimism", "surface_weight", "withholding")
    assert dict(accurate.cell.values) == {f"perception.{name}": 0.0 for name in names}
    assert complacent.cell == Cell(forces="all")


def test_with_one_cut_nothing_is_withheld_and_nothing_weighs_on_the_surface_but_optimism_is_as_declared() -> None:
    (level,) = of(19, "executives who say aligned")
    assert dict(level.cell.values) == {"perception.surface_weight": 0.0, "perception.withholding": 0.0}
    assert level.reading.column == "perception_gap"


@pytest.mark.parametrize("words", ["net retention", "gross retention"])
def test_large_contracts_are_ten_times_the_scenario_s_and_small_ones_three_tenths_of_it(words: str) -> None:
    usual = scenario_value("buyers.contract_value")
    values = [dict(each.cell.values) for each in of(18, words)]
    assert values == [{"buyers.contract_value": pytest.approx(factor * usual)} for factor in (10.0, 0.3)]


def test_initial_trust_is_that_of_the_design_and_counts_from_the_first_day() -> None:
    for pattern, words, trusts in ((2, "from 0.25 to 0.75", [0.75, 0.25]), (8, "rise with trust", [0.75, 0.25] * 2)):
        assert [dict(each.cell.values) for each in of(pattern, words)] == [
            {"company.burn_in": 0, "trust.initial": trust} for trust in trusts
        ]


def test_a_programme_is_always_on_and_its_agreement_binds_as_declared_or_not_at_all() -> None:
    binding, loose = of(2, "service agreement")
    assert dict(binding.cell.values) == {"perception.threshold": 1.0}
    assert dict(loose.cell.values) == {"perception.threshold": 1.0, "selling.agreement_pull": 0.0}


def test_leadership_is_strong_at_nine_tenths_and_weak_at_one() -> None:
    strengths = {"strong: ": {0.9}, "weak: ": {0.1}, "from weak to strong": {0.1, 0.9}}
    for words, wanted in strengths.items():
        assert {dict(each.cell.values)["leadership.strength"] for each in of(11, words)} == set(wanted)
    gained = [dict(each.cell.values)["leadership.strength"] for each in of(11, "from weak to strong")]
    assert gained == [0.9, 0.1] * 6, "of each paradigm what it earns under strong leaders over what it does under weak"
    for part in OWN[10].parts:
        weak = {dict(each.cell.values).get("leadership.strength") for each in levels(part.quantity)}
        assert weak == ({0.1} if "under weak leadership" in part.says else {None})


def test_a_slow_switch_takes_twice_as_long_as_declared_and_low_trust_is_a_fifth_also_of_the_twin() -> None:
    slow, usual = of(15, "slow less usual")[:10], of(15, "slow less usual")[10:]
    declared = scenario_value("power.transition")
    assert {each.cell.values for each in slow} == {(("power.transition", 2 * declared),)}
    assert {each.cell.values for each in usual} == {()}
    low, other = of(15, "low trust less usual")[:10], of(15, "low trust less usual")[10:]
    assert {dict(each.cell.values).get("trust.initial") for each in low} == {0.2}
    assert {dict(each.cell.values).get("trust.initial") for each in other} == {None}


def test_transitions_are_planned_for_as_many_weeks_as_the_words_say() -> None:
    for words, first, second in (("8 weeks less for 32", 8.0, 32.0), ("8 weeks less for 1", 8.0, 1.0)):
        found = [dict(each.cell.values).get("power.transition") for each in of(16, words) if each.cell.switch_quarter]
        assert found == [first] * 5 + [second] * 5


SPANS = {  # words of a part, and the quarters that are read, of the first and of the second that it compares
    (3, ""): {YEAR_2}, (9, "year 2 less year 1"): {YEAR_2, FIRST}, (9, "year 3 less year 2"): {(9, 13), YEAR_2},
    (9, "last year, less"): {LAST_YEAR}, (12, ""): {LAST_YEAR}, (1, ""): {LAST_QUARTER}, (19, ""): {LAST_QUARTER},
    (15, "quarters 3 and 4, switched"): {(3, 5)}, (15, "last year less quarters 3 and 4"): {LAST_YEAR, (3, 5)},
    (15, "quarters 5 and 6"): {(5, 7)}, (16, "miss the promise"): {(5, 7)}, (16, "end worse"): {LAST_YEAR},
    (16, "new revenue gained"): {(3, None)}, (14, "lost in a quarter"): {(5, 6)},
    (14, "after two years"): {(5, 6), (13, 14)}, (5, "of the last year"): {LAST_YEAR}, (2, ""): {ALL}, (18, ""): {ALL},
    (6, ""): {ALL}, (7, ""): {ALL}, (8, ""): {ALL}, (11, ""): {ALL},
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "words"), SPANS)
def test_a_part_is_read_over_the_quarters_that_it_names_and_over_all_where_it_names_none(
    pattern: int, words: str
) -> None:
    found = [part for part in parts_of(OWN[pattern]) if words in part.says]
    assert found
    for part in found:
        assert {each.reading.span for each in levels(part.quantity)} == SPANS[pattern, words]


COUNTED: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], bool]] = {
    # of a strength or weakness: what is read, what is added to it, over what, and whether much of it is what is meant
    "learns its craft best": ("mastery", (), (), True), "works fastest": ("working_speed", (), (), True),
    "leads leak": ("leads_ignored", (), ("leads_handed_over",), True),
    "promises miss": ("broken_promises", (), ("marketing_wins",), True),
    "work done twice": ("doubled_work", (), ("leads_handed_over",), True),
    "shortest hand-offs": ("weeks_to_first_contact", (), (), False),
    "fewest credit disputes": ("credit_disputes", (), ("marketing_wins",), False),
    "role ambiguity": ("role_clarity", (), (), False),
    "dropped work": ("dropped_work", (), ("leads_handed_over",), True),
    "loses the devil's advocate": ("view_distance", (), (), False),
    "faster decisions than by consent": ("decision_latency_weeks", (), (), False),
    "decisions as fast as any": ("decision_latency_weeks", (), (), False),
    "least visible conflict": ("credit_disputes", ("questions",), (), False),
    "fewer ideas": ("ideas_proposed", (), (), False), "larger perception gap": ("perception_gap", (), (), True),
    "most ideas adopted": ("ideas_adopted", (), (), True), "queues under": ("dispute_backlog", (), (), True),
    "stalemates under": ("stalemates", (), (), True), "slow decisions under": ("decision_latency_weeks", (), (), True),
}  # fmt: skip


@pytest.mark.parametrize("part", OWN[10].parts, ids=lambda part: part.says)
def test_a_strength_or_a_weakness_is_of_what_it_is_called_and_on_the_side_that_it_says(part: Part) -> None:
    paradigm, _, words = part.says.partition(": ")
    readings = {each.reading for each in levels(part.quantity)}
    (reading,) = readings
    cells = [each.cell.paradigm for each in levels(part.quantity)]
    assert cells[:2] == [paradigm] * 2
    assert paradigm not in cells[2:]
    if words == "its led people leave":
        led = {"marketing-led": ("leavers_sales", ()), "sales-led": ("leavers", ("leavers_sales",))}
        assert (reading.column, reading.minus) == led[paradigm], "of the side that does not lead"
        return
    column, plus, per, much = next(told for told_words, told in COUNTED.items() if words.startswith(told_words))
    assert (reading.column, reading.plus, reading.per) == (column, plus, per)
    low, high = part.criterion.bounds
    assert (low is not None, high is not None) == (much, not much)


def test_a_claim_about_everything_counts_settings_with_a_price_and_companies_with_a_structure_best_in_all() -> None:
    settings, companies = OWN[17].parts
    assert (settings.says.split(",")[0], type(settings.quantity)) == ("settings", SettingsWithAPrice)
    assert (companies.says.split()[0], type(companies.quantity)) == ("companies", BestAtEverything)
    (everywhere,) = OWN[13].parts
    assert (everywhere.quantity, "third paradigm" in everywhere.says) == (LeadOf(SPACE, 3), True)
    assert f"{SPACE.companies} companies" in OWN[13].design
    assert f"{SAMPLE.count} random structures" in OWN[17].design
