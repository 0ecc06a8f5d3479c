"""Which rows count, which state of a row, and what lines of one deal come to."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, import_export
from tests.support.crm_exports import write_csv
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


def test_a_column_without_a_name_loses_no_row(tmp_path: Path) -> None:
    rows = with_column(deals(), ["" if i < 20 else str(i) for i in range(60)])
    result = imported(tmp_path, rows, header=[*HEADER, ""])
    assert (result.summary.used, decided(result)) == (60, (30, 50))
    assert "a column without a name at the end of the header is not used" in said(result)


def test_rows_lost_beyond_a_tenth_stop_the_import_unless_allowed(tmp_path: Path) -> None:
    rows = [row if i % 6 else [*row, "x"] for i, row in enumerate(deals())]
    with pytest.raises(DataError, match=r"deals.csv: 10 of 60 rows would be lost \(10 row with .*--allow-dropped"):
        imported(tmp_path, rows)
    result = import_export(tmp_path / "export", mapping=tmp_path / "mapping.toml", allow_dropped=True)
    assert (result.summary.used, result.summary.lost) == (50, 10)


def test_rows_in_the_recycle_bin_do_not_count(tmp_path: Path) -> None:
    bin_ = ["true" if row[3] == "Closed Lost" and i % 4 == 1 else "false" for i, row in enumerate(deals())]
    gone = bin_.count("true")
    result = with_preset(tmp_path, Opportunity=([*SALESFORCE, "IsDeleted"], with_column(salesforce_deals(), bin_)))
    assert decided(result) == (30, 50 - gone)
    assert f"{gone} left out by opportunity.where" in said(result)
    assert result.summary.lost == 0


@pytest.mark.parametrize("rule", ['kind = "New"', 'kind = ["new"]', 'kind = { not = ["Renewal", "Test"] }'])
def test_a_mapping_says_which_rows_count(tmp_path: Path, rule: str) -> None:
    kinds = [("New", "Renewal", "New", "Test")[i // 2 % 4] for i in range(120)]
    rows = with_column(deals(120), kinds)
    result = imported(tmp_path, rows, header=[*HEADER, "kind"], more=f"[opportunity.where]\n{rule}")
    assert result.summary.used == 60


def test_a_filter_on_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"deals.csv, row 1, column pipelin: no such column.*nearest"):
        imported(tmp_path, deals(), more='[opportunity.where]\npipelin = "New"')
    with pytest.raises(DataError, match=r"mapping.toml: .*opportunity.where.stage needs either"):
        imported(tmp_path, deals(), more="[opportunity.where]\nstage = {}")


def test_an_id_that_comes_again_is_its_newer_state(tmp_path: Path) -> None:
    early = [[*row[:2], "", "Negotiation", *row[4:]] if i % 2 == 0 else row for i, row in enumerate(deals(120))]
    for names in (("deals_q1.csv", "deals_q4.csv"), ("deals_new.csv", "deals_old.csv")):
        folder = tmp_path / names[0]
        folder.mkdir()
        old, new = (early, deals(120)) if "q1" in names[0] else (deals(120), early)
        write_csv(folder / names[0], HEADER, old)
        write_csv(folder / names[1], HEADER, new)
        result = import_export(folder, mapping=mapping(tmp_path))
        assert decided(result) == (60, 100)
        assert "60 older state of an id that comes again" in said(result)


def test_a_date_of_change_says_which_state_is_newer(tmp_path: Path) -> None:
    reopened = [[*row[:2], "", "Negotiation", *row[4:], "2026-01-01"] for row in deals()[:2]]
    rows = [*reopened, *with_column(deals(), ["2025-01-01"] * 60)]
    result = imported(tmp_path, rows, header=[*HEADER, "changed"], columns='modified = "changed"')
    assert decided(result) == (29, 48)


@pytest.mark.parametrize(
    ("heading", "parts", "mean"),
    [("product", (0.5, 0.5), 1.0), ("campaign", (1.0, 1.0), 1.0), ("whatever", (0.25, 0.75), 1.0)],
)
def test_lines_of_one_deal_add_up_and_repeated_amounts_do_not(
    tmp_path: Path, heading: str, parts: tuple[float, float], mean: float
) -> None:
    rows = [
        [*row[:4], str(float(row[4]) * part), row[5], letter]
        for row in deals()
        for part, letter in zip(parts, "AB", strict=True)
    ]
    value = imported(tmp_path, rows, header=[*HEADER, heading]).facts.contract_value
    usual = imported(tmp_path, deals()).facts.contract_value
    assert value is not None
    assert usual is not None
    assert (value.mean, value.count) == (pytest.approx(mean * usual.mean), 30)


def test_a_mapping_says_what_lines_are(tmp_path: Path) -> None:
    rows = [[*row, letter] for row in deals() for letter in "AB"]
    header = [*HEADER, "product"]
    means = {}
    for lines in ("add", "same"):
        value = imported(tmp_path, rows, header=header, first=f'lines = "{lines}"').facts.contract_value
        assert value is not None
        means[lines] = value.mean
    assert means["add"] == pytest.approx(2 * means["same"])


def test_leads_that_carry_their_own_outcome_need_no_deals(tmp_path: Path) -> None:
    rows = [[f"L{i}", f"2024-01-{i % 28 + 1:02}", "Yes" if i % 4 == 0 else "No"] for i in range(60)]
    path = write_csv(tmp_path / "leads.csv", ["id", "created", "conv"], rows)
    text = 'schema = 1\n[lead]\ncolumns = { lead_id = "id", created = "created", status = "conv" }\n'
    (tmp_path / "m.toml").write_text(text)
    result = import_export(path, mapping=tmp_path / "m.toml")
    assert (result.facts.conversion.count, result.facts.conversion.total) == (15, 60)
    assert "a win is a lead that the export calls converted" in said(result)
    (tmp_path / "m.toml").write_text(text + '[lead.values.status]\nwon = ["No"]\n')
    assert import_export(path, mapping=tmp_path / "m.toml").facts.conversion.count == 60


def test_deals_without_an_id_and_of_strangers_stay_deals(tmp_path: Path) -> None:
    report = [[f"Deal {i}", *row[1:]] for i, row in enumerate(deals())]
    header = ["Opportunity Name", "Created Date", "Close Date", "Stage", "Amount", "Opportunity Owner"]
    assert decided(with_preset(tmp_path, report1700=(header, report))) == (30, 50)


@pytest.mark.parametrize(
    ("heading", "word"), [("Type", "Renewal"), ("Pipeline", "Bestandskunden"), ("Deal Type", "Existing Business")]
)
def test_deals_that_may_be_no_new_business_are_told_unless_a_filter_looked_at_them(
    tmp_path: Path, heading: str, word: str
) -> None:
    rows = with_column(deals(), [word if i % 4 == 0 else "New" for i in range(60)])
    result = imported(tmp_path, rows, header=[*HEADER, heading])
    told = f"column {heading}: 15 rows may be no new business, and count all the same: '{word}' (15)"
    assert told in said(result)
    assert "{ not = [...] }" in said(result)
    assert not any(word in remark.text for one in result.summary.files for remark in one.remarks)
    filtered = imported(tmp_path, rows, header=[*HEADER, heading], more=f'[opportunity.where]\n"{heading}" = ["New"]')
    assert "may be no new business" not in said(filtered)
    assert filtered.summary.used == 45


def test_german_and_french_headings_of_dynamics_and_pipedrive_are_known(tmp_path: Path) -> None:
    cells = [[*row[:3], row[3].replace("Closed ", "").replace("Negotiation", "Open"), *row[4:]] for row in deals()]
    for preset, header in {
        "dynamics": ["(Nicht ändern) Verkaufschance", "Erstellt am", "Tatsächliches Abschlussdatum", "Status",
                     "Tatsächlicher Umsatz", "Besitzer"],
        "pipedrive": ["Deal - ID", "Deal - Deal erstellt am", "Deal - Deal abgeschlossen am", "Deal - Status",
                      "Deal - Wert", "Deal - Besitzer"],
    }.items():  # fmt: skip
        folder = tmp_path / preset
        folder.mkdir()
        result = with_preset(folder, preset, deals=(header, cells))
        assert result.facts.cycle is not None
        assert result.facts.contract_value is not None
        assert result.facts.sales_people == 5


def test_a_file_of_as_many_rows_as_a_tool_gives_at_most_may_be_cut_and_that_is_told(tmp_path: Path) -> None:
    assert "exactly 1000 rows" in said(imported(tmp_path, deals(1000)))
    assert "exactly" not in said(imported(tmp_path, deals(999)))


REPORT = ["Opportunity Name", "Account Name", "Stage", "Created Date", "Close Date", "Amount", "Opportunity Owner"]


def report(*lines: tuple[str, float]) -> list[list[str]]:
    """The deals as a report without ids shows them: a row for each line, which has a share of the amount."""
    return [
        ["Licence", row[0], row[3], row[1], row[2] or "2026-01-31", f"{float(row[4]) * share}", row[5], word]
        for row in deals()
        for word, share in lines
    ]


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("Product Name", (("Suite", 0.75), ("Support", 0.25))),
        ("Contact: Full Name", (("Jo", 1.0), ("Di", 1.0), ("Al", 1.0))),
        ("Split Owner", (("Anna", 0.4), ("Bo", 0.6))),
    ],
)
def test_lines_of_a_deal_without_an_id_are_one_deal(
    tmp_path: Path, heading: str, lines: tuple[tuple[str, float], ...]
) -> None:
    result = with_preset(tmp_path, report=([*REPORT, heading], report(*lines)))
    assert decided(result) == (30, 50)
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(1400)


def test_deals_without_an_id_that_differ_in_anything_else_stay_several(tmp_path: Path) -> None:
    rows = report(("Suite", 0.75), ("Support", 0.25))
    named = [[f"{row[0]} {row[7]}", *row[1:]] for row in rows]
    header = [*REPORT, "Product Name"]
    assert with_preset(tmp_path, report=(header, named)).summary.used == 120
    assert with_preset(tmp_path, report=([*REPORT, "Region"], rows)).summary.used == 120


@pytest.mark.parametrize(
    ("heading", "gone", "stays"),
    [("deleted_at", "2024-03-01 08:00", "NULL"), ("Gelöscht am", "01.03.2024", ""), ("Is_Test__c", "true", "false")],
)
def test_rows_with_a_day_of_deletion_or_a_flag_of_tests_do_not_count(
    tmp_path: Path, heading: str, gone: str, stays: str
) -> None:
    rows = with_column(deals(), [gone] * 6 + [stays] * 54)
    result = imported(tmp_path, rows, header=[*HEADER, heading])
    assert decided(result) == (27, 45)


def test_names_that_speak_of_renewals_are_told_and_words_in_them_leave_rows_out(tmp_path: Path) -> None:
    rows = with_column(deals(), [f"C{i} - {('Renewal 2025', 'new', 'new')[i % 3]}" for i in range(60)])
    header = [*HEADER, "Deal Name"]
    result = imported(tmp_path, rows, header=header)
    assert "column Deal Name: 20 rows may be no new business, and count all the same" in said(result)
    assert "[opportunity.where] 'Deal Name' = { without = [...] }" in said(result)
    more = '[opportunity.where]\n"Deal Name" = { without = ["renewal"] }'
    assert imported(tmp_path, rows, header=header, more=more).summary.used == 40
    few = with_column(deals(), ["C - Renewal", *(f"C{i}" for i in range(59))])
    assert "no new business" not in said(imported(tmp_path, few, header=header))
