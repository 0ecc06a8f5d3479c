"""Worked examples of rules: a sentence, a small company in which it can be seen, and the numbers that it must give.

A company is told by its places: `rep.clarity` is a field of the rep's row, `trust.gain` a number of the scenario,
`now.integration` a setting of the structure in force, `luck.BUYER` the four draws that every buyer's decision has.
Rules run as plain Python here, so that nothing is compiled.
"""

from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest

from cordiale.simulation.machinery.relinking import plain_of
from cordiale.simulation.world.draws import Decision, Draws
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.parameters import GROUPS
from cordiale.simulation.world.words import COUNTED, GOAL, NOW, WHENCE, WHITHER, Side
from tests.support.parables import a_lead, two_heads
from tests.support.worlds import few, pair

Places = dict[str, Any]
ROWS = {
    "tie": ("ties", 0), "of_marketing": ("opinions", 0), "of_sales": ("opinions", 1), "lead": ("leads", 0),
    "customer": ("customers", 0), "matter": ("matters", 0), "now": ("structure", NOW), "whence": ("structure", WHENCE),
    "whither": ("structure", WHITHER), "goal": ("structure", GOAL), "tally": ("tally", COUNTED), "sales": ("teams", 0),
    "marketing": ("teams", 1), "rep": ("people", 0), "decision": ("decisions", 0), "quarter": ("quarters", 0),
    "first_quarter": ("quarters", 1),
    "source": ("sources", 0), "other_rep": ("people", 1), "other_tie": ("ties", 1), "other_lead": ("leads", 1),
    "other_of_marketing": ("opinions", 2), "other_of_sales": ("opinions", 3),
    **{name: (name, 0) for name in ("company", "conditions", "clock", "theory")},
}  # fmt: skip


class Worked(NamedTuple):
    """What a rule gives back, or leaves in the places named in `then`, in a company of which `given` is so."""

    says: str
    rule: Callable[..., Any]
    arguments: tuple[Any, ...]
    given: Places
    then: Any
    world: str = "pair"

    def holds(self) -> None:
        """Live the example. Raises AssertionError with what came of it."""
        org = company(self.world).copy()
        LUCK.clear()
        ASKED.clear()
        for place, value in self.given.items():
            put(org, place, value)
        arguments = (find(org, each) if isinstance(each, str) else each for each in self.arguments)
        came = in_plain(self.rule)(org, *arguments)
        then = self.then
        if isinstance(then, dict):
            came = {place: look(org, place) for place in then}
            then = {place: find(org, each) if isinstance(each, str) else each for place, each in then.items()}
        assert came == pytest.approx(then, rel=1e-9, abs=1e-12, nan_ok=True)


def worked(*examples: Worked) -> Any:
    """A test of each example, called by its sentence."""
    return pytest.mark.parametrize("example", [pytest.param(each, id=each.says) for each in examples])


def told_in(*modules: ModuleType) -> list[Worked]:
    """The examples of these test modules, each once."""
    tests = [test for module in modules for test in vars(module).values() if hasattr(test, "pytestmark")]
    marks = [mark for test in tests for mark in test.pytestmark if mark.name == "parametrize"]
    found = [param.values[0] for mark in marks if mark.args[0] == "example" for param in mark.args[1]]
    return list({(each.says, each.rule): each for each in found}.values())


def at_heads(says: str, rule: Callable[..., Any], arguments: tuple[Any, ...], given: Places, then: Any) -> Worked:
    """An example of a company with a head for each function."""
    return Worked(says, rule, arguments, given, then, world="heads")


@cache
def company(world: str) -> Organisation:
    """One rep and one marketer under one executive; one lead, one customer, one matter.

    Or three reps and three marketers under a head each; or `uneven`, two reps and one marketer under one executive.
    """
    if world == "heads":
        return two_heads("each-alone", consent=0.35)
    org = few(2) if world == "uneven" else pair()
    marketer = find(org, "marketer")
    for _ in range(2):
        a_lead(org, marketer=marketer)
    org.company[0].leads = org.company[0].customers = org.company[0].matters = 1
    customer = org.customers[0]
    customer.rep, customer.tie, customer.marketer, customer.identity = 0, 0, marketer, 77
    matter = org.matters[0]
    matter.leader, matter.other_leader, matter.leaders = find(org, "boss"), -1, -1
    matter.rep, matter.marketer, matter.tie = 0, marketer, 0
    return org


def uneven(says: str, rule: Callable[..., Any], arguments: tuple[Any, ...], given: Places, then: Any) -> Worked:
    """An example of a company of two reps and one marketer, in which no number of a row or a side is another's."""
    return Worked(says, rule, arguments, given, then, world="uneven")


def find(org: Organisation, name: str) -> int:
    """The row that a name stands for."""
    head = org.company[0]
    rows = {"marketer": head.reps, "boss": head.reps + head.marketers, "sales_head": head.sales_head,
            "marketing_head": head.marketing_head, "leaders": head.pairs}  # fmt: skip
    return int(rows[name] if name in rows else ROWS[name][1])


def record(org: Organisation, name: str) -> Any:
    """The row of a table that a name stands for."""
    if name == "leaders_of_sales_trust" or name == "leaders_of_marketing_trust":
        return org.opinions[2 * find(org, "leaders") + (Side.MARKETING if "marketing" in name else Side.SALES)]
    if name in ROWS:
        return getattr(org, ROWS[name][0])[ROWS[name][1]]
    return org.ties[find(org, name)] if name == "leaders" else org.people[find(org, name)]


def put(org: Organisation, place: str, value: Any) -> None:
    """Let a place hold this; for `NAME.trust` both parts of an opinion."""
    name, _, field = place.partition(".")
    if name == "luck":
        LUCK[int(Decision[field])] = Draws(*value)
    elif name in GROUPS:
        org.parameters[0][f"{name}_{field}"] = value
    elif field == "is" and isinstance(value, tuple):  # both parts of an opinion
        record(org, name).cognition, record(org, name).affect = value
    else:
        record(org, name)[field] = find(org, value) if isinstance(value, str) else value


def look(org: Organisation, place: str) -> float:
    """What a place holds."""
    name, _, field = place.partition(".")
    return float(record(org, name)[field])


PLAIN: dict[FunctionType, Any] = {}
LUCK: dict[int, Draws] = {}  # by the number of a decision: what everybody draws in it
ASKED: list[tuple[str, str, int]] = []  # how luck was asked: `draw` or `fate`, the decision, and whose it is


def lucky(drawn: Any) -> Any:
    """A source of luck that gives what is told, where it is told."""

    def told(org: Organisation, decision: int, who: int) -> Draws:
        ASKED.append((drawn.__name__, Decision(int(decision)).name, int(who)))
        given = LUCK.get(int(decision))
        return given if given is not None else drawn(org, decision, who)

    return told


def in_plain(rule: Any) -> Any:
    """A rule as plain Python, and whatever it calls."""
    function = plain_of(rule)
    if not isinstance(function, FunctionType) or not function.__module__.startswith("cordiale.simulation"):
        return rule
    if function not in PLAIN:
        around = dict(function.__globals__)
        made = FunctionType(function.__code__, around, function.__name__, function.__defaults__)
        PLAIN[function] = lucky(made) if function.__name__ in ("draw", "fate") else made
        for name in function.__code__.co_names:
            if name in around:
                around[name] = in_plain(around[name])
    return PLAIN[function]
