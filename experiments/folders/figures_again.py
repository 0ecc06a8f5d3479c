"""A figure of a document, by its address: which runs it is of, and what comes out when they are lived again.

What a decision says of its options, of staying, of weathers and of what leaders see needs few runs. Anything else of
it (why, flips, chances, the value of knowing) comes from the whole procedure, which is gone through again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..comparison.compare import carry_out, summarise
from ..decision.alternatives import STAY
from ..decision.asked import Asked
from ..decision.branching import EXPECTED, Branches, Lived
from ..decision.deciding import decide
from ..decision.document import of_option, to_document
from ..decision.standings import baseline, lead_of, standing_of
from ..decision.unseen import TODAY, views
from ..foundations.addresses import figure_at
from ..foundations.closeness import same
from ..foundations.errors import UsersError
from ..foundations.language import ENGLISH
from ..foundations.plain import plain
from ..foundations.selection import Rule
from ..foundations.talk import Talk
from .again import options_of
from .left import Left

OF_THE_RACE = (
    "probability_best",
    "ruled_out",
    "expected_regret",
    "largest_regret",
    "least_regret",
    "regret_at_worst",
)  # not of an option's runs alone
NOT_WORKED_OUT = ("seconds", "runs")  # of the machine and the session, not of the company


class Figure(NamedTuple):
    """A figure as it was kept and as it comes out now, and the runs that it is of, in words."""

    number: str
    kept: Any
    again: Any
    of: str
    runs: int

    @property
    def words(self) -> str:
        return f"{self.number} = {self.kept}: {self.runs:,} runs, {self.of}; worked out again: {self.again}"

    @property
    def holds(self) -> bool:
        """Whether both are the same."""
        return same(self.kept, self.again)


def worked_out(left: Left, number: str, *, workers: int | None, talk: Talk) -> Figure:
    """The figure at an address, worked out again.

    Raises UsersError for one that is not in the document, or that no run gives; StoreError, RunsFailedError.
    """
    kept = figure_at(left.document, number)
    if number in NOT_WORKED_OUT:
        raise UsersError(f"number = {number!r} is of how it was made, not of what was simulated")
    again, of, runs = (_of_decision if left.is_decision else _of_comparison)(left, number, workers, talk)
    return Figure(number, kept, figure_at(again, number), of, runs)


def _of_comparison(left: Left, number: str, workers: int | None, talk: Talk) -> tuple[Any, str, int]:
    """All runs under the force set that the figure is of, or all there are."""
    runs, words = left.runs(), number.split(".")
    forces = words[1] if words[0] == "forces" else ""
    chosen = [run for run in runs if forces in ("", run.forces)]
    talk.say(f"living {len(chosen)} runs again")
    switch = bool({"if_switched", "switched_in"} & {*words})
    found = carry_out(left.scenario, chosen, parameters=left.parameters, workers=workers, talk=talk, rules=left.rules,
                      switch=switch)  # fmt: skip
    said = f"all paradigms under {forces}" if forces else "all paradigms and forces"
    return plain(summarise(found)), said, len(chosen)


def _of_decision(left: Left, number: str, workers: int | None, talk: Talk) -> tuple[Any, str, int]:
    part = next((part for part in ("options", "baseline", "weathers", "unseen") if number.startswith(f"{part}.")), "")
    if not part or number.endswith(OF_THE_RACE):
        return _whole(left, workers, talk)
    branches = left.branches(workers=workers)
    items: Sequence[Mapping[str, Any]] = [] if part == "baseline" else left.document[part]
    item = next((each for each in items if _is_of(part, each, number)), {})
    found, said = PARTS[part](left, branches, item)
    return found, f"{said}; companies 0 to {_companies(left, part, item) - 1}", branches.runs


def _is_of(part: str, item: Mapping[str, Any], number: str) -> bool:
    """Whether an address is of an item of a list, which is known by its first key."""
    return number.startswith(f"{part}.{next(iter(item.values()))}.")


def _companies(left: Left, part: str, item: Mapping[str, Any]) -> int:
    """How many companies a figure is of."""
    counts = {"options": lambda: item["companies"], "weathers": lambda: item["lead"]["n"],
              "unseen": lambda: item["executives_aligned"]["n"],
              "baseline": lambda: left.document["baseline"]["value"]["n"]}  # fmt: skip
    return int(counts[part]())


def _live(
    left: Left, branches: Branches, names: Sequence[str], companies: int, weather: str = EXPECTED
) -> dict[str, Lived]:
    known = options_of(left)
    return branches.live([known[name] for name in dict.fromkeys(names)], range(companies), weather=weather)


def _option(left: Left, branches: Branches, item: Mapping[str, Any]) -> tuple[Any, str]:
    name = item["option"]
    lives = _live(left, branches, (name, STAY), _companies(left, "options", item))
    found = of_option(standing_of(options_of(left)[name], lives, chance=math.nan, ruled_out=False, regret=None))
    return {"options": [plain(found)]}, f"{name} and staying, in the expected weather"


def _baseline(left: Left, branches: Branches, item: Mapping[str, Any]) -> tuple[Any, str]:
    staying = _live(left, branches, (STAY,), _companies(left, "baseline", item))[STAY]
    return {"baseline": plain(baseline(staying, branches.quarters))}, "staying, in the expected weather"


def _weather(left: Left, branches: Branches, item: Mapping[str, Any]) -> tuple[Any, str]:
    weather, leader, best = item["weather"], item["best"], left.document["best"]
    lives = _live(left, branches, (leader, best, STAY), _companies(left, "weathers", item), weather)
    found = {"weather": weather, "best": leader, "lead": lead_of(lives, leader), "lead_of_the_choice":
             lead_of(lives, best)}  # fmt: skip
    return {"weathers": [plain(found)]}, f"{', '.join(lives)}, in weather {weather}"


def _unseen(left: Left, branches: Branches, item: Mapping[str, Any]) -> tuple[Any, str]:
    name = STAY if item["name"] == TODAY else item["name"]
    lived = _live(left, branches, (name,), _companies(left, "unseen", item))[name]
    found = [each for each in views(lived, lived, name) if each.name == item["name"]]
    return {"unseen": plain(found[:1])}, f"{name}, in the expected weather"


PARTS = {"options": _option, "baseline": _baseline, "weathers": _weather, "unseen": _unseen}


def _whole(left: Left, workers: int | None, talk: Talk) -> tuple[Any, str, int]:
    """The whole decision, made again."""
    talk.say("the figure is of the whole procedure, which takes as long as the decision did")
    asked = left.asked
    again, branches = decide(
        left.scenario,
        Asked(
            switch_quarter=asked["switch_quarter"], quarters=asked["quarters"], seed=int(left.manifest["seed"]),
            rule=Rule(asked["confidence"], asked["indifference"]), parameters=asked["parameters"],
            decisions=tuple(asked["decisions"]), first=asked.get("first"), batches=asked["batches"],
            matched=asked["matched"], workers=workers,
            pair=tuple(asked["map"]) if asked.get("map") else None,
        ),
        called=left.scenario.name, talk=talk, w=ENGLISH,
    )  # fmt: skip
    return plain(to_document(again)), "the whole decision, made again", branches.runs
