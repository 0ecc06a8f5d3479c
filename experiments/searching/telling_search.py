"""What a search says: in words of both languages, as data, and as files in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ..figures.page import SLIDE, save
from ..foundations.atomic import prepare_directory, write_text
from ..foundations.formula_cells import without_formulas
from ..foundations.hashes import hashes
from ..foundations.language import ENGLISH, Words
from ..foundations.manifest import describe_comparison, scenario_content
from ..foundations.output import Column, print_table
from ..foundations.plain import to_json
from ..foundations.statistics import Estimate, mean_interval
from ..foundations.store import MANIFEST
from .answers import ANSWERS
from .drawing_search import draw_search
from .structure_search import AIMS, FACTORS, Judged, SearchResult

DIGITS = (0, 1, 1, 1)
LEFT = ("search.json", "search.csv", "search.png", "search.svg", ANSWERS)


def told(one: Judged) -> dict[str, Estimate]:
    """Each aim's difference to staying on fresh luck, in the unit that it is told in."""
    return {aim: mean_interval(one.fresh[:, at] * FACTORS[at]) for at, aim in enumerate(AIMS)}


def ordered(found: SearchResult) -> list[Judged]:
    """Candidates and paradigms, the one worth most on fresh luck first."""
    return sorted(found.judged, key=lambda one: -float(one.fresh[:, 0].mean()))


def headline(found: SearchResult, w: Words) -> str:
    """How many candidates nothing dominates, and what the most valuable brings."""
    stand = [one for one in ordered(found) if one.undominated and not one.name]
    if not stand:
        return w["search.nothing"]
    value = told(stand[0])["value"]
    holes = {"value": w.number(value.mean, sign=True), "interval": w.interval(value.low, value.high)}
    return w("search.headline", number=len(stand), **holes)


def basis(found: SearchResult, w: Words) -> str:
    """On what luck everything was judged, and how far being chosen flattered."""
    quest, front = found.quest, found.front
    means = [
        sum(float(getattr(one, pool)[:, 0].mean()) for one in front) / len(front) for pool in ("searched", "fresh")
    ]
    said = w(
        "search.basis", tried=found.tried, changes=quest.changes, replications=quest.replications, fresh=quest.fresh
    )
    return f"{said} " + w("search.shrinks", searched=w.number(means[0], sign=True), fresh=w.number(means[1], sign=True))


def name_of(one: Judged, w: Words) -> str:
    return w.quoted(one.name) if one.name else "; ".join(one.decisions)


def heads(w: Words) -> tuple[str, ...]:
    """What the aims are called, with their units."""
    return w["search.value"], w["search.friction"], w["search.lost"], w["search.gap"]


def print_search(found: SearchResult, w: Words) -> None:
    """The candidates and paradigms as a table."""

    def cell(at: int, row: tuple[int, Judged]) -> str:
        each = told(row[1])[AIMS[at]]
        return f"{w.number(each.mean, DIGITS[at], sign=True)} {w.interval(each.low, each.high, DIGITS[at])}"

    def way(row: tuple[int, Judged]) -> str:
        said = f" {w.quoted(row[1].name)}" if row[1].name else ""
        return f"{row[0]}{said}" + ("" if row[1].undominated else f" ({w['search.dominated']})")

    columns = [Column(w["search.way"], way, left=True)]
    columns += [Column(head, partial(cell, at)) for at, head in enumerate(heads(w))]
    rows = [*enumerate(ordered(found), start=1)]
    ways = [w("search.way_is", number=number, way=name_of(one, w)) for number, one in rows if not one.name]
    print_table(columns, rows, title=headline(found, w), note="\n".join([*ways, "", basis(found, w)]), fold=True)


def table(found: SearchResult) -> pd.DataFrame:
    """A row for each candidate and paradigm: its decisions, and each aim's difference to staying with its interval."""
    rows = []
    for number, one in enumerate(ordered(found), start=1):
        bounds = {f"{aim}{end}": value for aim, each in told(one).items()
                  for end, value in (("", each.mean), ("_low", each.low), ("_high", each.high))}  # fmt: skip
        flattered = {f"{aim}_searched": one.searched[:, at].mean() * FACTORS[at] for at, aim in enumerate(AIMS)}
        said = {"number": number, "paradigm": one.name, "decisions": "; ".join(one.decisions)}
        rows.append({**said, "undominated": one.undominated, **bounds, **flattered})
    return pd.DataFrame(rows)


def to_document(found: SearchResult) -> dict[str, Any]:
    """The search as data: what `search.json` holds and `--json` prints."""
    return {
        "finding": headline(found, ENGLISH),
        "basis": basis(found, ENGLISH),
        "scenario": found.scenario.name,
        "asked": {name: value for name, value in vars(found.quest).items() if name != "workers"},
        "units": {"value": "thousand", "friction_hours_share": "percent", "leavers": "people",
                  "perception_gap": "percent"},
        "tried": found.tried,
        "judged": table(found).to_dict("records"),
    }  # fmt: skip


def keep_search(found: SearchResult, directory: Path, *, command: Sequence[str], w: Words) -> None:
    """Leave numbers, table and figure beside the answers, and last the manifest that lists them. Raises StoreError."""
    folder = prepare_directory(directory)
    write_text(folder / "search.csv", without_formulas(table(found)).to_csv(index=False))
    rows = [(name_of(one, w) if one.name else "", one) for one in ordered(found)]
    save(
        draw_search(rows, headline(found, w), f"{w['search.caption']} {basis(found, w)}", heads(w), SLIDE, w),
        folder / "search",
    )
    write_text(folder / "search.json", to_json(to_document(found)))
    manifest = describe_comparison(
        command=command, scenario_name=found.scenario.name, scenario=scenario_content(found.scenario),
        seed=found.quest.seed,
    )  # fmt: skip
    write_text(folder / MANIFEST, to_json({**manifest, "verb": "search", "files": hashes(folder, LEFT)}))
