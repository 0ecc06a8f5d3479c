"""What a log keeps of hand-made weeks: which leads it has seen, whose week it copies, and when it is full."""

from typing import Any

import numpy as np
import pytest

from cordiale.simulation.recording.arrow import text
from cordiale.simulation.recording.biographies import (
    begin,
    end_unqualified,
    see_disputes,
    see_ends,
    see_hand_over,
    see_leads_found,
    see_win,
)
from cordiale.simulation.recording.diary import has_pages, see_company, see_experiences, see_people
from cordiale.simulation.recording.log import COPIED, Log
from cordiale.simulation.recording.proceedings import same, see_given_up, see_matters, see_verdicts
from cordiale.simulation.recording.recorder import Recorder
from cordiale.simulation.recording.watches import AFTER, AFTER_EACH
from cordiale.simulation.rules.campaigns import targeting_precision
from cordiale.simulation.rules.finds import found, found_by_rep
from cordiale.simulation.world.arithmetic import logistic
from cordiale.simulation.world.identities import lead_identity
from cordiale.simulation.world.state import table
from cordiale.simulation.world.words import NEVER, NOBODY, Attribution, Matter, Side, Stage, Verdict
from tests.model.worked.test_worked_record import LIFE, NAMES, a_company, a_log
from tests.support.worked import LUCK, company, in_plain, put

WEEK = 4


def told(log: Any, name: str, count: int) -> dict[str, list[Any]]:
    return {field: row.tolist() for field, row in log.columns(name, count).items()}


@pytest.mark.parametrize("watch", [*AFTER, *AFTER_EACH])
def test_an_empty_log_records_nothing(watch: str) -> None:
    org, log = (
        a_company(company__leads=1, lead__stage=Stage.WON, tally__leads_created=3.0, matter__closed=Verdict.SETTLED),
        Log(),
    )
    if watch in AFTER:
        in_plain(AFTER[watch])(org, log)
    else:
        in_plain(AFTER_EACH[watch])(org, log, 1)
    assert (len(log.seen), len(log.wins), len(log.leads)) == (0, 0, 0)


def test_who_watches_does_so_after_the_phase_that_its_name_is_about() -> None:
    watched = {phase: function.__name__ for phase, function in (AFTER_EACH | AFTER).items()}
    assert watched == {
        "marketers_run_campaigns": "see_leads_found", "reps_work_leads": "see_leads_found", "leads_are_handed_over": "see_hand_over",
        "buyers_move": "see_ends", "wins_are_credited": "see_disputes", "customers_live_on": "see_experiences", "questions_arise": "see_matters",
        "matters_press": "see_given_up", "leaders_lead": "see_verdicts", "leaders_share_time": "see_people", "quarter_closes": "see_company",
    }  # fmt: skip


@pytest.mark.parametrize(("who", "stage"), [(1, Stage.UNQUALIFIED), (0, Stage.REJECTED)], ids=["a marketer", "a rep"])
def test_of_what_a_person_finds_the_books_take_some_and_the_rest_is_a_life_of_its_week(who: int, stage: Stage) -> None:
    org = a_company(company__leads=0, company__customers=0, clock__week=WEEK, tally__leads_created=5.0)
    log = a_log(org)
    groups = [int(in_plain(lead_identity)(org, org.people[who].identity, number)) for number in range(3)]
    org.tally[0].leads_created, org.company[0].leads, org.leads[0].identity = 8.0, 1, groups[1]
    for _ in range(2):  # a second look finds nothing more
        in_plain(see_leads_found)(org, log, who)
        seen = log.seen[0]
        assert (seen.lives, seen.leads, seen.created) == (2, 1, 8.0)
    leads, lives = told(log, "leads", 2), told(log, "lives", 2)
    assert (leads["identity"], leads["stage"]) == ([groups[0], groups[2]], [stage, stage])
    assert (leads["marketer"] if who else leads["rep"]) == [who, who]
    assert lives["ended"] == [WEEK, WEEK]
    assert [lives[name] for name in LIFE if name != "ended"] == [[NEVER, NEVER]] * 4
    assert lives["dropped"] == [0, 0]
    finds = [
        in_plain(found)(org, 1, each, in_plain(targeting_precision)(org, 1))
        if who
        else in_plain(found_by_rep)(org, 0, each)
        for each in (0, 2)
    ]
    assert leads["fit"] == [find.fit for find in finds]
    side = Side.MARKETING if who else Side.SALES
    assert leads["first_touch"] == leads["last_touch"] == [side, side]
    assert all(0.0 < each < 1.0 for each in leads["believed"])
    if who == 0:  # a rep knows what it found
        assert leads["believed"] == pytest.approx([in_plain(logistic)(fit) for fit in leads["fit"]])


def test_what_stands_in_the_books_below_the_last_lead_is_of_the_past() -> None:
    org = a_company(company__leads=0, clock__week=WEEK, tally__leads_created=0.0)
    log = a_log(org)
    org.leads[0].identity, org.tally[0].leads_created = (
        int(in_plain(lead_identity)(org, org.people[1].identity, 0)),
        1.0,
    )
    in_plain(see_leads_found)(org, log, 1)
    assert (log.seen[0].leads, log.seen[0].lives) == (0, 1)


def test_a_lead_begins_its_recorded_life_anew_whatever_stood_in_its_row() -> None:
    log = a_log(a_company(company__leads=0))
    log.hold(under_way=np.full(4, 5, log.under_way.dtype).view(np.recarray))
    for count in (1, 2):
        in_plain(begin)(log)
        assert log.seen[0].leads == count
        life = log.under_way[count - 1]
        assert ({int(life[name]) for name in LIFE}, life.dropped) == ({NEVER}, 0)
    assert log.under_way[2].opportunity == 5, "no other row's"


def test_a_lead_in_the_books_as_a_record_begins_has_a_life_in_which_nothing_is_dated() -> None:
    log = a_log(a_company(lead__stage=Stage.ASSIGNED, lead__marketer=NOBODY))
    assert log.seen[0].leads == 1
    assert {int(log.under_way[0][name]) for name in LIFE} == {NEVER}


def test_an_unqualified_lead_has_no_week_in_which_anything_else_happened_to_it() -> None:
    org = a_company(company__leads=0, clock__week=WEEK)
    log = a_log(org)
    log.once[0] = (1, 1, 1, 1, 1, 1)
    in_plain(end_unqualified)(org, log, 99, 1, 0)
    lives = told(log, "lives", 1)
    assert lives == {
        "handed_over": [NEVER],
        "opportunity": [NEVER],
        "proposal": [NEVER],
        "negotiation": [NEVER],
        "ended": [WEEK],
        "dropped": [0],
    }


@pytest.mark.parametrize(("tie", "week"), [(0, WEEK), (NOBODY, NEVER)], ids=["along a tie", "a rep's own"])
def test_a_lead_of_a_rep_s_own_is_never_handed_over(tie: int, week: int) -> None:
    org = a_company(company__leads=0, clock__week=WEEK)
    log = a_log(org)
    org.company[0].leads, org.leads[0].tie, org.leads[0].stage = 1, tie, Stage.OPPORTUNITY
    in_plain(see_hand_over)(org, log)
    assert (log.seen[0].leads, log.under_way[0].handed_over, log.under_way[0].dropped) == (1, week, 0)


def test_leads_that_end_go_to_their_columns_and_the_lives_of_the_others_move_up_with_the_books() -> None:
    org = a_company(company__leads=0, clock__week=WEEK)
    log = a_log(org)
    stages = (Stage.LOST, Stage.PROPOSAL, Stage.WON, Stage.ASSIGNED)
    org.exchange(leads=table("leads", 6))
    log.make_room(org)
    org.company[0].leads = len(stages)
    for row, stage in enumerate(stages):
        lead = org.leads[row]
        lead.identity, lead.stage, lead.tie, lead.marketer, lead.value, lead.waited = 40 + row, stage, 0, 1, 7.0, 1.0
    in_plain(see_hand_over)(org, log)
    org.clock[0].week = WEEK + 2
    in_plain(see_ends)(org, log)
    seen = log.seen[0]
    assert (seen.lives, seen.leads, seen.wins, seen.wins_before) == (2, 2, 1, 0)
    assert told(log, "leads", 2)["identity"] == [40, 42]
    assert told(log, "lives", 2)["ended"] == [WEEK + 2, WEEK + 2]
    assert (log.wins[0].lead, log.wins[0].week) == (42, WEEK + 2)
    assert [int(each) for each in log.under_way.proposal[:2]] == [WEEK + 2, NEVER]
    assert [int(each) for each in log.under_way.ended[:2]] == [NEVER, NEVER]
    assert [int(each) for each in log.under_way.handed_over[:2]] == [WEEK, WEEK]
    org.leads[0], org.company[0].leads = org.leads[2].copy(), 1  # one more win, a week later
    org.leads[0].identity, org.clock[0].week = 50, WEEK + 3
    in_plain(see_ends)(org, log)
    assert (seen.lives, seen.leads, seen.wins, seen.wins_before) == (3, 0, 2, 1)
    assert log.wins.lead[:2].tolist() == [42, 50]


def test_a_lead_that_enters_the_books_and_moves_on_at_once_has_no_past_of_another() -> None:
    org = a_company(company__leads=0, company__customers=0, clock__week=WEEK)
    log = a_log(org)
    log.under_way[0] = (1, 1, 1, 1, 1, 1)
    org.company[0].leads, org.leads[0].stage = 1, Stage.PROPOSAL
    in_plain(see_ends)(org, log)
    life = log.under_way[0]
    assert [int(life[name]) for name in LIFE] == [NEVER, WEEK, WEEK, NEVER, NEVER]
    assert log.seen[0].leads == 1


def test_a_win_is_recorded_with_its_own_people_tie_and_claims_and_without_a_tie_with_no_victim() -> None:
    org = company("heads").copy()
    LUCK.clear()
    for place, value in {"luck.CREDIT": (0.0, 0.0, 0.0, 0.0), "now.attribution": Attribution.LINEAR, "credit.self_serving": 0.5,
                         "credit.rule_legitimacy": 0.0, "lead.sales_touches": 1.0, "lead.marketing_touches": 9.0}.items():  # fmt: skip
        put(org, place, value)  # whoever minds, contests
    log = Recorder(org, NAMES._replace(seats=text(tuple("abcdefghi"))), 4)
    log.wins.victim[:], log.wins.excess[:], log.wins.stolen[:], log.wins.contested[:] = 7, 7.0, 7, 7
    for tie in (5, NOBODY):
        lead = org.leads[1]
        lead.rep, lead.tie, lead.marketer, lead.stage = 2, tie, 4 if tie >= 0 else NOBODY, Stage.WON
        lead.sales_touches, lead.marketing_touches = 3.0, 1.0
        in_plain(see_win)(org, log, 1)
    assert log.seen[0].wins == 2
    assert [int(log.wins[0][name]) for name in ("rep", "tie", "marketer")] == [2, 5, 4]
    assert (log.wins[0].due, log.wins[0].claimed_by_sales, log.wins[0].claimed_by_marketing) == (0.25, 0.875, 0.625)
    assert [float(log.wins[1][name]) for name in ("victim", "excess", "stolen", "contested")] == [NOBODY, 0.0, 0.0, 0.0]
    assert [int(log.wins[1][name]) for name in ("rep", "tie", "marketer")] == [2, NOBODY, NOBODY]
    assert (log.wins[0].contested, log.wins[1].claimed_by_sales) == (0, 1.0)


def test_a_dispute_contests_the_win_of_its_own_week_and_its_own_buyer_and_no_other() -> None:
    org = a_company(matter__kind=Matter.DISPUTE, company__matters=0)
    log = a_log(org)
    log.wins.lead[:3], log.wins.stolen[:3] = (7, 8, 7), 1
    log.seen[0].wins_before, log.seen[0].wins, log.seen[0].matters = 1, 3, 0
    org.company[0].matters, org.matters[0].identity = 1, 7
    in_plain(see_disputes)(org, log)
    assert (log.wins.contested[:3].tolist(), log.wins.stolen[:3].tolist()) == ([0, 0, 1], [1, 1, 0])


def test_a_dispute_of_an_earlier_week_contests_no_win_of_this_one() -> None:
    org = a_company(matter__kind=Matter.DISPUTE, company__matters=1, matter__identity=7)
    log = a_log(org)
    log.wins.lead[0], log.seen[0].wins, log.seen[0].matters = 7, 1, 1
    in_plain(see_disputes)(org, log)
    assert log.wins[0].contested == 0


def test_a_week_is_copied_before_trust_forgets_it_once_it_is_done_and_when_it_is_over() -> None:
    org = a_company(clock__week=0, tie__conflict=0.5, tie__contact=0.9, company__quality=0.5, rep__morale=0.6)
    log = a_log(org)
    assert (log.seen[0].weeks, log.first) == (1, 0)
    org.clock[0].week = 1
    org.ties[0].conflict, org.opinions[0].valence, org.opinions[1].weight = 3.0, 0.7, 2.0
    in_plain(see_experiences)(org, log)
    org.ties[0].conflict, org.opinions[0].valence, org.opinions[1].weight = 0.0, 0.0, 0.0
    org.ties[0].contact, org.opinions[0].affect, org.opinions[1].affect = 0.4, 0.2, 0.8
    org.people[0].morale, org.people[2].morale, org.tally[0].wins = 0.1, 0.3, 5.0
    in_plain(see_people)(org, log)
    org.tally[0].wins, org.company[0].quality, org.conditions[0].autonomy, org.structure[0].integration = (
        0.0,
        0.25,
        0.75,
        0.125,
    )
    org.tally[0].leads_created, org.company[0].matters = 6.0, 3
    in_plain(see_company)(org, log)
    assert (log.seen[0].weeks, log.seen[0].created, log.seen[0].matters) == (2, 6.0, 3)
    ties, opinions, people = told(log, "ties", 2), told(log, "opinions", 2), told(log, "people", 6)
    assert (ties["conflict"], ties["contact"]) == ([0.5, 3.0], [0.9, 0.4])
    assert (opinions["valence_0"], opinions["weight_1"]) == ([0.0, 0.7], [0.0, 2.0])
    assert [opinions["affect_0"][1], opinions["affect_1"][1]] == [0.2, 0.8]
    assert [people["morale"][place] for place in (0, 3, 5)] == [0.6, 0.1, 0.3]
    assert told(log, "tally", 2)["wins"] == [0.0, 5.0]
    assert told(log, "company", 2)["quality"] == [0.5, 0.25]
    assert (told(log, "conditions", 2)["autonomy"][1], told(log, "structure", 2)["integration"][1]) == (0.75, 0.125)


def test_each_week_of_several_ties_has_its_own_rows_one_week_after_the_other() -> None:
    org = company("uneven").copy()
    org.ties.conflict[:], org.opinions.valence[:], org.ties.contact[:], org.people.morale[:] = 0.0, 0.0, 0.0, 0.0
    log = Recorder(org, NAMES._replace(seats=text(("ann", "eve", "bob", "top"))), 9)
    for week in (1, 2, 3):
        org.ties.conflict[:], org.opinions.valence[:] = (week, 10 * week), np.arange(4) + 10 * week
        in_plain(see_experiences)(org, log)
        org.ties.contact[:], org.people.morale[:], org.opinions.affect[:] = (
            (0.1 * week, 0.2 * week),
            np.arange(4) + week,
            np.arange(4) - week,
        )
        org.tally[0].wins = 7.0 * week
        in_plain(see_people)(org, log)
        org.company[0].quality = org.structure[0].integration = org.conditions[0].autonomy = 0.125 * week
        in_plain(see_company)(org, log)
    ties, opinions, people = told(log, "ties", 8), told(log, "opinions", 8), told(log, "people", 16)
    assert ties["conflict"] == [0, 0, 1, 10, 2, 20, 3, 30]
    assert ties["contact"][2:] == pytest.approx([0.1, 0.2, 0.2, 0.4, 0.3, 0.6])
    assert (opinions["valence_0"][2:], opinions["valence_1"][2:]) == (
        [10, 12, 20, 22, 30, 32],
        [11, 13, 21, 23, 31, 33],
    )
    assert (opinions["affect_0"][2:], opinions["affect_1"][2:]) == ([-1, 1, -2, 0, -3, -1], [0, 2, -1, 1, -2, 0])
    assert people["morale"][4:] == [1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6]
    for name, field in (("company", "quality"), ("structure", "integration"), ("conditions", "autonomy")):
        assert told(log, name, 4)[field][1:] == [0.125, 0.25, 0.375]
    assert told(log, "tally", 4)["wins"][1:] == [7.0, 14.0, 21.0]
    for name in ("people", "ties", "company", "structure", "conditions", "tally"):
        rows = getattr(org, name)[: 1 if name == "structure" or name == "tally" else None]
        kept = told(log, name, 4 * len(rows))
        assert {field: kept[field][-len(rows) :] for field in COPIED[name]} == {
            field: rows[field].tolist() for field in COPIED[name]
        }
    for side in range(2):
        assert [opinions[f"{field}_{side}"][-2:] for field in COPIED["opinions"]] == [
            org.opinions[field][side::2].tolist() for field in COPIED["opinions"]
        ]


@pytest.mark.parametrize("full", ["weeks", "lives", "wins", "closed"])
def test_a_log_is_full_as_soon_as_a_week_more_might_not_fit(full: str) -> None:
    org = a_company()
    log = Recorder(org, NAMES, 30)
    seen, leads, matters = log.seen[0], len(org.leads), len(org.matters)
    last = {"weeks": len(log.company) // len(log.company_fields) - 1, "lives": len(log.lives) // len(log.lives_fields) - 2 * leads,
            "wins": len(log.wins) - leads, "closed": len(log.closed) - 2 * matters}  # fmt: skip
    for name, value in last.items():
        seen[name] = value
    assert in_plain(has_pages)(org, log)
    seen[full] = last[full] + 1
    assert not in_plain(has_pages)(org, log)


@pytest.mark.parametrize("books", ["leads", "matters"])
def test_a_log_has_no_room_for_books_that_were_enlarged_until_it_goes_along_with_them(books: str) -> None:
    org = a_company()
    log = Recorder(org, NAMES, 30)
    assert in_plain(has_pages)(org, log)
    org.exchange(**{books: np.resize(getattr(org, books), len(getattr(org, books)) + 1).view(np.recarray)})
    assert not in_plain(has_pages)(org, log)
    log.make_room(org)
    assert in_plain(has_pages)(org, log)
    assert in_plain(has_pages)(org, Log()), "an empty log needs no room"


@pytest.mark.parametrize(
    ("kind", "identity", "raised", "one"),
    [(Matter.QUESTION, 5, 2, True), (Matter.DISPUTE, 5, 2, False), (Matter.QUESTION, 6, 2, False), (Matter.QUESTION, 5, 3, False)],
    ids=["the same", "of another kind", "about another", "of another week"],
)  # fmt: skip
def test_two_rows_tell_of_one_matter_if_kind_identity_and_week_are_the_same(
    kind: int, identity: int, raised: int, one: bool
) -> None:
    rows = table("matters", 2)
    for row, (what, who, when) in enumerate([(Matter.QUESTION, 5, 2), (kind, identity, raised)]):
        rows[row].kind, rows[row].identity, rows[row].raised = what, who, when
    assert in_plain(same)(rows[0], rows[1]) == one


def test_of_matters_those_that_leave_the_table_in_a_week_are_put_by_and_the_others_stay() -> None:
    org = a_company(clock__week=9)
    org.exchange(matters=table("matters", 6))
    org.company[0].matters = 5
    org.matters.identity[:5], org.matters.raised[:5] = (1, 2, 3, 4, 5), (5, 6, 7, 7, 8)
    log = a_log(org)
    in_plain(see_matters)(org, log)
    for place, row in enumerate((0, 2, 4)):
        org.matters[place] = org.matters[row].copy()
    org.company[0].matters = 3
    in_plain(see_given_up)(org, log)
    assert (log.seen[0].closed, log.closed[:2].tolist(), log.matters.identity[:2].tolist()) == (2, [9, 9], [2, 4])
    assert log.matters.closed[:2].tolist() == [Verdict.GIVEN_UP, Verdict.GIVEN_UP]
    org.matters[1].closed = Verdict.CONTRADICTED
    in_plain(see_verdicts)(org, log)
    assert (log.seen[0].closed, log.matters[2].identity, log.matters[2].closed) == (3, 3, Verdict.CONTRADICTED)


def test_a_record_has_a_row_for_each_tie_and_seat_in_each_week_and_each_matter_as_it_stands() -> None:
    org = company("uneven").copy()
    for place, value in {"matter.kind": Matter.QUESTION, "matter.identity": 55, "matter.raised": 2, "matter.closed": Verdict.OPEN, "matter.hours": 1.5,
                         "matter.excess": 0.25, "matter.function": Side.MARKETING, "lead.stage": Stage.ASSIGNED, "clock.week": 6}.items():  # fmt: skip
        put(org, place, value)
    log = Recorder(org, NAMES._replace(seats=text(("ann", "eve", "bob", "top"))), 9)
    org.clock[0].week = 7
    for watch in (see_experiences, see_people, see_company):
        in_plain(watch)(org, log)
    in_plain(end_unqualified)(org, log, 99, 2, 0)
    org.matters[0].closed = Verdict.SETTLED
    in_plain(see_verdicts)(org, log)
    org.matters[0].closed = Verdict.OPEN
    tables = {name: table.to_pydict() for name, table in log.tables(org).items()}
    ties, people, matters, leads = (tables[name] for name in ("ties", "people", "matters", "leads"))
    assert (ties["week"], ties["rep"], ties["marketer"]) == ([6, 6, 7, 7], ["ann", "eve"] * 2, ["bob"] * 4)
    assert (people["week"], people["seat"]) == ([6] * 4 + [7] * 4, ["ann", "eve", "bob", "top"] * 2)
    assert tables["company"]["week"] == [6, 7]
    assert (matters["ended"], matters["verdict"], matters["about"]) == ([7, None], ["settled", "open"], [55, 55])
    assert [matters[name][1] for name in ("kind", "raised_by", "raised", "rep", "marketer", "leader", "other_leader", "hours", "excess")] == [
        "question", "marketing", 2, "ann", "bob", "top", None, 1.5, 0.25]  # fmt: skip
    assert (leads["end"], leads["lead"][0]) == (["unqualified", "open"], 99)
    for name in ("available", "promise", "value", "information", "autonomy", "concern", "pace", "mood"):
        assert leads[name][0] is None, "nobody knows it of a lead that never was in the books"
        assert leads[name][1] is not None
    assert {each for table in tables.values() for each in table["paradigm"]} == {"own"}


@pytest.mark.parametrize("pages", [1, 9], ids=["as soon as a page is full", "when it is asked"])
def test_a_log_that_was_read_off_goes_on_in_the_week_after_and_tells_nothing_twice(pages: int) -> None:
    org = company("uneven").copy()
    LUCK.clear()
    for place, value in {"clock.week": 1, "tally.wins": 2.0, "lead.stage": Stage.ASSIGNED, "lead.identity": 70}.items():
        put(org, place, value)
    log = Recorder(org, NAMES._replace(seats=text(("ann", "eve", "bob", "top"))), pages - 1)
    log.wins_counted = np.zeros((1, 3), np.int64)
    for week, wins in ((2, 5.0), (3, 6.0)):
        in_plain(end_unqualified)(org, log, 90 + week, 2, 0)
        in_plain(see_win)(org, log, 0)
        org.matters[0].closed, org.matters[0].identity = Verdict.SETTLED, 50 + week
        in_plain(see_verdicts)(org, log)
        if pages > 1:
            log.read_off(org)
            assert [int(log.seen[0][name]) for name in ("weeks", "lives", "wins", "wins_before", "closed")] == [0] * 5
        assert not in_plain(has_pages)(org, log)
        log.make_room(org)
        assert in_plain(has_pages)(org, log)
        org.clock[0].week, org.tally[0].wins = week, wins
        for watch in (see_experiences, see_people, see_company):
            in_plain(watch)(org, log)
    org.company[0].matters = 0
    tables = {name: table.to_pydict() for name, table in log.tables(org).items()}
    assert (tables["company"]["week"], tables["company"]["wins"]) == ([1, 2, 3], [2.0, 3.0, 1.0])
    assert tables["people"]["week"] == [week for week in (1, 2, 3) for _ in range(4)]
    assert tables["ties"]["week"] == [1, 1, 2, 2, 3, 3]
    assert (tables["leads"]["lead"][:2], tables["leads"]["end"]) == ([92, 93], ["unqualified", "unqualified", "open"])
    assert tables["matters"]["about"] == [52, 53]
    assert (tables["credit"]["lead"], tables["credit"]["week"]) == ([70, 70], [1, 2])
    assert (tables["wins_by_source"]["source"], tables["wins_by_source"]["wins"]) == (
        ["web", "fair", "unknown"],
        [0, 0, 2],
    )


def test_whoever_keeps_a_record_is_told_all_of_it_when_it_is_finished() -> None:
    org, told_to = a_company(lead__stage=Stage.ASSIGNED), []
    log = Recorder(org, NAMES, 4, lambda name, chunk: told_to.append((name, chunk.num_rows)))
    log.finish(org)
    assert told_to == [
        ("people", 3),
        ("ties", 1),
        ("company", 1),
        ("leads", 1),
        ("matters", 1),
        ("wins_by_source", 0),
        ("decisions", 0),
    ]
    assert all(len(kept) == 1 for kept in log.chunks.values()), "and nothing is kept besides"


def test_ties_of_a_record_are_between_practitioners_and_the_last_between_leaders() -> None:
    org = company("heads").copy()
    ties = Recorder(org, NAMES._replace(seats=text(tuple("abcdefghi"))), 4).tables(org)["ties"].to_pydict()
    assert ties["between"] == ["practitioners"] * int(org.company[0].pairs) + ["leaders"]
    assert (ties["rep"][-1], ties["marketer"][-1]) == ("h", "i")
