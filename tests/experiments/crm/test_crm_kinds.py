"""What tools and people put into exports that is no deal, or that says how one ended, in ways of their own."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, Import, import_export
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import (
    HEADER,
    SALESFORCE,
    deals,
    decided,
    imported,
    mapping,
    said,
    salesforce_deals,
    with_column,
    with_preset,
)


def with_stages(words: dict[str, str]) -> Rows:
    return [[*row[:3], words.get(row[3], row[3]), *row[4:]] for row in deals()]


def value_of(result: Import) -> float | None:
    value = result.facts.contract_value
    return value.mean if value else None


def people(result: Import) -> int | None:
    return result.facts.sales.people if result.facts.sales else None


def test_a_row_of_types_below_the_header_is_no_deal(tmp_path: Path) -> None:
    result = imported(tmp_path, [["Text", "Datum", "Datum", "Auswahl", "Zahl", "Text"], *deals()])
    assert (decided(result), value_of(result), people(result)) == ((30, 50), 1400.0, 5)
    assert "1 row below the header that says what its columns hold" in said(result)


@pytest.mark.parametrize("cut", [0, 1])
def test_names_of_groups_above_the_header_are_no_header_though_a_row_lacks_a_cell(tmp_path: Path, cut: int) -> None:
    first, second, *rest = deals()
    rows = [HEADER, first, second[: len(second) - cut], *rest]
    write_csv(tmp_path / "deals.csv", ["Deal", "", "", "Result", "", ""], rows)
    result = import_export(tmp_path / "deals.csv", mapping=mapping(tmp_path))
    assert (sum(decided(result)), people(result)) == (80 - cut, 5)


def test_counts_and_sums_without_a_word_are_no_deals(tmp_path: Path) -> None:
    sums = [["Count", "60", "", "", "", ""], ["", "2024-01-01 to 2024-12-01", "2024-02-01 to 2024-12-30", "", "9", ""]]
    result = imported(tmp_path, [*deals(), *sums])
    assert (decided(result), result.summary.used, result.summary.lost) == ((30, 50), 60, 0)


def test_a_state_that_stands_in_the_first_row_of_a_group_holds_for_all_of_it(tmp_path: Path) -> None:
    rows = sorted(deals(), key=lambda row: row[3])
    states = [row[3] for row in rows]
    shown = [state if i == 0 or state != states[i - 1] else "" for i, state in enumerate(states)]
    result = imported(tmp_path, [[*row[:3], one, *row[4:]] for row, one in zip(rows, shown, strict=True)])
    assert decided(result) == (30, 50)
    assert "column stage is filled in the first row of each group" in said(result)


@pytest.mark.parametrize(
    ("won", "lost"),
    [
        ("✅ Won", "❌ Lost"),
        ("Closed won (Sales Pipeline)", "Closed lost (Sales Pipeline)"),
        ("Vinta", "Persa"),
        ("Gesloten gewonnen", "Gesloten verloren"),
        ("Fermé - Gagné", "Fermé - Perdu"),
    ],
)
def test_won_and_lost_are_understood_without_a_mapping_of_theirs(tmp_path: Path, won: str, lost: str) -> None:
    assert decided(imported(tmp_path, with_stages({"Closed Won": won, "Closed Lost": lost}))) == (30, 50)


def test_rows_marked_as_deleted_do_not_count_though_no_mapping_says_so(tmp_path: Path) -> None:
    gone = ["1" if row[3] == "Closed Lost" else "0" for row in deals()]
    rows = with_column(deals(), gone)
    result = imported(tmp_path, rows, header=[*HEADER, "Deleted"], more='[opportunity.where]\nDeleted = ["0", "1"]')
    assert decided(result) == (30, 50)
    kept = [[*row, "0"] for row in deals()] + [[f"X{i}", *row[1:], "1"] for i, row in enumerate(deals())]
    assert decided(imported(tmp_path, kept, header=[*HEADER, "Deleted"])) == (30, 50)


def chances(scale: float, sign: str) -> Rows:
    """Deals whose stage says won or not, and whose chance says which of the others are lost."""
    chance = {"Closed Won": 100, "Closed Lost": 0, "Negotiation": 40}
    rows = [[*row, f"{chance[row[3]] * scale:g}{sign}"] for row in deals()]
    return [[*row[:3], "Won" if row[3] == "Closed Won" else "Qualified", *row[4:]] for row in rows]


def test_a_chance_of_nothing_where_the_stage_says_open_is_refused_with_what_to_say(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"column Chance: 20 of 60 deals count as open.*'0 %' \(20\); columns.probab"):
        imported(tmp_path, chances(1, " %"), header=[*HEADER, "Chance"])


def test_a_chance_of_nothing_in_a_stage_that_is_called_open_is_no_loss(tmp_path: Path) -> None:
    rows = [[*row, "0" if row[3] == "Negotiation" else "50"] for row in deals()]
    opened = '[opportunity.values.stage]\nopen = ["Negotiation"]'
    assert decided(imported(tmp_path, rows, header=[*HEADER, "Chance"], more=opened)) == (30, 50)


@pytest.mark.parametrize(("scale", "sign"), [(1, " %"), (1, ""), (0.01, "")])
def test_a_chance_of_0_or_100_tells_how_a_deal_ended_where_a_mapping_says_so(
    tmp_path: Path, scale: float, sign: str
) -> None:
    header = [*HEADER, "Chance"]
    result = imported(tmp_path, chances(scale, sign), header=header, columns='probability = "Chance"')
    assert decided(result) == (30, 50)


def test_a_credit_note_is_no_win(tmp_path: Path) -> None:
    notes = [[f"N{i}", "2024-03-01", "2024-03-01", "Closed Won", "-500", "Rep 1"] for i in range(4)]
    result = imported(tmp_path, [*deals(), *notes])
    assert (decided(result), value_of(result)) == ((30, 50), 1400.0)
    assert "4 credit note: won for less than nothing" in said(result)


def test_a_discount_below_zero_among_the_lines_of_a_deal_is_taken_off(tmp_path: Path) -> None:
    parts = [
        [*row[:4], f"{int(row[4]) * times}", row[5], what] for row in deals() for times, what in ((2, "a"), (-1, "b"))
    ]
    assert value_of(imported(tmp_path, parts, header=[*HEADER, "Product"])) == 1400.0


@pytest.mark.parametrize("mail", ["anna.berg@acme.com", "aberg@acme.com", "Berg.Anna@acme.com"])
def test_an_owner_by_mail_among_leads_and_by_name_among_deals_is_one_person(tmp_path: Path, mail: str) -> None:
    owned = [[*row[:5], "Anna Berg" if i % 2 else "Bo Carl"] for i, row in enumerate(salesforce_deals())]
    leads = [[f"00Q000000000{i:03}", row[1], "Converted", "Web", mail, row[0]] for i, row in enumerate(owned)]
    header = ["Id", "CreatedDate", "Status", "LeadSource", "OwnerId", "ConvertedOpportunityId"]
    result = with_preset(tmp_path, Lead=(header, leads), Opportunity=(SALESFORCE, owned))
    assert (people(result), result.facts.marketing, result.facts.owners_on_both_sides) == (2, None, 1)


@pytest.mark.parametrize("who", ["Anna Berg (inactive)", "Anna Berg <anna@acme.com>", "anna berg", "Ánna Berg"])
def test_what_stands_beside_a_name_makes_nobody_else(tmp_path: Path, who: str) -> None:
    rows = [[*row[:5], who if i % 2 else "Anna Berg"] for i, row in enumerate(deals())]
    assert people(imported(tmp_path, rows)) == 1


def test_a_team_that_owns_deals_is_no_person(tmp_path: Path) -> None:
    rows = [[*row[:5], "Inbound Sales Team" if i % 10 == 0 else row[5]] for i, row in enumerate(deals())]
    assert people(imported(tmp_path, rows)) == 5


def test_a_date_of_losses_in_a_column_of_its_own_ends_those_deals(tmp_path: Path) -> None:
    rows = [[*row[:2], row[2] if row[3] == "Closed Won" else "", *row[3:], row[2]] for row in deals()]
    result = imported(tmp_path, rows, header=[*HEADER, "lost"], columns='lost_date = "lost"')
    assert result.facts.endings is not None
    assert (decided(result), result.facts.endings.outlived) == ((30, 50), 9)
    assert result.facts.whole.cycle is not None
    assert result.facts.whole.cycle.count == 30


def test_leads_that_say_when_they_became_customers_have_a_cycle(tmp_path: Path) -> None:
    header = ["Record ID", "Lifecycle Stage", "Create Date", "Contact owner", "Became a Customer Date"]
    rows = [[row[0], "Customer" if i % 2 == 0 else "Lead", row[1], row[5], row[2]] for i, row in enumerate(deals())]
    result = with_preset(tmp_path, "hubspot", all_contacts=(header, rows))
    assert result.facts.whole.cycle is not None
    assert (result.facts.whole.wins, result.facts.whole.cycle.count) == (30, 30)


@pytest.mark.parametrize(
    ("preset", "name", "header"),
    [
        ("dynamics", "Alle verkoopkansen", ["(Niet wijzigen) Verkoopkans", "Gemaakt op", "Sluitingsdatum", "Status"]),
        ("zoho", "Affaires", ["ID de l'enregistrement", "Heure de création", "Date de clôture", "Étape"]),
        ("pipedrive", "deals", ["Deal - ID", "Deal - Deal erstellt", "Abgeschlossen am", "Deal - Status"]),
    ],
)
def test_usual_headings_of_other_languages_are_known_to_presets(
    tmp_path: Path, preset: str, name: str, header: list[str]
) -> None:
    rows = [[*row[:4], row[5]] for row in with_stages({"Closed Won": "Gewonnen", "Closed Lost": "Verloren"})]
    write_csv(tmp_path / f"{name}.csv", [*header, "Owner"], rows)
    result = import_export(tmp_path, preset=preset)
    assert (decided(result), people(result)) == ((30, 50), 5)
    assert result.facts.whole.cycle is not None


def test_a_day_of_the_week_before_a_month_is_a_date(tmp_path: Path) -> None:
    rows = [[row[0], "Tue Jan 02 2024 9:00 AM", *row[2:]] for row in deals()]
    assert decided(imported(tmp_path, rows)) == (30, 50)


def test_lines_that_call_their_deal_by_its_name_are_joined_where_one_deal_has_it(tmp_path: Path) -> None:
    header = ["opportunityid", "Topic", "Created On", "Actual Close Date", "Status", "Owner"]
    names = [f"Deal {i // 2 if i < 4 else i}" for i in range(60)]
    named = [[row[0], name, *row[1:4], row[5]] for row, name in zip(deals(), names, strict=True)]
    lines = [[f"p{i}", one[1], row[4]] for i, (one, row) in enumerate(zip(named, deals(), strict=True))]
    result = with_preset(
        tmp_path,
        "dynamics",
        opportunities=(header, named),
        opportunity_products=(["opportunityproductid", "Opportunity", "Extended Amount"], lines),
    )
    assert "56 rows call their deal by its name, which one deal alone has" in said(result)
    assert "4 rows call their deal by a name that several deals have" in said(result)
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.count == 28


def test_how_often_a_kind_is_won_is_told_of_those_of_its_deals_that_have_ended(tmp_path: Path) -> None:
    """Of 40 new ones ten are won and all have ended; of 30 others twenty are won and four lost, six are open."""
    kinds = {"New": ["Closed Won"] * 10 + ["Closed Lost"] * 30,
             "Partner": ["Closed Won"] * 20 + ["Closed Lost"] * 4 + ["Negotiation"] * 6}  # fmt: skip
    ends = [(kind, stage) for kind, stages in kinds.items() for stage in stages]
    rows = [
        [*row[:2], "" if stage == "Negotiation" else f"2025-06-{1 + at % 28:02}", stage, *row[4:], kind]
        for at, (row, (kind, stage)) in enumerate(zip(deals(70), ends, strict=True))
    ]
    result = imported(tmp_path, rows, header=[*HEADER, "Deal Type"])
    assert "'New' 25%, 'Partner' 83%" in said(result)
