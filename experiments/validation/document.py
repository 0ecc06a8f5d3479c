"""`experiments/VALIDATION.md`, written from the record and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from ..comparison.findings import CAVEAT
from ..foundations.markdown import markdown_table
from ..foundations.phrases import listed
from .criteria import FAILS, HOLDS, UNDECIDED
from .editions import changes
from .wording import interval, told

Row = Mapping[str, Any]
WIDTH = 118
SPACES = 13  # the pattern that is about a space of companies
VERBS = {HOLDS: ("holds", "hold"), FAILS: ("fails", "fail"), UNDECIDED: ("is undecided", "are undecided")}
ABLATIONS_FIGURE, OPTIMA_FIGURE = "ablations", "optima"

OPENING = """# Validation

<!-- written by `cordiale validate`; do not edit -->

What the model claims, measured. Each pattern of the model is declared in `experiments/validation/patterns/` with its
design, its measure and its criterion, all fixed before it was measured. A pattern *holds* if all its parts do, *fails*
if one surely does, and otherwise the runs *cannot tell*. A part holds if its whole 95 % interval lies where the
criterion wants it and fails if it lies wholly elsewhere. Replications of one number meet the same luck, so differences
are paired.
"""
HOW = (
    "`cordiale validate` measures everything again and writes this document, its figures and its record; "
    "`cordiale validate --quick` measures the patterns with fewer replications and writes nothing. Criteria are not "
    "loosened to pass: a pattern that fails stays here as failing."
)

BESIDE = "Beside it, as the pattern was read before; not part of the verdict:"
ABOUT_ABLATIONS = (
    "Each strength and weakness of pattern 10, as the model is and with the one mechanism that is meant to cause it "
    "switched off, on the same luck. An effect *vanishes* if surely at least three quarters of it go with the "
    "mechanism, and *survives* if surely more than a quarter is left: then something else causes it, which is a "
    "defect. One that turns round without its mechanism has vanished, too. Where the effect is not surely there as the "
    "model is, there is *no effect to explain*."
)
ABOUT_TERRITORIES = (
    "*Best in*: share of the companies in which its mean revenue is the largest; *surely*: in which it can be told "
    "apart from each other paradigm."
)
ABOUT_OPTIMA = (
    "One setting at a time over its range, on two rows and under two sets of forces, all else fixed, on the same luck. "
    "The peak's interval is by resampling replications; *inside* if it excludes both ends. Revenue at an end is told "
    "over revenue at the peak."
)


def figure_name(row: Row) -> str:
    """The file of a pattern's figure, without its ending.

    >>> figure_name({"pattern": 3, "name": "the levels"})
    '03-the-levels'
    """
    return f"{row['pattern']:02d}-{row['name'].replace(' ', '-')}"


def render(record: Mapping[str, Any], *, figures: str) -> str:
    """The document; `figures` is the folder of the figures, as a link from the document."""
    patterns = record["patterns"]
    sections = [
        OPENING,
        f"{fill(HOW, WIDTH)}\n\n{fill(CAVEAT, WIDTH)}\n",
        "## The patterns\n\n" + _counted(patterns) + "\n",
        _overview(patterns),
        changes(patterns),
        *(_pattern(row, record, figures) for row in patterns),
        _ablations(record["ablations"], figures),
        _optima(record["optima"], figures),
        _origin(record),
    ]
    return "\n".join(sections)


def _counted(patterns: Sequence[Row]) -> str:
    """How many hold, fail and are open, by number."""
    sentences = []
    for verdict, (one, many) in VERBS.items():
        numbers = [str(row["pattern"]) for row in patterns if row["verdict"] == verdict]
        verb = one if len(numbers) == 1 else many
        sentences.append(f"{len(numbers)} {verb}{f' ({listed(numbers)})' if numbers else ''}")
    return f"Of {len(patterns)} patterns, {listed(sentences)}."


def _overview(patterns: Sequence[Row]) -> str:
    head = ["#", "pattern", "decided by", "value [95 %]", "criterion", "verdict"]
    rows = [
        [row["pattern"], row["name"], row["decided_by"], _with_unit(row), row["criterion"], _stressed(row["verdict"])]
        for row in patterns
    ]
    return markdown_table(head, rows) + "\n"


def _with_unit(row: Row) -> str:
    return f"{interval(row)} {row['unit']}".rstrip()


def _stressed(verdict: str) -> str:
    return f"**{verdict}**"


def _pattern(row: Row, record: Mapping[str, Any], figures: str) -> str:
    lines = [
        f"### {row['pattern']}. {row['name'].capitalize()}: {row['verdict']}",
        fill(row["statement"], WIDTH, initial_indent="> ", subsequent_indent="> "),
        fill(f"*Design*: {row['design']}; {row['replications']} replications.", WIDTH),
        f"*Source*: {row['source']}.",
        _parts(row["parts"]),
        *([f"{BESIDE}\n\n{_parts(row['beside'])}"] if row["beside"] else []),
        *([_territories(record["territories"])] if row["pattern"] == SPACES else []),
        f"![Pattern {row['pattern']}, drawn]({figures}/{figure_name(row)}.png)",
    ]
    return "\n\n".join(lines) + "\n"


def _parts(parts: Sequence[Row]) -> str:
    rows = [[part["says"], _with_unit(part), part["criterion"], part["verdict"]] for part in parts]
    return markdown_table(["part", "value [95 %]", "criterion", "verdict"], rows)


def _territories(territories: Sequence[Row]) -> str:
    head = [
        "paradigm",
        "best in",
        "surely",
        "region found on one half",
        "strongest rival there",
        "lead on the other half",
    ]
    rows = [
        [row["paradigm"], f"{told(row['best_in'], 0)} %", f"{told(row['surely_best_in'], 0)} %", row["region"],
         row["rival"], f"{interval(row['lead'], value='mean')} %"]
        for row in territories
    ]  # fmt: skip
    return f"{ABOUT_TERRITORIES}\n\n{markdown_table(head, rows)}"


def _ablations(ablations: Sequence[Row], figures: str) -> str:
    head = ["effect", "mechanism meant to cause it", "switched off by", "with it", "without it", "ending"]
    rows = [
        [row["effect"], row["mechanism"], f"`{row['off']}`", _estimate(row["with"], row["unit"]),
         _estimate(row["without"], row["unit"]), _stressed(row["ending"])]
        for row in ablations
    ]  # fmt: skip
    survived = dict.fromkeys(row["effect"] for row in ablations if row["ending"] == "survives")
    explained = {row["effect"] for row in ablations if row["ending"] == "vanishes"}
    told_defects = (
        f"Survives the removal of a cause named for it: {'; '.join(survived)}. Of these, still without a cause that "
        f"takes it away (a defect): {'; '.join(effect for effect in survived if effect not in explained) or 'none'}."
        if survived
        else "No effect survives the removal of its cause."
    )
    lines = [
        "## Does the structure do the work?",
        fill(ABOUT_ABLATIONS, WIDTH),
        told_defects,
        markdown_table(head, rows),
        f"![Effects with and without their mechanism]({figures}/{ABLATIONS_FIGURE}.png)",
    ]
    return "\n\n".join(lines) + "\n"


def _estimate(estimate: Row, unit: str) -> str:
    return f"{interval(estimate, value='mean')} {unit}".rstrip()


def _optima(optima: Sequence[Row], figures: str) -> str:
    head = ["setting", "row", "forces", "revenue peaks at", "where", "lower end over peak", "upper end over peak"]
    rows = [
        [f"`{row['setting']}`", row["paradigm"], row["forces"], _peak(row), _stressed(row["where"]),
         _estimate(row["lower end"], "%"), _estimate(row["upper end"], "%")]
        for row in optima
    ]  # fmt: skip
    lines = [
        "## Is more alignment always better?",
        fill(ABOUT_OPTIMA, WIDTH),
        markdown_table(head, rows),
        f"![Revenue over integration, role overlap and joint planning]({figures}/{OPTIMA_FIGURE}.png)",
    ]
    return "\n\n".join(lines) + "\n"


def _peak(row: Row) -> str:
    """Where revenue peaks; the interval has the steps of the sweep, so no more decimals than they."""
    places = 0 if row["values"][-1] > 1 else 3
    return f"{told(row['peak'], places)} [{told(row['low'], places)}, {told(row['high'], places)}]"


def _origin(record: Mapping[str, Any]) -> str:
    marks = ", ".join(f"{what} `{mark[:12]}`" for what, mark in record["fingerprint"].items())
    size = "quick" if record["quick"] else "full"
    return f"---\n\nA {size} run, seed {record['seed']}. Fingerprints: {marks}.\n"
