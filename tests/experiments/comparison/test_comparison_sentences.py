"""Every gap of every sentence of a comparison holds what its name says: held against results made by hand."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.comparison import echo, findings, today
from cordiale.experiments.comparison.framing import Comparison, closing_note, decisions_of
from cordiale.experiments.comparison.measures import (
    FRICTION,
    GAP,
    LEAVERS,
    MEASURES,
    NEW,
    REVENUE,
    TRUST_MARKETING,
    TRUST_SALES,
    Measure,
)
from cordiale.experiments.comparison.ranking import Pair, Ranking, Standing, rank_paradigms
from cordiale.experiments.comparison.report import money_columns, people_columns, print_report
from cordiale.experiments.comparison.today import NOT_ASKED
from cordiale.experiments.foundations.language import ENGLISH as W
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import plan
from tests.support.spoken import Case, heard, with_gaps
from tests.support.synthetic import results_frame
from tests.support.worlds import small

NAMES = ("proportional", "siloed", "status-quo", "drift")
UNDER = "Under all forces"


def standing(name: str, rank: int, measure: Measure, few: int, *, less: bool) -> Standing:
    """A paradigm that earns the more the better its rank, with less friction or with more than the baseline."""
    levels = {measure.name: Estimate(100.0 - rank, 90.0, 110.0, few + (rank > 1) * 2)}
    if name == "status-quo":
        return Standing(name, rank, levels, {}, None)
    gain, hours = 0.14 - 0.02 * rank, -0.01 * rank if less else 0.01 * rank
    money = Estimate(1000 * gain, 1000 * gain - 5, 1000 * gain + 6, few)
    friction = Estimate(hours, hours - 0.002, hours + 0.003, few)
    differences = {FRICTION.name: friction, measure.name: friction} | {REVENUE.name: money}
    return Standing(name, rank, levels, differences, Estimate(gain, gain - 0.04, gain + 0.06, few))


def ranked(
    *names: str, tied: tuple[tuple[str, str], ...] = (), measure: Measure = REVENUE, few: int = 5, better: int = 9
) -> Ranking:
    """Paradigms in this order, all pairs but the `tied` ones apart; the first `better` have less friction, too."""
    order = names or NAMES
    standings = tuple(standing(name, rank, measure, few, less=rank <= better) for rank, name in enumerate(order, 1))
    pairs = tuple(
        Pair(a, b, Estimate(1.0, 0.5, 1.5, few), 0.01, 0.02, (a, b) not in tied) for a, b in combinations(order, 2)
    )
    return Ranking("all", measure, "status-quo", standings, pairs)


def told_by(**changed: Any) -> pd.DataFrame:
    frame = results_frame(paradigms=["siloed", "status-quo"], forces=["all"], replications=4, quarters=6)
    return frame.assign(**changed)


def reported(frame: pd.DataFrame, **more: Any) -> None:
    usual = {"baseline": None, "note": "", "currency": "", "head": "", "switched": NOT_ASKED, "w": W}
    print_report(frame, width=400, **(usual | more))


def closed() -> str:
    unknown = {"buyers.cycle": "not in the export"}
    scenario = small({"company.paradigm": "siloed"}).model_copy(update={"unknown": unknown})
    runs = plan(scenario, paradigms=["siloed"], forces=["all"], replications=2, quarters=6, seed=3,
                decisions=("Q3 programme",))  # fmt: skip
    return closing_note(Comparison(prepare(scenario), "mine", tuple(runs), told_by()), W)


def switching() -> Comparison:
    scenario = small({"company.paradigm": "siloed"})
    runs = plan(scenario, paradigms=["siloed", "drift"], forces=["all"], replications=1, quarters=6, seed=3,
                switch_quarter=3)  # fmt: skip
    return Comparison(prepare(scenario), "mine", tuple(runs), told_by())


SWITCHED = {"all": {"siloed": Estimate(0.1, 0.05, 0.15, 4), "drift": Estimate(0.2, 0.1, 0.3, 4)}}
ONE, MATCHED = "earns most", "n = 5 to 7 matched replications"
SENTENCES: dict[str, Case] = {
    "only": (lambda: findings.verdict(ranked("siloed"), W), {"under": UNDER, "best": "siloed"}),
    "single": (lambda: findings.verdict(ranked(few=-1), W), {"under": UNDER, "best": "proportional"}),
    "verdict": (lambda: findings.verdict(ranked(), W), {
        "under": UNDER, "neighbours": "", "lead": W("compare.apart", best="proportional", first=ONE),
        "basis": findings.basis(ranked(), W)}),
    "apart": (lambda: findings.verdict(ranked(), W), {"best": "proportional", "first": ONE}),
    "tied": (lambda: findings.verdict(ranked(tied=(("proportional", "drift"), ("proportional", "siloed"))), W),
             {"best": "proportional", "first": ONE, "tied": "siloed and drift"}),
    "neighbours": (lambda: findings.verdict(ranked(tied=(("siloed", "status-quo"), ("siloed", "drift"), ("status-quo",
                   "drift"))), W), {"pairs": "siloed and status-quo, status-quo and drift"}),
    "pair": (lambda: findings.verdict(ranked(tied=(("siloed", "status-quo"),)), W),
             {"one": "siloed", "other": "status-quo"}),
    "basis": (lambda: findings.basis(ranked(), W), {"replications": "5 to 7 matched replications", "pairs": "6 pairs"}),
    "to": (lambda: findings.basis(ranked(), W), {"low": 5, "high": 7}),
    "first_places": (lambda: findings.first_places_words({"drift": 0.25, "siloed": 0.75, "proportional": 0.0}, 40, W),
                     {"sets": 40, "shares": "siloed in 75 %, drift in 25 %"}),
    "first_place": (lambda: findings.first_places_words({"drift": 0.25, "siloed": 0.75}, 40, W),
                    {"paradigm": "siloed", "share": "75 %"}),
    "alone": (lambda: findings.headline(ranked("siloed"), W), {"under": UNDER, "best": "siloed"}),
    "lucky": (lambda: findings.headline(ranked(few=-1), W), {"under": UNDER, "best": "proportional", "first": ONE}),
    "no_winner": (lambda: findings.headline(ranked(tied=(("proportional", "drift"), ("proportional", "siloed"))), W),
                  {"under": UNDER, "number": 3, "first": "earn most"}),
    "two": (lambda: findings.headline(ranked(tied=(("proportional", "drift"),)), W),
            {"under": UNDER, "best": "proportional", "other": "drift", "first": ONE}),
    "winner": (lambda: findings.headline(ranked(), W), {"under": UNDER, "best": "proportional", "first": ONE,
               "distance": W("compare.against", difference="+12 % [8, 18]", baseline="status-quo")}),
    "against": (lambda: findings.headline(ranked(), W), {"difference": "+12 % [8, 18]", "baseline": "status-quo"}),
    "next": (lambda: findings.headline(ranked("status-quo", "drift", "siloed"), W),
             {"second": "drift", "difference": "+10 % [6, 16]"}),
    "trust_one": (lambda: findings.trust_headline(ranked(measure=TRUST_SALES), ranked(measure=TRUST_MARKETING), W),
                  {"under": UNDER, "paradigm": "proportional"}),
    "trust_two": (lambda: findings.trust_headline(ranked(measure=TRUST_SALES),
                                                  ranked("drift", "siloed", measure=TRUST_MARKETING), W),
                  {"under": UNDER, "sales": "proportional", "marketing": "drift"}),
    "unclear": (lambda: findings.trust_headline(ranked(measure=TRUST_SALES), ranked(
        measure=TRUST_MARKETING, tied=(("proportional", "drift"),)), W),
                {"claim": W("compare.trust_one", under=UNDER, paradigm="proportional")}),
    "one_life": (lambda: findings.trust_headline(ranked(measure=TRUST_SALES, few=-1),
                                                 ranked(measure=TRUST_MARKETING), W),
                 {"claim": W("compare.trust_one", under=UNDER, paradigm="proportional")}),
    "trade_single": (lambda: findings.trade_off_headline(ranked(few=-1), ranked(measure=FRICTION), W),
                     {"under": UNDER, "baseline": "status-quo"}),
    "trade_none": (lambda: findings.trade_off_headline(ranked(), ranked(measure=FRICTION, better=0), W),
                   {"under": UNDER, "baseline": "status-quo"}),
    "trade_many": (lambda: findings.trade_off_headline(ranked(*NAMES, "assimilated"), ranked(
        *NAMES, "assimilated", measure=FRICTION), W), {"under": UNDER, "number": 4, "of": 4, "baseline": "status-quo"}),
    "trade_two": (lambda: findings.trade_off_headline(ranked(), ranked(measure=FRICTION, better=2), W),
                  {"under": UNDER, "paradigms": "proportional and siloed", "baseline": "status-quo"}),
    "trade_one": (lambda: findings.trade_off_headline(ranked(), ranked(measure=FRICTION, better=1), W),
                  {"under": UNDER, "paradigms": "proportional", "baseline": "status-quo"}),
    "title": (lambda: reported(told_by()), {"under": UNDER, "replications": "4 replications"}),
    "key": (lambda: reported(told_by(), currency="CHF"), {"currency": " in thousand CHF"}),
    "currency": (lambda: reported(told_by(), currency="CHF"), {"currency": "CHF"}),
    "foundations": (lambda: reported(told_by()), {"scenario": "status-quo", "seed": 1, "quarters": "6 quarters",
                                                  "replications": "4 matched replications"}),
    "own_rules": (lambda: reported(told_by(rules="mine 1")), {"rules": "mine 1"}),
    "decided": (closed, {"decisions": "Q3 programme"}),
    "each_its_own": (lambda: decisions_of(switching(), W), {"quarter": 3}),
    "left_at_default": (closed, {"fields": "buyers.cycle (not in the export)"}),
}  # fmt: skip
ELSEWHERE = {"kept", "as_simulated", "living", "yours"}  # of the command, and of the echo, below


@pytest.mark.parametrize("name", SENTENCES)
def test_the_gaps_of_a_sentence_of_a_comparison_hold_what_they_are_called(name: str) -> None:
    say, wanted = SENTENCES[name]
    filled = heard(say)[f"compare.{name}"]
    assert {gap: filled[0][gap] for gap in wanted} == wanted


def test_every_sentence_of_a_comparison_that_has_gaps_is_read_back() -> None:
    assert {key.rpartition(".")[2] for key in with_gaps("compare")} == {*SENTENCES} | ELSEWHERE


TODAY = ranked("proportional", "siloed", "status-quo", "drift", "assimilated", tied=(("siloed", "status-quo"),))
OF_TODAY: dict[str, Case] = {
    "than": (lambda: today.than_today_words(TODAY, W), {
        "baseline": "status-quo",
        "answers": "yes: proportional; no, worse: drift and assimilated; cannot be told: siloed"}),
    "better": (lambda: today.than_today_words(TODAY, W), {"paradigms": "proportional"}),
    "worse": (lambda: today.than_today_words(TODAY, W), {"paradigms": "drift and assimilated"}),
    "open": (lambda: today.than_today_words(TODAY, W), {"paradigms": "siloed"}),
    "one": (lambda: today.switched_words(SWITCHED, "all", W), {"paradigm": "drift", "percent": "+20.0 % [10.0, 30.0]"}),
    "switched": (lambda: today.switched_words(SWITCHED, "all", W), {
        "quarter": 2, "options": "drift +20.0 % [10.0, 30.0]; siloed +10.0 % [5.0, 15.0]"}),
    "lived_and_switched": (lambda: today.question_words(SWITCHED, "drift", "drift", 0, W), {"quarter": 2}),
    "switches": (lambda: today.question_words({}, "drift", "drift", 5, W), {"quarter": 5}),
    "other_baseline": (lambda: today.question_words({}, "drift", "siloed", 5, W),
                       {"baseline": "drift", "today": "siloed"}),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_TODAY)
def test_the_gaps_of_a_sentence_on_today_hold_what_they_are_called(name: str) -> None:
    say, wanted = OF_TODAY[name]
    assert heard(say)[f"compare.today.{name}"][0] == wanted


def test_every_sentence_on_today_that_has_gaps_is_read_back() -> None:
    assert {key.rpartition(".")[2] for key in with_gaps("compare.today")} == {*OF_TODAY}


def test_a_switch_is_lived_from_the_quarter_on_of_which_it_is_told() -> None:
    scenario = small({"company.paradigm": "siloed"})
    runs = plan(scenario, paradigms=["drift"], forces=["all"], replications=1, quarters=6, seed=1)
    (_, switching) = today.asked_besides(prepare(scenario), runs)
    (said,) = heard(lambda: today.switched_words(SWITCHED, "all", W))["compare.today.switched"]
    assert (switching.paradigm, switching.switch_quarter) == ("drift", said["quarter"])


# The company as simulated: two runs of six quarters, of which the first two settle

LIVED = {  # by outcome its quarters 1 to 6, the same in both runs but for what is added to the second
    "customers": ((9, 9, 10, 20, 30, 40), 2), "revenue": ((9, 9, 100, 200, 300, 400), 100),
    "leads_handed_over": ((9, 9, 4, 5, 6, 7), 1), "wins": ((9, 9, 1, 2, 3, 4), 0), "losses": ((9, 9, 3, 3, 3, 3), 0),
    "no_decisions": ((9, 9, 2, 2, 3, 3), 0), "revenue_new": ((9, 9, 10, 20, 30, 50), 0),
    "sales_cycle_weeks": ((9, 9, 10, 11, 12, 15), 0), "sales_cycle_weeks_median": ((9, 9, 5, 5, 8, 30), 0),
    "gross_retention": ((0.1, 0.1, 0.8, 0.9, 0.9, 1.0), 0),
}  # fmt: skip
ECHOED = {
    "customers": "26",  # 25 and 27
    "bookings": "1.2",  # 250 and 350 a quarter, in thousand
    "leads_handed_over": "6", "wins": "2.5",
    "win_rate": "31.2",  # 20 of 20 won, 24 lost and 20 undecided
    "contract_value": "11", "sales_cycle_weeks": "12", "sales_cycle_weeks_median": "6.5", "gross_retention": "90",
}  # fmt: skip


def simulated() -> pd.DataFrame:
    rows = [
        {"paradigm": "status-quo", "forces": "none", "replication": run, "quarter": quarter,
         **{name: values[max(0, quarter - 1)] + run * more for name, (values, more) in LIVED.items()}}
        for run in range(2) for quarter in range(7)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("name", ECHOED)
def test_a_figure_of_the_company_as_simulated_is_that_of_its_settled_quarters(name: str) -> None:
    scenario = small({"company.paradigm": "status-quo"})
    (filled,) = heard(lambda: echo.as_simulated(simulated(), scenario, W))[f"echo.{name}"]
    assert filled["amount"] == ECHOED[name]
    assert filled.get("currency", scenario.currency) == scenario.currency


def test_every_figure_of_the_company_as_simulated_is_worked_out_again() -> None:
    assert {key.rpartition(".")[2] for key in with_gaps("echo")} == {*ECHOED} == {each.name for each in echo.ECHO}


def test_who_lived_otherwise_is_said_and_what_one_knows_stands_beside_what_is_simulated() -> None:
    scenario = small({"company.paradigm": "siloed", "targets.wins": 8})
    told = heard(lambda: echo.as_simulated(simulated(), scenario, W))
    assert told["compare.living"] == [{"paradigm": "status-quo", "forces": "no forces"}]
    assert told["compare.yours"] == [{"figure": W("echo.wins", amount="2.5"), "own": W("echo.wins", amount="8")}]
    assert told["compare.as_simulated"][0]["how"] == W("compare.living", paradigm="status-quo", forces="no forces")


def test_a_gap_that_luck_scatters_about_zero_is_as_small_as_its_mean_and_not_as_its_scatter() -> None:
    luck = {"siloed": [-0.3, 0.3, -0.2, 0.24], "status-quo": [-0.1, -0.12, -0.09, -0.11],
            "drift": [0.2, 0.21, 0.22, 0.23]}  # fmt: skip
    rows = [
        {"scenario": "s", "forces": "none", "paradigm": name, "seed": 1, "replication": at, "quarter": 1,
         GAP.column: gap}
        for name, gaps in luck.items() for at, gap in enumerate(gaps)
    ]  # fmt: skip
    (ranking,) = rank_paradigms(pd.DataFrame(rows), by=GAP, measures=(GAP,))
    means = {name: sum(gaps) / 4 for name, gaps in luck.items()}
    assert [each.paradigm for each in ranking.standings] == sorted(means, key=lambda name: abs(means[name]))
    for each in ranking.standings:
        assert each.levels[GAP.name].mean == pytest.approx(means[each.paradigm])
        if each.paradigm != "status-quo":
            told = each.differences[GAP.name].mean
            assert told == pytest.approx(abs(means[each.paradigm]) - abs(means["status-quo"]))
    for pair in ranking.pairs:
        assert pair.difference.mean == pytest.approx(abs(means[pair.first]) - abs(means[pair.second]))


def placed(measure: Measure, *differences: Estimate) -> Ranking:
    """The status quo, then paradigms of these differences to it."""
    levels = {measure.name: Estimate(1.0, 0.9, 1.1, 9)}
    others = [Standing(name, at, levels, {measure.name: each}, None)
              for at, (name, each) in enumerate(zip(NAMES, differences, strict=False), start=2)]  # fmt: skip
    return Ranking("all", measure, "status-quo", (Standing("status-quo", 1, levels, {}, None), *others), ())


@pytest.mark.parametrize(("earned", "hours", "beats"), [
    (Estimate(5.0, 1.0, 9.0, 9), Estimate(-0.2, -0.3, -0.1, 9), True),
    (Estimate(5.0, -1.0, 11.0, 9), Estimate(-0.2, -0.3, -0.1, 9), False),  # it may earn less
    (Estimate(5.0, 1.0, 9.0, 9), Estimate(-0.2, -0.5, 0.1, 9), False),  # it may have more friction
    (Estimate(5.0, 1.0, 9.0, 9), Estimate(0.2, 0.1, 0.3, 9), False),
    (Estimate(-5.0, -9.0, -1.0, 9), Estimate(-0.2, -0.3, -0.1, 9), False),
])  # fmt: skip
def test_who_earns_more_with_less_friction_is_told_only_where_both_whole_intervals_are_on_the_good_side(
    earned: Estimate, hours: Estimate, beats: bool
) -> None:
    said = findings.trade_off_headline(placed(REVENUE, earned), placed(FRICTION, hours), W)
    one = W("compare.trade_one", under=UNDER, paradigms=NAMES[0], baseline="status-quo")
    assert said == (one if beats else W("compare.trade_none", under=UNDER, baseline="status-quo"))


def test_a_difference_is_told_in_percent_of_money_in_points_of_a_share_and_else_as_it_is() -> None:
    share, level = Estimate(-0.042, -0.051, -0.033, 9), Estimate(0.21, 0.11, 0.31, 9)
    points = W["compare.points"]
    told = [
        (REVENUE, Estimate(700, 600, 800, 9), Estimate(0.2, 0.1, 0.3, 9), "+20 % [10, 30]"),
        (REVENUE, Estimate(700, 600, 800, 9), None, "+700 [600, 800]"),
        (FRICTION, share, None, f"−4.2 {points} [−5.1, −3.3]"),
        (TRUST_SALES, level, None, "+0.2 [0.1, 0.3]"),
        (GAP, level, None, f"+21 {points} [11, 31]"),
    ]
    for measure, difference, relative, said in told:
        one = Standing("siloed", 1, {}, {measure.name: difference}, relative)
        assert findings.difference_words(one, measure, W).replace("\u00a0", " ") == said, measure.name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_column_of_the_report_is_headed_by_what_it_shows_in_its_own_unit(language: str) -> None:
    w = words(language)
    levels = {measure.name: Estimate(at + 0.126, 0.0, 9.0, 9) for at, measure in enumerate(MEASURES, start=1)}
    one = Standing("siloed", 1, levels, {}, Estimate(0.125, 0.05, 0.2, 9))
    wanted = {
        "revenue": (REVENUE, 0, 1), "new": (NEW, 0, 1), "friction": (FRICTION, 1, 100),
        "trust_sales": (TRUST_SALES, 2, 1), "trust_marketing": (TRUST_MARKETING, 2, 1), "gap": (GAP, 0, 100),
        "left": (LEAVERS, 1, 1),
    }  # fmt: skip
    columns = {column.heading: column.words(one) for column in (*money_columns("drift", w), *people_columns(w))}
    against = w("compare.column.against", baseline=w.paradigm("drift"))
    assert columns.pop(against).startswith(w.number(12.5, 1, sign=True))
    assert columns == {
        w[f"compare.column.{key}"]: w.number(levels[measure.name].mean * times, digits)
        for key, (measure, digits, times) in wanted.items()
    }
