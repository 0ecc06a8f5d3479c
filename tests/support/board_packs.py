"""Documents of decisions and comparisons, made by hand, in all the ways that a board pack tells apart."""

from __future__ import annotations

from functools import partial
from typing import Any

from cordiale.experiments.boardpack.comparison_pack import NOTHING_TOLD, comparison_pack
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.foundations.language import ENGLISH
from tests.support.decision_document import OPTIONS, decision_document, rules_document

STAYING = OPTIONS[1][0]
VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "not decided": {"told_apart": False, "contenders": [OPTIONS[0][0], STAYING]},
    "stay": {"best": STAYING, "why": {**decision_document()["why"], "option": "siloed", "lead": -50.0}},
    "stay, not decided": {"best": STAYING, "told_apart": False},
    "nothing turns it": {"flips": decision_document()["flips"][1:2], "warnings": [], "measure_first": []},
    "no map": {"map": None, "rules": None, "left_out": []},
    "no rule": {"rules": rules_document(rules=[], why="one-sided")},
    "all turn it": {"flips": decision_document()["flips"][:1]},
}


def comparison_document() -> dict[str, Any]:
    """A `summary.json`, made by hand."""
    estimate = {"mean": 0.1, "low": 0.05, "high": 0.15, "n": 6}
    outcomes = ("revenue", "friction_hours_share", "leavers", "trust_sales_in_marketing", "trust_marketing_in_sales",
                "perception_gap")  # fmt: skip
    levels = dict.fromkeys(outcomes, estimate)
    first, second = ({"levels": levels, "relative": each, "if_switched": each} for each in (estimate, None))
    standings = [{"paradigm": "proportional", "rank": 1, **first}, {"paradigm": "siloed", "rank": 2, **second}]
    ranking = {"best": "proportional", "baseline": "siloed", "standings": standings, "tied_with_best": [],
               "verdict": "proportional earns most"}  # fmt: skip
    return {"scenario": "tiny", "seed": 1, "replications": 6, "quarters": 4, "baseline": "siloed",
            "caveat": "Careful.", "forces": {"none": ranking, "all": ranking}, "results_sha256": "ab" * 32,
            "question": "Which?", "switched_in": 2, "unknown": {"x": "why"}}  # fmt: skip


decision_in_english = partial(decision_pack, w=ENGLISH)
comparison_in_english = partial(comparison_pack, w=ENGLISH, told=NOTHING_TOLD)
PACKS = {name: (decision_document(**changed), decision_in_english) for name, changed in VARIANTS.items()}
PACKS["comparison"] = (comparison_document(), comparison_in_english)
