"""`CALIBRATION.md`, from the files of a calibration: `python -m experiments.calibration.document [--check]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..foundations.atomic import write_text
from ..foundations.markdown import markdown_table
from ..foundations.phrases import listed, number
from . import kept as record
from .change import change, paragraph
from .kept import FOLDER, RANKING, StoredCalibration
from .told import chance, learnt, least_spread, narrowing, narrowings, trade_offs
from .uncertain import LEVERS, UNCERTAIN, UNIDENTIFIED

DOCUMENT = Path(__file__).parents[1] / "CALIBRATION.md"
PICTURES = Path(__file__).parent / "pictures"
PAIRS = 8  # told at most


def rendered(kept: StoredCalibration, ranking: Mapping[str, Any]) -> str:
    """The whole document."""
    parts = (*opening(kept), *targets(kept), *levers(kept), *open_questions(kept), *apart(kept), *change(ranking))
    return "\n\n".join((*parts, CLOSING)) + "\n"


def opening(kept: StoredCalibration) -> Sequence[str]:
    """What was done, and how much was kept."""
    sets, runs = kept.record["sets"], sum(kept.record["runs"].values())
    points = (
        f"**Fitted**: {len(LEVERS)} parameters (levers) at the *point*, one for each target but "
        f"{listed(unfitted(kept))}, which must come out by itself; {len(UNCERTAIN)} in the *ensemble*. Their priors, "
        "with reasons, stand in `experiments/calibration/uncertain.py`; all others keep their declared defaults.",
        f"**To what**: the {len(kept.record['point'])} figures below, of the paradigm `status-quo` in its first year "
        "under *today's forces*: all three held at the level at which the scenario's paths start, after a burn-in "
        "under the same. Each replication is a company of its own.",
        "**How**: an ensemble smoother (ES-MDA, `iterative_ensemble_smoother`) moves samples of the priors to the "
        "targets; for the point Optuna's CMA-ES searches on from the middle of an ensemble of the levers. All sets "
        "meet the same luck.",
        f"**Kept**: of {sets['tried']} sets {sets['met_every_target']} met every target again on luck that no fit had "
        f"seen; {sets['kept']} of them are kept.",
        f"**Cost**: {runs:,} runs of a year, seed {kept.record['seed']}.",
    )
    made = (
        "Written by `python -m experiments.calibration.document` from the files in `scenarios/calibration/`, which "
        f"`{kept.record['command']}` and then `python -m experiments.calibration.over_sets` made. Calibration makes "
        "the model agree with what was put in; it is no evidence that the model is right, least of all about paradigms."
    )
    return "# How the status quo was calibrated", paragraph(made), "\n".join(paragraph(each, "- ") for each in points)


def unfitted(kept: StoredCalibration) -> Sequence[str]:
    """The targets that no lever answers to."""
    answered = {one.target for one in LEVERS}
    return [f"`{name}`" for name in kept.record["point"] if name not in answered]


def targets(kept: StoredCalibration) -> Sequence[str]:
    """How well each target is met, by the point and by the sets."""
    head = ("target", "wanted", "point, fresh luck", "met", "sets from", "to", "source", "what it is")
    words = "With 95 % intervals over replications. A set is kept only if it lies within every tolerance."
    rows = [
        (
            f"`{name}`", f"{row['value']:g} ± {row['tolerance']:g}", _interval(row["figure"]),
            "yes" if row["met"] else "**no**", f"{min(one[name] for one in kept.figures):.3f}",
            f"{max(one[name] for one in kept.figures):.3f}", row["source"], row["meaning"],
        )
        for name, row in kept.record["point"].items()
    ]  # fmt: skip
    return "## How well the targets are met", words, markdown_table(head, rows)


def levers(kept: StoredCalibration) -> Sequence[str]:
    """The levers: their priors, the point, and the ensemble."""
    head = ("lever", "answers to", "declared", "prior", "point", "ensemble", "spread")
    rows = []
    for one in LEVERS:
        values = [each[one.name] for each in kept.sets]
        told = (
            f"{kept.point[one.name]:g}",
            f"{min(values):.3g} to {max(values):.3g}",
            f"{narrowing(one, kept.sets):.2f}",
        )
        rows.append((f"`{one.name}`", f"`{one.target}`", f"{one.default:g}", f"{one.low:g} to {one.high:g}", *told))
    words = (
        "*Spread* is the standard deviation over the sets, over that of the prior: near 0 the targets pin a parameter "
        "down, near 1 they say nothing about it."
    )
    picture = "![Where the sets lie](calibration/pictures/sets.png)"
    return "## The levers", paragraph(words), markdown_table(head, rows), picture


def open_questions(kept: StoredCalibration) -> Sequence[str]:
    """What the calibration could not identify."""
    by_name, least = narrowings(kept.sets), least_spread(len(kept.sets), len(UNIDENTIFIED))
    narrowed = [one.name for one in learnt(kept.sets, UNIDENTIFIED)]
    rest = [by_name[one.name] for one in UNIDENTIFIED if one.name not in narrowed]
    words = (
        f"Of the {len(UNIDENTIFIED)} other uncertain parameters the targets narrowed "
        f"{listed([f'`{name}` ({by_name[name]:.2f})' for name in narrowed]) or 'none'} by more than chance (a spread "
        f"below {least:.2f}, among so many and with {len(kept.sets)} sets). The spreads of the remaining {len(rest)} "
        f"lie between {min(rest):.2f} and {max(rest):.2f}: one by one, the targets say next to nothing about them. "
        "Whatever a comparison owes to these, no target stands behind."
    )
    head = ("parameter", "prior", "spread", "why this prior")
    rows = [(f"`{one.name}`", f"{one.low:g} to {one.high:g}", f"{by_name[one.name]:.2f}", one.why) for one in UNCERTAIN]
    folded = f"<details><summary>Spread of every parameter</summary>\n\n{markdown_table(head, rows)}\n\n</details>"
    return "## What the calibration could not identify", paragraph(words), *traded(kept), folded


def traded(kept: StoredCalibration) -> Sequence[str]:
    """Which parameters trade off against each other."""
    pairs = trade_offs(kept.sets)
    words = (
        f"Trade-offs: {len(pairs)} pairs have a rank correlation over the sets beyond "
        f"{chance(len(kept.sets), len(UNCERTAIN) * (len(UNCERTAIN) - 1) // 2):.2f}, which chance would reach in one "
        "of 20 such tables. One makes up for the other, so their single values mean little. The strongest:"
    )
    lines = [f"- `{a}` and `{b}`: {number(r, 2, sign=True)}" for a, b, r in pairs[:PAIRS]]
    return paragraph(words), "\n".join(lines or ["- none"])


def apart(kept: StoredCalibration) -> Sequence[str]:
    """What was simulated, and what was not."""
    runs = "; ".join(f"{count:,} of {what}" for what, count in kept.record["runs"].items())
    words = (
        f"Simulated were {runs}; nothing else. `experiments/calibration/status_quo.py` refuses any other paradigm, and "
        "a test replaces the rows of all others by nonsense and finds the same fit. No paradigm has a parameter of its "
        "own."
    )
    return "## The other paradigms had no part in it", paragraph(words)


CLOSING = """## What this does not cover

- Parameters outside the table above stay at their defaults in every set, and so do the equations: another form of a
  mechanism is not in the ensemble. `python -m experiments.calibration.screening` says which of those left fixed
  would move comparisons.
- Nearly all priors are assumptions themselves. A wider one would widen every interval that rests on it.
- The smoother is exact for linear answers only. That each set meets the targets was checked; that the sets lie as
  densely as a posterior should was not.
- The survey's cut-points are free: that the status quo shows the survey is put in, not found.
- *Worked leads* are all that reps contact, their own included; F38 does not say which it means.
- In other scenarios the values that they set themselves stay; with the ensemble's other values their own targets
  are no longer met exactly."""


def _interval(figure: Mapping[str, float]) -> str:
    return f"{figure['mean']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}]"


def current(folder: Path = FOLDER) -> str:
    """The document as the files have it."""
    return rendered(record.read(folder), json.loads((folder / RANKING).read_text(encoding="utf-8")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the document and its figures; with `--check` only say whether it agrees with the files (5 if not)."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 5 if the document is stale")
    if parser.parse_args(arguments).check:
        same = DOCUMENT.read_text(encoding="utf-8") == current()
        print(f"{DOCUMENT.name} {'agrees' if same else 'disagrees'} with the files of the calibration")
        return 0 if same else 5
    from .pictures import draw  # late: Matplotlib takes its time

    write_text(DOCUMENT, current())
    draw(record.read(), json.loads((FOLDER / RANKING).read_text(encoding="utf-8")), PICTURES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
