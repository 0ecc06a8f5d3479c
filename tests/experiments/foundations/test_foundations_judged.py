"""What every verb stands on, judged by hand: cells, tables, numbers, what is cleared, what a manifest keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from cordiale.experiments.foundations.claiming import clear, verb_of
from cordiale.experiments.foundations.columns import DEFINITIONS, OF_COMPARISON, OF_DECISION, OF_STUDY, described
from cordiale.experiments.foundations.execution import MOST_WORKERS
from cordiale.experiments.foundations.failures import Failure
from cordiale.experiments.foundations.formula_cells import harmless
from cordiale.experiments.foundations.language import ENGLISH, FIXED, NARROW
from cordiale.experiments.foundations.manifest import scenario_content, scenario_from
from cordiale.experiments.foundations.markdown import markdown_table
from cordiale.experiments.foundations.monday import Change
from cordiale.experiments.foundations.output import Column, percent, print_table, value
from cordiale.experiments.foundations.phrases import decimals, forces_words, listed, named_after, number, rounded, short
from cordiale.experiments.foundations.plain import plain
from cordiale.experiments.foundations.recordings import recording
from cordiale.experiments.foundations.toml import line
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", " =", "\n@", "  \t"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe_before_it(beginning: str) -> None:
    assert harmless(f"{beginning}cmd") == f"'{beginning}cmd"


@pytest.mark.parametrize("cell", ["a=b", "status-quo", "1.5", "", -1.5, None, True])
def test_any_other_cell_is_as_it_was(cell: Any) -> None:
    assert harmless(cell) is cell or harmless(cell) == cell


@pytest.mark.parametrize(("amount", "digits", "sign", "told"), [
    (0.0, 1, True, "0.0"), (0.04, 1, True, "0.0"), (-0.04, 1, True, "0.0"), (-0.04, 1, False, "0.0"),
    (0.06, 1, True, "+0.1"), (-0.06, 1, True, "−0.1"), (0.06, 1, False, "0.1"), (-12345.6, 0, False, "−12,346"),
    (float("nan"), 2, True, "–"), (float("inf"), 0, False, "–"),
])  # fmt: skip
def test_a_number_has_a_sign_where_it_is_wanted_and_is_not_nothing_once_rounded(
    amount: float, digits: int, sign: bool, told: str
) -> None:
    assert number(amount, digits, sign=sign) == told


def test_numbers_and_names_are_cut_to_what_counts() -> None:
    assert [decimals(doubt, at_most=3) for doubt in (30.0, 1.0, 0.9, 0.1, 0.09, 0.001, 1e-9)] == [0, 0, 1, 1, 2, 3, 3]
    assert [rounded(0.000123456, 3), rounded(98765.0, 2), rounded(0.0, 4)] == [0.000123, 99000.0, 0.0]
    assert [
        short(1.50, at_most=6),
        short(1000.0, at_most=6),
        short(-0.1234567891, at_most=6),
        short(0.1 + 0.2, at_most=6),
    ] == [
        "1.5",
        "1,000",
        "−0.123457",
        "0.3",
    ]
    assert listed(["a"]) == "a"
    assert listed([]) == ""
    assert listed(["a", "b"]) == "a and b"
    assert [forces_words(one) for one in ("all", "none", "buyers", "technology+buyers")] == [
        "all forces", "no forces", "buyers alone", "technology + buyers",
    ]  # fmt: skip
    assert named_after(Path("x/Été 2024 – B2B.v2.toml"), otherwise="mine") == "t-2024-b2b-v2"
    assert len(named_after(Path("a" * 90 + ".toml"), otherwise="mine")) == 60


def test_a_table_has_words_on_the_left_and_numbers_on_the_right_of_their_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    columns = [Column("name", lambda row: row[0], left=True), Column("wins", lambda row: row[1])]
    print_table(columns, [("a", "7"), ("longer", "1,000")], title="T", note="N")
    title, heads, _, first, second, *_, note = capsys.readouterr().out.splitlines()
    assert (title, note) == ("T", "N")
    assert heads.index("name") == first.index("a") == second.index("longer")
    ends = [len(each.rstrip()) for each in (heads, first, second)]
    assert len({*ends}) == 1
    print_table(columns, [], title="T")
    assert capsys.readouterr().out == "", "a title would announce nothing"


@pytest.mark.parametrize("beside", [0, 2])
def test_a_table_that_must_wrap_breaks_no_word_as_long_as_all_words_have_room(
    beside: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Early editions of rich take two signs more beside columns whose width is said."""

    def measured(console: Console, table: Table, *, options: Any) -> Measurement:
        least, most = Measurement.get(console, options, table)
        more = beside if table.columns[0].width else 0
        return Measurement(least + more, most + more)

    monkeypatch.setattr(Console, "measure", measured)
    monkeypatch.setenv("COLUMNS", "60")
    heads = ["", "worst world of all", "largest regret of all", "at threshold, % of worlds"]
    columns = [Column(head, lambda row, at=at: row[at], left=not at) for at, head in enumerate(heads)]
    rows = [("Q1 leadership.strength=0.9", "123,456", "0", "100"), ("proportional", "1", "2", "3")]
    print_table(columns, rows, fold=True)
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 60 - beside
    assert {word for head in heads for word in head.split()} <= set(shown.split())
    assert {word for row in rows for cell in row for word in cell.split()} <= set(shown.split())
    assert "proportional" in shown.split()


@pytest.mark.parametrize("space", [FIXED, NARROW])
def test_a_cell_wraps_at_no_space_that_does_not_break(
    space: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    cell = f"−523 [−1{space}197{space}; 152]"
    print_table([Column(f"head {at}", str) for at in range(4)], [cell], fold=True)
    said = " ".join(line for line in capsys.readouterr().out.splitlines() if "−" in line or "152" in line)
    assert said.count(f"[−1{space}197{space};") == 4
    monkeypatch.setenv("COLUMNS", "18")
    print_table([Column("n", str) for _ in range(4)], [f"6{space}581"])
    *_, first, second = capsys.readouterr().out.splitlines()
    assert (first.split(), second.split()) == (["6"] * 4, ["581"] * 4), "rather there than within a number"


def test_a_share_is_told_in_percent_and_a_value_in_its_unit() -> None:
    row = {"share": 0.1234, "wins": 1234.0}
    assert (percent("share", ENGLISH, 1)(row), value("wins", ENGLISH)(row)) == ("12.3", "1,234")
    assert value("wins", ENGLISH, 2, factor=0.001)(row) == "1.23"


def test_a_markdown_table_has_a_line_for_each_row_and_its_bars_are_no_columns() -> None:
    assert markdown_table(["a", "b"], [[1, "x|y"], [2, None]]).splitlines() == [
        "| a | b |", "|---|---|", "| 1 | x\\|y |", "| 2 | None |",
    ]  # fmt: skip


def test_a_value_in_toml_has_all_its_digits_unless_they_are_cut() -> None:
    assert line("a", 0.123456789) == "a = 0.123456789"
    assert line("a", 0.123456789, "why\nso", figures=3) == "a = 0.123  # why so"
    assert line("our way", [True, 2, "x"]) == '"our way" = [true, 2, "x"]'


def test_what_is_not_finite_is_nothing_in_json_and_all_else_is_as_it_was() -> None:
    found = plain({"a": float("inf"), 3: (1, "x"), "b": {"c": [float("nan"), True]}})
    assert found == {"a": None, "3": [1, "x"], "b": {"c": [None, True]}}


def test_of_a_change_it_is_said_that_it_is_one_only_where_today_and_then_differ() -> None:
    assert Change("heads", "who leads", "one", "two").changes
    assert not Change("heads", "who leads", "one", "one").changes


def test_what_a_verb_left_before_is_cleared_manifest_pictures_and_all_that_it_lists_and_nothing_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "figures").mkdir()
    gone = ["figures/a.png", "figures/b.svg", "decision.html", "manifest.json"]
    stays = ["figures/notes.txt", "mine.csv", "results.parquet"]
    for name in (*gone, *stays):
        (tmp_path / name).write_text("{}")
    (tmp_path / "manifest.json").write_text('{"files": {"decision.html": "", "../outside.txt": ""}}')
    outside = tmp_path.parent / "outside.txt"
    outside.write_text("x")
    clear(tmp_path)
    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()) == stays
    assert outside.read_text() == "x"


@pytest.mark.parametrize(("manifest", "verb"), [
    ('{"verb": "decide", "command": ["cordiale", "run"]}', "decide"),
    ('{"command": ["cordiale", "--debug", "run"]}', "run"),
    ('{"command": "x"}', ""), ("[]", ""), ('{"command": ["cordiale"]}', ""),
])  # fmt: skip
def test_the_verb_that_left_a_folder_is_what_its_manifest_says_or_the_first_word_of_its_command(
    tmp_path: Path, manifest: str, verb: str
) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    assert verb_of(tmp_path) == verb


def test_a_scenario_that_does_not_grow_is_kept_as_one_from_before_there_was_growth_and_one_that_grows_with_it() -> None:
    still = load_scenario("status-quo")
    growing = still.with_values({"growth.demand": 0.05, "growth.quarters": 4})
    assert "growth" not in scenario_content(still)
    assert scenario_content(growing)["growth"]["demand"] == 0.05
    for scenario in (still, growing):
        assert scenario_from(scenario_content(scenario)).growth == scenario.growth


def test_every_column_that_says_which_row_it_is_has_its_unit_and_meaning() -> None:
    assert {*OF_COMPARISON, *OF_DECISION, *OF_STUDY} == {*DEFINITIONS}
    units = {"quarter": "quarters", "replication": "number", "seed": "number", "run": "number", "point": "number",
             "sample": "number", "parameter_set": "number"}  # fmt: skip
    assert {name: described(name)["unit"] for name in DEFINITIONS} == dict.fromkeys(DEFINITIONS, "name") | units
    assert "point x replications + replication" in described("run")["definition"]


def test_a_run_that_failed_is_told_by_the_command_that_repeats_it_with_all_that_is_not_usual_and_no_more() -> None:
    plainly = "cordiale run tiny --paradigm siloed --forces all --replication 7 --seed 3 --quarters 12"
    assert Failure(Run("siloed", "all", 7, 3, 12), "why").reproducer("tiny") == plainly
    more = Failure(Run("siloed", "all", 7, 3, 12, 2, ("Q1 survey", "Q3 survey")), "why", "ensemble")
    assert more.reproducer("tiny") == (
        f"{plainly} --switch-quarter 2 --decide 'Q1 survey' --decide 'Q3 survey' --parameters ensemble"
    )
    assert more.to_dict("tiny")["reproduce"] == more.reproducer("tiny")
    assert MOST_WORKERS == 4096


def test_while_a_run_is_recorded_its_folder_counts_as_unfinished(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    with recording(tmp_path) as keep:
        assert keep is not None
    assert not (tmp_path / "manifest.json").exists()
    with recording(None) as keep:
        assert keep is None
