"""Robustness: the measures of a planted study are those that one works out by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.cartography.robustness import NAMES, _within, document_of, robustness, table_of
from cordiale.experiments.commands.robustness import _print
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.frozen import identity
from tests.support.planted_studies import planned, planted

STRENGTH = "leadership.strength"
EARNED = {("siloed", 0.0): 50, ("siloed", 1.0): 50, ("proportional", 0.0): 20, ("proportional", 1.0): 90}


def study(folder: Path) -> Path:
    """Two quarters of what is earned above; the second company a tenth more."""

    def rule(settings: dict[str, Any], replication: int) -> float:
        return float(EARNED[settings["paradigm"], settings[STRENGTH]] * (1 + 0.1 * replication))

    factors = {"paradigm": ["siloed", "proportional"], STRENGTH: [0.0, 1.0]}
    return planted(folder, planned(design="full", replications=2, factors=factors), rule)


def test_regret_and_satisficing_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    found = robustness(study(tmp_path), threshold=100)
    first, second = found.options
    assert (first.option, second.option) == ("proportional", "siloed")
    assert first.plain == pytest.approx(
        {"mean": 115.5, "worst": 42, "regret": 31.5, "largest_regret": 63, "first": 0.5, "meets": 0.5}
    )
    assert second.plain == pytest.approx(
        {"mean": 105, "worst": 105, "regret": 42, "largest_regret": 84, "first": 0.5, "meets": 1.0}
    )
    regret = first.over_luck["regret"]  # 30 in the first company, 33 in the second
    assert (regret.mean, regret.n) == (pytest.approx(31.5), 2)
    assert regret.low < 30 < 33 < regret.high


@pytest.mark.parametrize("outcome", ["credit_thefts", "losses", "leavers_sales", "weeks_to_first_contact", "leavers"])
def test_of_what_nobody_wants_the_option_with_least_is_best_and_the_title_says_so(
    outcome: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    factors = {"paradigm": ["siloed", "proportional"], STRENGTH: [0.0, 1.0]}
    plan = planned(design="full", replications=1, factors=factors, outcomes=[outcome])
    folder = planted(tmp_path, plan, lambda settings, _: 9.0 if settings["paradigm"] == "siloed" else 2.0)
    found = robustness(folder, outcome)
    assert [each.option for each in found.options] == ["proportional", "siloed"]
    assert [each.plain["first"] for each in found.options] == [1.0, 0.0]
    _print(found, w=ENGLISH)
    assert "less is better" in capsys.readouterr().out


def test_no_decisions_have_a_name_among_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    factors = {"decisions": ["", "Q2 survey"], STRENGTH: [0.0, 1.0]}
    folder = planted(
        tmp_path, planned(design="full", replications=1, factors=factors), lambda given, _: given[STRENGTH]
    )
    found = robustness(folder, of="decisions")
    assert [found.worlds.option_word(each.option, words("en")) for each in found.options] == ["none", "Q2 survey"]
    _print(found, w=ENGLISH)
    printed = capsys.readouterr().out
    assert re.search("^none ", printed, re.MULTILINE)
    assert "more is better" in printed


def test_the_option_with_the_smallest_largest_regret_comes_first_also_where_another_has_less_regret_on_average(
    tmp_path: Path,
) -> None:
    earned = {("siloed", 0.0): 10, ("siloed", 0.5): 10, ("siloed", 1.0): 0} | {
        ("proportional", 0.0): 5, ("proportional", 0.5): 5, ("proportional", 1.0): 9,
    }  # fmt: skip
    factors = {"paradigm": ["siloed", "proportional"], STRENGTH: [0.0, 0.5, 1.0]}
    folder = planted(
        tmp_path,
        planned(design="full", replications=1, factors=factors),
        lambda settings, _: float(earned[settings["paradigm"], settings[STRENGTH]]),
    )
    first, second = robustness(folder).options
    assert (first.option, second.option) == ("proportional", "siloed")
    assert first.plain["largest_regret"] < second.plain["largest_regret"]
    assert first.plain["regret"] > second.plain["regret"]


def test_the_regret_that_orders_options_is_that_of_their_means_and_not_of_single_companies(tmp_path: Path) -> None:
    ahead = {0.0: (10, 0), 0.5: (0, 10), 1.0: (-6, -6)}  # of one structure over the other, in two companies
    folder = planted(
        tmp_path,
        planned(
            design="full", replications=2, factors={"paradigm": ["siloed", "proportional"], STRENGTH: [0.0, 0.5, 1.0]}
        ),
        lambda settings, each: 50.0 + (settings["paradigm"] == "siloed") * ahead[settings[STRENGTH]][each],
    )
    first, second = robustness(folder).options
    assert (first.option, second.option) == ("proportional", "siloed")
    assert first.plain["largest_regret"] < second.plain["largest_regret"]
    assert first.over_luck["largest_regret"].mean > second.over_luck["largest_regret"].mean


def test_where_less_is_better_the_worst_world_is_the_largest(tmp_path: Path) -> None:
    found = {each.option: each for each in robustness(study(tmp_path), less_is_better=True, threshold=110).options}
    assert found["proportional"].plain["worst"] == pytest.approx(189)
    assert found["siloed"].plain["meets"] == 1.0
    assert found["proportional"].plain["meets"] == 0.5


def test_without_a_threshold_nothing_satisfices_or_fails_to(tmp_path: Path) -> None:
    table = table_of(robustness(study(tmp_path)))
    assert table.loc[table["measure"] == "meets", "of_means"].isna().all()
    assert len(table) == 12


def test_a_share_lies_between_none_and_all_and_a_regret_is_never_negative_however_wide_its_interval() -> None:
    wide = Estimate(0.5, -0.7, 1.7, 2)
    assert {name: (_within(name, wide).low, _within(name, wide).high) for name in NAMES} == {
        "mean": (-0.7, 1.7), "worst": (-0.7, 1.7), "regret": (0.0, 1.7), "largest_regret": (0.0, 1.7),
        "first": (0.0, 1.0), "meets": (0.0, 1.0),
    }  # fmt: skip
    assert {(_within(name, wide).mean, _within(name, wide).n) for name in NAMES} == {(0.5, 2)}


def test_table_and_document_say_of_each_option_and_measure_its_own_numbers_with_their_interval(tmp_path: Path) -> None:
    found = robustness(study(tmp_path), threshold=100, less_is_better=True)
    rows = {(row["option"], row["measure"]): row for row in table_of(found).to_dict("records")}
    said = document_of(found)
    assert (said["of"], said["threshold"], said["worlds"]) == ("paradigm", 100, 2)
    assert said["outcome"]["name"] == "revenue"
    assert said["outcome"]["less_is_better"] is True
    assert said["plan_sha256"] == identity(found.worlds.plan)
    assert said["results_sha256"] == found.worlds.results_sha256 != ""
    assert [*said["options"]] == [each.option for each in found.options]
    for each in found.options:
        for name, over in each.over_luck.items():
            row, kept = rows[each.option, name], said["options"][each.option][name]
            told = (over.mean, over.low, over.high, over.n)
            assert (row["over_luck"], row["low"], row["high"], row["replications"]) == told
            assert tuple(kept["over_luck"][part] for part in ("mean", "low", "high", "n")) == told
            assert row["of_means"] == kept["of_means"] == each.plain[name]
    assert rows["siloed", "mean"]["low"] < rows["siloed", "mean"]["over_luck"] < rows["siloed", "mean"]["high"]
