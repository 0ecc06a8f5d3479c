"""A study is verified as it was asked: which runs, by whom, within what; and goes on in a race to its last batch."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study import bench, verification
from cordiale.experiments.study.crews import Limits
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.rounds import Rounds, World

QUIET = Talk(quiet=True)
LIMITS = Limits(7.0, 77)
PARTS_OF = [Part(0, 4), Part(4, 8), Part(8, 12)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Three parts of four runs: the second is missing, the third says something else than its ledger."""
    seen: dict[str, Any] = {}

    class Ledger:
        def __init__(self, folder: Path, *, writable: bool) -> None:
            assert not writable

        def check(self) -> None: ...
        def close(self) -> None: ...
        def entries(self) -> list[Any]:
            return [SimpleNamespace(part=part) for part in PARTS_OF]

        def digests(self, part: Part) -> dict[int, bytes]:
            return dict.fromkeys(reversed(range(*part)), b"")

    def live(plan: Any, folder: Path, chosen: list[int], *asked: Any) -> Any:
        seen.update(chosen=chosen, asked=asked)
        return ["run 3 differs"], (Failed(5, "hung", "too long"),)

    monkeypatch.setattr(verification, "dig_out", lambda _: (SimpleNamespace(runs=12), "frozen"))
    monkeypatch.setattr(verification, "Ledger", Ledger)
    monkeypatch.setattr(verification, "damage", lambda _, entry: "is missing" if entry.part.first == 4 else None)
    monkeypatch.setattr(verification, "unlike", lambda *given: "is not it" if given[-1].part.first == 8 else None)
    monkeypatch.setattr(verification, "unplanned", lambda *given: "is not of the plan")
    monkeypatch.setattr(verification, "contradictions", lambda *_: ["a document is not it"])
    monkeypatch.setattr(verification, "model_differences", lambda _: ["a newer model"])
    monkeypatch.setattr(verification, "version_differences", lambda _: ["a newer library"])
    monkeypatch.setattr(verification, "_lived_again", live)
    return seen


LEGIBLE = [*range(4), *range(8, 12)]  # what is unlike its ledger is read all the same, what is missing is not


@pytest.mark.parametrize(("runs", "only", "chosen"), [
    (None, None, LEGIBLE), (50, None, LEGIBLE), (4, None, [0, 2, 8, 10]), (0, None, []), (4, 5, [5]), (4, 11, [11]),
    (4, 0, [0]),
])  # fmt: skip
def test_runs_are_lived_again_of_all_parts_that_can_be_read_or_the_one_that_was_asked_for(
    runs: int | None, only: int | None, chosen: list[int], asked: dict[str, Any]
) -> None:
    found = verification.verify("study", runs=runs, only=only, workers=3, limits=LIMITS, talk=QUIET)
    assert asked == {"chosen": chosen, "asked": (3, LIMITS, QUIET)}
    assert (found.parts, found.runs, found.holds) == (3, len(chosen), False)
    assert found.problems == (
        f"parts/{PARTS_OF[0].name} is not of the plan", f"parts/{PARTS_OF[1].name} is missing",
        f"parts/{PARTS_OF[2].name} is not it", "a document is not it", "run 3 differs",
    )  # fmt: skip
    assert found.notes == ("a newer model", "a newer library")
    assert [each.run for each in found.failures] == [5]


def test_what_is_usual_is_twenty_runs_within_the_usual_limits(asked: dict[str, Any]) -> None:
    verification.verify("study")
    assert (verification.USUAL, asked["asked"][:2]) == (20, (None, Limits()))


@pytest.mark.parametrize("only", [-1, 12])
def test_a_run_that_the_study_has_not_is_refused_with_the_runs_that_it_has(only: int, asked: dict[str, Any]) -> None:
    with pytest.raises(StudyError, match=rf"^run = {only} is outside \[0, 11\]$"):
        verification.verify("study", only=only)
    assert asked == {}


# How long a race may go on


@pytest.mark.parametrize(("companies", "is_open"), [(16, True), (40, True), (41, False), (48, False)])
@pytest.mark.parametrize("end", ["", "decided", "stuck", "no race"])
def test_a_race_goes_on_while_a_whole_batch_is_left_of_the_replications_and_nothing_ends_it(
    companies: int, is_open: bool, end: str
) -> None:
    rounds = Rounds.__new__(Rounds)
    rounds.plan = SimpleNamespace(study=SimpleNamespace(replications=48))  # type: ignore[assignment]
    rounds.until = SimpleNamespace(batch=8)  # type: ignore[assignment]
    race: Any = SimpleNamespace(companies=companies, decided=end == "decided")
    world = World({}, 0.0, race=None if end == "no race" else race, stuck=end == "stuck")
    assert rounds._is_open(world) is (is_open and not end)
    assert world.is_told is (end == "decided")


@pytest.mark.parametrize(("allowed", "batches"), [(0, 0), (1, 1), (2, 2), (math.inf, 4)])
def test_a_race_lives_as_many_batches_as_it_is_allowed_and_without_a_budget_all_there_are(
    allowed: float, batches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_on(lived: Any, race: Any, rule: Any) -> None:
        race.batches += 1
        race.companies += 8

    rounds = Rounds.__new__(Rounds)
    rounds.plan = SimpleNamespace(study=SimpleNamespace(replications=48))  # type: ignore[assignment]
    rounds.until, rounds.rule = SimpleNamespace(batch=8), None  # type: ignore[assignment]
    race: Any = SimpleNamespace(companies=16, batches=0, decided=False)
    monkeypatch.setattr("cordiale.experiments.study.rounds.go_on", go_on)
    rounds._go_on(World({}, allowed, race=race))
    assert (race.batches, race.companies) == (batches, 16 + 8 * batches)


# The company of each run


def test_a_company_is_made_anew_where_its_point_or_its_set_is_another_and_else_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Four replications of two points, which live with two sets in turn."""
    made: list[Any] = []
    monkeypatch.setattr(bench, "prepare", lambda *_, **__: "point")
    monkeypatch.setattr(bench, "company_at", lambda base, settings: made.append((base, settings["x"])) or made[-1])
    orders: Any = SimpleNamespace(scenario=None, rules=None, sets=((7, {}), (9, {})), replications=4)
    place = bench.Bench(orders)
    place._with_sets = {7: "seven", 9: "nine"}  # type: ignore[dict-item]  # a stand-in
    lived = []
    for point, replication in ((0, 0), (0, 1), (0, 1), (1, 1), (1, 2), (1, 2)):
        place._be_at({"x": point}, place._base_of(replication))
        lived.append(place._company)
    assert lived == [("seven", 0), ("nine", 0), ("nine", 0), ("nine", 1), ("seven", 1), ("seven", 1)]
    assert made == [("seven", 0), ("nine", 0), ("nine", 1), ("seven", 1)]
