"""What a win, a loss and no decision are, and which links and dates the rates rest on."""

from datetime import timedelta
from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, Import, import_export
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import HEADER, START, deals, decided, imported, mapping, said, with_column


def with_stage(old: str, new: str, *, closes: bool = True) -> list[list[str]]:
    return [[*row[:3], new, *row[4:]] if row[3] == old and (closes or not row[2]) else row for row in deals()]


def test_a_stage_that_may_be_an_end_is_refused_where_it_matters(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"may be no open ones: 'discarded' \(20\), of 60 rows.*values.stage\] lost"):
        imported(tmp_path, with_stage("Closed Lost", "Discarded"))
    with pytest.raises(DataError, match=r"'phase ix' \(20\)"):
        imported(tmp_path, with_stage("Closed Lost", "Phase IX"))
    more = '[opportunity.values.stage]\nlost = ["Discarded"]'
    assert decided(imported(tmp_path, with_stage("Closed Lost", "Discarded"), more=more)) == (30, 50)


def test_stages_that_no_mapping_names_are_listed_with_their_counts(tmp_path: Path) -> None:
    assert "taken as open: 'negotiation' (10)" in said(imported(tmp_path, deals()))
    more = '[opportunity.values.stage]\nopen = ["negotiation"]'
    assert "taken as open" not in said(imported(tmp_path, deals(), more=more))


def test_an_active_deal_is_underway_though_its_date_is_past(tmp_path: Path) -> None:
    rows = [[*row[:2], row[2] or row[1], "Active" if row[3] == "Negotiation" else row[3], *row[4:]] for row in deals()]
    assert decided(imported(tmp_path, rows)) == (30, 50)


def test_no_decisions_are_named_by_a_mapping(tmp_path: Path) -> None:
    more = '[opportunity.values.stage]\nno_decision = ["Negotiation"]'
    result = imported(tmp_path, deals(), more=more)
    assert result.facts.endings is not None
    assert (result.facts.endings.lost, result.facts.endings.no_decision, decided(result)) == (20, 10, (30, 60))


@pytest.mark.parametrize(("against", "refused"), [(20, True), (3, False)])
def test_a_flag_against_a_stage_is_refused_or_told(tmp_path: Path, against: int, refused: bool) -> None:
    flags = ["0" if row[3] != "Closed Won" or i < 2 * against else "1" for i, row in enumerate(deals())]
    rows, columns = with_column(deals(), flags), 'is_won = "won"'
    if refused:
        with pytest.raises(DataError, match=r"deals.csv, row 2, column won: 20 of 60 rows say one thing in the stage"):
            imported(tmp_path, rows, header=[*HEADER, "won"], columns=columns)
    else:
        result = imported(tmp_path, rows, header=[*HEADER, "won"], columns=columns)
        assert "3 flag against the stage; the flag is taken" in said(result)
        assert decided(result) == (27, 50)


def test_volume_counts_what_was_created_and_forgotten_deals_are_no_decisions(tmp_path: Path) -> None:
    rows = [row if i % 4 == 0 else [*row[:2], "", "Negotiation", *row[4:]] for i, row in enumerate(deals(120))]
    rows[1][2:4] = ["2024-02-01", "Closed Lost"]
    result = imported(tmp_path, rows)
    weeks = (6 * 119 + 1) / 7
    assert result.facts.whole.leads_per_week == pytest.approx(120 / weeks)
    assert result.facts.endings is not None
    ends = result.facts.endings
    assert (ends.created, ends.won, ends.lost) == (120, 30, 1)
    assert ends.outlived + ends.open == 89
    assert ends.outlived > 80
    assert decided(result) == (30, 31 + ends.outlived)
    assert ends.won_of_ended == pytest.approx(30 / (31 + ends.outlived))
    assert f"{ends.outlived} open deals that are older than any cycle: they count as no decisions" in said(result)


def test_a_few_forgotten_deals_are_told_and_left_out_of_the_win_rate(tmp_path: Path) -> None:
    result = imported(tmp_path, deals())
    assert decided(result) == (30, 50)
    assert "open deals that are older than any cycle: they are fewer than the losses" in said(result)


def linked(folder: Path, wins: int) -> Import:
    """Deals of which only so many wins name a lead."""
    won = [i for i, row in enumerate(deals()) if row[3] == "Closed Won"][:wins]
    rows = with_column(deals(), [f"L{i}" if i in won else "" for i in range(60)])
    write_csv(folder / "leads.csv", ["id", "created"], [[f"L{i}", row[1]] for i, row in enumerate(deals())])
    write_csv(folder / "deals.csv", [*HEADER, "lead"], rows)
    more = '[lead]\nfiles = ["leads.csv"]\ncolumns = { lead_id = "id", created = "created" }'
    path = mapping(folder, columns='lead_id = "lead"', more=more)
    return import_export(folder, mapping=path)


def test_links_count_where_most_wins_have_one(tmp_path: Path) -> None:
    few = linked(tmp_path, 2)
    assert few.facts.counted == "opportunity"
    assert "conversion is unknown, since only 2 of 30 wins name a lead" in said(few)
    most = linked(tmp_path, 25)
    assert (most.facts.counted, most.facts.whole.wins) == ("lead", 25)


def test_closings_on_few_wins_are_told_and_cut_no_cohort(tmp_path: Path) -> None:
    rows = [[*row[:2], row[2] if i < 48 else "", *row[3:]] for i, row in enumerate(deals(120))]
    result = imported(tmp_path, rows)
    assert result.facts.cohorts is None
    assert result.facts.cycle is not None
    assert result.facts.cycle.count == 24
    assert "24 of 60 wins carry a closing date" in said(result)


def test_closings_alone_give_the_volume(tmp_path: Path) -> None:
    rows = [[row[0], *row[2:]] for row in deals()]
    result = imported(tmp_path, rows, header=["id", "close", "stage", "amount", "owner"])
    assert result.facts.leads_per_week == pytest.approx(50 / 51, abs=0.02)
    assert "no creation is dated; the volume is that of the closings" in said(result)


def test_a_migration_is_no_creation(tmp_path: Path) -> None:
    moved = [[f"M{i}", "2023-12-31", f"{START + timedelta(days=i)}", *row[3:]] for i, row in enumerate(deals(40))]
    moved = [row if row[3] != "Negotiation" else [*row[:3], "Closed Lost", *row[4:]] for row in moved]
    result = imported(tmp_path, [*moved, *deals()])
    assert result.facts.migrated is not None
    assert result.facts.migrated.count == 40
    assert result.facts.whole.cycle is not None
    assert result.facts.whole.cycle.count == 30
    assert result.facts.whole.leads_per_week == pytest.approx(60 / ((6 * 59 + 1) / 7))
    assert "creation of 40 of 100 cases: one day holds them all" in said(result)


def test_words_are_compared_as_they_are_shown(tmp_path: Path) -> None:
    rows = with_stage("Closed Won", "Ge\u0301wonnen  am\u00a0Ende")
    more = '[opportunity.values.stage]\nwon = ["g\u00e9wonnen am ende"]'
    assert decided(imported(tmp_path, rows, more=more)) == (30, 50)


def test_wins_that_were_entered_when_they_closed_are_told(tmp_path: Path) -> None:
    rows = [[row[0], row[2] if i % 4 == 0 else row[1], *row[2:]] for i, row in enumerate(deals())]
    what = "15 of 30 wins were created on the day on which they closed, others weeks before"
    assert what in said(imported(tmp_path, rows))
    assert "entered when won" not in said(imported(tmp_path, deals()))
