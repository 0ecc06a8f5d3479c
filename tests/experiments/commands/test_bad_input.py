"""Whatever is wrong with a file: exit code 3, a message that names the place, and never a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.chart import FUNCTIONS, ROLES
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import FORCES
from tests.support.commandline import cordiale, process


class Case(NamedTuple):
    """A broken scenario: what is wrong, the files it consists of, and what the message must name."""

    what: str
    files: dict[str, str | bytes]
    named: str


HEAD = 'schema = 1\nname = "broken"\n'
OWN = "\n".join(f"{name} = {json.dumps(value)}" for name, value in PARADIGMS["proportional"].model_dump().items())
WRONG_TYPES = ('"much"', "[1.0]", "{ a = 1 }", "1979-05-27", "nan", "inf", "-inf", "1e999", '""')


def scenario(body: str, what: str, named: str, **more: str | bytes) -> Case:
    """A case whose other files are given as `name_ending=content`."""
    others = {".".join(name.rsplit("_", 1)): content for name, content in more.items()}
    return Case(what, {"broken.toml": HEAD + body, **others}, named)


def out_of_range() -> Iterator[Case]:
    for each in PARAMETERS:
        beyond = max(abs(each.low), abs(each.high), 1.0)
        for value in (each.low - 0.01 * beyond, each.high + 0.01 * beyond):
            body = f"[{each.group}]\n{each.name} = {value!r}\n"
            yield scenario(body, f"{each.dotted} = {value:.4g}", f"broken.toml: {each.dotted} =")


def wrong_types() -> Iterator[Case]:
    for number, each in enumerate(PARAMETERS):
        value = WRONG_TYPES[number % len(WRONG_TYPES)]
        body = f"[{each.group}]\n{each.name} = {value}\n"
        yield scenario(body, f"{each.dotted} = {value}", f"broken.toml: {each.dotted}")


def unknown_keys() -> Iterator[Case]:
    for group in sorted({each.group for each in PARAMETERS} | {"company", "forces.buyers"}):
        yield scenario(f"[{group}]\nfrobnication = 1\n", f"unknown key in {group}", f"{group}.frobnication")
    yield scenario("frobnication = 1\n", "unknown key", "frobnication is not a known key")
    yield scenario("[frobnication]\nx = 1\n", "unknown table", "frobnication is not a known key")
    yield scenario("[forces.weather]\nend = 1.0\n", "unknown force", "forces.weather")
    yield scenario("[companny]\nreps = 3\n", "misspelt table", "did you mean company?")
    yield scenario("[company]\nrep = 3\n", "misspelt key", "did you mean reps?")
    yield scenario("seats = []\n", "internal key", "seats")


def wrong_company() -> Iterator[Case]:
    for key in ("reps", "marketers", "executives", "span", "contacts"):
        for value in ("0", "-1", "1.5", '"ten"', "10000000", "nan", "[]"):
            yield scenario(f"[company]\n{key} = {value}\n", f"{key} = {value}", f"broken.toml: company.{key}")
    for value in ('"nobody"', "3", '""'):
        yield scenario(f"[company]\nparadigm = {value}\n", f"paradigm = {value}", "company.paradigm")
    yield scenario("company = 5\n", "company is a number", "broken.toml: company")
    yield scenario("forces = 5\n", "forces is a number", "broken.toml: forces")
    yield scenario("[forces]\nbuyers = 5\n", "a force is a number", "broken.toml: forces.buyers")
    yield scenario('buyers = "many"\n', "a group is a text", "broken.toml: buyers")


def wrong_head() -> Iterator[Case]:
    for text, named in (
        ('name = "x"\n', "schema is missing"),
        ('schema = 2\nname = "x"\n', "schema"),
        ('schema = "1"\nname = "x"\n', "schema"),
        ("schema = 1\n", "name is missing"),
        ('schema = 1\nname = "Our Company"\n', "name"),
        ('schema = 1\nname = ""\n', "name"),
        ('schema = 1\nname = "../../etc/passwd"\n', "name"),
        (f'schema = 1\nname = "{"x" * 61}"\n', "name"),
        ("schema = 1\nname = 5\n", "name"),
        ('schema = 1\nname = "x"\ncurrency = ""\n', "currency"),
        ("", "schema is missing"),
        ("\n\n# only a comment\n", "schema is missing"),
    ):
        yield Case(f"head {text[:30]!r}", {"broken.toml": text}, f"broken.toml: {named}")


def wrong_lists() -> Iterator[Case]:
    yield scenario("sources = []\n", "no sources", "sources is empty")
    yield scenario('sources = "web"\n', "sources is a text", "broken.toml: sources")
    yield scenario("[[sources]]\nshare = 1.0\n", "source without a name", "sources.0.name is missing")
    yield scenario('[[sources]]\nname = "w"\n', "source without a share", "sources.0.share is missing")
    for key, value in (("share", "0"), ("share", "-1.0"), ("share", "nan"), ("share", "inf"), ("fit", "9"),
                       ("pace", "0"), ("colour", "1")):  # fmt: skip
        given_share = "" if key == "share" else "share = 1.0\n"
        body = f'[[sources]]\nname = "w"\n{given_share}{key} = {value}\n'
        yield scenario(body, f"source {key} = {value}", f"sources.0.{key}")


def wrong_paradigms() -> Iterator[Case]:
    yield scenario(
        "[paradigms.ours]\nintegration = 0.5\n", "paradigm without settings", "paradigms.ours.role_overlap is missing"
    )
    yield scenario(f"[paradigms.siloed]\n{OWN}\n", "shipped name", "paradigms.siloed is the name of a shipped paradigm")
    for key, value in (
        ("integration", "1.4"), ("integration", "nan"), ("role_overlap", "-0.1"), ("power_balance", "2"),
        ("shared_goals", '"all"'), ("joint_planning", "21"), ("attribution", '"mine"'), ("decision_rule", '"dice"'),
        ("heads", "3"), ("heads", "0"), ("balancer", "7"), ("follows_forces", '"perhaps"'), ("colour", '"red"'),
    ):  # fmt: skip
        lines = [line for line in OWN.splitlines() if not line.startswith(f"{key} =")]
        body = "\n".join(["[paradigms.ours]", *lines, f"{key} = {value}", ""])
        yield scenario(body, f"paradigm {key} = {value}", f"paradigms.ours.{key}")


def wrong_forces() -> Iterator[Case]:
    for force in FORCES:
        for entry, named in (
            ('shape = "zigzag"', "shape"), ("start = 1.5", "start"), ("end = -0.1", "end"), ("end = nan", "end"),
            ("over = 0", "over"), ("at = 1000", "at"), ('shape = "path"', "path"), ("path = [0.5, 1.5]", "path"),
            ('path = ["high"]', "path"), ('file = "no-such.csv"', "no-such.csv"), ("file = 5", "file"),
        ):  # fmt: skip
            yield scenario(f"[forces.{force}]\n{entry}\n", f"{force} {entry}", named)
    for text, named in (
        ("quarter\n0.5\nhigh\n", "line 3"),
        ("1.5\n", "line 1"),
        ("", "path.csv"),
        ("nan\n", "path.csv"),
    ):
        body = '[forces.buyers]\nshape = "path"\nfile = "path.csv"\n'
        yield scenario(body, f"force path {text!r}", named, path_csv=text)
    binary = '[forces.buyers]\nshape = "path"\nfile = "path.csv"\n'
    yield scenario(binary, "binary force path", "path.csv", path_csv=b"\xff\xfe\x00\x01")


def broken_toml() -> Iterator[Case]:
    for text in (
        "schema = 1\nname = ", "schema = 1\nschema = 1\n", "[company\nreps = 1", "= 5", "schema = 1 name = 2",
        'name = "unclosed\n', "schema = 0x\n", "schema == 1", "{}", "<html></html>", "schema: 1\nname: yaml\n",
        '{"schema": 1}', "schema = 1\n[a]\n[a]\n", "a.b = 1\na = 2\n", "x = [1, 2", "x = 'a\nb'", "\x00",
        "d = 2020-13-45", "x = " + "[" * 5000 + "]" * 5000,
    ):  # fmt: skip
        yield Case(f"toml {text[:30]!r}", {"broken.toml": text}, "broken.toml")
    for raw in (
        b"\xff\xfe\x00s\x00c",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        bytes(range(256)),
        b"PK\x03\x04",
        b"schema = 1\nname = '\xe9'",
    ):
        yield Case(f"bytes {raw[:12]!r}", {"broken.toml": raw}, "broken.toml")


def broken_extends() -> Iterator[Case]:
    yield scenario('extends = "broken.toml"\n', "extends itself", "broken.toml")
    yield scenario('extends = "./broken.toml"\n', "extends itself by a path", "broken.toml")
    yield scenario(
        'extends = "other.toml"\n', "extends in a circle", "extends", other_toml=HEAD + 'extends = "broken.toml"\n'
    )
    yield scenario('extends = "nowhere"\n', "extends nothing known", "nowhere")
    yield scenario('extends = "nowhere.toml"\n', "extends no file", "nowhere.toml")
    yield scenario("extends = 5\n", "extends a number", "extends")
    yield scenario("extends = []\n", "extends a list", "extends")
    yield scenario('extends = ""\n', "extends nothing", "broken.toml")
    yield scenario('extends = "other.toml"\n', "extends broken TOML", "other.toml", other_toml="x = = 1")
    yield scenario(
        'extends = "other.toml"\n', "extends what is out of range", "reps", other_toml=HEAD + "[company]\nreps = 0\n"
    )
    yield scenario('extends = "other.toml"\n', "extends binary", "other.toml", other_toml=b"\xff\x00")
    yield scenario('extends = "other.toml"\n', "extends a broken table", "company", other_toml=HEAD + "company = 5\n")


CHART = (
    "person,function,role,manager",
    "top,company,executive,",
    "h,sales,head,top",
    "r1,sales,rep,h",
    "m1,marketing,marketer,top",
)


def with_row(row: str, *, instead_of: int | None = None) -> str:
    rows = [line for number, line in enumerate(CHART) if number != instead_of]
    return "\n".join([*rows, row, ""])


def broken_charts() -> Iterator[Case]:
    for what, text, named in (
        ("circle", with_row("a,sales,manager,b\nb,sales,manager,a"), "circle"),
        ("own manager", with_row("a,sales,manager,a"), "circle"),
        ("unknown manager", with_row("r2,sales,rep,nobody"), "row 6, column manager"),
        ("two at the top", with_row("top2,company,executive,"), "the top"),
        ("nobody at the top", with_row("top,company,executive,h", instead_of=1), "row"),
        ("person twice", with_row("r1,sales,rep,h"), "row 6, column person"),
        ("no person", with_row(",sales,rep,h"), "row 6, column person"),
        ("wrong role", with_row("x,sales,wizard,h"), "row 6, column role"),
        ("no role", with_row("x,sales,,h"), "row 6, column role"),
        ("wrong function", with_row("x,finance,rep,h"), "row 6, column function"),
        ("rep in marketing", with_row("x,marketing,rep,h"), "row 6, column function"),
        ("marketer in sales", with_row("x,sales,marketer,h"), "row 6, column function"),
        ("rep without manager", with_row("x,sales,rep,"), "row 6, column manager"),
        ("rep as manager", with_row("x,sales,rep,r1"), "row 6, column manager"),
        ("short row", with_row("x,sales"), "row 6"),
        ("no reps", with_row("", instead_of=3), "no rep"),
        ("no marketers", with_row("", instead_of=4), "no marketer"),
        ("no manager column", "person,function,role\nx,sales,rep\n", "'manager' is missing"),
        ("no person column", "function,role,manager\nsales,rep,b\n", "'person' is missing"),
        ("no header", "\n".join(CHART[1:]), "is missing"),
        ("header only", CHART[0] + "\n", "chart.csv"),
        ("empty", "", "chart.csv is empty"),
        ("blank lines", "\n\n\n", "chart.csv"),
        ("unclosed quote", with_row('"x,sales,rep,h'), "chart.csv"),
        ("prose", "This is not a chart.\n", "is missing"),
        ("null", "person,function,role,manager\n\0\n", "chart.csv"),
        ("huge field", "person,function,role,manager\n" + "x" * 200_000 + ",sales,rep,h\n", "chart.csv"),
    ):  # fmt: skip
        yield scenario('[company]\norg_chart = "chart.csv"\n', f"chart: {what}", named, chart_csv=text)
    for raw in (
        b"\xff\xfe\x00p",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)),
        b"person,function,role,manager\nJos\xe9,sales,rep,h\n",
    ):
        yield scenario('[company]\norg_chart = "chart.csv"\n', f"chart {raw[:8]!r}", "chart.csv", chart_csv=raw)
    yield scenario('[company]\norg_chart = "none.csv"\n', "chart: no file", "none.csv")
    yield scenario('[company]\norg_chart = "."\n', "chart: a folder", "org_chart")
    yield scenario("[company]\norg_chart = 5\n", "chart: a number", "org_chart")


FAMILIES = (
    out_of_range, wrong_types, unknown_keys, wrong_company, wrong_head, wrong_lists, wrong_paradigms, wrong_forces,
    broken_toml, broken_extends, broken_charts,
)  # fmt: skip
CASES = [case for family in FAMILIES for case in family()]


def lay_out(case: Case, folder: Path) -> Path:
    for name, content in case.files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "broken.toml"


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 200
    assert len({case.what for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_a_broken_scenario_is_refused_with_its_place(case: Case, tmp_path: Path) -> None:
    shown = cordiale("scenario", "check", lay_out(case, tmp_path))
    assert shown.exit_code == 3, shown.stderr
    assert case.named in shown.stderr
    assert shown.stdout == ""
    assert "Traceback" not in shown.stderr


def test_every_fault_of_a_file_is_named(tmp_path: Path) -> None:
    body = "[company]\nreps = 0\nspam = 1\n[buyers]\ncycle = -1\n"
    told = cordiale("scenario", "check", lay_out(scenario(body, "", ""), tmp_path)).stderr
    assert all(place in told for place in ("company.reps", "company.spam", "buyers.cycle"))


@pytest.mark.parametrize("verb", ["run", "compare", "scenario show"])
def test_every_verb_refuses_in_the_same_way(verb: str, tmp_path: Path) -> None:
    lay_out(scenario("[company]\nreps = 0\n", "", ""), tmp_path)
    shown = process(*verb.split(), "broken.toml", folder=tmp_path)
    assert shown.returncode == 3
    assert shown.stderr == "cordiale: broken.toml: company.reps = 0 is outside [1, 500000]\n"
    assert [file.name for file in tmp_path.iterdir()] == ["broken.toml"]


@pytest.mark.parametrize(
    ("target", "named"), [("wins = nan", "targets.wins"), ("wins = inf", "targets.wins"), ("frobs = 1", "frobs")]
)
def test_targets_that_cannot_be_measured_are_refused(target: str, named: str, tmp_path: Path) -> None:
    shown = cordiale("scenario", "check", lay_out(scenario(f"[targets]\n{target}\n", "", ""), tmp_path))
    assert shown.exit_code == 3
    assert named in shown.stderr


# Fuzzing: whatever the bytes, the answer is a yes or a clear no

fuzzed = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def answer(file: Path) -> int:
    shown = cordiale("scenario", "show", file)
    assert "Traceback" not in shown.stderr
    assert "internal error" not in shown.stderr
    return shown.exit_code


@fuzzed
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(raw=b"")
@example(raw=b"\xef\xbb\xbf" + HEAD.encode() + b"spam = 1")  # a byte order mark
@example(raw=HEAD.encode("utf-16"))
@example(raw=HEAD.encode() + b"\0")
@example(raw=b"[" * 200)
def test_any_bytes_as_a_scenario(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "broken.toml"
    file.write_bytes(raw)
    assert answer(file) == 3


scalars = st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("path") | st.just("status-quo")
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
places = st.sampled_from(
    [
        *sorted(Scenario.model_fields),
        "company.reps",
        "company.org_chart",
        "forces.buyers",
        "forces.buyers.file",
        "extends",
        "paradigms.ours",
        "targets.wins",
        *(each.dotted for each in PARAMETERS[::9]),
    ]
)


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return str(value) if isinstance(value, float) else json.dumps(value)


@fuzzed
@given(place=places.filter(lambda place: place != "seats"), value=values)
@example(place="extends", value="path")
@example(place="extends", value="broken.toml")  # itself
@example(place="company.reps", value=True)
@example(place="company.reps", value=float("nan"))
@example(place="company.org_chart", value="")
@example(place="targets.wins", value=float("-inf"))
def test_any_value_anywhere(place: str, value: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "broken.toml"
    file.write_text(f"{HEAD}{place} = {toml(value)}\n", encoding="utf-8", errors="backslashreplace")
    assert answer(file) in (0, 3)


rows = st.tuples(
    st.sampled_from(["a", "b", "c", "d", ""]), st.sampled_from([*FUNCTIONS, "x"]), st.sampled_from([*ROLES, ""]),
    st.sampled_from(["a", "b", "c", "", "z"]),
)  # fmt: skip


@fuzzed
@given(chart=st.lists(rows, max_size=8))
@example(chart=[])
@example(chart=[("a", "sales", "rep", "a")])  # their own manager
@example(chart=[("a", "sales", "rep", "b"), ("b", "sales", "rep", "a")])
@example(chart=[("a", "sales", "rep", ""), ("a", "marketing", "marketer", "")])  # one name twice
def test_any_chart_is_refused_or_runs(chart: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("chart")
    text = "\n".join(["person,function,role,manager", *(",".join(row) for row in chart)])
    file = lay_out(scenario('[company]\norg_chart = "chart.csv"\n', "", "", chart_csv=text), folder)
    if answer(file) == 0:
        assert runs(load_scenario(file))


# The other way round: what is valid runs


def runs(scenario: Scenario, *, paradigm: str = "proportional") -> bool:
    """Whether a quarter of this company has a revenue."""
    run = plan(scenario, paradigms=[paradigm], forces=["all"], replications=1, quarters=1, seed=1)[0]
    return bool(np.isfinite(execute(prepare(scenario), run)["revenue"]).all())


@settings(fuzzed, max_examples=40)
@given(data=st.data())
def test_any_values_within_their_ranges_run(data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(PARAMETERS), min_size=1, max_size=12, unique=True))
    chosen = {each.dotted: data.draw(st.floats(each.low, each.high), label=each.dotted) for each in some}
    people = {"company.reps": data.draw(st.integers(1, 12)), "company.marketers": data.draw(st.integers(1, 12))}
    paradigm = data.draw(st.sampled_from(sorted(PARADIGMS)))
    assert runs(load_scenario().with_values(chosen | people), paradigm=paradigm)


@pytest.mark.parametrize("end", [0, 1])
def test_every_parameter_may_stand_at_its_bound(end: int) -> None:
    small = {"company.reps": 3, "company.marketers": 2}
    for each in PARAMETERS:
        assert runs(load_scenario().with_values(small | {each.dotted: (each.low, each.high)[end]})), each.dotted
