"""Who had bought before: further deals of a customer are no new customers, where an export names its accounts.

The model's customers buy once, renew and grow; a second purchase is nothing that it knows. So the funnel that a
scenario is fitted to is that of new customers, and what known ones bought is told beside it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from .canonical import Opportunity
from .cases import MINIMUM_CASES
from .facts import Buyers
from .relations import MOST, Tables
from .repairs import Repairs


def new_customers(tables: Tables, repairs: Repairs) -> tuple[Tables, Buyers | None]:
    """The tables without the deals and leads of customers who had bought before, and who bought how often.

    Every win of an account but its first is a further one, and so is each other deal that began after that win.
    They stay where too little would be left without them; no buyers where few wins name an account. *Writes* notes.
    """
    named = [deal for deal in tables.wins if deal.account_id]
    if not named or len(named) < MOST * len(tables.wins):
        return tables, None
    first = _first_wins(named)
    known = ((deal, first[deal.account_id]) for deal in tables.opportunities if deal.account_id in first)
    further = [deal for deal, win in known if deal is not win and _is_further(deal, win)]
    fresh = _without(tables, further)
    left_out = bool(further) and _says_enough(fresh, tables)
    if left_out:
        _note(further, repairs)
    wins = [deal for deal in further if deal.is_won]
    buyers = Buyers(len(first), len(named), len(further), _share_of_amounts(wins, named), left_out)
    return (fresh if left_out else tables), buyers


def _first_wins(wins: Sequence[Opportunity]) -> dict[str | None, Opportunity]:
    """The earliest win of each account; one without a date is later than any that has one."""
    first: dict[str | None, Opportunity] = {}
    for win in sorted(wins, key=lambda deal: deal.close or deal.created or datetime.max):
        first.setdefault(win.account_id, win)
    return first


def _is_further(deal: Opportunity, win: Opportunity) -> bool:
    """Whether a deal, other than the first win of its account, was won too or begun after it."""
    began, bought = deal.created or deal.close, win.close or win.created
    return bool(deal.is_won) or (began is not None and bought is not None and began > bought)


def _without(tables: Tables, further: Sequence[Opportunity]) -> Tables:
    """The tables without further deals, and without the leads that became nothing else and their touches."""
    out = set(map(id, further))
    kept = tuple(deal for deal in tables.opportunities if id(deal) not in out)
    gone = {deal.lead_id for deal in further} - {deal.lead_id for deal in kept}
    leads = tuple(one for one in tables.leads if one.lead_id not in gone)
    touches = tuple(one for one in tables.touches if one.lead_or_contact_id not in gone)
    return replace(tables, leads=leads, opportunities=kept, touches=touches)


def _says_enough(fresh: Tables, tables: Tables) -> bool:
    """Whether new customers alone are enough for rates of the same kind."""
    if tables.are_linked:
        return fresh.are_linked and len(fresh.leads) >= MINIMUM_CASES
    return sum(fresh.decided) >= max(MINIMUM_CASES, 1 + len(fresh.wins))


def _share_of_amounts(part: Sequence[Opportunity], whole: Sequence[Opportunity]) -> float | None:
    """What share of the amounts won is that of some wins; nothing where there are none, or several currencies."""
    total = sum(deal.amount or 0.0 for deal in whole)
    if not total or len({deal.currency for deal in whole if deal.amount}) > 1:
        return None
    return sum(deal.amount or 0.0 for deal in part) / total


def _note(further: Sequence[Opportunity], repairs: Repairs) -> None:
    """Book in each file how many of its deals are not counted as new customers."""
    files: defaultdict[str, list[bool]] = defaultdict(list)
    for deal in further:
        files[deal.place.file].append(bool(deal.is_won))
    for file, won in files.items():
        what = f"{len(won)} deals, {sum(won)} of them won, are of accounts that had bought before"
        advice = "to count each as a new customer, leave account_id out of the mapping"
        repairs.note("opportunity", file, f"{what}: they count for people only; {advice}")
