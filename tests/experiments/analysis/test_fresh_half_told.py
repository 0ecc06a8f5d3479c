"""A discovery that was tried on a fresh half says of it, in data and in words, what it is and what of it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis.discovery import Discovery
from cordiale.experiments.analysis.documents import of_discovery
from cordiale.experiments.analysis.pairing import Half, Pairs
from cordiale.experiments.analysis.untold import FEW_DO_NOT, FEW_MEET, NONE_TO_HOLD_OUT, Untold, nothing_to_tell
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.analysis.wording import discovery_basis, discovery_lines
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.foundations.language import words
from cordiale.experiments.study.frozen import identity
from tests.support.planted_studies import planned

FACTORS = {"paradigm": ["siloed", "drift"], "leadership.strength": [0.1, 0.9]}
PLAN = planned(design="full", replications=6, factors=FACTORS)
AFRESH = planned(design="full", replications=6, factors=FACTORS, seed=31, design_seed=57)
ASKED = Where("siloed", "drift", "revenue", True, 0.0)


def pairs(points: int, lucks: int, *, met: int, merged: int = 0) -> Pairs:
    margin = np.where(np.arange(points) < met, 1.0, -1.0)[:, None] + np.zeros((1, lucks))
    factors = pd.DataFrame({"leadership.strength": np.linspace(0, 1, points)})
    return Pairs(factors, margin, margin.mean(axis=1), np.arange(points), merged)


OWN = pairs(30, 6, met=12, merged=4)
OUT = np.arange(30) >= 21
HELD = pairs(25, 6, met=10)
HALF = Half(3, AFRESH, HELD, 28, "fresh-sha")


def found(half: Half | None = None, **more: Any) -> Discovery:
    return Discovery(ASKED, REVENUE, PLAN, OWN, OUT, 5, (),
                     **({"why": None, "looks": 2, "results_sha256": "own-sha", "half": half} | more))  # fmt: skip


def test_what_is_tried_on_the_study_s_own_half_is_its_points_held_out_in_half_of_the_replications() -> None:
    said = of_discovery(found())
    assert {name: said[name] for name in ("points", "met", "undecided", "merged", "held_out", "replications",
                                          "other_luck", "looks")} == {
        "points": 30, "met": 12, "undecided": 5, "merged": 4, "held_out": 9, "replications": 6, "other_luck": 3,
        "looks": 2,
    }  # fmt: skip
    assert (said["results_sha256"], said["plan_sha256"]) == ("own-sha", identity(PLAN))
    assert "fresh" not in said


def test_what_is_tried_on_a_fresh_half_is_its_points_that_no_rule_saw_in_all_its_replications() -> None:
    said = of_discovery(found(HALF))
    assert (said["held_out"], said["other_luck"], said["points"], said["replications"]) == (25, 6, 30, 6)
    assert said["fresh"] == {
        "number": 3, "seed": 31, "design_seed": AFRESH.study.design_luck, "points": 28,
        "plan_sha256": identity(AFRESH), "results_sha256": "fresh-sha",
    }  # fmt: skip
    assert said["fresh"]["design_seed"] != said["fresh"]["seed"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_of_a_fresh_half_say_its_points_how_many_were_known_and_both_its_seeds(language: str) -> None:
    w = words(language)
    again = w("discover.left_out", points="3")
    holes = {"number": 3, "seed": 31, "design_seed": AFRESH.study.design_luck, "again": again, "points": "25"}
    told = w("discover.tried_afresh", **holes, replications=w.counted("replications", 6))
    assert told in discovery_basis(found(HALF), w)
    none_known = w("discover.tried_afresh", **holes | {"again": ""}, replications=w.counted("replications", 6))
    assert none_known in discovery_basis(found(replace(HALF, points=25)), w)


def test_the_basis_counts_points_those_that_meet_the_condition_and_looks_from_the_second_on() -> None:
    w = words("en")
    said = discovery_basis(found(), w)
    holes = {"points": "30", "met": "12", "share": "40 %", "undecided": "5", "definition": REVENUE.defined(w)}
    tried = w("discover.tried", points="9", replications=w.counted("replications", 3))
    assert said.startswith(w("discover.basis", replications=w.counted("matched", 6), tried=tried, **holes))
    assert w("discover.merged", points="4") in said
    assert w("discover.looks", looks=2) in said
    assert w("discover.looks", looks=1) not in discovery_basis(replace(found(), looks=1), w)


@pytest.mark.parametrize(("points", "met", "fitted_met", "why"), [
    (30, 9, 5, Untold(FEW_MEET, 9, 30)), (30, 21, 5, Untold(FEW_DO_NOT, 9, 30)),
    (30, 12, 4, Untold(NONE_TO_HOLD_OUT, 4, 20)), (30, 12, 16, Untold(NONE_TO_HOLD_OUT, 16, 20)),
    (30, 10, 5, None), (30, 20, 15, None),
])  # fmt: skip
def test_rules_are_looked_for_where_ten_points_lie_on_either_side_and_five_of_those_they_are_sought_in(
    points: int, met: int, fitted_met: int, why: Untold | None
) -> None:
    flags, fitted, held = np.arange(points) < met, pairs(20, 3, met=fitted_met), pairs(10, 3, met=4)
    assert nothing_to_tell(flags, fitted, held) == why
    if why is None:
        assert nothing_to_tell(flags, fitted, pairs(0, 3, met=0)) == Untold(NONE_TO_HOLD_OUT, fitted_met, 20)


def test_a_discovery_of_nothing_says_why_and_lists_no_rule() -> None:
    why = Untold(FEW_MEET, 1200, 3400)
    w = words("en")
    lines = discovery_lines(replace(found(), why=why), w)
    assert lines[0] == str(ASKED)
    assert lines[-1] == w("discover.not_looked_for", why=w(FEW_MEET, points="1,200", among="3,400"))


def test_what_rules_were_found_on_are_the_points_not_held_out_in_the_first_half_of_the_replications() -> None:
    marked = replace(OWN, margin=np.arange(6.0) + 10.0 * np.arange(30)[:, None])
    fitted = replace(found(), pairs=marked).fitted
    assert fitted.margin.tolist() == marked.margin[:21, :3].tolist()
    assert fitted.groups.tolist() == [*range(21)]


@pytest.mark.parametrize(("replications", "other"), [(1, 0), (2, 1), (3, 2), (6, 3), (7, 3)])
def test_other_luck_is_of_the_replications_that_had_no_say_and_none_of_a_single_one(
    replications: int, other: int
) -> None:
    plan = planned(design="full", replications=replications, factors=FACTORS)
    assert replace(found(), plan=plan).other_luck == other
