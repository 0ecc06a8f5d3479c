"""What the whole answer wires together: each part is asked about its own lives and companies, and has its place."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from cordiale.experiments.decision import concluding
from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.concluding import LEARNT_FROM, conclude
from cordiale.experiments.decision.verdict import Decision, Effort
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.selection import Rule
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.decision_asked import as_asked
from tests.support.worlds import small

MATCHED, RAN, LOOKED = 12, 48, 10  # companies that what follows looks at, lived by contenders, and by who was ruled out
FIRST, NEXT, OUT, LATER = "siloed", "sales-led", "marketing-led", "siloed, a year later"
OPTIONS = [
    Option(STAY, "status-quo", (), 0, STAY), Option(FIRST, "siloed", ("Q2 a",), 2, "switch"),
    Option(NEXT, "sales-led", ("Q3 b",), 3, "switch"), Option(OUT, "marketing-led", ("Q2 c",), 2, "switch"),
    Option(LATER, "siloed", ("Q6 a",), 6, "later"),
]  # fmt: skip
ASKED = ("why", "in_all_weathers", "gains_of", "parameters_of", "hangs_on", "measure_first", "grounds", "turned_over",
         "two_factors", "when_the_next", "probabilities", "standings", "baseline", "views", "all_known",
         "warnings_of")  # fmt: skip
EFFORT: dict[str, Any] = {"runs": 111, "seconds": 22.0, "budget": 33.0, "first": 44, "batches": 55, "matched": MATCHED,
          "seed": 66, "confidence_asked": 0.77, "indifference": 0.08, "indifferent": 99.0,
          "left_out": ("map",)}  # fmt: skip


FLIP = SimpleNamespace(factor="buyers.win", to=NEXT)


class Answered(NamedTuple):
    """A decision whose parts are stand-ins, and what each was asked, by the names of its arguments."""

    decision: Decision
    asked: dict[str, dict[str, Any]]
    lives: dict[str, Lived]
    gave: dict[str, Any]


@cache
def answered(best: str = FIRST) -> Answered:
    """The answer where an option leads, then the next by mean, then staying; each part says only that it was asked."""
    many = {each.name: LOOKED if each.name == OUT else RAN for each in OPTIONS}
    lives = {name: Lived(np.zeros((n, len(PARTS), 2)), np.zeros((n, 3), QUARTER)) for name, n in many.items()}
    means = {STAY: 2.0, FIRST: 3.0, NEXT: 2.5, OUT: 0.0, LATER: 2.9} | {best: 4.0}
    seen = {name: np.array([mean]) for name, mean in means.items()}
    left = [*dict.fromkeys((best, FIRST, NEXT, STAY))]
    race = SimpleNamespace(best=best, decided=True, remaining=left, names=[*means], seen=seen, ahead=means.get,
                           batches=EFFORT["batches"], delta=EFFORT["indifferent"])  # fmt: skip
    regrets = {STAY: (9.0, 1.0), NEXT: (3.0, 5.0)}
    sorry = [
        SimpleNamespace(option=each, at_worst=at, largest=most, expected=most, least=most)
        for each, (at, most) in regrets.items()
    ]
    gave: dict[str, Any] = {name: f"of {name}" for name in ASKED}
    gave |= {"in_all_weathers": ("of weathers", sorry), "gains_of": np.ones((RAN, 2)),
             "hangs_on": [("trust.gain", 0.5)], "probabilities": ("of chances", 0.9),
             "turned_over": [FLIP]}  # fmt: skip
    asked: dict[str, dict[str, Any]] = {}

    def stand_in(name: str) -> Callable[..., Any]:
        signature = inspect.signature(getattr(concluding, name))

        def part(*given: Any, **named: Any) -> Any:
            asked[name] = dict(signature.bind(*given, **named).arguments)
            return gave[name]

        return part

    branches: Any = SimpleNamespace(company=SimpleNamespace(scenario=small({})), runs=EFFORT["runs"])
    clock: Any = SimpleNamespace(spent=EFFORT["seconds"], left_out=["map"])
    rule = Rule(EFFORT["confidence_asked"], EFFORT["indifference"], EFFORT["first"], 7)
    wanted = as_asked(switch_quarter=2, quarters=12, seed=66, budget=33.0, rule=rule)
    with pytest.MonkeyPatch.context() as patch:
        for name in ASKED:
            patch.setattr(concluding, name, stand_in(name))
        stand_ins: Any = (branches, OPTIONS, lives, race, wanted)
        found = conclude(*stand_ins, matched=MATCHED, clock=clock, now=lambda _: None, w=ENGLISH)
    return Answered(found, asked, lives, gave)


@pytest.mark.parametrize("best", [FIRST, STAY])
def test_what_is_explained_and_warned_of_is_the_switch_and_what_it_is_held_against_is_staying(best: str) -> None:
    found = answered(best)
    asked, lives = found.asked, found.lives
    assert asked["why"]["option"].name == FIRST
    for part in ("warnings_of", "views"):
        assert asked[part]["switched"] is lives[FIRST], part
        assert asked[part]["staying"] is lives[STAY], part
    assert (asked["warnings_of"]["quarter"], asked["views"]["option"]) == (2, FIRST)
    assert asked["baseline"]["staying"] is lives[STAY]
    assert asked["baseline"]["quarters"] == 12
    rows = small({}).rows
    assert (found.decision.today, found.decision.then) == (rows["status-quo"], rows["siloed"])


@pytest.mark.parametrize("best", [FIRST, STAY])
def test_what_is_held_against_its_rivals_is_the_best_then_the_next_one_of_each_paradigm_and_staying(best: str) -> None:
    asked = answered(best).asked
    rivals = [FIRST, NEXT, STAY] if best == FIRST else [STAY, FIRST, NEXT]
    assert asked["gains_of"]["names"] == rivals == asked["when_the_next"]["rivals"]
    for part in ("measure_first", "grounds", "turned_over", "two_factors"):
        chosen = next(asked[part][name] for name in ("options", "contenders", "chosen") if name in asked[part])
        assert [each.name for each in chosen] == rivals, part
    for part in ("in_all_weathers", "grounds", "turned_over"):
        assert asked[part]["best"] == best, part
    watched = {each.name for each in asked["in_all_weathers"]["options"]}
    assert watched == {STAY, FIRST, NEXT, OUT}, "staying, the plain switches, and whoever contends"


def test_the_robust_option_is_the_least_regretted_in_the_weather_that_is_worst_for_it() -> None:
    sorry = answered().gave["in_all_weathers"][1]
    least = {name: min(sorry, key=lambda each: getattr(each, name)).option for name in ("at_worst", "expected")}
    assert least == {"at_worst": NEXT, "expected": STAY}
    assert answered().decision.robust == NEXT


def test_each_part_looks_at_as_many_companies_as_it_may_and_no_weather_at_more_than_all_lived() -> None:
    asked = answered().asked
    assert len(asked["why"]["companies"]) == MATCHED
    assert len(asked["measure_first"]["companies"]) == LEARNT_FROM * MATCHED
    assert len(asked["in_all_weathers"]["companies"]) == LOOKED
    for part in ("grounds", "turned_over", "two_factors"):
        assert len(asked[part]["companies"]) == MATCHED // 2, part
    assert asked["parameters_of"]["companies"] == RAN


def test_every_field_of_the_answer_is_the_answer_of_its_own_part() -> None:
    found = answered()
    decision, gave = found.decision, found.gave
    parts = {
        "options": "standings", "baseline": "baseline", "why": "why", "unseen": "views", "map": "two_factors",
        "rules": "when_the_next", "measure_first": "measure_first", "everything_known": "all_known",
        "warnings": "warnings_of", "grounds": "grounds",
    }  # fmt: skip
    assert {name: getattr(decision, name) for name in parts} == {name: gave[part] for name, part in parts.items()}
    assert (decision.weathers, decision.flips) == ("of weathers", (FLIP,))
    assert (decision.best, decision.confidence, decision.told_apart) == (FIRST, 0.9, True)
    assert decision.contenders == (FIRST, NEXT, STAY)
    assert decision.robust == NEXT, "whom one would regret least in the weather that is worst for it"
    assert found.asked["standings"]["chances"] == "of chances"
    assert found.asked["two_factors"]["pair"] == ("trust.gain", FLIP.factor), (
        "what matters most, then what turns it over"
    )
    assert found.asked["all_known"]["gains"] is gave["gains_of"] is found.asked["hangs_on"]["gains"]
    assert (decision.scenario, decision.currency, decision.switch_quarter) == (small({}).name, small({}).currency, 2)


@pytest.mark.parametrize("name", [each.name for each in fields(Effort)])
def test_what_it_took_is_told_by_name(name: str) -> None:
    assert getattr(answered().decision.effort, name) == EFFORT[name]


def test_a_switch_that_comes_later_is_warned_of_from_its_own_quarter_on() -> None:
    asked = answered(LATER).asked
    assert asked["warnings_of"]["switched"] is answered(LATER).lives[LATER]
    assert (asked["why"]["option"].name, asked["warnings_of"]["quarter"]) == (LATER, 6)


def test_rules_are_sought_in_companies_that_lived_both_options_each_with_the_set_that_it_lived_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(concluding, "ruled", lambda *given, **how: asked.append((given, how)) or "rules")
    monkeypatch.setattr(concluding, "parameters_of", lambda company, n: {"trust.gain": n})
    worth = np.zeros((8, len(PARTS), 1))
    worth[:, 0, 0] = np.arange(8.0)
    lives = {FIRST: Lived(worth, None), NEXT: Lived(3 * worth[:7], None)}
    branches: Any = SimpleNamespace(company=SimpleNamespace(sets=("a", "b", "c")), seed=5)
    clock: Any = SimpleNamespace(fits=lambda what, quarters: (what, quarters) == ("rules", 0))
    assert concluding.when_the_next(branches, lives, [FIRST, NEXT, STAY], clock) == "rules"
    (((margin, parameters, sets), how),) = asked
    assert margin.tolist() == [2.0 * each for each in range(7)]  # of the next over the best
    assert (parameters, sets) == ({"trust.gain": 7}, [0, 1, 2, 0, 1, 2, 0])
    assert how == {"to": NEXT, "seed": 5}
    never: Any = SimpleNamespace(fits=lambda *_: False)
    assert concluding.when_the_next(branches, lives, [FIRST, NEXT], never) is None
