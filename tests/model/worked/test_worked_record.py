"""What a record says of hand-made weeks: of leads by their stage, of wins, of matters that end, of counts kept up."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.recording import sheets
from cordiale.simulation.recording.arrow import Names, text
from cordiale.simulation.recording.biographies import (
    end_unengaged,
    end_unqualified,
    see_disputes,
    see_hand_over,
    see_stage,
    see_win,
)
from cordiale.simulation.recording.column import FIELDS, SEATS
from cordiale.simulation.recording.contents import OF_RUN
from cordiale.simulation.recording.log import COPIED, EARLIER, Log, rows
from cordiale.simulation.recording.proceedings import see_given_up, see_matters, see_verdicts
from cordiale.simulation.recording.recorder import Recorder, distinct
from cordiale.simulation.rules.finds import found, found_by_rep
from cordiale.simulation.world.arithmetic import logistic
from cordiale.simulation.world.words import NEVER, NOBODY, Attribution, Matter, Side, Stage, Verdict
from tests.support.worked import company, in_plain, put

NAMES = Names(
    text(("ann", "bob", "top")), ("web", "fair"), {"paradigm": "own", "forces": "none", "replication": 0, "seed": 1}
)
LIFE = ("handed_over", "opportunity", "proposal", "negotiation", "ended")


def column(table: Any, name: str) -> list[Any]:
    return list(table.column(name).to_pylist())


def a_company(**places: Any) -> Any:
    """One rep, one marketer, one executive; `rep__clarity` is a place."""
    org = company("pair").copy()
    for place, value in places.items():
        put(org, place.replace("__", "."), value)
    return org


def a_log(org: Any) -> Log:
    """A log on the day on which its record begins."""
    return Recorder(org, NAMES, 4)


def leads(stage: int, *, marketer: int = 1, source: int = 0, dropped: int = 0, **life: int) -> Any:
    """The table of one lead that has come to a stage."""
    org = company("pair")
    of_lead = {name: np.array([org.leads[0][name]]) for name in COPIED["leads"]}
    of_lead |= {"stage": np.array([stage]), "marketer": np.array([marketer]), "source": np.array([source])}
    of_lead |= {"contacted": np.array([2.0]), "decided": np.array([3.0])}
    lives = {name: np.array([life.get(name, NEVER)]) for name in LIFE} | {"dropped": np.array([dropped])}
    return sheets.leads(of_lead, lives, NAMES)


@pytest.mark.parametrize(
    ("stage", "dropped", "end", "contacted", "decided"),
    [
        (Stage.QUALIFIED, 0, "open", False, False), (Stage.ASSIGNED, 0, "open", False, False), (Stage.OPPORTUNITY, 0, "open", True, False),
        (Stage.PROPOSAL, 0, "open", True, False), (Stage.NEGOTIATION, 0, "open", True, False), (Stage.UNQUALIFIED, 0, "unqualified", False, False),
        (Stage.IGNORED, 0, "ignored", False, False), (Stage.IGNORED, 1, "dropped", False, False), (Stage.REJECTED, 0, "rejected", True, False),
        (Stage.LOST, 0, "lost", True, True), (Stage.NO_DECISION, 0, "no-decision", True, True), (Stage.WON, 0, "won", True, True),
    ],
)  # fmt: skip
def test_a_lead_s_end_and_whether_it_was_contacted_and_decided_follow_from_its_stage(
    stage: int, dropped: int, end: str, contacted: bool, decided: bool
) -> None:
    table = leads(stage, dropped=dropped)
    assert column(table, "end") == [end]
    assert column(table, "contacted") == [2.0 if contacted else None]
    assert column(table, "decided") == [3.0 if decided else None]


@pytest.mark.parametrize(("marketer", "source", "word"), [
    (1, 0, "web"), (1, 1, "fair"), (NOBODY, NOBODY, "own-search"), (1, NOBODY, "unknown"),
])  # fmt: skip
def test_the_source_of_a_lead_is_the_scenario_s_the_rep_s_own_search_or_unknown(
    marketer: int, source: int, word: str
) -> None:
    assert column(leads(Stage.WON, marketer=marketer, source=source), "source") == [word]


@pytest.mark.parametrize("name", LIFE)
def test_each_week_of_a_lead_s_life_is_its_own_and_empty_if_it_never_was_or_before_the_record(name: str) -> None:
    for week, said in ((7, 7), (NEVER, None), (EARLIER, None)):
        table = leads(Stage.WON, **{name: week})
        assert column(table, name) == [said]
        assert [column(table, other) for other in LIFE if other != name] == [[None]] * 4


@pytest.mark.parametrize(
    ("stage", "weeks"),
    [
        (Stage.ASSIGNED, {}), (Stage.OPPORTUNITY, {"opportunity"}), (Stage.PROPOSAL, {"opportunity", "proposal"}),
        (Stage.NEGOTIATION, {"opportunity", "proposal", "negotiation"}), (Stage.IGNORED, {"ended"}), (Stage.REJECTED, {"ended"}),
        (Stage.LOST, {"opportunity", "ended"}), (Stage.NO_DECISION, {"opportunity", "ended"}), (Stage.WON, {"opportunity", "ended"}),
    ],
)  # fmt: skip
def test_a_lead_that_comes_to_a_stage_at_once_has_passed_those_before_it_and_no_other(
    stage: int, weeks: set[str]
) -> None:
    life = rows("under_way", 1)
    for name in LIFE:
        life[name] = NEVER
    in_plain(see_stage)(SimpleNamespace(under_way=life), 0, stage, 9)
    assert {name for name in LIFE if life[name][0] == 9} == set(weeks)
    in_plain(see_stage)(SimpleNamespace(under_way=life), 0, min(stage, Stage.NEGOTIATION), 10)
    assert {name for name in LIFE if life[name][0] == 9} == set(weeks), "the first time counts"


def test_of_leads_that_were_there_before_the_record_what_has_happened_is_not_dated() -> None:
    happened = {
        Stage.ASSIGNED: {"handed_over"}, Stage.OPPORTUNITY: {"handed_over", "opportunity"},
        Stage.PROPOSAL: {"handed_over", "opportunity", "proposal"}, Stage.NEGOTIATION: set(LIFE) - {"ended"},
    }  # fmt: skip
    for stage, names in happened.items():
        life = a_log(a_company(lead__stage=stage, lead__marketer=1)).under_way[0]
        assert {name for name in LIFE if life[name] == EARLIER} == names
        life = a_log(a_company(lead__stage=stage, lead__marketer=NOBODY)).under_way[0]
        assert {name for name in LIFE if life[name] == EARLIER} == names - {"handed_over"}


@pytest.mark.parametrize(("stage", "dropped"), [(Stage.ASSIGNED, 0), (Stage.IGNORED, 1)])
def test_a_lead_is_handed_over_in_the_week_in_which_it_gets_a_tie_and_dropped_if_it_ends_there(
    stage: int, dropped: int
) -> None:
    org = a_company(company__leads=0, clock__week=3)
    log = a_log(org)
    org.company[0].leads, org.leads[0].stage, org.leads[0].tie = 1, stage, 0
    in_plain(see_hand_over)(org, log)
    assert (log.under_way[0].handed_over, log.under_way[0].dropped) == (3, dropped)
    org.clock[0].week, org.leads[0].stage = 4, Stage.IGNORED
    in_plain(see_hand_over)(org, log)
    assert (log.under_way[0].handed_over, log.under_way[0].dropped) == (3, dropped)


TOUCHED = {"lead__sales_touches": 3.0, "lead__marketing_touches": 1.0, "lead__value": 80.0, "now__attribution": Attribution.LINEAR,
           "credit__self_serving": 0.5, "credit__rule_legitimacy": 0.0, "credit__tolerance": 0.01, "lead__stage": Stage.WON}  # fmt: skip


def a_win(**more: Any) -> tuple[Any, Log]:
    org = a_company(**(TOUCHED | more))
    log = a_log(org)
    in_plain(see_win)(org, log, 0)
    return org, log


def test_a_win_is_recorded_with_each_side_s_own_touches_part_pay_and_claim() -> None:
    org, log = a_win(clock__week=6)
    win = log.wins[0]
    assert (win.lead, win.week, win.marketer, win.rep, win.value) == (org.leads[0].identity, 6, 1, 0, 80.0)
    assert (win.sales_touches, win.marketing_touches, win.due, win.paid) == (3.0, 1.0, 0.25, 0.25)
    assert (win.claimed_by_sales, win.claimed_by_marketing) == (0.875, 0.625)  # half of the other's part besides
    assert (win.victim, win.excess) == (Side.SALES, pytest.approx(0.375))  # marketing claims most beyond its part
    table = sheets.credit(log.wins[:1], NAMES)
    assert {name: column(table, name) for name in ("due_to_marketing", "paid_to_marketing", "claimed_by_sales", "claimed_by_marketing")} == {
        "due_to_marketing": [0.25], "paid_to_marketing": [0.25], "claimed_by_sales": [0.875], "claimed_by_marketing": [0.625]}  # fmt: skip
    assert [column(table, name)[0] for name in ("rep", "marketer", "victim", "rule", "source")] == [
        "ann",
        "bob",
        "sales",
        "linear",
        "unknown",
    ]


def test_what_the_rule_gives_and_what_is_paid_are_two_things_under_own_accounting() -> None:
    win = a_win(now__attribution=Attribution.OWN_ACCOUNTING, now__power_balance=0.5)[1].wins[0]
    assert (win.due, win.paid) == (0.25, pytest.approx(0.625 * 1.5 / (0.625 * 1.5 + 0.875 * 0.5)))


@pytest.mark.parametrize(("tolerance", "stolen"), [(0.01, 1), (1.0, 0)])
def test_a_claim_is_stolen_if_its_victim_minds_and_not_by_its_excess_alone(tolerance: float, stolen: int) -> None:
    """The luck of this win lies between what a victim of no tolerance minds and one of much."""
    _, log = a_win(credit__tolerance=tolerance, lead__identity=MINDED)
    assert (log.wins[0].stolen, log.wins[0].contested) == (stolen, 0)


MINDED = 1004  # a win over which a victim of much tolerance does not mind


def test_a_claim_that_is_contested_is_not_stolen_as_yet() -> None:
    org, log = a_win(matter__kind=Matter.DISPUTE, company__matters=0)
    org.company[0].matters, org.matters[0].identity = 1, org.leads[0].identity
    log.seen[0].matters = 0
    log.wins[0].stolen = 1
    in_plain(see_disputes)(org, log)
    assert (log.wins[0].contested, log.wins[0].stolen) == (1, 0)


def test_a_question_about_another_contests_no_win() -> None:
    org, log = a_win(matter__kind=Matter.QUESTION, company__matters=0)
    org.company[0].matters, org.matters[0].identity = 1, org.leads[0].identity
    in_plain(see_disputes)(org, log)
    assert log.wins[0].contested == 0


def test_a_matter_given_up_ends_in_the_week_in_which_it_leaves_the_table() -> None:
    org = a_company(matter__raised=2, matter__identity=5, matter__closed=Verdict.OPEN)
    log = a_log(org)
    org.clock[0].week = 13
    in_plain(see_matters)(org, log)
    org.company[0].matters = 0
    in_plain(see_given_up)(org, log)
    assert (log.seen[0].closed, log.closed[0], log.matters[0].closed, log.matters[0].raised) == (
        1,
        13,
        Verdict.GIVEN_UP,
        2,
    )


def test_a_matter_that_stays_on_the_table_is_not_given_up_and_one_decided_keeps_its_verdict() -> None:
    org = a_company(matter__closed=Verdict.OPEN)
    log = a_log(org)
    in_plain(see_matters)(org, log)
    in_plain(see_given_up)(org, log)
    assert log.seen[0].closed == 0
    in_plain(see_verdicts)(org, log)
    assert log.seen[0].closed == 0, "it is open"
    org.matters[0].closed, org.clock[0].week = Verdict.STANDS, 8
    in_plain(see_verdicts)(org, log)
    assert (log.seen[0].closed, log.closed[0], log.matters[0].closed) == (1, 8, Verdict.STANDS)


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.OPEN], ids=lambda each: each.name)
def test_whatever_leaders_decide_of_a_matter_is_in_the_record_with_its_week_and_what_is_open_is_not(
    verdict: Verdict,
) -> None:
    org = a_company(clock__week=5)
    org.company[0].matters = 2
    org.matters[0].closed, org.matters[1].closed = Verdict.OPEN, verdict
    org.matters[1].identity = 77
    log = a_log(org)
    in_plain(see_verdicts)(org, log)
    assert (log.seen[0].closed, log.closed[0]) == (1, 5)
    assert (log.matters[0].identity, log.matters[0].closed) == (77, verdict)


def test_of_a_lead_that_marketing_does_not_qualify_its_fit_and_what_was_believed_of_it_are_told_apart() -> None:
    org = a_company(campaigns__misjudgement=2.0, clock__week=4)
    log, find = a_log(org), in_plain(found)(org, 1, 0, 0.3)
    in_plain(end_unqualified)(org, log, 99, 1, 0)
    told = {name: row[0] for name, row in log.columns("leads", 1).items()}  # type: ignore[attr-defined]
    assert find.believed != find.fit
    assert (told["fit"], told["believed"], told["marketer"]) == (find.fit, pytest.approx(logistic(find.believed)), 1)
    assert (told["stage"], told["created"], told["marketing_touches"]) == (Stage.UNQUALIFIED, 4.0, 1.0)
    assert (told["rep"], told["sales_touches"], told["first_touch"]) == (NOBODY, 0.0, Side.MARKETING)


def test_a_buyer_that_a_rep_finds_and_that_does_not_engage_is_contacted_as_it_appears() -> None:
    org = a_company(clock__week=4)
    log, find = a_log(org), in_plain(found_by_rep)(org, 0, 0)
    in_plain(end_unengaged)(org, log, 99, 0, 0)
    told = {name: row[0] for name, row in log.columns("leads", 1).items()}  # type: ignore[attr-defined]
    assert (told["fit"], told["rep"], told["marketer"]) == (find.fit, 0, NOBODY)
    assert told["created"] == told["contacted"] == 4.0 + find.moment
    assert (told["stage"], told["sales_touches"], told["marketing_touches"], told["last_touch"]) == (
        Stage.REJECTED,
        1.0,
        0.0,
        Side.SALES,
    )


@pytest.mark.parametrize(
    ("before", "weeks", "sums", "each"),
    [
        (0.0, (1, 2, 3), (2.0, 5.0, 5.0), [2.0, 3.0, 0.0]),
        (4.0, (5, 6), (6.0, 7.0), [2.0, 1.0]),
        (9.0, (13, 14, 15), (10.0, 3.0, 4.0), [1.0, 3.0, 1.0]),
        (9.0, (14, 15), (3.0, 4.0), [3.0, 1.0]),
        (0.0, (0, 1), (7.0, 2.0), [7.0, 2.0]),
    ],
    ids=["from the start", "a later chunk", "over a quarter's end", "a chunk that begins with a quarter", "the first day"],
)  # fmt: skip
def test_what_a_quarter_counts_up_is_told_week_by_week(before: float, weeks: Any, sums: Any, each: list[float]) -> None:
    org, count = company("pair"), len(weeks)
    tally = {name: np.array(sums) for name in COPIED["tally"]}
    tables = {name: {field: np.repeat(getattr(org, name)[0][field], count) for field in COPIED[name]}
              for name in ("company", "structure", "conditions")}  # fmt: skip
    table = sheets.company(tables, NAMES, np.array(weeks), tally, dict.fromkeys(tally, before))
    for name in ("wins", "revenue_new", "hours", "leavers"):
        assert column(table, name) == each


@pytest.mark.parametrize(("week", "quarter"), [(1, 0), (13, 0), (14, 1), (26, 1)])
def test_a_win_counts_in_the_quarter_of_its_week_under_its_own_source(week: int, quarter: int) -> None:
    counted = SimpleNamespace(wins_counted=np.zeros((2, 3), np.int64))
    wins = rows("wins", 3)
    wins.week, wins.marketer, wins.source = week, (1, NOBODY, 1), (0, NOBODY, 1)
    Recorder._count(counted, wins)  # type: ignore[arg-type]
    expected = np.zeros((2, 3), np.int64)
    expected[quarter, :2] = 1
    assert counted.wins_counted.tolist() == expected.tolist()


@pytest.mark.parametrize(("counts", "sources", "wins"), [
    ([[1, 2, 0], [3, 4, 0]], ["web", "fair", "web", "fair"], [1, 2, 3, 4]),
    ([[1, 2, 5]], ["web", "fair", "unknown"], [1, 2, 5]),
])  # fmt: skip
def test_wins_by_source_go_quarter_by_quarter_from_the_first_and_hold_the_unknown_where_there_are_any(
    counts: list[list[int]], sources: list[str], wins: list[int]
) -> None:
    table = sheets.wins_by_source(np.array(counts), NAMES)
    assert (column(table, "source"), column(table, "wins")) == (sources, wins)
    assert column(table, "quarter") == [
        quarter for quarter in range(1, len(counts) + 1) for _ in range(len(wins) // len(counts))
    ]


def test_a_decision_is_told_with_its_weeks_and_one_not_taken_has_none() -> None:
    table = np.zeros(3, [("due", "i8"), ("taken", "i8")])
    table["due"], table["taken"] = (1, 14, 27), (1, 40, 0)
    names = NAMES._replace(
        decided=(("Q1 survey", "survey"), ("Q2 programme heads=1", "heads"), ("Q3 survey", "survey"))
    )
    told = sheets.decisions(table, names)
    assert column(told, "due") == [1, 14, 27]
    assert column(told, "taken") == [1, 40, None]
    assert column(told, "what") == ["survey", "heads", "survey"]
    assert column(told, "decision") == ["Q1 survey", "Q2 programme heads=1", "Q3 survey"]


def test_trust_in_a_record_is_affect_by_its_declared_weight_whoever_trusts() -> None:
    org = a_company(trust__affect_weight=0.75)
    ties = {name: np.array([org.ties[0][name]]) for name in COPIED["ties"]}
    opinions = {f"{name}_{side}": np.array([0.0]) for name in COPIED["opinions"] for side in (0, 1)}
    opinions |= {
        "affect_0": np.array([0.4]),
        "cognition_0": np.array([0.8]),
        "affect_1": np.array([0.2]),
        "cognition_1": np.array([0.6]),
    }
    table = sheets.ties(org, ties, opinions, NAMES, np.array([3]))
    assert column(table, "trust_sales_in_marketing") == [pytest.approx(0.5)]
    assert column(table, "trust_marketing_in_sales") == [pytest.approx(0.3)]
    assert (column(table, "rep"), column(table, "marketer"), column(table, "between")) == (
        ["ann"],
        ["bob"],
        ["practitioners"],
    )


def test_a_source_named_twice_is_numbered_from_its_second_time() -> None:
    assert distinct(["web", "web", "fair", "web"]) == ("web", "web (2)", "fair", "web (3)")


def test_a_column_of_words_is_empty_where_the_state_has_no_row_and_no_definition_speaks_of_rows() -> None:
    columns = [(name, each) for name, table in OF_RUN.items() for each in table]
    assert [
        (name, each.name) for name, each in columns if "row of" in each.definition or "; -1" in each.definition
    ] == []
    for name, field in SEATS - {("leads", "source")}:
        told = next(each.definition for _, each in columns if (each.table, each.field) == (name, field))
        assert "seat of" in told, (name, field)
        assert ("; -1" in FIELDS[name][field].meaning) == ("; empty" in told), (name, field)


def test_a_person_of_the_first_team_is_in_it_and_a_leader_in_none() -> None:
    org = company("pair")
    told = {name: np.array([org.people[row][name] for row in range(3)]) for name in COPIED["people"]}
    table = sheets.people(told, NAMES, np.array([4]))
    assert (column(table, "team"), column(table, "seat"), column(table, "week")) == (
        [0, 1, None],
        ["ann", "bob", "top"],
        [4, 4, 4],
    )
    assert (column(table, "manager"), column(table, "level")) == (
        ["top", "top", None],
        ["practitioner", "practitioner", "executive"],
    )
