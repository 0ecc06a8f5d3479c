"""How a ranking changes from the point to the ensemble, in words and tables for `CALIBRATION.md`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import TextWrapper
from typing import Any

from ..foundations.markdown import markdown_table
from ..foundations.phrases import forces_words, listed, number

WIDTH = 118
CODE, GLUE = re.compile(r"`[^`]*`"), "\0"


def paragraph(words: str, bullet: str = "") -> str:
    """Words broken into lines, none of them inside a code; with a bullet before the first if there is one."""
    whole = CODE.sub(lambda code: code[0].replace(" ", GLUE), words)
    wrap = TextWrapper(WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_on_hyphens=False)
    return wrap.fill(whole).replace(GLUE, " ")


def change(ranking: Mapping[str, Any]) -> Sequence[str]:
    """The ranking at the point and over the ensemble, under each force set."""
    words = (
        f"`{ranking['command']}`: the default company over {ranking['quarters']} quarters, {ranking['replications']} "
        f"replications on the same luck, first all with the point, then with the {ranking['sets']} sets in turn. "
        "Revenue against the status quo, in percent, with 95 % intervals of the mean over sets; *first*: share of the "
        "sets with which a paradigm earns most; *5 % to 95 %*: of single sets."
    )
    parts = [part for forces, one in ranking["forces"].items() for part in _under(forces, one)]
    picture = "![Revenue against the status quo, set by set](calibration/pictures/ranking.png)"
    return "## How the ranking changes", paragraph(words), *parts, picture


def _under(forces: str, one: Mapping[str, Any]) -> Sequence[str]:
    moves = listed([f"`{each['parameter']}` ({number(each['correlation'], 2, sign=True)})" for each in one["hangs_on"]])
    hangs = f"goes up and down with {moves}" if moves else "goes with no single parameter by more than chance"
    words = (
        f"**Under {forces_words(forces)}**: {_leader('point', one)}; {_leader('ensemble', one)}. The advantage of "
        f"{one['best']} over {one['second']} {hangs} (rank correlation over the sets)."
    )
    head = ("paradigm", "rank, point", "rank, ensemble", "point", "ensemble", "interval grows", "5 % to 95 %", "first")
    return paragraph(words), markdown_table(head, [_row(name, one) for name in one["ensemble"]])


def _leader(choice: str, one: Mapping[str, Any]) -> str:
    leader, tied = next(iter(one[choice])), one[f"{choice}_tied_with_best"]
    told = f"cannot be told apart from {listed(tied)}" if tied else "can be told apart from all others"
    return f"with the {choice} {leader} earns most and {told}"


def _row(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    point, ensemble = (one[choice][name] for choice in ("point", "ensemble"))
    ranks, first = (name, str(point["rank"]), str(ensemble["rank"])), f"{100 * one['first_places'][name]:.0f} %"
    if point["relative"] is None:
        return (*ranks, "", "", "", "", first)
    differences = (_percent(point["relative"]), _percent(ensemble["relative"]))
    return (*ranks, *differences, _growth(point["relative"], ensemble["relative"]), _range(one["by_set"][name]), first)


def _growth(point: Mapping[str, float], ensemble: Mapping[str, float]) -> str:
    """How many times wider an interval is with the ensemble."""
    before, after = (each["high"] - each["low"] for each in (point, ensemble))
    return f"x {after / before:.1f}" if before else ""


def _range(values: Sequence[float]) -> str:
    ordered = sorted(values)
    low, high = (100 * ordered[round(share * (len(ordered) - 1))] for share in (0.05, 0.95))
    return f"{number(low, 1)} to {number(high, 1)}"


def _percent(figure: Mapping[str, float]) -> str:
    mean, low, high = (100 * figure[name] for name in ("mean", "low", "high"))
    return f"{number(mean, 1, sign=True)} [{number(low, 1)}, {number(high, 1)}]"
