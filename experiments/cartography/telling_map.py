"""What a map says: in words of both languages, as data, and as files in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ..figures.page import SLIDE, save
from ..foundations.atomic import prepare_directory, write_text
from ..foundations.formula_cells import without_formulas
from ..foundations.language import ENGLISH, Words
from ..foundations.plain import plain, to_json
from ..foundations.shares import CONFIDENCE
from ..study.frozen import identity
from .advice_map import AdviceMap
from .drawing_map import draw_map
from .ladder import Ladder


def headline(found: AdviceMap, w: Words) -> str:
    """Who leads where, in one sentence."""
    shares, total, worlds = found.shares(), len(found.known), found.worlds
    name, (led, apart) = max(shares.items(), key=lambda each: each[1][0])
    holes = {"option": worlds.option_word(name, w), "led": led, "apart": apart, "total": total}
    return w("map.headline", outcome=outcome_word(found, w), **holes)


def basis(found: AdviceMap, w: Words) -> str:
    """How the cells were made, and what is told apart."""
    worlds = found.worlds
    how = {
        "cells": lambda: w("map.how_cells"),
        "bins": lambda: w("map.how_bins", x=len(found.x.steps), y=len(found.y.steps)),
        "surface": lambda: w("map.how_surface", degree=found.smoother.degree, told=w.percent(found.smoother.told)),
    }[found.how]()
    over = w("map.over", factors=w.listed(found.over)) if found.over else ""
    alike = worlds.plan.matched
    holes = {
        "better": w["map.less" if worlds.less_is_better else "map.more"],
        "worlds": w.number(len(worlds.points)),
        "replications": w.counted("matched", alike),
    }
    said = f"{how}{over} " + w("map.basis", confidence=w.percent(1 - CONFIDENCE), **holes)
    if worlds.plan.study.until is None:
        return said
    return said + w("map.first_only", replications=w.counted("replications", alike))


def outcome_word(found: AdviceMap, w: Words) -> str:
    return found.worlds.measure.name


def lines(found: AdviceMap, w: Words) -> list[str]:
    """The map in words, for a terminal."""
    said = [headline(found, w), ""]
    for name, (led, apart) in found.shares().items():
        said.append(w("map.share", option=found.worlds.option_word(name, w), led=led, apart=apart))
    empty = len(found.cells) - len(found.known)
    said += [w("map.empty", cells=empty)] if empty else []
    return [*said, "", basis(found, w)]


def to_document(found: AdviceMap) -> dict[str, Any]:
    """The map as data: what `map.json` holds and `--json` prints."""
    worlds, fit = found.worlds, found.smoother
    return {
        "finding": headline(found, ENGLISH),
        "how": found.how,
        "basis": basis(found, ENGLISH),
        "outcome": {"name": worlds.measure.name, "unit": worlds.measure.unit, "definition": worlds.measure.definition,
                    "less_is_better": worlds.less_is_better},
        "of": worlds.of,
        "options": {name: {"led": led, "told_apart": apart} for name, (led, apart) in found.shares().items()},
        "x": _axis(found.x),
        "y": _axis(found.y),
        "averaged_over": found.over,
        "surface": {"degree": fit.degree, "explains": fit.told} if fit.degree else None,
        "worlds": len(worlds.points),
        "replications": worlds.plan.matched,
        "confidence": CONFIDENCE,
        "plan_sha256": identity(worlds.plan),
        "results_sha256": worlds.results_sha256,
        "cells": [plain(row) for row in table_rows(found)],
    }  # fmt: skip


def table_rows(found: AdviceMap) -> Iterator[dict[str, Any]]:
    """A row for each cell: where it is, how many worlds it has, who leads by how much, and what each option brings."""
    options = found.worlds.options
    for each in found.cells:
        led = each.best >= 0
        yield {
            found.x.name: found.x.told(each.x),
            found.y.name: found.y.told(each.y),
            "worlds": each.worlds,
            "best": options[each.best] if led else "",
            "second": options[each.second] if led else "",
            "lead": each.lead.mean,
            "low": each.lead.low,
            "high": each.lead.high,
            "p": each.p,
            "told_apart": each.apart,
            **dict(zip(options, each.means, strict=True)),
        }


def _axis(axis: Ladder) -> dict[str, Any]:
    steps = [axis.told(step) for step in range(len(axis.steps))]
    return {"factor": axis.name, "unit": axis.unit, "steps": steps, "edges": axis.edges.tolist(), "binned": axis.binned}


def keep_map(found: AdviceMap, directory: str | Path, w: Words) -> None:
    """Leave map.json, .csv, .png and .svg in a folder. Raises StoreError."""
    folder = prepare_directory(directory)
    write_text(folder / "map.csv", without_formulas(pd.DataFrame(table_rows(found))).to_csv(index=False))
    named = {name: found.worlds.option_word(name, w) for name in found.worlds.options}
    save(draw_map(found, headline(found, w), basis(found, w), named, SLIDE, w), folder / "map")
    write_text(folder / "map.json", to_json(to_document(found)))
