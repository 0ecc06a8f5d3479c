"""The real exports give the published figures; these tests skip where the shared data is absent."""

import re
from datetime import date
from pathlib import Path

import pytest

from cordiale.experiments import crm
from cordiale.experiments.crm import Import, import_export
from cordiale.experiments.crm.facts import Window
from tests.support.commandline import ROOT

DATA = ROOT.parent / "shared" / "data"
WEEK = 7
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder is absent"),
]


@pytest.fixture(scope="module")
def olist() -> Import:
    return import_export(DATA / "olist", preset="olist")


@pytest.fixture(scope="module")
def cohorts(olist: Import) -> Window:
    assert olist.facts.cohorts is not None
    return olist.facts.cohorts


def test_olist_is_used_whole_but_for_one_closing_before_its_creation(olist: Import) -> None:
    summary = olist.summary
    assert (summary.read, summary.used, summary.repaired, summary.dropped) == (8842, 8842, 1, 0)
    (repair,) = summary.files[1].repairs
    assert (repair.count, repair.column) == (1, "won_date")
    assert "average_stock: 32 values turned into dates" in summary.files[1].notes[0]


def test_olist_gives_the_published_conversion(olist: Import, cohorts: Window) -> None:
    assert (olist.facts.whole.leads, olist.facts.whole.wins) == (8000, 842)
    assert (cohorts.leads, cohorts.wins) == (5998, 781)
    assert cohorts.conversion.value == pytest.approx(0.130, abs=0.0005)
    assert (str(olist.facts.cohort_start), str(olist.facts.cohort_end)) == ("2018-01-01", "2018-05-31")
    assert olist.facts.period is not None
    assert [str(day) for day in olist.facts.period] == ["2017-06-14", "2018-05-31"]


def test_olist_gives_the_published_cycle(olist: Import) -> None:
    cycle = olist.facts.whole.cycle
    assert cycle is not None
    days = [WEEK * one for one in (cycle.p10, cycle.lower_quartile, cycle.median, cycle.upper_quartile, cycle.p90)]
    assert days == pytest.approx([2.6, 5.9, 14.7, 55.0, 162.6], abs=0.15)
    assert WEEK * cycle.mean == pytest.approx(49, abs=0.5)
    assert cycle.sigma == pytest.approx(1.66, abs=0.005)


@pytest.mark.parametrize(
    ("name", "leads", "percent", "days"),
    [
        ("organic_search", 2296, 11.8, 14.9),
        ("paid_search", 1586, 12.3, 15.7),
        ("social", 1350, 5.6, 30.6),
        ("unknown", 1099 + 60, 16.65, 11.5),
        ("direct_traffic", 499, 11.2, 10.6),
        ("email", 493, 3.0, 21.1),
        ("referral", 284, 8.5, 19.4),
        ("other", 150, 2.7, None),
        ("display", 118, 5.1, None),
        ("other_publicities", 65, 4.6, None),
    ],
)
def test_olist_gives_the_published_sources(
    olist: Import, name: str, leads: int, percent: float, days: float | None
) -> None:
    (source,) = [one for one in olist.facts.whole.sources if one.name == name]
    assert source.leads == leads
    assert 100 * source.conversion == pytest.approx(percent, abs=0.06)
    assert source.conversion_low < source.conversion < source.conversion_high
    weeks = None if days is None else pytest.approx(days / WEEK, abs=0.35 / WEEK)  # the early closing left out
    assert source.median_cycle_weeks == weeks


def test_olist_gives_the_published_people(olist: Import) -> None:
    facts = olist.facts
    assert facts.marketing is not None
    assert facts.sales is not None
    assert (facts.marketing.people, facts.sales.people) == (32, 22)
    assert (facts.marketing_people, facts.sales_people) == (13, 12)  # at one time
    assert facts.marketing.top_fifth_share == pytest.approx(0.63, abs=0.005)
    assert facts.sales.top_fifth_share == pytest.approx(0.49, abs=0.005)


def test_olist_says_what_it_cannot_tell(olist: Import) -> None:
    words = "\n".join(olist.unknown)
    assert olist.facts.contract_value is olist.facts.win_rate is olist.facts.follow_up is None
    for thing in ("contract value", "wins only", "followed up"):
        assert thing in words


def test_salvirt_gives_the_published_figures_without_its_duplicates() -> None:
    result = import_export(DATA / "salvirt", preset="salvirt")
    assert (result.summary.read, result.summary.used, result.summary.dropped) == (448, 365, 83)
    assert result.facts.conversion.value == pytest.approx(0.474, abs=0.0005)
    assert result.facts.cycle is result.facts.leads_per_week is None
    assert result.facts.sales_people == 18


def test_salvirt_gives_the_published_figures_with_them(tmp_path: Path) -> None:
    (file,) = (DATA / "salvirt").glob("*.csv")
    mapping = tmp_path / "keep.toml"
    mapping.write_text(
        'schema = 1\n[opportunity]\ncolumns = { stage = "Status", source = "Source" }\nduplicates = "keep"\n'
    )
    facts = import_export(file, mapping=mapping).facts
    assert (facts.conversion.count, facts.conversion.total) == (227, 448)
    sources = {one.name: (one.leads, round(one.conversion, 2)) for one in facts.sources}
    assert sources["joint_past"] == (339, 0.61)
    assert sources["referral"] == (53, 0.25)


@pytest.mark.parametrize(("style", "dates"), [("%Y-%m-%d", "day-first"), ("%m/%d/%Y", "auto")])
def test_the_same_data_in_another_date_format_gives_the_same_facts(
    tmp_path: Path, olist: Import, style: str, dates: str
) -> None:
    pattern = re.compile(r"\b(\d\d)-(\d\d)-(\d{4})\b")
    for path in (DATA / "olist").glob("*.csv"):
        text = pattern.sub(lambda m: f"{date(int(m[3]), int(m[2]), int(m[1])):{style}}", path.read_text())
        (tmp_path / path.name).write_text(text)
    preset = Path(crm.__file__).parent / "presets" / "olist.toml"
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(preset.read_text().replace('dates = "day-first"', f'dates = "{dates}"'))
    assert import_export(tmp_path, mapping=mapping).facts == olist.facts
