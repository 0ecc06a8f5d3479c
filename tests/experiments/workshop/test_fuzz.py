"""Hostile input at every door, some of it at every commit: taken, or refused in a line that names the place.

`python -m experiments.workshop.fuzz --minutes 60` goes on from here.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.workshop.fuzz import __main__ as command
from cordiale.experiments.workshop.fuzz import doors, hunt
from cordiale.experiments.workshop.fuzz.guarding import guarded
from cordiale.experiments.workshop.fuzz.mutation import LARGEST, mutant

SOME, FEW = 100, 4  # inputs, of what is read quickly and of folders that are laid out anew for each


@pytest.mark.parametrize("door", doors.DOORS)
def test_what_usually_comes_is_taken_and_no_mutant_brings_down_its_reader(door: str, tmp_path: Path) -> None:
    slow = doors.DOORS[door].spoils or door == "rules"
    one = hunt.Hunt(door, tmp_path)
    with guarded() as alive:
        alive()
        finds = list(one.first())
        assert {f"{number} taken" for number in range(len(one.door.readers))} <= one.ways, one.ways
        for _ in range(FEW if slow else SOME):
            finds += one.once()
    assert not finds, finds[0].said


def broken(error: BaseException | None) -> doors.Door:
    """A door behind which every input but the first is answered like this."""

    def read(folder: Path) -> None:
        if (folder / "given").read_bytes() != b"seed":
            if error is None:
                while True:
                    pass
            raise type(error)(*error.args)  # a new one: an error keeps the ways it went before

    return doors.Door("given", lambda folder: [b"seed"], [read])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyError("deep inside"), "internal error"),
        (MemoryError(), "out of memory"),
        (RecursionError(), "internal error"),
        (UsersError("something is wrong"), "does not name the place"),
        (None, "takes longer"),
    ],
)
def test_the_hunt_finds_what_it_is_for(
    error: BaseException | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(doors.DOORS, "broken", broken(error))
    monkeypatch.setattr(hunt, "LIMIT", 0.2)
    one = hunt.Hunt("broken", tmp_path)
    finds = list(hunt.hunt(one, inputs=3))
    assert one.tried == 3
    assert len(finds) == 1, "the same way of being wrong is told once"
    assert said in finds[0].said
    assert finds[0].content != b"seed"


def test_a_line_that_names_the_place_is_no_find_and_joins_the_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(doors.DOORS, "broken", broken(UsersError("given: is not allowed")))
    one = hunt.Hunt("broken", tmp_path / "a", tmp_path / "corpus")
    finds = list(hunt.hunt(one, inputs=5))
    assert (one.tried, finds) == (5, [])
    (kept,) = (tmp_path / "corpus" / "broken").iterdir()
    assert kept.read_bytes() in hunt.Hunt("broken", tmp_path / "b", tmp_path / "corpus").seeds


def test_a_folder_is_laid_out_anew_where_a_reading_changed_it_and_only_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out = list[Path]()

    def furnish(folder: Path) -> list[bytes]:
        laid_out.append(folder)
        folder.mkdir(exist_ok=True)
        (folder / "beside").write_text("as it was")
        return [b"seed"]

    def change(folder: Path) -> None:
        assert (folder / "beside").read_text() == "as it was"
        (folder / "beside").write_text("as it is")

    for readers, times in (([lambda _: None], 1), ([change], 5)):
        laid_out.clear()
        monkeypatch.setitem(doors.DOORS, "spoilt", doors.Door("given", furnish, readers, spoils=True))
        assert not list(hunt.hunt(hunt.Hunt("spoilt", tmp_path / str(times)), inputs=5))
        assert len(laid_out) == times


def test_a_mutant_that_was_met_before_costs_no_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    met = list[bytes]()
    read = lambda folder: met.append((folder / "given").read_bytes())  # noqa: E731
    monkeypatch.setitem(doors.DOORS, "short", doors.Door("given", lambda folder: [b"1"], [read]))
    list(hunt.hunt(hunt.Hunt("short", tmp_path), inputs=300))
    assert len(set(met[1:])) == len(met[1:]) == 299


@pytest.mark.parametrize(
    ("processes", "inputs"),
    [([(70, False), (50, True)], 120), ([(70, False), (0, False), (9, True)], 70)],
    ids=["another goes on", "one that does not get to a mutant is the last"],
)
def test_a_hunt_goes_on_after_a_crash(
    processes: list[tuple[int, bool]], inputs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds, ended = list[int](), iter(processes)

    def one(door: str, corpus: Path, seed: int, seconds: float) -> tuple[int, bool]:
        seeds.append(seed)
        return next(ended)

    monkeypatch.setattr(command, "in_a_process", one)
    assert command.hunt_at("rules", Path(), 1, 60.0) == inputs
    assert seeds == [1, 2], "other mutants than those that led to the crash"


def test_a_seed_gives_the_same_mutants_and_others_others() -> None:
    parent = b'schema = 1\nname = "x"\n[company]\nreps = 3\n'
    first, again, other = (
        [mutant(parent, random, [parent], ["siloed"]) for _ in range(200)] for random in map(Random, (1, 1, 2))
    )
    assert first == again != other
    assert len(set(first)) > 150
    assert max(map(len, first)) <= LARGEST
