"""What titles, departments, headings and states of employment are taken for, word by word, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from cordiale.simulation.scenario.chart import read_chart
from cordiale.simulation.scenario.titles import HEADINGS, function_of, has_left, role_of

GONE = [
    "Terminated",
    "inactive",
    "Former employee",
    "Left",
    "ausgeschieden",
    "Ausgetreten",
    "Inaktiv",
    "sortie",
    "parti",
]
THERE = [
    "Active",
    "On leave",
    "Parental leave",
    "Leave of absence",
    "Elternzeit",
    "aktiv",
    "actif",
    "Full-time",
    "",
]
DEPARTMENTS = {
    "Sales": "sales", "Vertrieb": "sales", "Direction commerciale": "sales", "Ventes": "sales", "Inside Sales": "sales",
    "Business Development": "sales", "SDR": "sales", "Account Management": "sales",
    "Marketing": "marketing", "Demand Gen": "marketing", "Communication": "marketing", "Kommunikation": "marketing",
    "Brand": "marketing", "Growth": "marketing",
    "Executive": "company", "Geschäftsführung": "company", "Vorstand": "company", "Direction": "company",
    "G&A": "company", "C-Suite": "company",
    "Finance": "", "Engineering": "", "Brandenburg": "", "": "",
}  # fmt: skip
TITLES = [  # title, function, leads people, role
    ("CEO", "company", True, "executive"), ("Chief Revenue Officer", "sales", True, "executive"),
    ("Geschäftsführerin", "company", False, "executive"), ("PDG", "company", True, "executive"),
    ("Managing Director", "company", True, "executive"), ("General Manager", "company", True, "executive"),
    ("VP Sales", "sales", True, "head"), ("Head of Marketing", "marketing", True, "head"),
    ("Vertriebsleiter", "sales", True, "head"), ("Directrice marketing", "marketing", True, "head"),
    ("SVP Sales", "sales", False, "head"), ("Sales Director", "sales", False, "head"),
    ("Vice President of Sales", "sales", True, "head"), ("Vice-Président marketing", "marketing", True, "head"),
    ("Senior Vice President, Sales", "sales", False, "head"), ("RVP Sales", "sales", True, "head"),
    ("President", "company", True, "executive"), ("CCO", "company", True, "executive"),
    ("Owner", "company", True, "executive"), ("Product Owner", "marketing", False, ""),
    ("Sales Assistant to the CEO", "sales", False, "rep"), ("Chef de produit", "marketing", False, "marketer"),
    ("Chef de secteur", "sales", False, "rep"), ("Chef des ventes", "sales", True, "head"),
    ("Teamleitung", "marketing", True, "manager"), ("Team-Leiter", "sales", True, "manager"),
    ("Bereichsleitung", "sales", True, "head"), ("Abteilungsleiterin", "marketing", True, "head"),
    ("Teamleiter Vertrieb", "sales", True, "manager"), ("Chef d'équipe", "sales", True, "manager"),
    ("Gruppenleiter", "marketing", True, "manager"), ("Sales Manager", "sales", True, "manager"),
    ("Sales Manager", "sales", False, "rep"), ("Campaign Manager", "marketing", False, "marketer"),
    ("Campaign Manager", "marketing", True, "manager"), ("Key Account Manager", "sales", False, "rep"),
    ("Team Lead", "sales", True, "manager"), ("Team Lead", "sales", False, "rep"),
    ("Supervisor", "company", True, "manager"),
    ("Supervisor", "company", False, "manager"), ("SDR", "sales", False, "rep"), ("BDR", "sales", True, "manager"),
    ("Account Executive", "sales", False, "rep"), ("Außendienst", "sales", False, "rep"),
    ("Technico-commercial", "sales", False, "rep"), ("Content Writer", "marketing", False, "marketer"),
    ("SEO Analyst", "marketing", False, "marketer"), ("PR", "marketing", False, "marketer"),
    ("Content Writer", "sales", False, ""), ("Account Executive", "marketing", False, ""),
    ("Wizard", "sales", True, ""),
]  # fmt: skip


@pytest.mark.parametrize("status", GONE)
def test_who_has_left_is_no_longer_there(status: str) -> None:
    assert has_left(status)


@pytest.mark.parametrize("status", THERE)
def test_who_is_on_leave_or_at_work_is_still_there(status: str) -> None:
    assert not has_left(status)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_department_is_the_function_that_its_words_mean(department: str) -> None:
    assert function_of(department) == DEPARTMENTS[department]


@pytest.mark.parametrize(("title", "function", "leads", "role"), TITLES)
def test_a_title_is_the_role_that_it_means_in_its_function_for_who_leads_or_does_not(
    title: str, function: str, leads: bool, role: str
) -> None:
    for spelt in (title, title.upper(), f"  {title} "):
        assert role_of(spelt, function, leads=leads) == role


@pytest.mark.parametrize("title", ["VP Sales", "vp  sales", "Rep", "Wizard"])
@pytest.mark.parametrize("role", ["rep", "manager"])
def test_what_a_scenario_says_of_a_title_counts_before_what_it_usually_means(
    title: str, role: str, tmp_path: Path
) -> None:
    (tmp_path / "chart.csv").write_text(
        "person,function,role,manager\nboss,company,executive,\nmia,marketing,marketer,boss\n"
        f"sam,sales,{title},boss\nann,sales,Account Executive,{'sam' if role == 'manager' else 'boss'}\n",
        encoding="utf-8",
    )
    seats = {seat.key: seat.role for seat in read_chart(tmp_path / "chart.csv", {title.title(): role})}
    assert (seats["sam"], seats["ann"]) == (role, "rep")


@pytest.mark.parametrize("field", HEADINGS)
def test_of_several_headings_the_one_that_is_named_first_is_the_field_wherever_it_stands(
    field: str, tmp_path: Path
) -> None:
    first, *_, last = HEADINGS[field]
    usual = {"person": "person", "function": "function", "role": "role", "manager": "manager", "status": "status"}
    people = [
        {"person": "boss", "function": "company", "role": "executive", "manager": "", "status": "", "name": "Ada",
         "given": "A"},
        {"person": "ann", "function": "sales", "role": "rep", "manager": "boss", "status": "", "name": "Ann",
         "given": "B"},
        {"person": "bob", "function": "marketing", "role": "marketer", "manager": "boss", "status": "", "name": "Bob",
         "given": "C"},
    ]  # fmt: skip
    for other_first in (False, True):
        columns = {**usual, "name": "name", "given": "given name"} | {field: first}
        said = [columns, *({**{name: each[name] for name in columns}} for each in people)]
        rows = []
        for row in said:
            mine, spare = [row[name] for name in columns], last if row is columns else "someone else"
            rows.append(",".join(f'"{cell}"' for cell in ([spare, *mine] if other_first else [*mine, spare])))
        (tmp_path / "chart.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        seats = read_chart(tmp_path / "chart.csv")
        assert [(seat.key, seat.role, seat.manager) for seat in seats] == [
            ("boss", "executive", ""), ("ann", "rep", "boss"), ("bob", "marketer", "boss"),
        ]  # fmt: skip
        assert [seat.name for seat in seats] == ["A Ada", "B Ann", "C Bob"]
