"""The command line keeps its word: verbs, exit codes, what goes where, and no traceback ever."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cordiale import simulate
from cordiale.experiments.commands.verbs import VERBS
from cordiale.simulation.scenario.files import load_scenario, shipped
from cordiale.simulation.world.paradigms import PARADIGMS
from tests.support.commandline import command, cordiale, process, surroundings
from tests.support.crm_exports import write_olist
from tests.support.quick_fits import rough_fits

SMALL = ["--quarters", "1", "--seed", "3"]


# Help


def test_help_names_every_verb() -> None:
    shown = cordiale("--help")
    assert all(f"  {verb} " in shown.stdout for verb in VERBS)


HEAVY = {"matplotlib", "mesa", "networkx", "numba", "numpy", "pandas", "pyarrow", "pydantic", "rich", "SALib", "scipy"}


def test_help_answers_at_once_since_it_imports_nothing_heavy(tmp_path: Path) -> None:
    words = command("--help")
    words[1:1] = ["-X", "importtime"]
    shown = subprocess.run(words, cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=True)
    modules = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}
    assert "typer" in modules
    assert not HEAVY & {part for module in modules for part in module.split(".")[:2]}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    shown = cordiale(verb, "--help")
    assert shown.exit_code == 0
    assert VERBS[verb].does.rstrip(".").split(",")[0] in " ".join(shown.stdout.split())


# Exit codes


@pytest.mark.parametrize(
    "words",
    [
        "frobnicate",
        "run --seed one",
        "run --quarters 1.5",
        "compare --replications many",
        "compare --workers x",
        "run --engine steam",
        "run --unknown",
        "run status-quo too-many",
        "scenario new",
        "import",
    ],
)
def test_wrong_usage_ends_with_2(words: str) -> None:
    shown = cordiale(*words.split())
    assert shown.exit_code == 2
    assert "Usage:" in shown.stderr
    assert "Traceback" not in shown.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("run --quarters 0", "quarters = 0 is outside [1, 400]"),
        ("run --seed -1", "seed = -1 is outside"),
        ("run --seed 4294967296", "seed = 4294967296 is outside"),
        ("run --replication -1", "replication = -1 is outside"),
        ("run --paradigm silo", "did you mean 'siloed'?"),
        ("run --forces wind", "'wind' is not a set of forces"),
        ("run --switch-quarter 13", "switch-quarter = 13 is outside [0, 12]"),
        ("run no-such-scenario", "'no-such-scenario' is not known"),
        ("run no/such.toml", "there is no such file"),
        ("compare --replications -3", "replications = -3 is outside"),
        ("compare --replications 0", "replications = 0 is outside"),
        ("compare --paradigms siloed,frobnicate", "'frobnicate' is not known"),
        ("compare --paradigms siloed,siloed", "names one twice"),
        ("compare --paradigms ,", "'' is not known"),
        ("compare --workers 0", "workers = 0 is outside"),
        ("compare --workers -2", "workers = -2 is outside"),
        ("scenario show frob", "'frob' is not known"),
        ("scenario new mine.txt", "ends in .toml"),
    ],
)
def test_impossible_content_ends_with_3_and_says_what_is_allowed(
    words: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = cordiale(*words.split())
    assert shown.exit_code == 3
    assert told in shown.stderr
    assert shown.stdout == ""
    assert "Traceback" not in shown.stderr
    assert not (tmp_path / "results").exists() or not any((tmp_path / "results").iterdir())


def test_an_error_nobody_foresaw_is_a_line_and_with_debug_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of the unforeseen kind")

    monkeypatch.setattr("cordiale.simulation.runs.run.plan", broken)
    monkeypatch.setattr("cordiale.experiments.comparison.single.plan", broken)
    plain = cordiale("run")
    assert plain.exit_code == 1
    assert plain.stderr.splitlines() == [
        "cordiale: internal error: ZeroDivisionError: of the unforeseen kind (`cordiale --debug ...` shows where)"
    ]
    assert isinstance(cordiale("--debug", "run").exception, ZeroDivisionError)


# run


def test_run_prints_every_quarter_within_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = cordiale("run", "--quarters", "3")
    assert shown.exit_code == 0
    assert [line.split()[0] for line in shown.stdout.splitlines() if line.strip()[:1].isdigit()] == ["0", "1", "2", "3"]
    assert max(map(len, shown.stdout.splitlines())) <= 80
    assert "…" not in shown.stdout


def test_run_prints_all_outcomes_as_json_and_nothing_else() -> None:
    shown = cordiale("run", "--json", *SMALL)
    rows = json.loads(shown.stdout)
    frame = simulate(load_scenario(), paradigms=["status-quo"], forces=["all"], replications=1, quarters=1, seed=3)
    assert [list(row) for row in rows] == [list(frame.columns)] * 2
    assert [row["revenue"] for row in rows] == list(frame["revenue"])


def test_both_engines_print_the_same() -> None:
    assert cordiale("run", "--json", *SMALL, "--engine", "mesa").stdout == cordiale("run", "--json", *SMALL).stdout


def test_a_replication_alone_is_the_one_among_others() -> None:
    frame = simulate(load_scenario(), paradigms=["siloed"], forces=["none"], replications=3, quarters=2, seed=5)
    words = "run --paradigm siloed --forces none --replication 2 --quarters 2 --seed 5 --json"
    alone = json.loads(cordiale(*words.split()).stdout)
    among = frame[frame["replication"] == 2]
    assert [row["revenue"] for row in alone] == list(among["revenue"])


def test_run_leaves_results_only_if_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cordiale("run", *SMALL)
    assert list(tmp_path.iterdir()) == []
    shown = cordiale("run", *SMALL, "--out", "kept")
    assert shown.exit_code == 0
    assert sorted(file.name for file in (tmp_path / "kept").iterdir()) == [
        "manifest.json", "results.parquet", "summary.json",
    ]  # fmt: skip


DECIDED = ["Q1 survey", "Q1 when morale < 2 shared_goals=1"]


def test_what_was_decided_is_said_and_kept(tmp_path: Path) -> None:
    words = [word for text in DECIDED for word in ("--decide", text)]
    few = ("--paradigms", "siloed,drift", "--replications", "1", "--forces", "none", "--no-figures")
    for verb, more in (("run", ()), ("compare", few)):
        shown = cordiale(verb, *SMALL, *more, *words, "--out", tmp_path / verb)
        assert "decided: Q1 survey; Q1 when morale < 2 shared_goals=1" in " ".join(shown.stdout.split())
        for file in ("manifest.json", "summary.json"):
            assert json.loads((tmp_path / verb / file).read_text(encoding="utf-8"))["decisions"] == DECIDED
    assert cordiale("run", "--json", *SMALL, *words).stdout != cordiale("run", "--json", *SMALL).stdout
    assert "decided" not in cordiale("run", *SMALL).stdout
    assert (
        "decided: Q1 paradigm=siloed" in cordiale("run", *SMALL, "--paradigm", "siloed", "--switch-quarter", 1).stdout
    )


@pytest.mark.parametrize("verb", ["run", "compare"])
def test_a_wrong_decision_ends_with_3(verb: str) -> None:
    shown = cordiale(verb, *SMALL, "--decide", "Q1 survey", "--decide", "Q2 survey")
    assert shown.exit_code == 3
    assert "decision 'Q2 survey': Q2 is after the last quarter of the run, Q1" in shown.stderr


# scenario


def test_decisions_are_shown_as_a_file_gives_them(tmp_path: Path) -> None:
    one, again = tmp_path / "one.toml", tmp_path / "again.toml"
    lines = [
        'schema = 1\nextends = "status-quo"\nname = "one"\n[[decisions]]\nquarter = 2\nwhen = "wins > 3"',
        'balancer = false\nattribution = "linear"\nleadership.hours = 20',
        "[[decisions]]\nquarter = 3\nprogramme = true\n",
    ]
    one.write_text("\n".join(lines), encoding="utf-8")
    again.write_text(cordiale("scenario", "show", one).stdout, encoding="utf-8")
    assert load_scenario(again) == load_scenario(one)
    assert [each.text for each in load_scenario(again).decisions] == [
        "Q2 when wins > 3 attribution=linear balancer=no leadership.hours=20", "Q3 programme",
    ]  # fmt: skip


def test_the_shipped_scenarios_are_listed() -> None:
    rows = json.loads(cordiale("scenario", "list", "--json").stdout)
    assert [row["name"] for row in rows] == shipped()
    assert all(name in cordiale("scenario", "list").stdout for name in shipped())


@pytest.mark.parametrize("name", shipped())
def test_what_is_shown_is_the_scenario(name: str, tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    file.write_text(cordiale("scenario", "show", name).stdout, encoding="utf-8")
    assert load_scenario(file).to_document() == load_scenario(name).to_document()
    assert json.loads(cordiale("scenario", "show", name, "--json").stdout) == load_scenario(name).to_document()


@pytest.mark.parametrize("more", [[], ["--all"]])
def test_a_new_scenario_is_valid_and_means_the_same(more: list[str], tmp_path: Path) -> None:
    file = tmp_path / "Our Company.toml"
    assert cordiale("scenario", "new", file, *more).exit_code == 0
    assert cordiale("scenario", "check", file).exit_code == 0
    new, base = load_scenario(file), load_scenario()
    assert new.name == "our-company"
    assert new.parameter_record() == base.parameter_record()
    assert new.company == base.company
    assert new.forces == base.forces


def test_the_command_that_comes_next_is_said_as_a_shell_takes_it(tmp_path: Path) -> None:
    said = cordiale("scenario", "new", tmp_path / "my company.toml").stdout
    *_, last = shlex.split(said)
    assert Path(last) == tmp_path / "my company.toml"


def test_a_check_says_how_the_org_chart_was_read(tmp_path: Path) -> None:
    rows = ["1;Geschäftsführung;Geschäftsführer;", "2;Vertrieb;Außendienst;1", "3;Vertrieb;Außendienst;1",
            "4;Marketing;Marketing Manager;1", "5;IT;Administrator;1"]  # fmt: skip
    (tmp_path / "hr.csv").write_text("\n".join(["Personalnummer;Abteilung;Stellenbezeichnung;Vorgesetzter", *rows]))
    (tmp_path / "ours.toml").write_text('schema = 1\nname = "ours"\n[company]\norg_chart = "hr.csv"\nburn_in = 0\n')
    words = ("scenario", "check", tmp_path / "ours.toml", "--replications", "1", "--quarters", "3", "--quiet")
    assert "the org chart: 2 reps, 1 marketer, 1 executive;" in cordiale(*words).stdout
    said = json.loads(cordiale(*words, "--json").stdout)
    assert said["people"] == {"rep": 2, "marketer": 1, "executive": 1}


def test_a_new_scenario_is_complete_once_its_comments_are_filled_in(tmp_path: Path) -> None:
    """Every commented line of the example paradigm and of --all is valid TOML that the scenario takes."""
    file = tmp_path / "mine.toml"
    cordiale("scenario", "new", file, "--all")
    lines = file.read_text(encoding="utf-8").splitlines()
    filled = [line[2:] if line.startswith(("# [", "# ")) and _is_entry(line[2:]) else line for line in lines]
    file.write_text("\n".join(filled), encoding="utf-8")
    assert "our-own-way" in load_scenario(file).paradigms
    assert set(PARADIGMS) < set(load_scenario(file).rows)


def _is_entry(line: str) -> bool:
    """Whether a commented line holds a value or a heading; targets are left without a value to fill in."""
    try:
        return bool(tomllib.loads(line))
    except tomllib.TOMLDecodeError:
        return False


def test_a_new_scenario_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("precious", encoding="utf-8")
    shown = cordiale("scenario", "new", file)
    assert shown.exit_code == 3
    assert "is there already" in shown.stderr
    assert file.read_text(encoding="utf-8") == "precious"


def test_targets_are_held_against_the_simulation(tmp_path: Path) -> None:
    words = ["--replications", "2", "--quarters", "3", "--quiet"]
    first = target(tmp_path, "wins = 1")
    shown = cordiale("scenario", "check", first, *words, "--json")
    assert shown.exit_code == 5
    (measured,) = json.loads(shown.stdout)["targets"]
    assert not measured["met"]
    assert cordiale("scenario", "check", target(tmp_path, f"wins = {measured['simulated']}"), *words).exit_code == 0
    near = cordiale("scenario", "check", target(tmp_path, f"wins = {measured['simulated'] / 1.14}"), *words)
    assert near.exit_code == 0
    assert "+14.0 %" in near.stdout
    far = cordiale("scenario", "check", target(tmp_path, f"wins = {measured['simulated'] / 1.16}"), *words)
    assert far.exit_code == 5
    assert "1 of 1 targets are missed by more than 15 %" in " ".join(far.stdout.split())


def target(folder: Path, line: str) -> Path:
    file = folder / "targets.toml"
    file.write_text(f'schema = 1\nname = "t"\nextends = "status-quo"\n[targets]\n{line}\n', encoding="utf-8")
    return file


def test_a_check_that_is_too_short_to_measure_is_refused(tmp_path: Path) -> None:
    shown = cordiale("scenario", "check", target(tmp_path, "wins = 1"), "--quarters", "2")
    assert shown.exit_code == 3
    assert "quarters = 2 is too few" in shown.stderr


def test_the_schema_is_one_json_document() -> None:
    assert json.loads(cordiale("scenario", "schema").stdout)["title"] == "Cordiale scenario"


# import


def test_an_export_becomes_a_scenario_that_runs(tmp_path: Path) -> None:
    """The command from end to end; how well it fits is tried in `crm/test_crm_scenario.py`."""
    file = tmp_path / "ours.toml"
    with rough_fits():
        shown = cordiale("import", write_olist(tmp_path), "--preset", "olist", "--out", file, "--json", "--quiet")
    assert shown.exit_code == 0, shown.stderr
    report = json.loads(shown.stdout)
    assert report["path"] == str(file)
    assert report["facts"]["whole"]["leads"] == 40
    assert shown.stderr == ""
    assert cordiale("run", file, *SMALL).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--preset olist", "the folder holds no"),
        ("--preset nobody", "nobody"),
        ("", "give a mapping, or a preset"),
        ("--mapping none.toml", "none.toml"),
    ],
)
def test_an_export_that_cannot_be_read_ends_with_3(
    words: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "export").mkdir()
    shown = cordiale("import", "export", *words.split())
    assert shown.exit_code == 3
    assert told in shown.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["export"]


def test_an_import_writes_over_a_file_only_if_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "olist.toml").write_text("precious", encoding="utf-8")
    for words in ([], ["--out", "olist.toml"]):
        shown = cordiale("import", write_olist(tmp_path), "--preset", "olist", *words)
        assert shown.exit_code == 3
        assert "is there already; say --overwrite" in shown.stderr
        assert (tmp_path / "olist.toml").read_text(encoding="utf-8") == "precious"


# Talk


def test_talk_goes_to_standard_error_and_quiet_silences_it(tmp_path: Path) -> None:
    words = ["compare", "--paradigms", "siloed", "--forces", "none", "--replications", "2", *SMALL]
    words += ["--no-figures", "--out", tmp_path]
    assert cordiale(*words).stderr != ""
    assert cordiale(*words, "--quiet").stderr == ""


def test_colour_is_left_out_where_it_is_not_wanted(tmp_path: Path) -> None:
    shown = process("run", *SMALL, folder=tmp_path, NO_COLOR="1", FORCE_COLOR="1", TERM="xterm-256color")
    assert shown.returncode == 0
    assert "\x1b[3" not in shown.stdout


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        command("scenario", "show"), cwd=tmp_path, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert writer.stdout is not None
    writer.stdout.close()
    assert writer.stderr is not None
    assert b"Traceback" not in writer.stderr.read()
    writer.wait(timeout=60)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error_and_its_number_goes_to_no_file(closed: str, tmp_path: Path) -> None:
    typed = ["sh", "-c", f'exec "$@" {closed}', "sh", *command("scenario", "new", "mine.toml")]
    done = subprocess.run(typed, cwd=tmp_path, env=surroundings(), capture_output=True, timeout=300)
    assert (done.returncode, [file.name for file in tmp_path.iterdir()]) == (0, ["mine.toml"])
    assert (tmp_path / "mine.toml").read_text("utf-8").startswith("#")
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_behind_standard_output_is_told_in_a_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command("explain", "integration"), cwd=tmp_path, env=surroundings(), stdout=full,
                              stderr=subprocess.PIPE, text=True, timeout=300)  # fmt: skip
    assert done.returncode == 3
    assert done.stderr == "cordiale: what is said cannot be written: No space left on device\n"


def test_a_terminal_is_as_wide_as_it_says_and_one_of_no_width_as_usual(tmp_path: Path) -> None:
    none, usual, narrow = (
        process("scenario", "list", folder=tmp_path, COLUMNS=width).stdout for width in ("0", "80", "50")
    )
    assert none == usual
    assert max(map(len, narrow.splitlines())) <= 50 < max(map(len, usual.splitlines()))


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP")
@pytest.mark.parametrize("ignored", [True, False])
def test_a_signal_that_whoever_started_it_had_ignored_stays_ignored_and_no_other(ignored: bool, tmp_path: Path) -> None:
    told = "print(int(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN), flush=True)"
    before = f"import atexit, signal, sys; atexit.register(lambda: {told})"
    before += f"; signal.signal(signal.SIGHUP, signal.{'SIG_IGN' if ignored else 'SIG_DFL'})"
    lines = f"{before}; from cordiale.experiments.cli import main; sys.argv = ['cordiale', '--version']; main()"
    done = subprocess.run([sys.executable, "-c", lines], cwd=tmp_path, env=surroundings(), capture_output=True,
                          text=True, timeout=300)  # fmt: skip
    assert done.stdout.splitlines()[-1] == str(int(ignored)), done.stderr
