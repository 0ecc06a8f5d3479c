"""Lines of deals in a file of their own: what they add up to is the amount of a deal that has none itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .arrays import plain
from .canonical import Line, Opportunity
from .money import a_year, currency_code
from .repairs import Repairs
from .rows import Rows, rows_of, with_others

STRANGER = "line of a deal that is in no file of deals"
_NO_ID = "no line names a deal by an id that the deals have, so that no amounts are added up"
_UNABLE = "several currencies, totals of no known term, or nothing above zero"


def lines_added(tables: Mapping[str, Rows], repairs: Repairs) -> dict[str, Rows]:
    """The tables without lines; deals without an amount of their own have what their lines add up to.

    *Writes* the repairs: lines of unknown deals, and how many deals were given an amount.
    """
    others = {name: rows for name, rows in tables.items() if name != "line"}
    lines = [one for one in tables["line"].records() if isinstance(one, Line)] if "line" in tables else []
    if not lines:
        return others
    return {**others, "opportunity": _added(others.get("opportunity", Rows("opportunity")), lines, repairs)}


def _added(deals: Rows, lines: Sequence[Line], repairs: Repairs) -> Rows:
    known = set(deals["opp_id"])
    parts: defaultdict[str | None, list[Line]] = defaultdict(list)
    for line in lines:
        if line.opp_id in known:
            parts[line.opp_id].append(line)
        else:
            repairs.set_aside(line.place, STRANGER, field="opp_id", value=line.opp_id)
    poor = [not amount and name in parts for amount, name in zip(plain(deals["amount"]), deals["opp_id"], strict=True)]
    wanting = [one for one in deals.at(np.array(poor, bool)).records() if isinstance(one, Opportunity)]
    sums = {deal.opp_id: _sum(deal, parts[deal.opp_id]) for deal in wanting}
    added = [name for name, said in sums.items() if said]
    mixed = any(len({line.basis for line in parts[name]}) > 1 for name in added)
    repairs.note("line", lines[0].place.file, "; ".join(_told(len(parts), len(wanting), len(added), mixed=mixed)))
    richer = [deal._replace(**sums[deal.opp_id]) for deal in wanting]
    return with_others(deals, np.flatnonzero(poor), rows_of("opportunity", richer))


def _sum(deal: Opportunity, lines: Sequence[Line]) -> dict[str, Any]:
    """What lines say of their deal's amount: their sum, that of a year where they are paid in several ways.

    Nothing where they mix currencies, where a total is of no known term, or where the sum is not above zero.
    """
    counted = [line for line in lines if line.amount]
    named = [one.currency for one in counted] + [deal.currency]
    money = {currency_code(one): one for one in named if one}
    kinds = {(line.basis, line.term if line.basis == "total" else None) for line in counted}
    amounts = [line.amount for line in counted]
    basis, term = next(iter(kinds), (None, None))
    if len(kinds) > 1:
        amounts = [a_year(line.amount, line.basis, line.term or deal.term) for line in counted]
        basis, term = "yearly", None
    known = [each for each in amounts if each is not None]
    if len(money) > 1 or len(known) < len(amounts) or sum(known) <= 0:
        return {}
    currency = next(iter(money.values()), None)
    return {"amount": sum(known), "basis": basis or deal.basis, "term": term or deal.term, "currency": currency}


def _told(named: int, wanting: int, added: int, *, mixed: bool) -> Iterator[str]:
    if not named:
        yield _NO_ID
        return
    yield f"the amounts of {added} deals are what their lines add up to"
    if mixed:
        yield "lines paid in several ways are each brought to a year, one-off ones as they are"
    if wanting > added:
        yield f"the lines of {wanting - added} deals could not be added up ({_UNABLE})"
    if named > wanting:
        yield f"{named - wanting} deals have an amount of their own, which counts"
