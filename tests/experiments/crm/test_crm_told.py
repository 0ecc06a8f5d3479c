"""What an import tells of itself: counts in their places, each column by what it is used for."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.crm.canonical import Lead, Opportunity
from cordiale.experiments.crm.effects import EFFECTS
from cordiale.experiments.crm.export_told import _counts, _people, _rates
from cordiale.experiments.crm.facts import Buyers, Endings, Share, SideFacts, Spread
from cordiale.experiments.crm.left_open import left_open
from cordiale.experiments.crm.raw import read_raw
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.shape import regular_rows
from cordiale.experiments.crm.summary import ColumnUse, FileSummary, Note, Reason, Summary

NAMED = {  # words of an effect that a field's own name calls for
    "created": "volume", "close": "cycle", "owner": "people", "source": "sources", "mql": "qualified",
    "sal": "accepted", "sql": "qualified by sales", "contact": "contact|touches", "amount": "contract value",
    "modified": "newest",
    "lead_id": "leads|who is who", "opp_id": "deals|who is who", "account": "customer", "currency": "added",
    "stage": "outcome", "is_won": "outcome", "is_closed": "outcome", "handed": "marketing",
}  # fmt: skip


def test_rows_read_used_repaired_and_dropped_are_told_each_by_its_word() -> None:
    repairs, drops = (
        (Reason("odd", 7, "a.csv", 3, "x", None, lost=False),),
        (Reason("empty", 9, "a.csv", 4, None, None, lost=False),),
    )
    one = FileSummary("a.csv", "lead", 100, 80, 7, 20, 5, repairs, drops, (), ())
    first, dropped, repaired = Summary((one,), others=()).lines()
    assert first == "a.csv (lead): 100 rows read, 80 used, 7 repaired, 20 dropped"
    assert (dropped.strip(), repaired.strip()) == (
        "dropped: 9 empty (first: a.csv, row 4)", "repaired: 7 odd (first: a.csv, row 3, column x)",
    )  # fmt: skip
    both = Summary((one, one), others=())
    assert (both.read, both.used, both.repaired, both.dropped, both.lost) == (200, 160, 14, 40, 10)


def test_what_is_kept_of_an_account_stands_under_its_own_names_and_holds_no_cell_of_the_export() -> None:
    reasons = (
        (Reason("odd", 7, "a.csv", 3, "x", "a name", lost=False),),
        (Reason("empty", 9, "a.csv", 4, None, "another name", lost=False),),
    )
    columns = (ColumnUse("Heading", "created", "volume"),)
    one = FileSummary("a.csv", "lead", 100, 80, 7, 20, 5, *reasons, columns, (Note("seen: {cells}", "a name"),))
    (kept,) = Summary((one,), others=()).to_dict()["files"]
    repairs, drops = kept.pop("repairs"), kept.pop("drops")
    assert kept == {
        "file": "a.csv", "table": "lead", "read": 100, "used": 80, "repaired": 7, "dropped": 20, "lost": 5,
        "columns": [columns[0]._asdict()], "notes": ["seen: ..."],
    }  # fmt: skip
    assert [[(each["why"], each["count"]) for each in some] for some in (repairs, drops)] == [
        [("odd", 7)], [("empty", 9)],
    ]  # fmt: skip
    assert "name" not in str(repairs + drops)


def test_a_column_is_said_to_be_used_for_what_its_field_is_of() -> None:
    told = [(field, effect) for table in ("lead", "opportunity") for field, effect in EFFECTS[table].items()]
    wrong = [
        (field, effect) for field, effect in told for name, word in NAMED.items()
        if re.match(name, field) and not re.search(word, effect)
    ]  # fmt: skip
    assert wrong == []
    assert {name for name in NAMED if not any(re.match(name, field) for field, _ in told)} == set()
    fields = {"lead": Lead._fields, "opportunity": Opportunity._fields}
    assert all(EFFECTS[table].keys() <= {*known} for table, known in fields.items())


@pytest.mark.parametrize(("counted", "noun"), [("lead", "leads"), ("opportunity", "opportunities")])
def test_cases_a_week_are_called_what_they_are(counted: str, noun: str) -> None:
    best = SimpleNamespace(period=("2024-01-01", "2024-06-30"), created=52)
    whole = SimpleNamespace(leads=60, wins=9)
    facts: Any = SimpleNamespace(counted=counted, whole=whole, endings=None, buyers=None, leads_per_week=2.0, best=best,
                                 dated_by="creations")  # fmt: skip
    assert [*_counts(facts)][-1] == f"2 {noun} a week, 2024-01-01 to 2024-06-30, n = 52"


SPREAD = Spread(33, 1.1, 2.2, 3.3, 4.4, 5.5, 6.6, 0.1, 0.2, (), False)
SIDE = SideFacts(17, 40, 0.5, 0.3, (), 5.6)
RATES: Any = SimpleNamespace(
    counted="lead", conversion=Share(12, 96, 0.125, 0.07, 0.21), win_rate=Share(12, 48, 0.25, 0.15, 0.39), cycle=SPREAD,
    weeks_to_first_contact=SPREAD, contract_value=SimpleNamespace(mean=4321.0, median=3210.0, count=11),
    currencies=("EUR",), sales=SIDE, marketing=SIDE, span=8,
)  # fmt: skip


def test_each_rate_that_an_export_tells_is_its_own_with_its_interval_and_its_number_of_cases() -> None:
    spread = "median 3.3 weeks, mean 6.6, nine in ten within 5.5, n = 33"
    assert [*_rates(RATES)] == [
        "conversion 0.125 (0.07 to 0.21): 12 of 96 leads", "win rate 0.25 (0.15 to 0.39): 12 of 48 decided",
        f"cycle {spread} wins", f"first contact {spread} leads",
        "contract value: mean 4,321 EUR, median 3,210, n = 11 wins",
    ]  # fmt: skip


def test_people_are_told_as_those_at_one_time_and_as_all_that_were_there() -> None:
    own, hand, span = _people(RATES)
    assert own == "6 people at one time own deals, 17 over the whole period"
    assert hand == "6 people at one time hand over or own leads, 17 over the whole period"
    assert span == "8 sellers to a manager or team"


def test_how_deals_ended_is_told_end_by_end() -> None:
    ends = Endings(created=100, won=31, lost=23, no_decision=17, outlived=11, open=18)
    buyers = Buyers(accounts=20, wins=31, further=30, further_value=0.4, left_out=True)
    facts: Any = SimpleNamespace(counted="lead", whole=SimpleNamespace(leads=300, wins=29), endings=ends, buyers=buyers,
                                 leads_per_week=None)  # fmt: skip
    counted, ended, again = _counts(facts)
    assert counted == "300 leads, 29 of them won"
    assert ended == (
        "100 opportunities of new customers: 31 won, 23 lost, 17 ended in no decision, 18 open, 11 open and older than "
        "any cycle"
    )
    assert again.startswith(
        "11 of 31 wins were of customers who had bought before, 40% of the amounts won: not counted"
    )


@pytest.mark.parametrize("left_out", [True, False])
def test_wins_of_those_who_had_bought_before_are_told_as_counted_only_where_they_are(left_out: bool) -> None:
    buyers = Buyers(accounts=20, wins=31, further=30, further_value=None, left_out=left_out)
    facts: Any = SimpleNamespace(counted="lead", whole=SimpleNamespace(leads=300, wins=29), endings=None,
                                 buyers=buyers, leads_per_week=None)  # fmt: skip
    *_, again = _counts(facts)
    few = "counted as new customers, since few first deals remain"
    assert again.partition(": ")[2] == ("not counted as new customers" if left_out else few)


def test_what_became_of_outlived_deals_is_told_as_they_count() -> None:
    """Of 100 deals 60 ended: a rate over more than these counts the 30 that outlived every cycle."""
    ends = Endings(created=100, won=30, lost=20, no_decision=10, outlived=30, open=10)
    for total, said in ((90, "they count as no decisions"), (60, "they are fewer than the losses")):
        facts = SimpleNamespace(endings=ends, win_rate=SimpleNamespace(total=total), **UNKNOWN)
        told = [line for line in left_open(facts) if "what became of" in line]  # type: ignore[arg-type]
        assert len(told) == 1
        assert told[0].startswith(f"what became of 30 open deals that are older than any cycle: {said}")


UNKNOWN: dict[str, Any] = {
    "counted": "lead", "migrated": None, "cohorts": None, "cycle": None, "weeks_to_first_contact": None,
    "follow_up": None, "growth": None, "marketing": None, "sales": None, "owners_on_both_sides": 0, "buyers": None,
    "owned_by_nobody": 0, "people_without_deals": 0, "people_on_both_sides": 0, "currencies": (),
    "contract_value": None, "amounts_are": (), "dated_wins": None, "period": None, "linked_wins": None,
}  # fmt: skip
NAMED_WHERE = {  # what is said of an export, and of what in it
    "owned_by_nobody": (7, "who works on 7 deals: their owners are nobody in person"),
    "people_without_deals": (8, "what the 8 people of the table of reps do who own no deal"),
    "people_on_both_sides": (9, "who is on which side: 9 people both hand over and close"),
    "owners_on_both_sides": (6, "the people of marketing: all 6 owners of leads own deals too, so they sell"),
    "currencies": (("EUR", "USD"), "contract value: the wins mix currencies (EUR, USD), and none is converted"),
    "amounts_are": (("total",), "contract value: totals are of no known term"),
    "migrated": (Share(5, 50, 0.1, 0, 1), "creation of 5 of 50 cases: one day holds them all, as after a migration"),
    "dated_wins": (Share(5, 50, 0.1, 0, 1), "the cycle of most wins: 5 of 50 wins carry a closing date"),
}


@pytest.mark.parametrize("fact", NAMED_WHERE)
def test_what_an_export_leaves_open_is_said_where_it_does_and_nowhere_else(fact: str) -> None:
    value, said = NAMED_WHERE[fact]
    ends = Endings(created=50, won=30, lost=20, no_decision=0, outlived=0, open=0)
    facts: Any = UNKNOWN | {"endings": ends, "win_rate": SimpleNamespace(total=50)}
    assert any(line.startswith(said) for line in left_open(SimpleNamespace(**facts | {fact: value})))  # type: ignore[arg-type]
    assert not any(line.startswith(said) for line in left_open(SimpleNamespace(**facts)))  # type: ignore[arg-type]


def test_each_column_of_a_file_is_told_under_what_became_of_it() -> None:
    columns = (ColumnUse("Won", "is_won", "outcome"), ColumnUse("Owner", "owner", "people of sales"),
               ColumnUse("Campaign", "campaign", ""), ColumnUse("Fax", "", ""))  # fmt: skip
    one = FileSummary("a.csv", "opportunity", 1, 1, 0, 0, 0, (), (), columns, ())
    assert [line.strip() for line in Summary((one,), others=()).lines()[1:]] == [
        "columns used: Won (outcome), Owner (people of sales)", "columns read without effect: Campaign (campaign)",
        "columns not used: Fax",
    ]  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), [(999, False), (1000, True), (1001, False)])
def test_a_file_of_just_as_many_rows_as_a_tool_cuts_at_is_told_not_counting_its_header(
    rows: int, told: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("id,stage\n" + "".join(f"{at},won\n" for at in range(rows)))
    repairs = Repairs()
    regular_rows("opportunity", read_raw(tmp_path / "a.csv", encoding=""), repairs)
    said = [str(note) for one in repairs.summary().files for note in one.notes]
    assert any(f"exactly {rows} rows" in note for note in said) is told


def test_growth_and_season_that_were_taken_out_are_each_told_by_its_own_number() -> None:
    growth = SimpleNamespace(yearly=0.12, months=30, season=0.37)
    ends = Endings(created=50, won=30, lost=20, no_decision=0, outlived=0, open=0)
    facts: Any = SimpleNamespace(**UNKNOWN | {"endings": ends, "win_rate": SimpleNamespace(total=50), "growth": growth})
    told = [*left_open(facts)]
    assert "growth: taken out; +12% a year over 30 months, the scenario stays at the mean" in told
    assert "seasons: taken out; the strongest quarter of a year lies 37% over the mean" in told


@pytest.mark.parametrize("left_out", [True, False])
def test_opportunities_are_said_to_be_of_new_customers_only_where_further_purchases_are_left_out(
    left_out: bool,
) -> None:
    ends = Endings(created=100, won=31, lost=23, no_decision=17, outlived=11, open=18)
    buyers = Buyers(accounts=20, wins=31, further=30, further_value=0.4, left_out=left_out)
    facts: Any = SimpleNamespace(counted="opportunity", endings=ends, buyers=buyers, leads_per_week=None)
    ended, _ = _counts(facts)
    assert ("opportunities of new customers: " in ended) is left_out


def test_a_side_of_whom_hardly_anybody_is_there_at_one_time_is_told_as_one_person() -> None:
    assert [*_people(SimpleNamespace(sales=SideFacts(3, 4, 0.5, 0.3, (), 0.2), marketing=None, span=None))] == [  # type: ignore[arg-type]
        "1 people at one time own deals, 3 over the whole period"
    ]
