"""Org charts: made from head counts, or read from a file that says exactly what is wrong with it."""

import math
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.simulation.scenario.chart import OWN_HEAD_FROM, ChartError, Seat, make_chart, read_chart
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario

HEAD = "person,name,function,role,manager\n"
GOOD = HEAD + "boss,Ada,company,executive,\nann,Ann,sales,rep,boss\nbob,Bob,marketing,marketer,boss\n"


def led(seats: list[Seat]) -> Counter[str]:
    return Counter(seat.manager for seat in seats if seat.role in ("rep", "marketer"))


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 300), st.integers(1, 100), st.integers(1, 6), st.integers(2, 12))
def test_any_head_count_makes_a_tree_under_the_top_executive_in_teams_of_at_most_the_span(
    reps: int, marketers: int, executives: int, span: int
) -> None:
    seats = make_chart(reps, marketers, executives, span)
    tree = nx.DiGraph((seat.manager, seat.key) for seat in seats if seat.manager)
    roles = Counter(seat.role for seat in seats)
    assert nx.is_arborescence(tree)
    assert [seat.key for seat in seats if not seat.manager] == ["executive-1"]
    assert (roles["rep"], roles["marketer"], roles["executive"]) == (reps, marketers, executives)
    teams = {boss: size for boss, size in led(seats).items() if boss != "executive-1"}
    assert all(size <= span for size in teams.values())
    assert max(teams.values(), default=0) - min(teams.values(), default=0) <= max(span, OWN_HEAD_FROM)


@pytest.mark.parametrize(("reps", "managers"), [(8, 0), (9, 2), (24, 3), (25, 4)])
def test_a_function_has_managers_as_soon_as_its_head_cannot_lead_all(reps: int, managers: int) -> None:
    seats = make_chart(reps, 1, 1, 8)
    assert sum(seat.role == "manager" for seat in seats) == managers
    assert sum(seat.role == "head" for seat in seats) == 1
    assert managers in (0, math.ceil(reps / 8))


def test_a_function_of_a_handful_reports_to_the_top() -> None:
    seats = make_chart(OWN_HEAD_FROM - 1, OWN_HEAD_FROM, 1, 8)
    assert not any(seat.role == "head" and seat.function == "sales" for seat in seats)
    assert any(seat.role == "head" and seat.function == "marketing" for seat in seats)


def write(tmp_path: Path, text: str) -> Path:
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    return tmp_path / "people.csv"


@pytest.mark.parametrize(
    "text", [GOOD, GOOD.replace(",", ";"), "\ufeff" + GOOD, GOOD.replace("Ada,", ","), GOOD.upper()]
)
def test_a_chart_is_read_as_spreadsheets_write_it(tmp_path: Path, text: str) -> None:
    seats = read_chart(write(tmp_path, text))
    assert [seat.role for seat in seats] == ["executive", "rep", "marketer"]
    assert seats[1].manager == seats[0].key


def test_the_name_is_optional(tmp_path: Path) -> None:
    text = "person,function,role,manager\nboss,company,executive,\nann,sales,rep,boss\nbob,marketing,marketer,boss\n"
    assert [seat.name for seat in read_chart(write(tmp_path, text))] == ["", "", ""]


BROKEN = [
    (GOOD.replace("role,", ""), "row 1: column 'role' is missing"),
    (GOOD.replace("sales,rep", "finance,rep"), "row 3, column function: 'finance' is not one of sales, marketing"),
    (GOOD.replace("sales,rep", "sales,seller"), "row 3, column role: 'seller' is not one of rep, marketer"),
    (GOOD.replace("sales,rep", "marketing,rep"), "row 3, column function: a rep belongs to sales"),
    (GOOD.replace("bob,", "ann,"), "row 4, column person: 'ann' stands in row 3 too"),
    (GOOD.replace("ann,Ann", ",Ann"), "row 3, column person: is empty"),
    (GOOD.replace("rep,boss", "rep,nobody"), "row 3, column manager: 'nobody' is not a person of the chart"),
    (GOOD.replace("marketer,boss", "marketer,ann"), "row 4, column manager: 'ann' is a rep, not a leader"),
    (GOOD.replace("rep,boss", "rep,"), "row 3, column manager: is empty; a rep reports to somebody"),
    (GOOD + "ceo,Eve,company,executive,\n", "one person reports to nobody"),
    (GOOD.replace("executive,\n", "executive,vp\nvp,Eve,sales,head,boss\n"), "reporting goes in a circle"),
    (GOOD.replace("bob,Bob,marketing,marketer,boss\n", ""), "has no marketer"),
    (GOOD.replace("ann,Ann,sales,rep,boss\n", ""), "has no rep"),
    ("", "is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_chart_that_cannot_be_is_refused_by_file_row_and_column(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ChartError) as refused:
        read_chart(write(tmp_path, text))
    assert message in str(refused.value)
    assert "people.csv" in str(refused.value)


def test_a_chart_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match="No such file"):
        read_chart(tmp_path / "absent.csv")
    (tmp_path / "people.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ChartError, match="column 'person' is missing"):
        read_chart(tmp_path / "people.csv")
    (tmp_path / "people.csv").write_bytes(GOOD.encode() + b"\0")
    with pytest.raises(ChartError, match="NUL bytes"):
        read_chart(tmp_path / "people.csv")


@pytest.mark.parametrize(
    "data",
    [
        (GOOD + ",,,,\n,,,,\n").encode(),
        GOOD.replace("\n", "\n\n").encode(),
        GOOD.replace(",", "\t").encode("utf-16"),
        ("sep=;\n" + GOOD.replace(",", ";")).encode(),
        GOOD.replace("Ada", "Zoë").encode("cp1252"),
    ],
    ids=["blank end", "blank rows", "utf-16 tabs", "sep", "old code page"],
)
def test_a_chart_loads_as_spreadsheets_save_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "people.csv").write_bytes(data)
    assert [seat.role for seat in read_chart(tmp_path / "people.csv")] == ["executive", "rep", "marketer"]


def test_all_faults_are_told_at_once_with_the_rows_of_the_spreadsheet(tmp_path: Path) -> None:
    text = GOOD.replace("ann,", "\n\nann,").replace("sales,rep", "sales,wizard") + "eve,Eve,finance,rep,nobody\n"
    with pytest.raises(ChartError) as refused:
        read_chart(write(tmp_path, text))
    places = ["row 5, column role: 'wizard'", "row 7, column function: 'finance'", "row 7, column manager: 'nobody'"]
    lines = str(refused.value).splitlines()
    assert [place in line for place, line in zip(places, lines, strict=True)] == [True] * 3
    assert "[roles] 'wizard' = \"rep\"" in lines[0]


def test_a_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    text = GOOD.replace("manager\n", "manager,manager\n")
    with pytest.raises(ChartError, match="row 1: column 'manager' stands 2 times"):
        read_chart(write(tmp_path, text))


HR = """Employee ID;Employee Name;Department;Job Title;Manager ID
1;Ada;Executive;CEO;
2;Bea;Sales;VP Sales;1
3;Cem;Sales;Regional Sales Manager;2
4;Dan;Sales;Account Executive;3
5;Eva;Vertrieb;Key Account Manager;3
6;Fay;Marketing;Directrice marketing;1
7;Gil;Marketing;Content Specialist;6
8;Hal;Finance;Controller;1
9;Ida;Marketing;SEO Wizard;8
"""


def test_an_hr_export_is_read_by_its_usual_headings_and_titles(tmp_path: Path) -> None:
    seats = {seat.key: seat for seat in read_chart(write(tmp_path, HR))}
    assert {key: seat.role for key, seat in seats.items()} == dict(
        zip("12345679", ["executive", "head", "manager", "rep", "rep", "head", "marketer", "marketer"], strict=True)
    )
    assert seats["9"].manager == "1"  # the controller between them is of no function here


def test_titles_of_ones_own_are_said(tmp_path: Path) -> None:
    text = GOOD.replace("sales,rep", "sales,wizard")
    assert read_chart(write(tmp_path, text), {"Wizard": "rep"})[1].role == "rep"


STAFF = """\
Employee #,"Last name, First name",Reporting to,Department,Job Title,Employment Status
E1,Ada,Ada,Management,CEO,Active
E2,Sal,Ada,Sales,VP Sales,Active
E3,Mar,Ada,Cost 7 Marketing,CMO,Active
E4,Ann,Sal,Sales,Account Executive,Active
E5,Ben,Mar,Marketing,Content Writer,Active
"""
PEOPLE = ["E1", "E2", "E3", "E4", "E5"]


@pytest.mark.parametrize(
    "text",
    [
        STAFF.replace("E1,Ada,Ada", "E1,Ada,E1"),
        STAFF.replace("Department,Job Title", "Cost Center,Business Title"),
        STAFF.replace("Employee #", "Work Email"),
        STAFF + "E6,Gone,Sal,Sales,Account Executive,Terminated\n",
        "Headcount 2024\n\n" + STAFF + "Total,5,,,,\n",
    ],
    ids=["the top reports to itself", "cost centers", "people by address", "who has left", "titles and a total"],
)
def test_people_of_an_hr_export_are_those_who_are_there(tmp_path: Path, text: str) -> None:
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    seats = read_chart(tmp_path / "people.csv")
    assert [seat.key for seat in seats] == PEOPLE
    assert {seat.key: seat.manager for seat in seats}["E4"] == "E2"


def test_what_is_only_named_csv_is_no_chart_and_is_told_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"PK\x03\x04rest")
    with pytest.raises(ChartError, match=r"an \.xlsx spreadsheet"):
        read_chart(tmp_path / "people.csv")


def test_a_chart_in_another_code_page_keeps_its_names(tmp_path: Path) -> None:
    names = ["Jiří Dvořák", "Tomáš Růžička", "Lukáš Němeček", "Šárka Žáková", "Zdeněk Kříž", "Květa Bučková"]
    more = "".join(f"p{i},{name},sales,rep,boss\n" for i, name in enumerate(names))
    (tmp_path / "people.csv").write_bytes((GOOD + more).encode("cp1250"))
    assert [seat.name for seat in read_chart(tmp_path / "people.csv")][3:] == names


def test_executives_beside_a_chart_with_another_number_of_them_are_a_contradiction(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    scenario = 'schema = 1\nname = "mine"\n[company]\norg_chart = "people.csv"\nexecutives = {}\n'
    (tmp_path / "mine.toml").write_text(scenario.format(4), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"company.executives = 4 beside company.org_chart, which has 1"):
        load_scenario(tmp_path / "mine.toml")
    (tmp_path / "mine.toml").write_text(scenario.format(1), encoding="utf-8")
    assert load_scenario(tmp_path / "mine.toml").company.executives == 1


@pytest.mark.parametrize(
    "text",
    [
        "ID,Vorname,Nachname,Abteilung,Position,Vorgesetzter\n"
        "100,Eva,Boss,Geschäftsführung,CEO,\n200,Sam,Sales,Vertrieb,VP Sales,Eva Boss\n"
        "201,Ann,Ace,Vertrieb,Account Executive,Sam Sales\n300,Mia,Mark,Marketing,Content Manager,Eva Boss\n",
        "ID,Name,Dept,Title,Reports to\n"
        '100,"Boss, Eva",Executive,CEO,\n200,"Sales, Sam",Sales,VP Sales,Eva Boss\n'
        '201,"Ace, Ann",Sales,Account Executive,Sam Sales\n300,"Mark, Mia",Marketing,Content Manager,Eva Boss\n',
        "Personnel Number,Formatted Name,Org Unit,Position,Manager,Manager Personnel Number\n"
        "100,Eva,Executive,CEO,,000\n200,Sam,Sales,VP Sales,Eva,100\n"
        "201,Ann,Sales,Account Executive,Sam,200\n300,Mia,Marketing,Content Manager,Eva,100\n",
    ],
    ids=["a given name of its own", "the last name first", "numbers beside names, zeros for nobody"],
)
def test_managers_are_found_however_they_are_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "hr.csv").write_text(text, encoding="utf-8")
    seats = read_chart(tmp_path / "hr.csv")
    assert [(seat.key, seat.manager) for seat in seats] == [("100", ""), ("200", "100"), ("201", "200"), ("300", "100")]


def test_of_two_managers_of_one_name_none_is_guessed(tmp_path: Path) -> None:
    twins = "".join(f"{i},Kim Lee,Sales,VP Sales,Eva Boss\n" for i in (200, 201))
    text = f"ID,Name,Dept,Title,Manager\n100,Eva Boss,Executive,CEO,\n{twins}202,Ann Ace,Sales,SDR,Kim Lee\n"
    (tmp_path / "hr.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ChartError, match="'Kim Lee' is not a person of the chart"):
        read_chart(tmp_path / "hr.csv")


def test_a_company_with_a_chart_has_the_seats_and_head_counts_of_its_chart_also_with_other_values(
    tmp_path: Path,
) -> None:
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(
        'schema = 1\nname = "mine"\n[company]\norg_chart = "people.csv"\n', encoding="utf-8"
    )
    company, seats = load_scenario(tmp_path / "mine.toml").company, read_chart(tmp_path / "people.csv")
    assert load_scenario(tmp_path / "mine.toml").chart() == seats
    assert (
        load_scenario(tmp_path / "mine.toml").with_values({"trust.gain": 0.2, "economics.margin": 0.5}).chart() == seats
    )
    for count, role in ((company.reps, "rep"), (company.marketers, "marketer"), (company.executives, "executive")):
        assert count == sum(seat.role == role for seat in seats)
