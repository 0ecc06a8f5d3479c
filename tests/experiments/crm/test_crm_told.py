"""What an import tells of itself: counts in their places, each column by what it is used for."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.crm.canonical import Lead, Opportunity
from cordiale.experiments.crm.effects import EFFECTS
from cordiale.experiments.crm.export_told import _counts
from cordiale.experiments.crm.summary import ColumnUse, FileSummary, Note, Reason, Summary

NAMED = {  # words of an effect that a field's own name calls for
    "created": "volume", "close": "cycle", "owner": "people", "source": "sources", "mql": "qualified",
    "sal": "accepted", "sql": "qualified by sales", "contact": "contact|touches", "amount": "contract value",
    "modified": "newest",
    "lead_id": "leads|who is who", "opp_id": "deals|who is who", "account": "customer", "currency": "added",
    "stage": "outcome", "is_won": "outcome", "is_closed": "outcome", "handed": "marketing",
}  # fmt: skip


def test_rows_read_used_repaired_and_dropped_are_told_each_by_its_word() -> None:
    repairs, drops = (Reason("odd", 7, "a.csv", 3, "x", None),), (Reason("empty", 9, "a.csv", 4, None, None),)
    one = FileSummary("a.csv", "lead", 100, 80, 7, 20, 5, repairs, drops, (), ())
    first, dropped, repaired = Summary((one,)).lines()
    assert first == "a.csv (lead): 100 rows read, 80 used, 7 repaired, 20 dropped"
    assert (dropped.strip(), repaired.strip()) == (
        "dropped: 9 empty (first: a.csv, row 4)", "repaired: 7 odd (first: a.csv, row 3, column x)",
    )  # fmt: skip
    both = Summary((one, one))
    assert (both.read, both.used, both.repaired, both.dropped, both.lost) == (200, 160, 14, 40, 10)


def test_what_is_kept_of_an_account_stands_under_its_own_names_and_holds_no_cell_of_the_export() -> None:
    reasons = (Reason("odd", 7, "a.csv", 3, "x", "a name"),), (Reason("empty", 9, "a.csv", 4, None, "another name"),)
    columns = (ColumnUse("Heading", "created", "volume"),)
    one = FileSummary("a.csv", "lead", 100, 80, 7, 20, 5, *reasons, columns, (Note("seen: {cells}", "a name"),))
    (kept,) = Summary((one,)).to_dict()["files"]
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
