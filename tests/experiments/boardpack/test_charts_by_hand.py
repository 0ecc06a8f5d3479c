"""Charts of hand-made tables: which mark is whose and of which side, how far an axis goes, what stands at the right."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from cordiale.experiments.boardpack.chart_figures import PAGE, ROW, SIDES, _layout, charts_of, draw_chart
from cordiale.experiments.boardpack.comparison_pack import NOTHING_TOLD, comparison_pack
from cordiale.experiments.boardpack.geometry import axis_of_table
from cordiale.experiments.boardpack.pack import Chart, Column, Facts, Pack, Row, Table, chance
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.board_packs import PACKS, comparison_document

FIELDS = ("value", "low", "high")


def table(kind: str, *rows: tuple[float | None, ...]) -> Table:
    """Rows of three figures each, drawn in this way; a pair draws the first two."""
    document = {f"r{at}": dict(zip(FIELDS, row, strict=True)) for at, row in enumerate(rows)}
    columns = tuple(Column(name, name.upper(), "gain") for name in FIELDS)
    chart = Chart(kind, FIELDS[:2] if kind == "pair" else FIELDS, "title", "description", "axis")
    names = tuple(Row(f"r{at}", f"row {at}") for at in range(len(rows)))
    return Table("caption", Facts(document, w=ENGLISH), "names", names, columns, chart=chart)


def marks(made: Table) -> list[tuple[float, float, str, bool]]:
    """Of each mark where it stands, its colour, and whether it is full."""
    (ax,) = draw_chart(made).axes
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]), str(line.get_color()),
         line.get_markerfacecolor() != "white")
        for line in ax.lines if line.get_marker() == "o"
    ]  # fmt: skip


def test_of_a_pair_the_first_mark_is_full_the_second_hollow_and_neither_is_ahead_of_anything() -> None:
    made = table("pair", (5.0, 2.0, 9.0), (3.0, None, 9.0), (None, None, None))
    grey = SIDES["open"]
    assert marks(made) == [(5.0, 0.0, grey, True), (2.0, 0.0, grey, False), (3.0, 1.0, grey, True)]
    (ax,) = draw_chart(made).axes
    assert [each.get_text() for each in ax.texts] == ["+5 / +2", "+3 / –", "– / –"]
    assert [[*line.get_xdata()] for line in ax.lines if len(line.get_xdata()) == 2][:1] == [[5.0, 2.0]]


def test_of_an_interval_one_mark_stands_in_the_colour_of_its_side_and_its_mean_alone_is_written() -> None:
    made = table("intervals", (5.0, 2.0, 9.0), (-5.0, -9.0, -2.0), (1.0, -2.0, 4.0), (7.0, None, None))
    assert marks(made) == [
        (5.0, 0.0, SIDES["ahead"], True), (-5.0, 1.0, SIDES["behind"], True), (1.0, 2.0, SIDES["open"], True),
        (7.0, 3.0, SIDES["open"], True),
    ]  # fmt: skip
    (ax,) = draw_chart(made).axes
    assert [each.get_text() for each in ax.texts] == ["+5", "−5", "+1", "+7"]
    whiskers = [line for line in ax.lines if line.get_marker() == "None" and 0.0 not in line.get_xdata()]
    assert [(*line.get_xdata(), line.get_color()) for line in whiskers if len(line.get_xdata()) == 2] == [
        (2.0, 9.0, SIDES["ahead"]), (-9.0, -2.0, SIDES["behind"]), (-2.0, 4.0, SIDES["open"]),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["intervals", "pair", "course"])
def test_a_chart_goes_as_far_as_its_axis_and_has_room_for_its_rows(kind: str) -> None:
    made = table(kind, (5.0, 2.0, 9.0), (-5.0, -9.0, -2.0), (1.0, -2.0, 4.0), (7.0, 1.0, 8.0))
    axis, (ax,) = axis_of_table(made), draw_chart(made).axes
    assert (ax.get_ylim() if kind == "course" else ax.get_xlim()) == (axis.low, axis.high)
    assert axis.low < axis.high
    if kind == "course":
        assert _layout(made).panel_height == 45.0
    else:
        assert ax.get_ylim() == (3.5, -0.5)
        assert _layout(made).panel_height == ROW * 5
    assert _layout(made).width == PAGE.width


def every_chart() -> list[tuple[str, str, Table]]:
    found = []
    for name, (document, make) in PACKS.items():
        for language in ("en", "fr"):
            pack: Pack = make(document, w=words(language))
            found += [(f"{name} {language}", key, each) for key, each in charts_of(pack)]
    return found


def test_a_chart_is_described_in_a_sentence_titled_by_what_is_seen_and_its_axis_is_named() -> None:
    for where, key, each in every_chart():
        assert each.chart is not None
        assert each.chart.description.endswith("."), (where, key)
        for short in (each.chart.title, each.chart.axis):
            assert not short.endswith("."), (where, key)
            assert "95" not in short, (where, key)
        assert each.chart.title != each.chart.axis, (where, key)


# What a comparison says of a switch


def pack_of(changed: Any) -> dict[str, Any]:
    document = copy.deepcopy(comparison_document())
    document["forces"] = {name: copy.deepcopy(document["forces"]["all"]) for name in ("none", "all")}
    changed(document)
    return {each.key: each for each in comparison_pack(document, words("en"), told=NOTHING_TOLD).sections}


@pytest.mark.parametrize("told", [(), ("none",), ("none", "all")])
def test_what_a_switch_would_bring_is_told_under_the_forces_of_which_it_is_known_and_else_not_spoken_of(
    told: tuple[str, ...],
) -> None:
    def changed(document: dict[str, Any]) -> None:
        document["switched_in"] = 2 if told else None
        for name, ranking in document["forces"].items():
            for each in ranking["standings"]:
                each["if_switched"] = each["if_switched"] if name in told else None

    options = pack_of(changed)["options"]
    captions = [each.caption for each in options.tables]
    assert len(captions) == 2 + len(told)
    assert bool(options.sentences) == bool(told)
    w = words("en")
    for name in ("none", "all"):
        switch = [each for each in captions[2:] if w.forces(name) in each]
        assert len(switch) == (name in told)


def test_a_paradigm_alone_has_its_revenue_in_a_table_and_no_chart() -> None:
    def changed(document: dict[str, Any]) -> None:
        for ranking in document["forces"].values():
            ranking["standings"] = ranking["standings"][1:]
            ranking["best"] = "siloed"

    first, *_ = pack_of(changed)["options"].tables
    assert [row.name for row in first.rows] == ["siloed"]
    assert ([column.field for column in first.columns], first.chart) == (["levels.revenue.mean"], None)


def test_what_nobody_told_of_a_company_is_spoken_of_only_where_there_is_some() -> None:
    for name in ("comparison", next(iter(PACKS))):
        document, make = PACKS[name]
        counts = []
        for unknown in (["buyers.cycle"], []):
            changed = copy.deepcopy(document)
            changed["unknown"] = unknown
            if "grounds" in changed:
                changed["grounds"]["unknown"] = unknown
            counts.append(
                len(next(each for each in make(changed, w=words("en")).sections if each.key == "limits").sentences)
            )
        assert counts[0] == counts[1] + 1, name


@pytest.mark.parametrize(("share", "told"), [
    (0.0, "<1 %"), (0.004, "<1 %"), (0.01, "1 %"), (0.5, "50 %"), (0.99, "99 %"), (0.997, ">99 %"), (1.0, ">99 %"),
])  # fmt: skip
def test_a_chance_in_a_pack_is_never_quite_nothing_or_certain(share: float, told: str) -> None:
    said = chance(words("en"), share)
    assert "".join(each for each in said if not each.isspace()) == told.replace(" ", "")
