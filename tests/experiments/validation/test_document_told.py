"""The document of a validation, column by column, from records of a row or two; and how often each claim is lived."""

from __future__ import annotations

from typing import Any

import pytest

from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.validation import document, editions, laboratory
from cordiale.experiments.validation.cells import Cell
from cordiale.experiments.validation.claims import Claim, Part
from cordiale.experiments.validation.criteria import Above
from cordiale.experiments.validation.laboratory import needs, of_claims, simulate_cells
from cordiale.experiments.validation.quantities import Level
from cordiale.experiments.validation.readings import Reading

LEVEL = Level(Cell(), Reading("wins"))


def estimate(mean: float) -> dict[str, float]:
    return {"mean": mean, "low": mean - 1, "high": mean + 1}


def effect(name: str, ending: str, *, mechanism: str = "a") -> dict[str, Any]:
    ends = {"with": estimate(40.0), "without": estimate(20.0)}
    return {"effect": name, "mechanism": mechanism, "off": "x = 0", "unit": "%", "ending": ending, **ends}


def cells(text: str) -> dict[str, str]:
    """The one row of a table by the heads of its columns."""
    head, _, row = [line.strip("| ").split(" | ") for line in text.splitlines() if line[:1] == "|"]
    return dict(zip(head, row, strict=True))


def test_patterns_are_counted_by_their_verdict_and_none_is_many() -> None:
    rows = [{"pattern": at, "verdict": "holds" if at < 3 else "fails"} for at in (1, 2, 3)]
    assert document._counted(rows) == "Of 3 patterns, 2 hold (1 and 2), 1 fails (3) and 0 are undecided."


def test_an_effect_that_another_removal_takes_away_is_explained_and_one_that_nothing_takes_away_is_a_defect() -> None:
    rows = [effect("speed", "survives"), effect("speed", "vanishes", mechanism="b"), effect("craft", "survives"),
            effect("ideas", "no effect to explain")]  # fmt: skip
    said = document._ablations(rows, "f")
    assert "of a cause named for it: speed; craft. Of these, still without a cause" in said
    assert "(a defect): craft.\n" in said


def test_an_ablation_is_told_with_its_mechanism_first_and_then_without() -> None:
    told = cells(document._ablations([effect("speed", "vanishes")], "f"))
    assert (told["with it"], told["without it"]) == ("40 [39, 41] %", "20 [19, 21] %")


@pytest.mark.parametrize(("last", "peak"), [(1.0, "0.500 [0.250, 0.750]"), (8.0, "0 [0, 1]")])
def test_a_peak_has_the_decimals_of_its_own_scale_and_its_ends_are_lower_then_upper(last: float, peak: str) -> None:
    row = {"setting": "s", "paradigm": "p", "forces": "all", "peak": 0.5, "low": 0.25, "high": 0.75,
           "values": [0.0, last], "where": "inside",
           "lower end": estimate(-30.0), "upper end": estimate(-10.0)}  # fmt: skip
    told = cells(document._optima([row], "f"))
    assert told["revenue peaks at"] == peak
    assert told["lower end over peak"].startswith("−30 ")
    assert told["upper end over peak"].startswith("−10 ")


def test_a_territory_is_told_with_where_it_is_best_before_where_it_surely_is() -> None:
    row = {"paradigm": "siloed", "best_in": 40.0, "surely_best_in": 10.0, "region": "r", "rival": "drift",
           "lead": estimate(5.0)}  # fmt: skip
    told = cells(document._territories([row]))
    assert (told["best in"], told["surely"], told["lead on the other half"]) == ("40 %", "10 %", "5 [4, 6] %")


def test_of_the_two_editions_the_earlier_verdict_is_the_recorded_one_and_a_new_pattern_has_none() -> None:
    said = editions.changes([{"pattern": at, "name": "n", "verdict": "cannot tell"} for at in (4, 16)])
    rows = [line.strip("| ").split(" | ") for line in said.splitlines() if line.startswith(("| 4 ", "| 16 "))]
    assert [(row[2].strip(), row[3]) for row in rows] == [("fails", "**cannot tell**"), ("", "**cannot tell**")]


def test_a_pattern_s_earlier_reading_is_told_apart_from_what_decides_it() -> None:
    part = {"says": "now", "value": 2.0, "low": 1.0, "high": 3.0, "unit": "%", "criterion": "above 0 %",
            "verdict": "holds"}  # fmt: skip
    row = {"pattern": 4, "name": "n", "verdict": "holds", "statement": "s", "design": "d", "replications": 9,
           "source": "F1", "parts": [part], "beside": [part | {"says": "before"}]}  # fmt: skip
    decides, _, beside = document._pattern(row, {}, "f").partition(document.BESIDE)
    assert "| now |" in decides
    assert "| before |" not in decides
    assert "| before |" in beside
    assert "| now |" not in beside


def claim(quantity: Level, sizes: tuple[int, int], *beside: Part) -> Claim:
    return Claim(1, "n", "s", "d", "F1", (Part("p", quantity, Above()),), sizes, beside)


@pytest.mark.parametrize(("quick", "size"), [(True, 3), (False, 70)])
def test_a_quick_validation_lives_the_smaller_size_of_a_claim_and_a_full_one_the_larger(quick: bool, size: int) -> None:
    earlier = Part("before", Level(Cell("drift"), Reading("losses")), Above())
    assert of_claims([claim(LEVEL, (3, 70), earlier)], quick=quick) == [(LEVEL, size), (earlier.quantity, size)]


@pytest.mark.parametrize("sizes", [(5, 9), (9, 5)])
def test_a_cell_that_two_claims_read_is_lived_once_as_often_as_the_one_that_needs_it_most(sizes: Any) -> None:
    other = Level(Cell(), Reading("losses"))
    assert needs(zip((LEVEL, other), sizes, strict=True)) == {Cell(): (frozenset({"wins", "losses"}), 9)}


def test_the_rows_of_a_cell_are_its_replications_in_their_order_and_none_of_another_cell_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def of_a_life(company: Any, run: Any, columns: Any) -> dict[str, list[float]]:
        return {name: [run.seed, run.replication, len(run.paradigm)] for name in columns}

    monkeypatch.setitem(laboratory.LIVES, "usual", of_a_life)
    wanted = needs([(LEVEL, 3), (Level(Cell("drift"), Reading("wins")), 2)])
    found = simulate_cells(wanted, seed=7, talk=Talk(quiet=True))
    assert found[Cell()]["wins"].tolist() == [[7, at, len("status-quo")] for at in range(3)]
    assert found[Cell("drift")]["wins"].tolist() == [[7, at, len("drift")] for at in range(2)]


@pytest.mark.parametrize(("endings", "said"), [
    (("vanishes",), "No effect survives the removal of its cause."),
    (("survives", "vanishes"), "of a cause named for it: speed. Of these, still without a cause that takes it away "
     "(a defect): none."),
    (("survives", "cannot tell"), "takes it away (a defect): speed."),
])  # fmt: skip
def test_no_effect_is_said_to_survive_where_none_does_and_none_to_be_a_defect_where_each_has_a_cause(
    endings: tuple[str, ...], said: str
) -> None:
    assert said in document._ablations([effect("speed", ending) for ending in endings], "f")


@pytest.mark.parametrize(("quick", "size"), [(True, "A quick run, seed 5."), (False, "A full run, seed 5.")])
def test_a_document_says_of_which_size_and_seed_it_is_and_of_which_code(quick: bool, size: str) -> None:
    marks = {"claims": "a" * 64, "model": "b" * 64}
    said = document._origin({"quick": quick, "seed": 5, "fingerprint": marks})
    assert f"{size} Fingerprints: claims `{'a' * 12}`, model `{'b' * 12}`." in said
