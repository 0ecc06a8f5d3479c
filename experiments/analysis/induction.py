"""PRIM and CART of ema-workbench, asked for rules about the factors of a study; both told the same at every run."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from .cart import cart_rules
from .encoding import Code, RuleSearch, code_of
from .prim import prim_rules
from .rules import Flags, Rule

METHODS: dict[str, Callable[[pd.DataFrame, Flags, dict[str, Code], RuleSearch], list[Rule]]] = {
    "prim": prim_rules,
    "cart": cart_rules,
}


def find_rules(method: str, search: RuleSearch, met: Flags) -> list[Rule]:
    """The rules that a method finds on some points, the one that covers most first."""
    given = search.points
    codes = {name: code_of(search, name) for name in given if given[name].nunique() > 1}
    shown = pd.DataFrame({name: code.column(given[name]) for name, code in codes.items()})
    rules = METHODS[method](shown, met, codes, search) if codes else []
    unique = list(dict.fromkeys(rule for rule in rules if rule.limits))
    return sorted(unique, key=lambda rule: -int((rule.holds(search.points) & met).sum()))
