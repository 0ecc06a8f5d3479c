"""What a folder's manifest lists, hashes and finds comes by name, however the folder lists it; who watches sees it."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from rich.console import Console

from cordiale.experiments.foundations import manifest, sealing
from cordiale.experiments.foundations.claiming import MANIFEST
from cordiale.experiments.foundations.phrases import forces_words, listed
from cordiale.experiments.foundations.store import FIGURES, write_results
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.foundations.toml import one_line
from tests.support.synthetic import OUTCOMES

SHUFFLED = [f"{chr(97 + 7 * at % 26)}.png" for at in range(12)]


def fill(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "notes.txt").write_text("no picture")
    for name in SHUFFLED:
        (folder / name).write_bytes(name.encode())


def test_files_that_no_manifest_lists_are_named_by_the_alphabet_and_hidden_ones_not_at_all(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / ".hidden").write_bytes(b"")
    known, *others = sorted([*SHUFFLED, "notes.txt"])
    assert [*sealing.unlisted(tmp_path, [known])] == [f"{name} is not listed in {MANIFEST}" for name in others]


def test_the_manifest_of_an_analysis_lists_its_files_by_name(tmp_path: Path) -> None:
    endings = ["xlsx", "csv", "svg", "json", "parquet", "html", "md", "png"]
    with sealing.sealed(tmp_path, "discover", asked={}, plan_sha256="a", results_sha256="b"):
        for ending in endings:
            (tmp_path / f"discovery.{ending}").write_text(ending)
        (tmp_path / "map.json").write_text("of another verb")
    said = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert list(said["files"]) == [f"discovery.{ending}" for ending in sorted(endings)]
    assert (said["plan_sha256"], said["results_sha256"]) == ("a", "b")


def test_the_manifest_of_results_lists_the_summary_what_is_written_beside_it_and_then_figures_by_name(
    tmp_path: Path,
) -> None:
    frame = pd.DataFrame({"scenario": ["x"], "quarter": [0], "revenue": [2.5]})
    also = {"z.md": b"z", "b.md": b"b"}
    write_results(frame, tmp_path, summary={}, manifest={}, outcomes=OUTCOMES, draw=fill, also=also)
    said = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert list(said["files"]) == ["summary.json", *also, *(f"{FIGURES}/{name}" for name in sorted(SHUFFLED))]


def test_a_package_is_known_by_its_files_in_the_order_of_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["__init__.py", *(f"{chr(97 + 7 * at % 26)}.py" for at in range(12)), "low/__init__.py"]
    for name in names:
        (tmp_path / "package_of_orders" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package_of_orders" / name).write_bytes(b"one\r\ntwo\n")
    monkeypatch.syspath_prepend(tmp_path)
    content = "".join(f"{name} 8\none\ntwo\n" for name in sorted(names))
    assert manifest.source_sha256("package_of_orders") == hashlib.sha256(content.encode()).hexdigest()


@pytest.mark.parametrize("quiet", [False, True])
def test_who_watches_sees_what_is_being_done_and_how_far_it_is_unless_all_is_quiet(quiet: bool) -> None:
    talk, screen = Talk(), StringIO()
    talk.console = Console(file=screen, force_terminal=True, width=80, quiet=quiet)
    with talk.working() as now:
        now("compiling the model")
    with talk.counting("runs", 7) as count:
        count(3)
    assert ("compiling the model" in screen.getvalue()) == (not quiet)
    assert ("3/7" in screen.getvalue()) == (not quiet)


@pytest.mark.parametrize("first", [1, 75, 600])
def test_the_time_that_remains_is_told_by_the_pace_since_the_first_count_however_many_that_were(first: int) -> None:
    talk, screen, clock = Talk(), StringIO(), SimpleNamespace(now=1000.0)
    talk.console = Console(file=screen, force_terminal=True, width=80, get_time=lambda: clock.now)
    with talk.counting("runs", 1200) as count:
        for done in (first, first + 50, first + 100):
            count(done)
            clock.now += 50.0
    left = 1200 - first - 100
    assert f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}" in screen.getvalue()


def test_where_nobody_watches_each_thing_that_is_done_is_a_line_and_nothing_is_counted() -> None:
    talk, lines = Talk(), StringIO()
    talk.console = Console(file=lines, force_terminal=False, width=80)
    with talk.working() as now:
        now("compiling the model")
        now("running")
    with talk.counting("runs", 7) as count:
        count(3)
    assert lines.getvalue().split("\n")[:2] == ["compiling the model", "running"]
    assert "3/7" not in lines.getvalue()


def test_one_force_is_alone_and_several_are_joined() -> None:
    assert [forces_words(each) for each in ("buyers", "technology+buyers", "none", "all")] == [
        "buyers alone", "technology + buyers", "no forces", "all forces",
    ]  # fmt: skip
    assert [listed(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_a_text_of_several_lines_is_one_line_without_what_cannot_be_seen() -> None:
    assert one_line("two\n  lines\x1b[31m \u200bmore\t") == "two lines[31m more"
