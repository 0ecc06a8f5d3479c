"""What changed between two editions of the model, pattern by pattern, and why: words that go with the measured tables.

The earlier edition's verdicts are kept as they were recorded (`edition_0_2.json`); the words say which rule or which
reading is behind a change. Whether a pattern holds today stands in the record alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import Any

from ..foundations.markdown import markdown_table

EARLIER = Path(__file__).parent / "edition_0_2.json"

# Of each pattern: what about it changed since edition 0.2.0, whatever came of it.
REASONS: Mapping[int, str] = {
    1: "one line on one scale for both groups instead of three cuts; read after two years of burn-in",
    2: "reps learn what to expect of marketing's leads; read after burn-in",
    3: "read after burn-in instead of on a slide",
    4: "a lost deal speaks by what was believed of it and by the touches put in; retention is read on the cohort whose "
    "promise broke, as the fact is (F62); the company-wide reading stays beside",
    5: "executives also see results and what is shared on paper; silence hides bad news; a programme makes people meet",
    6: "structure protects organised contact from what tools take of the informal one",
    7: "a buyer bypasses a rep on any deal, the rep's own too",
    8: "what joint work adds for customers is what the two know of each other, for marketing's and reps' own alike",
    9: "alignment is lived on five grounds and judged against what the work requires, which the forces raise",
    10: "the side that decides need not ask itself; joint ideas need both voices and minds that differ and know of "
    "each other; specialists are made by their work; merged roles teach; each alone is really each alone",
    11: "leadership acts over its whole range: matters take their hours over weeks, coaching saturates smoothly",
    12: "contests move power; a drifting company is no longer the only one they move",
    13: "companies differ in what ranks paradigms (factors by screening), regions of up to three conditions",
    14: "read on single pairs, as the experiments were (Schweitzer et al. 2006); everybody at once stays beside; "
    "who was deceived discounts what the team says, too",
    15: "a reorganisation advances as fast as people buy in, which is a matter of trust",
    16: "new pattern",
    17: "new pattern",
    18: "new pattern: customers have a potential that rises with contract value",
    19: "new pattern",
}


ABOUT = (
    "The third edition changed rules, never a paradigm's row, and was calibrated anew to the status quo alone. A "
    "reading that was replaced stays beside the new one, with its verdict. All patterns of the status quo are now read "
    "after two years of burn-in, over companies that differ; the third edition's intervals are therefore over "
    "companies, not over one company's luck, and wider."
)
WIDTH = 118


@cache
def earlier() -> Mapping[int, Mapping[str, Any]]:
    """The earlier edition's patterns by number, as its record had them."""
    record = json.loads(EARLIER.read_text(encoding="utf-8"))
    return {row["pattern"]: row for row in record["patterns"]}


def changes(patterns: Sequence[Mapping[str, Any]]) -> str:
    """The patterns in the two editions, side by side, as a section of the document."""
    head = ["#", "pattern", "edition 0.2.0", "now", "what about it changed"]
    rows = []
    for row in patterns:
        number = row["pattern"]
        before = earlier()[number]["verdict"] if number in earlier() else ""
        rows.append([number, row["name"], before, f"**{row['verdict']}**", REASONS[number]])
    return f"### What changed and why\n\n{fill(ABOUT, WIDTH)}\n\n{markdown_table(head, rows)}\n"
