"""A validation hands on what it is asked: how large, with which luck, where it is kept, and what is of which part."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.validation import ablations, measuring, optima
from cordiale.experiments.validation.cells import Cell
from cordiale.experiments.validation.criteria import Above, Below, Within
from cordiale.experiments.validation.drawing import draw_pattern
from cordiale.experiments.validation.measuring import Place
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.record import pattern
from cordiale.experiments.validation.space import SPACE
from tests.support.commandline import cordiale

QUIET = Talk(quiet=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Nothing is lived; what would be, and of what each row of the record is made, is kept."""
    heard: list[tuple[Any, ...]] = []

    def lives(wanted: Any, *, seed: int, talk: Talk) -> str:
        heard.append((wanted, seed, talk))
        return "the runs"

    def told(what: Any, simulated: str, **how: Any) -> tuple[Any, ...]:
        return what, simulated, how

    monkeypatch.setattr(measuring, "simulate_cells", lives)
    monkeypatch.setattr(measuring, "pattern", told)
    monkeypatch.setattr(measuring, "fingerprint", lambda: {"model": "m"})
    monkeypatch.setattr(measuring, "territories", lambda space, simulated: [(space, simulated)])
    monkeypatch.setattr(measuring, "_told", lambda territory: territory)
    monkeypatch.setattr(ablations, "told", told)
    monkeypatch.setattr(optima.Sweep, "told", lambda sweep, simulated: (sweep, simulated))
    return heard


@pytest.mark.parametrize("quick", [True, False])
def test_a_whole_validation_is_of_its_size_and_its_seed_and_each_part_of_the_record_of_its_own(
    quick: bool, asked: list[tuple[Any, ...]]
) -> None:
    record = measuring.validate(quick=quick, seed=9, talk=QUIET)
    ((wanted, seed, talk),) = asked
    assert (seed, talk) == (9, QUIET)
    sweep = next(iter(optima.sweeps()))
    cell = next(cell for cell, _ in sweep.curve()[1].needs())
    assert wanted[cell].replications == optima.REPLICATIONS[0 if quick else 1]
    of_space = SPACE.cells()[0][0]
    assert wanted[of_space].replications == (1 if quick else 4)
    assert (record["seed"], record["quick"], record["fingerprint"]) == (9, quick, {"model": "m"})
    assert record["patterns"] == [(claim, "the runs", {"quick": quick}) for claim in CLAIMS]
    assert record["territories"] == [(SPACE, "the runs")]
    assert record["ablations"] == [(each, "the runs", {}) for each in ablations.ABLATIONS]
    assert record["optima"] == [(each, "the runs") for each in optima.sweeps()]


@pytest.mark.parametrize("quick", [True, False])
def test_some_claims_are_measured_alone_in_their_own_cells_as_often_as_asked(
    quick: bool, asked: list[tuple[Any, ...]]
) -> None:
    (claim,) = (each for each in CLAIMS if each.pattern == 9)
    assert measuring.measure([claim], quick=quick, seed=4, talk=QUIET) == [(claim, "the runs", {"quick": quick})]
    ((wanted, seed, _),) = asked
    assert seed == 4
    assert {cell for part in claim.parts for cell, _ in part.quantity.needs()} == {*wanted}
    assert {need.replications for need in wanted.values()} == {claim.replications[0 if quick else 1]}


def test_a_validation_lies_in_a_folder_of_one_s_own_or_beside_the_committed_document() -> None:
    assert Place.of(Path("mine")) == (Path("mine/VALIDATION.md"), Path("mine/record.json"), "figures")
    assert Place.of(Path("mine")).pictures == Path("mine/figures")
    home = Path(measuring.__file__).parent
    own = Place.of(None)
    assert (own.document, own.record) == (home.parent / "VALIDATION.md", home / "record.json")
    assert own.document.parent / own.figures == own.pictures == home / "figures"


@pytest.mark.parametrize(("words", "quick", "whole"), [
    (["--quick", "--seed", "7"], True, False), (["--only", "9", "--seed", "7"], False, False),
    (["--quick", "--only", "9", "--seed", "7"], True, False), (["--quick", "--seed", "7", "--out", "v"], True, True),
    (["--seed", "7", "--out", "v"], False, True),
])  # fmt: skip
def test_patterns_alone_are_measured_where_some_are_asked_for_or_where_it_is_quick_and_has_no_folder(
    words: list[str], quick: bool, whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[bool, Any]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(measuring, "measure", lambda _, **how: heard.append((False, how)) or [])
    monkeypatch.setattr(measuring, "validate", lambda **how: heard.append((True, how)) or {"patterns": []})
    monkeypatch.setattr(measuring, "keep", lambda _, place: heard.append((True, place)))
    assert cordiale("validate", *words, "--json").exit_code == 0
    ((was_whole, how), *kept) = heard
    assert (was_whole, how["quick"], how["seed"]) == (whole, quick, 7)
    assert kept == ([(True, Place.of(Path("v")))] if whole else [])


def part(says: str, criterion: Any, *, mean: float = 0.5, n: int = 40, unit: str = "%") -> Any:
    """A part of a claim that was measured so, give or take a tenth."""
    quantity = SimpleNamespace(estimate=lambda _: Estimate(mean, mean - 0.1, mean + 0.1, n))
    factor = 100.0 if unit else 1.0
    return SimpleNamespace(says=says, quantity=quantity, criterion=criterion, factor=factor, unit=unit)


def kept(*parts: Any) -> dict[str, Any]:
    claim: Any = SimpleNamespace(pattern=3, name="levels", statement="It is level.", design="none", source="F1",
                                 replications=(30, 240), parts=parts, beside=())  # fmt: skip
    return pattern(claim, {}, quick=False)


def test_a_pattern_is_kept_with_its_own_name_words_design_and_source() -> None:
    row = kept(part("a", Above(0.2)))
    assert {key: row[key] for key in ("name", "statement", "design", "source")} == {
        "name": "levels", "statement": "It is level.", "design": "none", "source": "F1",
    }  # fmt: skip


@pytest.mark.parametrize(("criterion", "accepted", "words"), [
    (Above(0.2), [20.0, None], "above 20 %"), (Below(0.75), [None, 75.0], "below 75 %"),
    (Within(0.2, 0.75), [20.0, 75.0], "20 to 75 %"),
])  # fmt: skip
def test_a_part_is_kept_with_its_numbers_and_its_bounds_in_its_own_unit_and_with_how_many_it_is_of(
    criterion: Any, accepted: list[float | None], words: str
) -> None:
    (row,) = kept(part("a", criterion))["parts"]
    assert (row["accepted"], row["criterion"]) == (accepted, words)
    assert (row["value"], row["low"], row["high"], row["n"]) == (50.0, 40.0, 60.0, 40)


def test_a_figure_of_a_pattern_says_of_how_many_the_part_is_that_decides() -> None:
    row = kept(part("many", Above(0.2), n=800), part("few", Above(0.9), n=240))
    assert (row["decided_by"], row["verdict"]) == ("few", "fails")
    said = draw_pattern(row, []).get_label()
    assert "Decided by few: 50 [40, 60] % (n = 240)." in " ".join(said.split())


def test_a_run_of_a_cell_is_in_its_own_world_with_its_own_luck_and_switch() -> None:
    cell = Cell("siloed", "buyers", 5, 3)
    assert cell.run(2, 8)[:6] == ("siloed", "buyers", 2, 8, 5, 3)
    assert Cell("siloed", "today").run(0, 1).forces == "all"
    assert cell.under("all") == Cell("siloed", "all", 5, 3)
