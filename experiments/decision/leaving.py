"""What a decision leaves in a folder: its table, `decision.json`, the board pack, and last of all `manifest.json`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cordiale.simulation.runs.results import to_frame

from ..boardpack.decision_pack import decision_pack
from ..boardpack.pack_files import board_pack
from ..foundations.language import Words
from ..foundations.manifest import describe_comparison, scenario_content
from ..foundations.plain import plain
from ..foundations.store import write_results
from .branching import Branches
from .document import to_document
from .verdict import Decision

DECISION = "decision.json"


def keep(decision: Decision, branches: Branches, directory: Path, *, command: Sequence[str], w: Words) -> Path:
    """Leave the decision: the runs of its options in all weathers, and what they say. Raises StoreError."""
    from ..boardpack.chart_figures import draw_charts  # late: Matplotlib takes its time

    scenario = branches.company.scenario
    manifest = describe_comparison(
        command=command, scenario_name=scenario.name, scenario=scenario_content(scenario), seed=branches.seed
    )
    effort, document = decision.effort, plain(to_document(decision))
    manifest["verb"] = "decide"
    manifest["decision"] = {
        "switch_quarter": decision.switch_quarter, "quarters": branches.quarters, "first": effort.first,
        "batches": effort.batches, "matched": effort.matched, "decisions": branches.decisions,
        "confidence": effort.confidence_asked,
        "indifference": effort.indifference, "parameters": "ensemble" if branches.company.sets else "point",
        "map": None if decision.map is None else [decision.map.across, decision.map.down],
    }  # fmt: skip
    pack = decision_pack(document, w)
    return write_results(
        results(branches), directory, summary=document, manifest=manifest, called=DECISION,
        also=board_pack(pack), draw=lambda figures: draw_charts(pack, figures),
    )  # fmt: skip


def results(branches: Branches) -> Any:
    """One row per run and quarter: weather, option, company; what `paradigm` says is where the option leads."""
    weathers, options, runs, rows = zip(*branches.kept, strict=True)
    frame = to_frame(branches.company, list(runs), list(rows))
    sizes = [len(each) for each in rows]
    frame["paradigm"] = np.repeat(np.array([each.paradigm for each in options], dtype=object), sizes)
    frame.insert(2, "option", np.repeat(np.array([each.name for each in options], dtype=object), sizes))
    frame.insert(3, "weather", np.repeat(np.array(weathers, dtype=object), sizes))
    return frame
