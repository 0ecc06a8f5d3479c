"""How cells and rows of an export are read, judged by hand: a mapping's own words, a column's units, who is who."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.arrays import plain
from cordiale.experiments.crm.canonical import Field, Lead, Opportunity, Origin, fields_of
from cordiale.experiments.crm.cases import _cases, _from_leads_alone
from cordiale.experiments.crm.cohorts import _full_month_from
from cordiale.experiments.crm.columnar import Column
from cordiale.experiments.crm.date_order import DateCell
from cordiale.experiments.crm.effects import _use
from cordiale.experiments.crm.goals import targets_of
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.numbers import decimal_mark, percents
from cordiale.experiments.crm.quick import read_plainly
from cordiale.experiments.crm.readers import reader_of
from cordiale.experiments.crm.relations import Tables
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.rows import Rows, joined
from cordiale.experiments.crm.scenario_document import _open, line
from cordiale.experiments.crm.shipped import marked
from cordiale.experiments.crm.snapshots import known_again
from cordiale.experiments.crm.splitting import delimiter_of
from cordiale.experiments.crm.staff import staff_of
from cordiale.experiments.crm.strays import YEAR, are_strays
from cordiale.experiments.crm.values import Reader
from tests.support.crm_meaning import HEADER, SALESFORCE, deals, imported, said, salesforce_deals, with_preset
from tests.support.crm_records import tables_of

START = datetime(2024, 1, 1)
HERE = Origin("lead", "leads.csv", 2)


def reader(field: str, *words: str, table: str = "opportunity", **mapping: Any) -> Reader:
    """How the cells of a column with these words are read."""
    cells = [DateCell(row, word) for row, word in enumerate(words, start=2)]
    column: Field = fields_of(table)[field]
    counts = [Counter(words)[word] for word in words]
    return reader_of(column, cells, counts, TableMapping(table, columns={}, **mapping), file="a.csv", heading="A")


@pytest.mark.parametrize(("typed", "means"), [
    ("Signed", "won"), ("signed ", "won"), ("S.I.G.N.E.D.", "won"), ("4. Signed (EMEA)", "won"), ("Gone", "lost"),
    ("Closed Won", "won"), ("Talks", "talks"), ("", None),
])  # fmt: skip
def test_a_cell_means_what_a_mapping_says_as_it_stands_or_by_its_letters_and_else_what_its_kind_makes_of_it(
    typed: str, means: str | None
) -> None:
    values = {"stage": {"won": ("Signed",), "lost": ("Gone",)}}
    assert reader("stage", values=values)(typed).value == means


@pytest.mark.parametrize(("typed", "placeholders", "means"), [
    ("Select", ("Select",), (None, "placeholder read as blank")),
    ("select", ("Select",), (None, "placeholder read as blank")), ("Select", (), ("select", None)),
    ("n/a", (), (None, None)), ("#REF!", (), (None, "spreadsheet error read as blank")),
])  # fmt: skip
def test_a_placeholder_of_a_mapping_says_nothing_and_is_told(
    typed: str, placeholders: tuple[str, ...], means: tuple[str | None, str | None]
) -> None:
    assert reader("stage", placeholders=placeholders)(typed) == means


def test_the_order_of_days_and_the_decimal_mark_are_the_column_s_unless_a_mapping_says_them() -> None:
    assert reader("close", "03.04.2024", "31.01.2024")("03.04.2024").value == datetime(2024, 4, 3)
    assert reader("close", "03/04/2024", dates="month-first")("03/04/2024").value == datetime(2024, 3, 4)
    assert reader("close", "9999-12-31", "03/14/2024")("03/04/2024").value == datetime(2024, 3, 4)
    assert reader("amount", "1.234,50", "1.234")("1.234").value == 1234.0
    assert reader("amount", "1.234", decimal="comma")("1,5").value == 1.5
    assert decimal_mark(["1,5", "2,25", "1.5"]) == "comma"


@pytest.mark.parametrize(("words", "read"), [
    (["0", "0.5", "1"], [0.0, 50.0, 100.0]), (["0.5%", "1"], [0.5, 1.0]), (["50", "100"], [50.0, 100.0]),
    (["0,5", "2"], [0.5, 2.0]), (["soon"], [None]), (["20 %", "x"], [20.0, None]),
])  # fmt: skip
def test_chances_are_shares_of_one_where_none_is_above_one_and_none_has_a_sign_of_percent(
    words: list[str], read: list[float | None]
) -> None:
    assert percents(words) == read


def test_a_repair_is_told_by_the_heading_of_its_column_in_its_own_file(tmp_path: Path) -> None:
    rows = [[*row[:4], "many" if at == 3 else row[4], row[5]] for at, row in enumerate(deals())]
    told = said(imported(tmp_path, rows, header=[*HEADER[:4], "Umsatz", "owner"], columns='amount = "Umsatz"'))
    assert "1 amount left out: not a number (first: deals.csv, row 5, column Umsatz: 'many')" in told


def test_who_markets_is_somebody_in_person_and_sells_nothing() -> None:
    owners = ("mia", "Marketing Queue", "sam", "Unassigned", "kim")
    leads = [Lead(HERE, f"L{at}", START, owner=owner) for at, owner in enumerate(owners)]
    won = [Opportunity(HERE, "D1", owner="sam", is_won=True, handed_over_by="info@acme.com"),
           Opportunity(HERE, "D2", owner="House Account")]  # fmt: skip
    rows = tables_of(*leads, *won)
    found = staff_of(Tables(rows["lead"], rows["opportunity"], Rows("touch"), Rows("rep")))
    assert found.marketing is not None
    assert found.sales is not None
    assert (found.marketing.people, found.sales.people) == (2, 1)
    assert (found.owned_by_nobody, found.owners_of_both, found.both_sides) == (1, 1, 0)


@pytest.mark.parametrize(("dated", "wins"), [(18, 18), (17, 0)])
def test_a_state_of_leads_is_one_of_customers_where_nine_in_ten_have_a_day_on_which_they_became_so(
    dated: int, wins: int
) -> None:
    state = [Lead(HERE, f"S{at}", START, status="live", won_date=START if at < dated else None) for at in range(20)]
    other = [Lead(HERE, "L", START, status="Converted"), Lead(HERE, "M", START, status="open")]
    rows = tables_of(*state, *other)
    cases = _from_leads_alone(Tables(rows["lead"], Rows("opportunity"), Rows("touch"), Rows("rep")), Repairs())
    assert [*np.flatnonzero(cases.won)] == [*range(wins), 20]


def test_a_case_without_a_source_is_of_an_unknown_one_and_the_others_are_of_their_own() -> None:
    leads = [Lead(HERE, f"L{at}", START, source=source) for at, source in enumerate(("web", None, "ads"))]
    rows = tables_of(*leads)["lead"]
    nothing = np.zeros(3, bool)
    cases = _cases(rows, nothing, Rows("opportunity"), np.full(3, -1), Repairs())
    assert [*cases.source] == ["web", "unknown", "ads"]


@pytest.mark.parametrize(("twice", "again"), [(3, True), (2, False)])
def test_deals_are_known_again_where_a_tenth_of_the_rows_stand_in_several_files(twice: int, again: bool) -> None:
    def sheet(name: str, count: int) -> Rows:
        made = [Opportunity(Origin("opportunity", name, at), account_id=f"A{at}", stage="demo",
                            created=START + timedelta(days=at)) for at in range(count)]  # fmt: skip
        rows = tables_of(*made)["opportunity"]
        return Rows("opportunity", rows.files, rows.numbers,
                    {one: rows[one] for one in ("account_id", "created", "stage")})  # fmt: skip

    found = known_again(joined([sheet("a.csv", 60 - 2 * twice + twice), sheet("b.csv", twice)]), Repairs())
    assert sum(one is not None for one in found["opp_id"]) == (2 * twice if again else 0)


def test_what_is_open_of_a_company_depends_on_what_its_draft_has() -> None:
    named: Any = SimpleNamespace(currencies=("EUR",))
    bare: Any = SimpleNamespace(entries=(), sources=("web",))
    with_leads: Any = SimpleNamespace(entries=[SimpleNamespace(place="campaigns.qualified_share")], sources=())
    assert [*_open(named, bare)] == []
    first, second = _open(named, with_leads)
    assert first.startswith("leads that marketing turned away: none are in the export")
    assert second.startswith("where marketing's leads come from: opportunities say only")
    for currencies in ((), ("EUR", "USD"), ("13 characters",)):
        (told,) = _open(SimpleNamespace(currencies=currencies), bare)  # type: ignore[arg-type]  # what is asked of facts
        assert told.startswith("the currency: amounts are taken as they are")
    assert [*_open(SimpleNamespace(currencies=("twelve signs",)), bare)] == []  # type: ignore[arg-type]
    assert line("share", 0.130210, "a\nb") == "share = 0.1302  # a b"


@pytest.mark.parametrize(("split", "cohorts", "told"), [(False, True, 2), (True, True, 1), (False, False, 2)])
def test_a_cycle_to_meet_is_its_mean_and_its_median_and_no_median_where_the_middle_is_split(
    split: bool, cohorts: bool, told: int
) -> None:
    inside = SimpleNamespace(mean=4.0, median=2.0, split=split, count=9)
    whole = SimpleNamespace(mean=9.0, median=8.0, split=False, count=30)
    facts: Any = SimpleNamespace(best=SimpleNamespace(leads=9, wins=3), counted="opportunity", leads_per_week=None,
                                 stages=(), cycle=inside, whole=SimpleNamespace(cycle=whole), cohorts=cohorts,
                                 win_rate=None, follow_up=None, weeks_to_first_contact=None,
                                 contract_value=None)  # fmt: skip
    found = {each.place: (each.value, each.why) for each in targets_of(facts)}
    between = ", between {:g} in the cohorts and {:g} over all 30 wins" if cohorts else ", {1:g} over all 30 wins"
    assert found["sales_cycle_weeks"] == (6.0, "mean" + between.format(4, 9))
    assert len(found) == told
    facts.cycle = None
    assert [*targets_of(facts)] == [], "too few wins tell a cycle"
    if not split:
        assert found["sales_cycle_weeks_median"] == (4.0, "median" + between.format(2, 8))


def test_a_column_is_used_for_its_field_for_which_rows_count_or_for_both() -> None:
    assert _use("opportunity", "Kind", "", {"kind"}, True) == ("Kind", "where", "which rows count")
    heading, field, effect = _use("opportunity", "Owner", "owner", {"owner"}, True)
    assert (heading, field, effect.endswith(", which rows count")) == ("Owner", "owner", True)
    assert _use("lead", "Status", "status", set(), False).effect == "outcome"
    assert _use("lead", "Status", "status", set(), True).effect != "outcome"
    assert _use("lead", "Fax", "", set(), True) == ("Fax", "", "")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_delimiter_is_found_though_other_signs_stand_in_cells(delimiter: str) -> None:
    others = [each for each in (",", ";", "|") if each != delimiter]
    rows = [delimiter.join(("id", "name", "amount"))] + [
        delimiter.join((str(at), f"Acme{others[at % len(others)]} Inc", "5")) for at in range(9)
    ]
    assert delimiter_of("\n".join(rows))[0] == delimiter


@pytest.mark.parametrize(("day", "begins"), [
    (date(2024, 1, 1), date(2024, 1, 1)), (date(2024, 1, 2), date(2024, 2, 1)), (date(2024, 1, 31), date(2024, 2, 1)),
    (date(2023, 12, 5), date(2024, 1, 1)), (date(2024, 2, 29), date(2024, 3, 1)),
])  # fmt: skip
def test_cohorts_begin_with_the_first_month_that_is_whole(day: date, begins: date) -> None:
    assert _full_month_from(day) == begins


def test_of_a_scenario_written_by_hand_those_values_are_fitted_anew_that_say_so_each_in_its_own_table() -> None:
    lines = ["[buyers]", "win = -1.2  # fitted to win_rate", "cycle = 8.0  # as observed", "[campaigns]",
             "leads_per_week = 3.5  # fitted to leads_handed_over", "bar = 1  # says fitted to nothing"]  # fmt: skip
    assert [(mark.number, mark.place) for mark in marked(lines)] == [
        (1, "buyers.win"), (4, "campaigns.leads_per_week"), (5, "campaigns.bar"),
    ]  # fmt: skip


MOMENTS = ["2024-03-05", "2024-03-05T10:30:00Z", "2024-03-05 10:30", "2024-03-05T10:30Z", "2024-03-05T10:30:00.25Z", ""]
PLAIN = {
    "close": [*MOMENTS, "1980-01-01", "2100-12-31"], "amount": ["1200", "1200.5", "12.34", "0.1234", "", "0"],
    "opp_id": ["0065g00000AbcDe", "deal_0017", "D-00001", ""],
}  # fmt: skip
COLUMNS = [*PLAIN.items(), ("close", [*MOMENTS, "2024-03-05T10:30:00+02:00"]),
           ("opp_id", ["0065g00000AbcDeEAF", "0065g00000XyzDeEAF"])]  # fmt: skip


@pytest.mark.parametrize("ids", ["as-is", "salesforce"])
@pytest.mark.parametrize(("field", "words"), COLUMNS)
def test_cells_that_are_read_at_once_say_what_they_would_one_by_one(field: str, words: list[str], ids: Any) -> None:
    table = TableMapping("opportunity", columns={}, ids=ids)
    kind = fields_of("opportunity")[field]
    found = read_plainly(kind, Column(words, np.arange(len(words), dtype=np.int32)), table)
    assert found is not None
    one_by_one = reader(field, *words, ids=ids)
    assert plain(found) == [one_by_one(word).value for word in words]


@pytest.mark.parametrize(("field", "odd"), [
    ("close", "1979-12-31"), ("close", "2101-01-01"), ("close", "05.03.2024"), ("close", "2024-02-30"),
    ("amount", "1.234"), ("amount", "1,200"), ("amount", "€5"), ("amount", "-5"), ("opp_id", "17"), ("opp_id", "1; 2"),
])  # fmt: skip
def test_one_cell_that_is_not_plain_leaves_its_column_to_be_read_one_by_one(field: str, odd: str) -> None:
    words = [*PLAIN[field], odd]
    column = Column(words, np.arange(len(words), dtype=np.int32))
    assert read_plainly(fields_of("opportunity")[field], column, TableMapping("opportunity", columns={})) is None


@pytest.mark.parametrize(("gap", "stray"), [(975, False), (976, True)])
def test_a_date_is_a_stray_where_more_than_a_quarter_of_the_time_of_all_others_lies_before_it(
    gap: int, stray: bool
) -> None:
    days = [-gap, *range(0, 4001, 100)]  # all but the ends lie in 3,900 days
    assert are_strays(np.array([START + timedelta(days=day) for day in days], "M8[us]"), gap=YEAR)[0] == stray


@pytest.mark.parametrize("alone", [True, False])
def test_the_status_of_leads_is_an_outcome_only_where_there_are_no_deals(tmp_path: Path, alone: bool) -> None:
    header = ["Id", "CreatedDate", "Status", "LeadSource", "OwnerId", "ConvertedOpportunityId"]
    leads = [[f"00Q{at:012}", row[1], "Converted" if at % 2 else "Open", "Web", "Mia", ""]
             for at, row in enumerate(deals())]  # fmt: skip
    files: dict[str, Any] = {"Lead": (header, leads)}
    if not alone:
        files["Opportunity"] = (SALESFORCE, salesforce_deals())
    told = said(with_preset(tmp_path, **files))
    assert ("Status (outcome)" in told) is alone


@pytest.mark.parametrize(("owner", "ids"), [("ann", "Acme, 2024-01-01, ann"), (None, "Acme, 2024-01-01, -")])
def test_a_deal_that_is_known_again_is_named_by_its_account_its_day_and_its_owner_if_it_has_one(
    owner: str | None, ids: str
) -> None:
    made = [Opportunity(Origin("opportunity", file, 2), account_id="Acme", created=START, owner=owner, stage="demo")
            for file in ("a.csv", "b.csv")]  # fmt: skip
    rows = tables_of(*made)["opportunity"]
    bare = Rows("opportunity", rows.files, rows.numbers,
                {one: rows[one] for one in ("account_id", "created", "stage", "owner")})  # fmt: skip
    assert [*known_again(bare, Repairs())["opp_id"]] == [ids] * 2
