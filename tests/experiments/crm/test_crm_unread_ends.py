"""How a deal ended, where no stage and no flag says it: by the reason for its loss, by the column of its date."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, import_export
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import HEADER, deals, decided, imported, said, with_column

REASON = [*HEADER, "Lost Reason"]


def archived(count: int = 20) -> list[list[str]]:
    """Deals that keep their stage when they are lost, so many with a reason."""
    rows, lost = [], 0
    for row in deals():
        is_lost = row[3] == "Closed Lost"
        lost += is_lost
        reason = "Too expensive" if is_lost and lost <= count else ""
        rows.append([*row[:3], "Proposal" if is_lost else row[3], *row[4:], reason])
    return rows


def test_losses_that_only_an_unread_reason_tells_are_refused_and_counted_as_advised(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Lost Reason: 20 of 60 deals count as open.*columns.lost_reason"):
        imported(tmp_path, archived(), header=REASON)
    result = imported(tmp_path, archived(), header=REASON, columns='lost_reason = "Lost Reason"')
    assert decided(result) == (30, 50)
    assert result.facts.endings is not None
    assert result.facts.endings.lost == 20


def test_few_losses_that_only_an_unread_reason_tells_are_told(tmp_path: Path) -> None:
    assert "column Lost Reason: 3 of 60 deals count as open, and have a reason for a loss" in said(
        imported(tmp_path, archived(3), header=REASON)
    )


def test_a_reason_that_wins_have_too_tells_no_loss(tmp_path: Path) -> None:
    rows = with_column(deals(), ["Price"] * 60)
    assert "reason for a loss" not in said(imported(tmp_path, rows, header=REASON))


def test_a_reason_does_not_undo_a_win(tmp_path: Path) -> None:
    rows = with_column(deals(), ["Price"] * 60)
    result = imported(tmp_path, rows, header=REASON, columns='lost_reason = "Lost Reason"')
    assert decided(result) == (30, 60)


@pytest.mark.parametrize(
    "heading", ["Verlustgrund", "Closed Lost Reason", "Motif de perte", "Motivo de pérdida", "loss_reason"]
)
def test_reasons_are_known_by_their_usual_headings(tmp_path: Path, heading: str) -> None:
    with pytest.raises(DataError, match="count as open, and have a reason for a loss"):
        imported(tmp_path, archived(), header=[*HEADER, heading])


def test_the_dates_of_wins_and_losses_tell_them_where_nothing_else_does(tmp_path: Path) -> None:
    ends = {"Closed Won": 2, "Closed Lost": 3}
    rows = [[*row[:2], *(row[2] if ends.get(row[3]) == place else "" for place in (2, 3)), row[4]] for row in deals()]
    write_csv(tmp_path / "deals.csv", ["id", "created", "won on", "lost on", "amount"], rows)
    columns = 'opp_id = "id"\ncreated = "created"\nclose = "won on"\nlost_date = "lost on"\namount = "amount"'
    (tmp_path / "m.toml").write_text(f"schema = 1\n[opportunity.columns]\n{columns}\n", encoding="utf-8")
    result = import_export(tmp_path / "deals.csv", mapping=tmp_path / "m.toml")
    usual = imported(tmp_path, deals()).facts
    assert (decided(result), result.facts.endings, result.facts.cycle) == ((30, 50), usual.endings, usual.cycle)


def test_a_chance_tells_outcomes_where_nothing_else_does(tmp_path: Path) -> None:
    chances = {"Closed Won": "100%", "Closed Lost": "0%", "Negotiation": "40%"}
    write_csv(tmp_path / "deals.csv", HEADER, [[*row[:3], chances[row[3]], *row[4:]] for row in deals()])
    columns = 'opp_id = "id"\ncreated = "created"\nclose = "close"\nprobability = "stage"'
    (tmp_path / "m.toml").write_text(f"schema = 1\n[opportunity.columns]\n{columns}\n", encoding="utf-8")
    assert decided(import_export(tmp_path / "deals.csv", mapping=tmp_path / "m.toml")) == (30, 50)


def test_a_volume_that_counts_few_of_the_deals_is_told(tmp_path: Path) -> None:
    rows = [[row[0], row[1] if i % 2 else "", *row[2:]] for i, row in enumerate(deals())]
    assert "volume per week: 30 of 60 cases carry a creation, and only those count" in said(imported(tmp_path, rows))
    assert "carry a creation" not in said(imported(tmp_path, deals()))
