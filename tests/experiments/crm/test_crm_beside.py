"""What stands beside a deal's own columns and says how it ended, what it is, and whether it is one at all."""

from datetime import datetime
from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, import_export
from cordiale.experiments.crm.dates import parse_date
from cordiale.experiments.crm.values import read_stage
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

FLAGS = ["id", "created", "close", "won?", "Lost?", "amount", "owner"]
FLAGGED = 'opp_id = "id"\ncreated = "created"\nclose = "close"\nis_won = "won?"\namount = "amount"'


def flagged(*, no: str = "") -> list[list[str]]:
    """Deals whose ends two boxes tell, with expected closings of those that are open."""
    return [
        [*row[:2], row[2] or row[1], *("x" if row[3] == end else no for end in ("Closed Won", "Closed Lost")), *row[4:]]
        for row in deals()
    ]


def boxes(folder: Path, rows: list[list[str]], more: str = "") -> tuple[int, int]:
    write_csv(folder / "deals.csv", FLAGS, rows)
    (folder / "m.toml").write_text(f"schema = 1\n[opportunity.columns]\n{FLAGGED}\n{more}\n", encoding="utf-8")
    return decided(import_export(folder / "deals.csv", mapping=folder / "m.toml"))


def test_losses_that_only_an_unread_flag_tells_are_refused_and_counted_as_advised(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Lost\?: 20 of 60 deals count as open, and are lost by it; columns.is_lost"):
        boxes(tmp_path, flagged())
    assert boxes(tmp_path, flagged(), 'is_lost = "Lost?"') == (30, 50)


def test_deals_neither_won_nor_lost_by_flags_are_open_though_a_closing_is_expected(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"10 of 60 deals count as lost, and are not by it"):
        boxes(tmp_path, flagged(no="no"))
    assert boxes(tmp_path, flagged(no="no"), 'is_lost = "Lost?"') == (30, 50)


def test_expected_closings_are_no_losses_of_deals_that_are_not_won(tmp_path: Path) -> None:
    rows = [[*row[:3], "yes" if row[3] == "Closed Won" else "no", *row[4:]] for row in deals()]
    late = [[*row[:2], row[2] or "2026-01-31", *row[3:]] for row in rows]
    header = [*HEADER[:3], "won", *HEADER[4:]]
    with pytest.raises(DataError, match=r"10 of 60 deals that are not won close later than anything happened.*is_lost"):
        imported(tmp_path, late, header=header, columns='is_won = "won"')
    assert decided(imported(tmp_path, rows, header=header, columns='is_won = "won"')) == (30, 50)


def test_a_flag_of_losses_against_a_won_stage_is_a_contradiction(tmp_path: Path) -> None:
    rows = with_column(deals(), ["yes"] * 20 + ["no"] * 40)
    with pytest.raises(DataError, match="10 of 60 rows say one thing in the stage and another in this flag"):
        imported(tmp_path, rows, header=[*HEADER, "gone"], columns='is_lost = "gone"')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[
            ("Lost - price", "lost"),
            ("lost: went silent", "lost"),
            ("Lost, competitor", "lost"),
            ("lost/no budget", "lost"),
        ],
        *[("WON!", "won"), ("won (finally)", "won"), ("Won – in delivery", "won"), ("4. Verloren – Preis", "lost")],
        *[
            ("Won/Lost", "won/lost"),
            ("Closed - Won", "won"),
            ("Lost contact", "lost contact"),
            ("X - Lost", "lost"),
            ("Win", "won"),
            ("Loss", "lost"),
            ("Lost to competitor", "lost"),
            ("Vunnen", "won"),
            ("Förlorad", "lost"),
            ("Przegrana", "lost"),
            ("Won by competitor", "won by competitor"),
        ],
    ],
)
def test_an_outcome_with_a_remark_behind_it_is_that_outcome(typed: str, meant: str) -> None:
    assert read_stage(typed).value == meant


def test_stages_in_doubt_of_all_files_are_asked_for_at_once(tmp_path: Path) -> None:
    words = iter(["Discarded", "Abandoned", "Dropped", "Cancelled"] * 5)
    rows = [[*row[:3], next(words) if row[3] == "Closed Lost" else row[3], *row[4:]] for row in deals()]
    for name, part in (("deals_1.csv", rows[:30]), ("deals_2.csv", rows[30:])):
        write_csv(tmp_path / name, HEADER, part)
    found = r"deals_1.csv: .*of 60 rows in 2 files.*lost = \['abandoned', 'cancelled', 'discarded', 'dropped'\]"
    with pytest.raises(DataError, match=found):
        import_export(tmp_path, mapping=mapping(tmp_path, first='files = ["deals*.csv"]'))


def test_small_doubts_about_stages_are_refused_where_they_are_a_tenth_together(tmp_path: Path) -> None:
    words = iter(["Discarded", "Abandoned"] * 3)
    rows = [
        [*row[:3], next(words) if row[3] == "Closed Lost" and i < 18 else row[3], *row[4:]]
        for i, row in enumerate(deals())
    ]
    with pytest.raises(DataError, match=r"'abandoned' \(3\), 'discarded' \(3\), of 60 rows"):
        imported(tmp_path, rows)


def test_pipelines_of_known_customers_in_brackets_of_stages_are_told_and_their_ends_asked_for(tmp_path: Path) -> None:
    named = {"Closed Won": "Renewed (Renewal Pipeline)", "Closed Lost": "Closed Lost (Renewals)"}
    rows = [
        [*row[:3], named.get(row[3], row[3]) if i % 10 < 2 else row[3], *row[4:]] for i, row in enumerate(deals(70))
    ]
    with pytest.raises(DataError, match=r"'renewed \(renewal pipeline\)' \(7\), of 70 rows.*opportunity.where"):
        imported(tmp_path, rows)
    rows = [row for row in rows if "Renewed" not in row[3]]
    assert "5 rows may be no new business, and count all the same: 'Closed Lost (Renewals)' (5)" in said(
        imported(tmp_path, rows)
    )


def test_leads_alone_that_became_customers_on_a_day_are_won_whatever_they_are_called_since(tmp_path: Path) -> None:
    header = ["Record ID", "Create Date", "Lifecycle Stage", "Became a Customer Date"]
    stages = ["Customer", "Evangelist", "Lead"]
    rows = [[row[0], row[1], stages[i % 3], row[1] if i % 3 < 2 else ""] for i, row in enumerate(deals())]
    assert with_preset(tmp_path, "hubspot", contacts=(header, rows)).facts.whole.wins == 40


def test_a_table_with_all_that_makes_a_deal_is_one_though_neither_its_name_nor_a_mark_says_so(tmp_path: Path) -> None:
    header = ["Datensatz-ID", "Erstellungszeit", "Abschlussdatum", "Phase", "Betrag", "Besitzer"]
    rows = [[*row[:2], row[2], row[3], *row[4:]] for row in deals()]
    assert decided(with_preset(tmp_path, "zoho", Liste=(header, rows))) == (30, 50)
    with pytest.raises(DataError, match="nothing but an id and a state says"):
        with_preset(tmp_path, "zoho", Liste=(header[:5], [row[:5] for row in rows]))


@pytest.mark.parametrize("form", ["{0}-W{1:02}", "{0}W{1:02}", "KW {1}/{0}", "W{1:02} {0}", "{0}-W{1:02}-1"])
def test_a_week_is_a_date_its_monday(form: str) -> None:
    assert parse_date(form.format(2024, 7), order="iso") == datetime(2024, 2, 12)


def test_leads_that_may_be_none_are_told_with_what_leaves_them_out(tmp_path: Path) -> None:
    header = ["Id", "CreatedDate", "Status", "LeadSource", "OwnerId", "ConvertedOpportunityId"]
    states = ["Converted", "Open", "Junk Lead", "Duplicate"]
    rows = [[f"00Q{row[0][3:]}", row[1], states[i % 4], "Web", "M", row[0]] for i, row in enumerate(salesforce_deals())]
    result = with_preset(tmp_path, Lead=(header, rows), Opportunity=(SALESFORCE, salesforce_deals()))
    assert "30 rows may be no leads at all, and count all the same: 'Duplicate' (15), 'Junk Lead' (15)" in said(result)
    assert "[lead.where] 'Status'" in said(result)


def test_flags_tell_outcomes_of_a_report_without_stages(tmp_path: Path) -> None:
    header = ["Opportunity ID", "Created Date", "Close Date", "Won", "Closed", "Amount", "Opportunity Owner"]
    ends = {"Closed Won": ["1", "1"], "Closed Lost": ["0", "1"], "Negotiation": ["0", "0"]}
    rows = [[*row[:2], row[2] or "2026-01-31", *ends[row[3]], *row[4:]] for row in salesforce_deals()]
    assert decided(with_preset(tmp_path, report=(header, rows))) == (30, 50)


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("Tipo de negocio", "Negocio existente"),
        ("Type d'affaire", "Client existant"),
        ("Soort deal", "Bestaand"),
    ],
)
def test_kinds_of_deals_in_other_languages_are_looked_at(tmp_path: Path, heading: str, word: str) -> None:
    rows = with_column(deals(), [word, "X", "X"] * 20)
    assert f"20 rows may be no new business, and count all the same: '{word}' (20)" in said(
        imported(tmp_path, rows, header=[*HEADER, heading])
    )


@pytest.mark.parametrize(
    ("heading", "ended", "advice"),
    [
        ("Active", "False", 'true = ["false"], false = ["true"]'),
        ("Is archived", "True", 'columns.is_closed = "Is archived" in the mapping counts'),
    ],
)
def test_a_flag_that_says_that_deals_are_over_is_asked_for(
    tmp_path: Path, heading: str, ended: str, advice: str
) -> None:
    other = {"False": "True", "True": "False"}[ended]
    cells = [ended if row[3] == "Closed Lost" else other for row in deals()]
    rows = [[*row[:3], "Won" if row[3] == "Closed Won" else "Proposal", *row[4:]] for row in deals()]
    with pytest.raises(DataError, match="20 of 60 deals count as open, and are over by it") as refused:
        imported(tmp_path, with_column(rows, cells), header=[*HEADER, heading])
    assert advice in str(refused.value)
    more = '[opportunity.values.is_closed]\ntrue = ["false"]\nfalse = ["true"]' if heading == "Active" else ""
    columns = f'is_closed = "{heading}"'
    result = imported(tmp_path, with_column(rows, cells), header=[*HEADER, heading], columns=columns, more=more)
    assert decided(result) == (30, 50)


def test_wins_without_a_loss_give_no_rate_though_a_deal_was_forgotten(tmp_path: Path) -> None:
    rows = [row for row in deals(90) if row[3] == "Closed Won"]
    rows += [["X", "2024-01-01", "", "Negotiation", "9", "Rep 1"]]
    with pytest.raises(DataError, match="records no losses, and 45 of 46 decided deals are won"):
        imported(tmp_path, rows)


def test_wins_among_many_deals_that_were_forgotten_give_a_rate_though_no_loss_is_recorded(tmp_path: Path) -> None:
    rows = [row for row in deals(90) if row[3] == "Closed Won"]
    forgotten = [[f"X{at}", "2024-01-01", "", "Negotiation", "9", "Rep 1"] for at in range(len(rows))]
    assert decided(imported(tmp_path, rows + forgotten)) == (len(rows), 2 * len(rows))


def test_losses_that_were_no_deals_and_subscribers_are_told(tmp_path: Path) -> None:
    reasons = [("Duplicate" if i % 3 else "Price") if row[3] == "Closed Lost" else "" for i, row in enumerate(deals())]
    told = said(imported(tmp_path, with_column(deals(), reasons), header=[*HEADER, "Lost reason"]))
    assert "column Lost reason: 10 rows may be no deals at all, and count all the same: 'Duplicate' (10)" in told


def test_a_sheet_that_begins_below_and_beside_its_corner_is_read(tmp_path: Path) -> None:
    blank = [[""] * 7] * 2
    write_csv(tmp_path / "deals.csv", blank[0], [blank[1], ["", *HEADER], *(["", *row] for row in deals())])
    assert decided(import_export(tmp_path / "deals.csv", mapping=mapping(tmp_path))) == (30, 50)


def test_a_kind_of_deals_of_which_none_is_won_is_told(tmp_path: Path) -> None:
    rows = with_column(deals(), ["Onboarding" if row[3] == "Closed Lost" else "Sales" for row in deals()])
    told = "column Pipeline: none of the deals of these kinds is won, and all count: 'Onboarding' (20)"
    assert told in said(imported(tmp_path, rows, header=[*HEADER, "Pipeline"]))
    few = with_column(deals(), ["Onboarding" if row[0] in ("D001", "D003") else "Sales" for row in deals()])
    assert "none of the deals" not in said(imported(tmp_path, few, header=[*HEADER, "Pipeline"]))


@pytest.mark.parametrize(("count", "told"), [(9, True), (8, False)])
def test_a_kind_is_told_from_five_wins_on_that_it_would_have_were_it_won_as_often_as_the_other_deals(
    tmp_path: Path, count: int, told: bool
) -> None:
    """Of sixty deals thirty are won: nine without a win, beside fifty-one others, would have had five and a third."""
    kinds, left = [], count
    for row in deals():
        lost = row[3] == "Closed Lost" and left > 0
        left -= lost
        kinds.append("Onboarding" if lost else "Sales")
    said_of = said(imported(tmp_path, with_column(deals(), kinds), header=[*HEADER, "Pipeline"]))
    assert (f"and all count: 'Onboarding' ({count})" in said_of) is told


def test_a_kind_of_deals_that_is_won_far_more_often_is_told_whatever_it_is_called(tmp_path: Path) -> None:
    kinds = ["012B" if row[3] == "Closed Won" and i % 3 else "012A" for i, row in enumerate(deals(90))]
    told = "may be no new business, and count: '012A' 33%, '012B' 100%"
    header = [*HEADER, "RecordTypeId"]
    assert told in said(imported(tmp_path, with_column(deals(90), kinds), header=header))
    alike = with_column(deals(90), ["012A", "012A", "012B", "012B"] * 22 + ["012A"] * 2)
    assert "far more often" not in said(imported(tmp_path, alike, header=header))


def test_leads_that_share_an_e_mail_that_nothing_reads_are_told(tmp_path: Path) -> None:
    header = ["Id", "CreatedDate", "Status", "LeadSource", "OwnerId", "ConvertedOpportunityId", "Email"]
    for people, again in ((40, True), (60, False)):
        rows = [
            [f"00Q{row[0][3:]}", row[1], "Open", "Web", "M", row[0], f"p{i % people}@x.com"]
            for i, row in enumerate(salesforce_deals())
        ]
        result = with_preset(tmp_path, Lead=(header, rows), Opportunity=(SALESFORCE, salesforce_deals()))
        assert ("column Email: 20 leads have the e-mail of another" in said(result)) == again


def test_of_several_leads_of_a_deal_the_one_that_is_in_the_export_counts(tmp_path: Path) -> None:
    contacts = [[f"7{i:03}", row[1], "Lead"] for i, row in enumerate(deals())]
    ids = [f"9{i:03};7{i:03}" if i % 2 else f"7{i:03};9{i:03}" for i in range(60)]
    rows = [[row[0], row[1], row[2] or "2026-01-31", *row[3:], one] for row, one in zip(deals(), ids, strict=True)]
    header = ["Record ID", "Create Date", "Close Date", "Deal Stage", "Amount", "Deal owner", "Associated Contact IDs"]
    files = {"contacts": (["Record ID", "Create Date", "Lifecycle Stage"], contacts), "deals": (header, rows)}
    result = with_preset(tmp_path, "hubspot", **files)
    assert (result.facts.counted, result.facts.whole.wins) == ("lead", 30)
    assert "30 first of several ids taken that a lead has" in said(result)


def test_leads_that_stand_among_deals_by_a_column_of_kinds_are_none(tmp_path: Path) -> None:
    rows = with_column(deals(), ["Opportunity"] * 40 + ["Lead"] * 20)
    result = imported(tmp_path, rows, header=[*HEADER, "Type"])
    assert result.facts.endings is not None
    assert result.facts.endings.created == 40
    assert "20 a lead among deals, by its kind" in said(result)
    rows = with_column(deals(), ["Lead"] * 40 + ["New business"] * 20)
    assert decided(imported(tmp_path, rows, header=[*HEADER, "Type"])) == (30, 50)
