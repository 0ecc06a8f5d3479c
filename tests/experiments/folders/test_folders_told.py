"""What a folder is taken for, what is said of its version and of what nobody named, over all kinds of folders."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.folders import again, holding, looking, searches
from cordiale.experiments.folders.again import Kept, _difference, spread
from cordiale.experiments.folders.analyses import AGAIN, analyses_in, is_analysis, study_of
from cordiale.experiments.folders.crate import ELSEWHERE, files_in
from cordiale.experiments.folders.figures_again import Figure
from cordiale.experiments.folders.holding import contradictions
from cordiale.experiments.folders.left import Left, holds_results
from cordiale.experiments.folders.looking import Seen, looked_at
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.claiming import MANIFEST, RESULTS
from cordiale.experiments.foundations.hashes import hashes, unlike
from cordiale.experiments.foundations.manifest import mapping_sha256, source_sha256
from cordiale.experiments.foundations.sealing import STEMS
from cordiale.experiments.foundations.store import Verification
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study.folder import BEFORE, GROWING, GROWN, SET_ASIDE
from cordiale.simulation.world.outcomes import NAMES, QUARTER

LEFT = {"command": ["cordiale", "compare"], "seed": 1, "results_sha256": "ab", "verb": "compare"}


def left(folder: Path, **manifest: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps(LEFT | manifest), encoding="utf-8")
    return folder


@pytest.mark.parametrize("verb", STEMS)
def test_a_folder_of_an_analysis_is_known_by_its_manifest_alone_and_by_its_document_alone(
    verb: str, tmp_path: Path
) -> None:
    assert not is_analysis(tmp_path)
    assert is_analysis(left(tmp_path / "manifest", verb=verb))
    (tmp_path / "document").mkdir()
    (tmp_path / "document" / f"{STEMS[verb]}.json").touch()
    assert is_analysis(tmp_path / "document")
    assert verb in AGAIN


@pytest.mark.parametrize("verb", ["compare", "decide", "run", "search"])
def test_what_another_verb_left_is_no_analysis(verb: str, tmp_path: Path) -> None:
    assert not is_analysis(left(tmp_path, verb=verb))


@pytest.mark.parametrize("said", [None, {}, {"choice": "a,b"}, {"choice": ["point"]}, {"choice": None}, "point"])
def test_a_manifest_that_names_no_choice_of_parameters_that_there_is_is_damaged(said: Any, tmp_path: Path) -> None:
    assert Left(left(tmp_path, parameters={"choice": "ensemble"})).parameters == "ensemble"
    with pytest.raises(StoreError, match="is damaged: it does not say which parameters were chosen"):
        _ = Left(left(tmp_path, parameters=said)).parameters


def test_a_file_of_a_name_that_none_can_have_is_missing(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    empty = hashes(tmp_path, ["there"])["there"]
    expected = {"there": empty, "not": empty, "half\0": empty}
    assert [*unlike(tmp_path, expected)] == ["not is missing", "'half\\x00' is missing"]


@pytest.mark.parametrize("name", ["results.parquet", "summary.json", "decision.json"])
def test_a_folder_of_results_is_known_by_any_one_of_its_files(name: str, tmp_path: Path) -> None:
    assert not holds_results(tmp_path)
    (tmp_path / name).touch()
    assert holds_results(tmp_path)


def test_analyses_are_found_where_a_study_keeps_them_and_know_it_by_where_they_lie(tmp_path: Path) -> None:
    places = [tmp_path / verb / "revenue" for verb in STEMS]
    for verb, place in zip(STEMS, places, strict=True):
        place.mkdir(parents=True)
        (place / f"{STEMS[verb]}.json").touch()
    (tmp_path / "map" / f"{STEMS['map']}.json").touch()  # not deep enough
    assert analyses_in(tmp_path) == sorted(places)
    assert [study_of(place) for place in places] == [None] * len(places)


def test_a_folder_of_another_version_of_the_model_says_so_and_one_of_this_version_does_not(tmp_path: Path) -> None:
    now = source_sha256("cordiale.simulation")
    assert Left(left(tmp_path / "same", model_sha256=now)).notes() == []
    for other in ("0" * 64, None):
        assert len(Left(left(tmp_path / "other", model_sha256=other)).notes()) == 1
    assert len(Left(left(tmp_path / "unsaid")).notes()) == 1


@pytest.mark.parametrize("missing", ["files", "verb", "both", "none"])
def test_a_file_that_nobody_named_is_told_but_of_the_edition_that_listed_nothing(missing: str, tmp_path: Path) -> None:
    for name in (RESULTS, "summary.json", "surplus.txt"):
        (tmp_path / name).touch()
    manifest = {"verb": "compare", "files": {"summary.json": ""}, "results_sha256": "ab", "seed": 1,
                "scenario": {"name": "s", "content": {}, "sha256": mapping_sha256({})}}  # fmt: skip
    for name in {"both": ("files", "verb"), "none": ()}.get(missing, (missing,)):
        del manifest[name]
    document = {"results_sha256": "ab", "seed": 1, "scenario": "s"}
    folder: Any = SimpleNamespace(
        manifest=manifest, document=document, directory=tmp_path, document_name="summary.json"
    )
    told = [each for each in contradictions(folder) if "not listed" in each]
    surplus = {"both": set(), "files": {"surplus.txt", "summary.json"}}.get(missing, {"surplus.txt"})
    assert {each.split()[0] for each in told} == surplus


@pytest.mark.parametrize("key", ["results_sha256", "seed", "scenario", "switch_quarter"])
def test_what_manifest_and_document_say_otherwise_is_named_with_both(key: str, tmp_path: Path) -> None:
    manifest = {"results_sha256": "ab", "seed": 1, "decision": {"switch_quarter": 2},
                "scenario": {"name": "s", "content": {}, "sha256": mapping_sha256({})}}  # fmt: skip
    document = {"results_sha256": "ab", "seed": 1, "scenario": "s", "switch_quarter": 2}
    folder: Any = SimpleNamespace(
        manifest=manifest, document=document, directory=tmp_path, document_name="decision.json"
    )
    assert list(contradictions(folder)) == []
    was = document[key]
    for other in ("another", 0, None):  # what counts as nothing is another, too
        document[key] = other
        assert list(contradictions(folder)) == [f"{MANIFEST} says {key} = {was}, decision.json {other}"]
    del document[key]
    assert list(contradictions(folder)) == []


def test_of_what_is_unfinished_nothing_counts_as_done_and_whether_it_is_being_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert looked_at(tmp_path) == Seen(False, False, "", "", 0, 0, "", "")
    monkeypatch.setattr(looking, "is_held", lambda _: True)
    assert looked_at(tmp_path) == Seen(False, True)
    assert Seen(False, True).words.endswith("being written")
    assert Seen(False, False).words.endswith("the same command again completes it")


@pytest.mark.parametrize("size", [None, 0, 1, 3, 20, 50])
def test_runs_that_are_lived_again_are_spread_evenly_over_all_that_were_kept(size: int | None) -> None:
    """Of none of the parts of equal size more than one more is taken than of another."""
    kept: list[Any] = [SimpleNamespace(start=at) for at in range(20)]
    chosen = [each.start for each in spread(kept, size)]
    assert len(chosen) == len({*chosen}) == min(20 if size is None else size, 20)
    assert chosen == sorted(chosen)
    for parts in (2, 4):
        counts = [sum(each * parts // 20 == part for each in chosen) for part in range(parts)]
        assert max(counts) - min(counts) <= 1


def test_a_figure_that_is_worked_out_again_is_told_beside_the_one_that_was_kept() -> None:
    other = Figure("options.siloed.value", 1.5, 2.5, "siloed and staying", 1200)
    assert other.words == "options.siloed.value = 1.5: 1,200 runs, siloed and staying; worked out again: 2.5"
    assert (other.holds, other._replace(again=1.5).holds) == (False, True)


@pytest.mark.parametrize(
    ("kept", "again"),
    [("siloed", "proportional"), ("", "siloed"), (None, "siloed"), ("siloed", None), (True, False), (3, 4),
     (1.0, 1.0001), ([1.0], [1.0, 2.0]), (["a"], ["b"]), ({"a": 1.0}, {"b": 1.0})],
)  # fmt: skip
def test_a_figure_of_any_kind_holds_only_where_the_same_comes_out_again(kept: Any, again: Any) -> None:
    figure = Figure("best", kept, again, "all options", 12)
    assert not figure.holds
    assert figure._replace(again=kept).holds
    assert figure._replace(kept=again).holds


def test_the_runs_of_a_search_that_were_lived_again_are_those_of_each_candidate_s_own_companies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A candidate in the companies searched is of three runs, one in the fresh ones of eight."""
    kept = {("searched", ("a",)): [1.0], ("fresh", ("a",)): [2.0], ("searched", ("b",)): [3.0]}

    class Again:
        def __init__(self, *_: Any, **__: Any) -> None: ...
        def aims(self, pool: str, ways: list[tuple[str, ...]]) -> list[Any]:
            return [np.array(kept[pool, way]) for way in ways]

    monkeypatch.setattr(searches, "Search", Again)
    monkeypatch.setattr(searches, "SEARCHED", "searched")
    quest: Any = SimpleNamespace(replications=3, fresh=8)
    answers: Any = [(each, np.array(values)) for each, values in kept.items()]
    for runs, lived in ((None, 3 + 8 + 3), (1, 3), (6, 3 + 8)):
        found = searches._lived_again(SimpleNamespace(name="it"), quest, answers, runs, Talk(quiet=True))  # type: ignore[arg-type]
        assert found == (lived, [])
    answers[1] = (answers[1][0], np.array([9.0]))
    _, said = searches._lived_again(SimpleNamespace(name="it"), quest, answers, None, Talk(quiet=True))  # type: ignore[arg-type]
    assert said[0].endswith("a in the companies fresh is not what comes out now")


@pytest.mark.parametrize("name", [NAMES[0], NAMES[-1]])
@pytest.mark.parametrize(
    ("kept", "now", "said"),
    [
        (1.5, 1.5, ""), (np.nan, np.nan, ""), (1.5, 1.5000000000000002, "kept 1.5, now 1.5000000000000002"),
        (np.nan, 1.5, "kept nan, now 1.5"), (1.5, np.nan, "kept 1.5, now nan"), (0.0, 1.0, "kept 0.0, now 1.0"),
    ],
)  # fmt: skip
def test_a_figure_that_is_missing_on_one_side_alone_is_as_much_a_difference_as_one_in_its_last_bit(
    kept: float, now: float, said: str, name: str
) -> None:
    table = pd.DataFrame({each: [2.0] * 5 for each in NAMES})
    table.loc[3, name] = kept  # the second quarter of a run that begins at row 2
    rows = np.full(3, 2.0).astype(QUARTER)
    rows[name][1] = now
    run = Kept(cast(Any, None), cast(Any, None), "a run", 2)
    found = _difference(cast(Any, SimpleNamespace(table=table)), run, rows)
    assert found == (f"a run, quarter 1, {name}: {said}" if said else "")


@pytest.mark.parametrize(("differing", "told"), [([3, 1, 2], 2), ([3, 1], 2), ([3], 6), ([], None)])
def test_of_runs_that_differ_the_first_of_the_table_is_told_whichever_ends_first_and_how_many_there_are(
    differing: list[int], told: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pd.DataFrame({each: [2.0] * 8 for each in NAMES})
    runs = [Kept(cast(Any, None), cast(Any, None), f"run {start}", start) for start in (0, 2, 4, 6)]
    ended = [(at, np.full(2, 9.0 if at in differing else 2.0)) for at in (3, 1, 0, 2)]
    monkeypatch.setattr(again, "attempts", lambda *_, **__: ((at, rows.astype(QUARTER)) for at, rows in ended))
    kept = cast(Any, SimpleNamespace(table=table, rules=SimpleNamespace(version="")))
    first, number, *more = *again.lived_again(kept, runs, workers=1, talk=Talk(quiet=True)), "", ""
    assert first.startswith(f"run {told}, quarter 0") if differing else first == ""
    assert number == (f"{len(differing)} of 4 runs differ" if len(differing) > 1 else "")
    assert not any(more)


def test_files_that_a_verb_left_are_described_by_their_names_and_what_only_passes_through_is_not(
    tmp_path: Path,
) -> None:
    names = [f"{chr(97 + 7 * at % 26)}.csv" for at in range(12)]
    aside = [f"{folder}/parts/a.parquet" for folder in ELSEWHERE]
    for name in (*names, ".hidden", "parts/0.parquet", *aside):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert files_in(tmp_path) == sorted([*names, "parts/0.parquet"])
    assert {*ELSEWHERE} == {SET_ASIDE, GROWING, GROWN, BEFORE}


def test_of_a_folder_that_does_not_hold_no_run_was_lived_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "verify_directory", lambda _: Verification("abc", "xyz", ("it differs",)))
    held = holding.hold(tmp_path, runs=None, number=None, workers=None, talk=Talk(quiet=True))
    assert held.to_dict() == {
        "holds": False, "expected": "abc", "found": "xyz", "problems": ("it differs",), "notes": (), "runs": 0,
    }  # fmt: skip
