"""`CALIBRATION.md`, rendered from the files of a calibration: `python -m experiments.calibration.document [--check]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.atomic import write_text
from experiments.calibration import record
from experiments.calibration.record import FOLDER, RANKING, Kept
from experiments.calibration.told import LEARNT, chance, spread, spreads, trade_offs
from experiments.calibration.uncertain import LEVERS, UNCERTAIN, UNIDENTIFIED
from experiments.findings import forces_words, listed, number
from experiments.odd import markdown_table

DOCUMENT = Path(__file__).parents[1] / "CALIBRATION.md"
PICTURES = Path(__file__).parent / "pictures"
PAIRS = 8  # told at most


def rendered(kept: Kept, ranking: Mapping[str, Any]) -> str:
    """The whole document."""
    parts = (opening(kept), targets(kept), levers(kept), open_questions(kept), apart(kept), change(ranking), CLOSING)
    return "\n\n".join(parts) + "\n"


def opening(kept: Kept) -> str:
    """What was done, and how much was kept."""
    sets, runs = kept.record["sets"], sum(kept.record["runs"].values())
    return f"""# How the status quo was calibrated

Written by `python -m experiments.calibration.document` from the files in `scenarios/calibration/`, which
`{kept.record["command"]}` and `python -m experiments.calibration.ranking` made. Calibration makes the model
agree with what was put in; it is no evidence that the model is right, least of all about paradigms.

- **Fitted**: {len(LEVERS)} parameters (levers), one for each target, at the *point*; {len(UNCERTAIN)} in the *ensemble*. Their
  priors, with reasons, are in `experiments/calibration/uncertain.py`; all others keep their declared defaults.
- **To what**: the {len(kept.record["point"])} figures below, of the paradigm `status-quo` in its first year under *today's forces*: all
  three held at the level at which the scenario's paths start. Funnel and retention are of quarters 2 to 4.
- **How**: an ensemble smoother (ES-MDA, `iterative_ensemble_smoother`) moves samples of the priors to the targets; for the
  point Optuna's CMA-ES searches on from the middle of an ensemble of the levers. All sets meet the same luck.
- **Kept**: of {sets["tried"]} sets {sets["met_every_target"]} met every target again on luck that no fit had seen; {sets["kept"]} are kept.
- **Cost**: {runs:,} runs of a year, seed {kept.record["seed"]}."""


def targets(kept: Kept) -> str:
    """How well each target is met, by the point and by the sets."""
    head = ("target", "wanted", "point, fresh luck", "met", "sets from", "to", "source", "what it is")
    rows = [
        (
            f"`{name}`",
            f"{row['value']:g} ± {row['tolerance']:g}",
            _interval(row["figure"], 3),
            "yes" if row["met"] else "**no**",
            f"{min(one[name] for one in kept.figures):.3f}",
            f"{max(one[name] for one in kept.figures):.3f}",
            row["source"],
            row["meaning"],
        )
        for name, row in kept.record["point"].items()
    ]
    return (
        "## How well the targets are met\n\nWith 95 % intervals over replications. A set is kept only if it lies within "
        f"every tolerance.\n\n{_table(head, rows)}"
    )


def levers(kept: Kept) -> str:
    """The levers: their priors, the point, and the ensemble."""
    head = ("lever", "answers to", "declared", "prior", "point", "ensemble", "spread")
    rows = []
    for one in LEVERS:
        values = sorted(each[one.name] for each in kept.sets)
        rows.append(
            (
                f"`{one.name}`", f"`{one.target}`", f"{one.default:g}", f"{one.low:g} to {one.high:g}",
                f"{kept.point[one.name]:g}", f"{values[0]:.3g} to {values[-1]:.3g}", f"{spread(one, kept.sets):.2f}",
            )
        )  # fmt: skip
    return f"""## The levers

*Spread* is the standard deviation over the sets, over that of the prior: near 0 the targets pin a parameter down, near
1 they say nothing about it.

{_table(head, rows)}

![Where the sets lie](calibration/pictures/sets.png)"""


def open_questions(kept: Kept) -> str:
    """What the calibration could not identify."""
    by_name = spreads(kept.sets)
    learnt = [one.name for one in UNIDENTIFIED if by_name[one.name] < LEARNT]
    rest = [one.name for one in UNIDENTIFIED if one.name not in learnt]
    words = listed([f"`{name}` ({by_name[name]:.2f})" for name in learnt]) or "none"
    rows = [(f"`{one.name}`", f"{one.low:g} to {one.high:g}", f"{by_name[one.name]:.2f}", one.why) for one in UNIDENTIFIED]
    pairs = trade_offs(kept.sets)
    least = chance(len(kept.sets), len(UNCERTAIN) * (len(UNCERTAIN) - 1) // 2)
    traded = "\n".join(f"- `{a}` and `{b}`: {number(r, 2, sign=True)}" for a, b, r in pairs[:PAIRS]) or "- none"
    return f"""## What the calibration could not identify

Of the {len(UNIDENTIFIED)} other uncertain parameters the targets narrowed {words}. About the remaining {len(rest)} they say next to
nothing: their spreads lie between {min(by_name[name] for name in rest):.2f} and {max(by_name[name] for name in rest):.2f}, where {len(kept.sets)} sets give a chance error of about {1 / (2 * len(kept.sets)) ** 0.5:.2f}.
Whatever a comparison owes to these, no target stands behind.

Trade-offs: rank correlations over the sets beyond {least:.2f}, which chance would reach in one of 20 such tables. More of the
one can be had for the other, so their single values mean little:

{traded}

<details><summary>Spread of every parameter that is no lever</summary>

{_table(("parameter", "prior", "spread", "why this prior"), rows)}

</details>"""


def apart(kept: Kept) -> str:
    """What was simulated, and what was not."""
    runs = "; ".join(f"{count:,} of {what}" for what, count in kept.record["runs"].items())
    return f"""## The other paradigms had no part in it

Simulated were {runs}; nothing else. `experiments/calibration/status_quo.py` refuses any other paradigm, and a test
replaces the rows of all others by nonsense and finds the same fit. No paradigm has a parameter of its own."""


def change(ranking: Mapping[str, Any]) -> str:
    """The ranking at the point and over the ensemble."""
    parts = [
        f"""## How the ranking changes

`{ranking["command"]}`: the default company over {ranking["quarters"]} quarters, {ranking["replications"]} replications on the same luck, first all with the point, then
with the {ranking["sets"]} sets in turn. Revenue against the status quo, in percent, with 95 % intervals of the mean over
sets; *first*: share of the sets with which a paradigm earns most; *5 % to 95 %*: of single sets."""
    ]
    parts += [_under(forces, one) for forces, one in ranking["forces"].items()]
    return "\n\n".join([*parts, "![Revenue against the status quo, set by set](calibration/pictures/ranking.png)"])


def _under(forces: str, one: Mapping[str, Any]) -> str:
    head = ("paradigm", "rank, point", "rank, ensemble", "point", "ensemble", "interval grows", "5 % to 95 %", "first")
    rows = [_row(name, one) for name in one["ensemble"]]
    best, second = one["best"], one["second"]
    moves = listed([f"`{each['parameter']}` ({number(each['correlation'], 2, sign=True)})" for each in one["hangs_on"]])
    hangs = f"goes up and down with {moves}" if moves else "goes with no single parameter by more than chance"
    tied = {which: one[f"{which}_tied_with_best"] for which in ("point", "ensemble")}
    told = [
        f"with the {which} {next(iter(one[which]))} {'cannot be told apart from ' + listed(names) if names else 'can be told apart from all others'}"
        for which, names in tied.items()
    ]
    return (
        f"**Under {forces_words(forces)}**: {'; '.join(told)}. The advantage of {best} over {second} {hangs} (rank correlation "
        f"over the sets).\n\n{_table(head, rows)}"
    )


def _row(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    point, ensemble = (one[which][name] for which in ("point", "ensemble"))
    ranks = (name, str(point["rank"]), str(ensemble["rank"]))
    first = f"{100 * one['first_places'][name]:.0f} %"
    if point["relative"] is None:
        return (*ranks, "", "", "", "", first)
    widths = [each["relative"]["high"] - each["relative"]["low"] for each in (point, ensemble)]
    grows = f"x {widths[1] / widths[0]:.1f}" if widths[0] else ""
    ordered = sorted(one["by_set"][name])
    low, high = (ordered[round(share * (len(ordered) - 1))] for share in (0.05, 0.95))
    between = f"{number(100 * low, 1)} to {number(100 * high, 1)}"
    return (*ranks, _percent(point["relative"]), _percent(ensemble["relative"]), grows, between, first)


CLOSING = """## What this does not cover

- Parameters outside the table above stay at their defaults in every set, and so do the equations: another form of a
  mechanism is not in the ensemble.
- Nearly all priors are assumptions themselves. A wider one would widen every interval that rests on it.
- The smoother is exact for linear answers only. That each set meets the targets was checked; that the sets lie as densely
  as a posterior should was not.
- The survey's cut-points are free: that the status quo shows the survey is put in, not found.
- In other scenarios the values that they set themselves stay; with the ensemble's other values their own targets
  are no longer met exactly."""


def pictures(kept: Kept, ranking: Mapping[str, Any], folder: Path) -> None:
    """Draw both figures. Raises StoreError."""
    from experiments.atomic import prepare_directory
    from experiments.figures.calibration import draw_ranking, draw_sets
    from experiments.figures.page import save

    by_name, target = spreads(kept.sets), prepare_directory(folder)
    shown = [*LEVERS, *(one for one in UNIDENTIFIED if by_name[one.name] < LEARNT)]
    title = f"The targets pin down their levers and say little about {len(UNCERTAIN) - len(shown)} other parameters"
    caption = (
        f"Ticks: the n = {len(kept.sets)} sets that meet every target; bars: their middle half; dots: the point. The "
        "parameters that are not shown spread over their whole priors."
    )
    save(draw_sets(shown, kept.sets, kept.point, title=title, caption=caption), target / "sets")
    save(_ranking_picture(ranking), target / "ranking")


def _ranking_picture(ranking: Mapping[str, Any]) -> Any:
    from experiments.figures.calibration import draw_ranking

    worst = min(ranking["forces"].items(), key=lambda each: max(each[1]["first_places"].values()))
    leader = max(worst[1]["first_places"], key=worst[1]["first_places"].get)
    share = worst[1]["first_places"][leader]
    title = f"{leader} earns most with {100 * share:.0f} % of the sets under {forces_words(worst[0])}"
    caption = (
        f"Ticks: each of n = {ranking['sets']} parameter sets, {ranking['replications'] // ranking['sets']} matched "
        f"replications each, {ranking['quarters']} quarters; bars: their middle half; marks: the point fit."
    )
    points = {
        forces: {name: each["relative"]["mean"] for name, each in one["point"].items() if each["relative"]}
        for forces, one in ranking["forces"].items()
    }
    changes = {forces: one["by_set"] for forces, one in ranking["forces"].items()}
    return draw_ranking(changes, points, title=title, caption=caption)


def _interval(figure: Mapping[str, float], digits: int) -> str:
    return f"{figure['mean']:.{digits}f} [{figure['low']:.{digits}f}, {figure['high']:.{digits}f}]"


def _percent(figure: Mapping[str, float]) -> str:
    mean, low, high = (100 * figure[name] for name in ("mean", "low", "high"))
    return f"{number(mean, 1, sign=True)} [{number(low, 1)}, {number(high, 1)}]"


def _table(head: Iterable[str], rows: Iterable[Sequence[Any]]) -> str:
    return markdown_table(head, rows)


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
    write_text(DOCUMENT, current())
    pictures(record.read(), json.loads((FOLDER / RANKING).read_text(encoding="utf-8")), PICTURES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
