"""The report says what the statistics say, in 80 columns, without colour, and what it rests on."""

import io
import json
import re

import pandas as pd
import pytest

from cordiale.experiments.comparison.findings import CAVEAT, interval_words, trade_off_headline, trust_headline, verdict
from cordiale.experiments.comparison.measures import FRICTION, MEASURES, REVENUE, TRUST_MARKETING, TRUST_SALES
from cordiale.experiments.comparison.ranking import rank_paradigms
from cordiale.experiments.comparison.report import print_report, summary
from cordiale.experiments.comparison.today import NOT_ASKED, than_today_words
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.phrases import number
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.foundations.store import content_sha256
from tests.support.synthetic import PARADIGMS, results_frame


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return results_frame()


def report(frame: pd.DataFrame, width: int = 80, encoding: str = "utf-8") -> str:
    sink = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    print_report(
        frame, file=sink, width=width, baseline=None, currency="", head="", note="", switched=NOT_ASKED, w=ENGLISH
    )
    sink.seek(0)
    return sink.read()


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def twins(*names: str) -> pd.DataFrame:
    """Paradigms that differ in name only."""
    one = results_frame(paradigms=["siloed"], forces=["all"], replications=6)
    return pd.concat([one.assign(paradigm=name) for name in names])


# The report


def test_rows_are_in_rank_order_and_say_what_was_computed(frame: pd.DataFrame) -> None:
    lines = report(frame).split("Under all forces")[1].splitlines()
    rows = [line for line in lines if re.match(r"\d ", line)]
    ranking = rank_paradigms(frame)[1]
    assert [row.split()[1] for row in rows] == [standing.paradigm for standing in ranking.standings]
    first = ranking.best
    relative = first.relative.scaled(100)
    assert rows[0].split()[2] == f"{first.levels['revenue'].mean:,.0f}"
    assert f"+{relative.mean:.1f} [{relative.low:.1f}, {relative.high:.1f}]" in rows[0]
    assert rows[0].split()[-1] == f"{first.levels['leavers'].mean:.1f}"


def test_the_baseline_has_no_difference_to_itself(frame: pd.DataFrame) -> None:
    row = next(line for line in report(frame).splitlines() if line.startswith("6 status-quo"))
    assert row.split()[4] == "–"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_terminal(frame: pd.DataFrame, width: int) -> None:
    assert max(map(len, report(frame, width).splitlines())) <= width


def test_80_columns_hold_one_table_with_whole_numbers() -> None:
    rich = results_frame().assign(revenue=lambda f: f["revenue"] * 30)
    text = report(rich)
    assert len(re.findall(r"^1 proportional .*\d \d\d\.\d$|^1 proportional", text, re.MULTILINE)) == 2
    assert "…" not in text


def test_a_narrow_terminal_gets_two_tables_with_the_same_numbers(frame: pd.DataFrame) -> None:
    wide, narrow = (set(re.findall(r"[+−\d][\d.,]*\d", report(frame, width))) for width in (80, 50))
    assert wide <= narrow | {"80", "50"}


def test_no_colour_or_control_codes_reach_a_file(frame: pd.DataFrame) -> None:
    assert "\x1b" not in report(frame)


def test_no_color_is_respected_on_a_terminal(frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search("\x1b\\[(?:\\d+;)*3\\d", report(frame))


def test_a_terminal_without_typographic_signs_gets_plain_ones(frame: pd.DataFrame) -> None:
    assert "-0.9 [-1.1, -0.6]" in report(frame, encoding="ascii")


def test_the_report_ends_with_what_it_rests_on(frame: pd.DataFrame) -> None:
    text = flat(report(frame))
    assert "seed 1: 12 quarters, n = 40 matched replications" in text
    assert text.rstrip().endswith(CAVEAT)
    assert "no data behind them" in CAVEAT


# The sentences


def test_a_clear_winner_is_said_to_be_one(frame: pd.DataFrame) -> None:
    sentence = verdict(rank_paradigms(frame)[1], w=ENGLISH)
    assert sentence.startswith(
        "Under all forces, proportional earns most and can be told apart from every other paradigm"
    )
    assert "40 matched replications, Holm's correction over 21 pairs" in sentence


def test_neighbours_that_cannot_be_told_apart_are_named(frame: pd.DataFrame) -> None:
    ranking = rank_paradigms(frame)[0]
    assert not ranking.pair("sales-led", "status-quo").apart
    assert "these neighbours in rank cannot be told apart: sales-led and status-quo" in verdict(ranking, w=ENGLISH)


def test_equals_are_not_ranked_in_words() -> None:
    (ranking,) = rank_paradigms(twins("a", "b", "c"))
    assert "earns most on average but cannot be told apart from b and c" in verdict(ranking, w=ENGLISH)


def test_one_replication_tells_nothing_apart() -> None:
    single = results_frame(replications=1, forces=["all"])
    (ranking,) = rank_paradigms(single)
    assert verdict(ranking, w=ENGLISH).endswith("earns most in the only replication: nothing can be told apart.")
    assert "[" not in report(single).split("these neighbours")[0].split("revenue: sum")[0]


def test_one_paradigm_is_not_compared() -> None:
    (ranking,) = rank_paradigms(twins("a"))
    assert verdict(ranking, w=ENGLISH) == "Under all forces, only a was run: there is nothing to compare."
    assert "nothing to compare" in flat(report(twins("a")))


def test_runs_that_are_missing_are_counted() -> None:
    frame = results_frame(replications=10, forces=["all"])
    partial = frame[~((frame["paradigm"] == "siloed") & (frame["replication"] < 2))]
    assert "n = 8 to 10 replications" in report(partial)


def test_trust_in_both_directions_is_one_title(frame: pd.DataFrame) -> None:
    sales = rank_paradigms(frame, by=TRUST_SALES)[1]
    marketing = rank_paradigms(frame, by=TRUST_MARKETING)[1]
    assert (
        trust_headline(sales, marketing, w=ENGLISH)
        == "Under all forces, trust runs highest under proportional, in both directions"
    )
    rest = frame[frame["paradigm"] != "proportional"]
    split = (rank_paradigms(rest, by=by)[1] for by in (TRUST_SALES, TRUST_MARKETING))
    assert (
        trust_headline(*split, ENGLISH)
        == "Under all forces, sales trusts most under sales-led, marketing under marketing-led"
    )


def test_the_trade_off_counts_only_those_told_apart_in_both(frame: pd.DataFrame) -> None:
    none = [rank_paradigms(frame, by=by)[0] for by in (REVENUE, FRICTION)]
    # Sales-led has less friction than the status quo, but its revenue cannot be told apart.
    assert (
        trade_off_headline(*none, ENGLISH)
        == "Under no forces, 4 of 6 paradigms earn more with less friction than status-quo"
    )
    equal = [rank_paradigms(twins("a", "b"), by=by)[0] for by in (REVENUE, FRICTION)]
    assert "no paradigm clearly earns more" in trade_off_headline(*equal, ENGLISH)


@pytest.mark.parametrize(
    ("estimate", "unit", "words"),
    [
        (Estimate(12.34, 8.1, 16.6, 40), "%", "+12 % [8, 17]"),
        (Estimate(0.0, -0.3, 0.3, 40), "points", "0.0 points [−0.3, 0.3]"),
        (Estimate(0.12, 0.10, 0.14, 40), "", "+0.12 [0.10, 0.14]"),
        (Estimate(5.0, float("nan"), float("nan"), 1), "%", "+5.0 % "),
        (Estimate(float("nan"), float("nan"), float("nan"), 0), "%", "– %"),
    ],
)
def test_numbers_have_the_decimals_that_their_interval_allows(estimate: Estimate, unit: str, words: str) -> None:
    assert interval_words(estimate, unit, w=ENGLISH) == words.strip()


def test_a_number_near_zero_has_no_sign() -> None:
    assert number(-0.04, 1, sign=True) == "0.0"


# The summary


def test_the_summary_is_strict_json_and_agrees_with_the_statistics(frame: pd.DataFrame) -> None:
    document = json.loads(json.dumps(summary(frame, baseline=None, switched=NOT_ASKED), allow_nan=False))
    ranking = rank_paradigms(frame)[1]
    assert document["results_sha256"] == content_sha256(frame)
    assert (document["replications"], document["quarters"], document["seed"]) == (40, 12, 1)
    under_all = document["forces"]["all"]
    assert under_all["verdict"] == verdict(ranking, w=ENGLISH)
    assert under_all["best"] == "proportional"
    assert [each["paradigm"] for each in under_all["standings"]] == [s.paradigm for s in ranking.standings]
    difference = under_all["standings"][0]["differences"]["revenue"]
    assert difference["low"] == ranking.best.differences["revenue"].low
    assert difference["n"] == 40
    assert set(under_all["standings"][0]["levels"]) == set(document["measures"]) == {m.name for m in MEASURES}
    assert document["caveat"] == CAVEAT


def test_what_one_replication_cannot_give_is_null() -> None:
    document = summary(results_frame(replications=1), baseline=None, switched=NOT_ASKED)
    standing = document["forces"]["none"]["standings"][0]
    assert standing["levels"]["revenue"]["low"] is None
    assert standing["levels"]["revenue"]["mean"] > 0
    json.dumps(document, allow_nan=False)


def test_another_baseline_can_be_chosen(frame: pd.DataFrame) -> None:
    document = summary(frame, baseline="siloed", switched=NOT_ASKED)
    assert document["baseline"] == "siloed"
    siloed = next(s for s in document["forces"]["all"]["standings"] if s["paradigm"] == "siloed")
    assert siloed["differences"] == {}
    assert len(document["forces"]["all"]["pairs"]) == len(PARADIGMS) * (len(PARADIGMS) - 1) / 2


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("baseline", ["siloed", "proportional"])
def test_what_is_printed_is_over_the_paradigm_that_the_company_lives_in(
    frame: pd.DataFrame, baseline: str, language: str
) -> None:
    w, sink = words(language), io.StringIO()
    print_report(frame, file=sink, width=200, baseline=baseline, w=w, currency="", head="", note="", switched=NOT_ASKED)
    for ranking in rank_paradigms(frame, baseline=baseline):
        assert flat(than_today_words(ranking, w)) in flat(sink.getvalue())
        for standing in ranking.standings:
            if standing.relative is not None:
                assert w.number(100 * standing.relative.mean, 1, sign=True) in sink.getvalue()


@pytest.mark.parametrize("size", [0.04, 0.4, 4.0, 44.0, 444.0])
@pytest.mark.parametrize("unit", ["%", "points", ""])
def test_a_difference_is_told_with_its_sign_whichever_way_it_goes(size: float, unit: str) -> None:
    for known in (Estimate(size, 0.9 * size, 1.1 * size, 40), Estimate(size, size, size, 1)):
        assert interval_words(known, unit, w=ENGLISH).startswith("+")
        assert interval_words(known.scaled(-1), unit, w=ENGLISH).startswith("−")
