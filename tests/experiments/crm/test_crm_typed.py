"""What people and programs put around what they mean: numbers before stages, names turned round, `.0` behind ids."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, import_export
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import HEADER, deals, decided, imported, mapping, said, with_column, with_preset

FLAGS = """\
schema = 1
[opportunity.columns]
opp_id = "id"
created = "created"
close = "close"
is_won = "won"
is_closed = "closed"
"""
STATES = """\
schema = 1
[opportunity.columns]
opp_id = "deal"
stage = "stage"
created = "changed"
close = "changed"
modified = "changed"
"""
LINKED = """\
schema = 1
[lead]
files = ["leads.csv"]
[lead.columns]
lead_id = "lead"
created = "created"
[opportunity]
files = ["deals.csv"]
[opportunity.columns]
opp_id = "id"
lead_id = "lead"
stage = "stage"
created = "created"
close = "close"
"""


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        *[("Ja", "Nein"), ("Wahr", "Falsch"), ("Oui", "Non"), ("Vrai", "Faux"), ("Sí", "No"), ("Verdadero", "Falso")],
        *[("Sim", "Não"), ("VERDADEIRO", "FALSO"), ("S", "N"), ("✓", "✗"), ("✓", "")],
    ],
)
def test_flags_are_read_in_the_languages_of_exports(tmp_path: Path, yes: str, no: str) -> None:
    rows = [
        [*row[:3], yes if row[3] == "Closed Won" else no, no if row[3] == "Negotiation" else yes] for row in deals()
    ]
    path = write_csv(tmp_path / "deals.csv", ["id", "created", "close", "won", "closed"], rows)
    (tmp_path / "mapping.toml").write_text(FLAGS, encoding="utf-8")
    assert decided(import_export(path, mapping=tmp_path / "mapping.toml")) == (30, 50)


@pytest.mark.parametrize(
    "ways",
    [
        ("Anna Berg {}", "anna  berg {}"),
        ("{} Berg", "Berg, {}"),
        ("O'Hara-Smith, {} M.", "{} M. O'Hara-Smith"),
        ("a.{}@x.com", "A.{}@X.com"),
    ],
)
def test_one_person_is_not_two_by_how_its_name_is_written(tmp_path: Path, ways: tuple[str, str]) -> None:
    rows = [[*row[:5], ways[i // 5 % 2].format("ABCDE"[i % 5] + "na")] for i, row in enumerate(deals())]
    rows = [[*row[:5], f'"{row[5]}"'] for row in rows]
    assert imported(tmp_path, rows).facts.sales_people == 5


def test_ids_that_differ_in_case_are_two_people(tmp_path: Path) -> None:
    rows = [[*row[:5], ("0055g00000aBcDe", "0055g00000aBcDE")[i % 2]] for i, row in enumerate(deals())]
    assert imported(tmp_path, rows).facts.sales_people == 2


def test_ids_join_though_a_program_took_some_for_numbers(tmp_path: Path) -> None:
    inside = tmp_path / "export"
    inside.mkdir()
    write_csv(inside / "leads.csv", ["lead", "created"], [[f"{7000 + i}", row[1]] for i, row in enumerate(deals())])
    write_csv(inside / "deals.csv", [*HEADER, "lead"], with_column(deals(), [f"{7000 + i}.0" for i in range(60)]))
    (tmp_path / "mapping.toml").write_text(LINKED, encoding="utf-8")
    linked = import_export(inside, mapping=tmp_path / "mapping.toml").facts.linked_wins
    assert linked is not None
    assert linked.count == 30


@pytest.mark.parametrize("form", ["{}. {}", "0{} - {}", "({}) {} ✅", "{}: {}"])
def test_stages_keep_their_meaning_with_a_number_before_them(tmp_path: Path, form: str) -> None:
    numbers = {"Closed Won": 6, "Closed Lost": 7, "Negotiation": 3}
    rows = [[*row[:3], form.format(numbers[row[3]], row[3]), *row[4:]] for row in deals()]
    assert decided(imported(tmp_path, rows)) == (30, 50)
    own = imported(tmp_path, rows, more='[opportunity.values.stage]\nwon = ["Closed Won"]\nlost = ["Closed Lost"]')
    assert decided(own) == (30, 50)


def test_the_states_of_a_deal_are_one_deal_created_with_the_first(tmp_path: Path) -> None:
    rows = []
    for row in deals():
        later = date.fromisoformat(row[1]) + timedelta(days=9)
        states = [("Qualification", row[1]), ("Proposal", f"{later}"), (row[3], row[2])]
        rows += [[row[0], stage, day] for stage, day in states if day]
    path = write_csv(tmp_path / "deals.csv", ["deal", "stage", "changed"], rows)
    (tmp_path / "mapping.toml").write_text(STATES, encoding="utf-8")
    result = import_export(path, mapping=tmp_path / "mapping.toml")
    assert result.facts.cycle is not None
    assert (decided(result), result.facts.cycle.median) == ((30, 50), pytest.approx(3.8, abs=0.2))


@pytest.mark.parametrize(
    "above",
    [
        "Report:,All deals,,,,\nCreated by,Anna Berg,,,,\nAs of:,2025-01-31,,,,\n,,,,,\n",
        "Report,All deals\nCreated by,Anna Berg\n\n",
        "All deals,,,,,\nAs of,2025-01-31,,,,\n",
    ],
)
def test_keys_and_values_above_the_headings_are_no_header(tmp_path: Path, above: str) -> None:
    path = write_csv(tmp_path / "deals.csv", HEADER, deals())
    path.write_text(above + path.read_text(encoding="utf-8"), encoding="utf-8")
    result = import_export(path, mapping=mapping(tmp_path))
    assert (decided(result), result.summary.lost) == ((30, 50), 0)


@pytest.mark.parametrize("form", ["{:%a, %d %b %Y}", "{:%A %d %B %Y}", "Mi. {:%d.%m.%Y}", "mardi {:%d.%m.%Y}"])
def test_the_day_of_the_week_before_a_date_is_no_part_of_it(tmp_path: Path, form: str) -> None:
    def typed(text: str) -> str:
        return f'"{form.format(date.fromisoformat(text))}"' if text else ""

    rows = [[row[0], typed(row[1]), typed(row[2]), *row[3:]] for row in deals()]
    usual, result = imported(tmp_path, deals()), imported(tmp_path, rows)
    assert (decided(result), result.facts.period) == ((30, 50), usual.facts.period)


@pytest.mark.parametrize("word", ["Account Management", "Farming", "Reconduction", "Nachkauf", "Customer Success"])
def test_pipelines_of_known_customers_are_told(tmp_path: Path, word: str) -> None:
    header = ["Record ID", "Create Date", "Close Date", "Deal Stage", "Amount", "Deal owner", "Pipeline"]
    rows = with_column(deals(), ["Neugeschäft" if i % 3 else word for i in range(60)])
    result = with_preset(tmp_path, "hubspot", deals=(header, rows))
    assert "column Pipeline: 20 rows may be no new business" in said(result)


def test_leads_alone_that_say_how_they_ended_need_no_deals(tmp_path: Path) -> None:
    header = ["Lead-ID", "Erstelldatum", "Lead-Status", "Lead-Quelle", "Lead-Inhaber"]
    ends = ["Konvertiert", "Offen"]
    rows = [[f"00Q{i:012}", row[1], ends[i % 2], "Web", "Anna"] for i, row in enumerate(deals())]
    result = with_preset(tmp_path, Lead=(header, rows))
    assert (result.facts.whole.leads, result.facts.whole.wins) == (60, 30)
    (tmp_path / "Deals of last year.csv").write_text("number,outcome\n1,Closed Won\n", encoding="utf-8")
    with pytest.raises(DataError, match="no file for the table opportunity"):
        import_export(tmp_path, preset="salesforce")
