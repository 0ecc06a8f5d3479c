"""Who had bought before: further deals of a customer are no new customers, where an export names its accounts.

The model's customers buy once, renew and grow; a second purchase is nothing that it knows. So the funnel that a
scenario is fitted to is that of new customers, and what known ones bought is told beside it.
"""

import re
from dataclasses import replace

import numpy as np

from .arrays import LAST, coded, either, how_many, known
from .cases import MINIMUM_CASES
from .facts import Buyers
from .refusals import shown
from .relations import MOST, Tables
from .repairs import Repairs
from .rows import Rows
from .spelling import has_digit, normal

MANY, _OFTEN = 0.1, 3  # of the deals; deals of one account
_NOBODY = re.compile(
    r"(unknown|n/?a|tbd|none|no|misc(ellaneous)?|various|diverse?|sonstige|unbekannt|inconnu|desconocid[oa]|desconhecid[oa]"
    r"|sconosciut[oa]|onbekend|cash|test|private?|privat|particulier|particular|privato|individual)"
    r"( ?(account|company|customer|person|persoon|individual|kunde|client|cliente|firma))?"
)


def new_customers(tables: Tables, repairs: Repairs) -> tuple[Tables, Buyers | None]:
    """The tables without the deals and leads of customers who had bought before, and who bought how often.

    Every win of an account but its first is a further one, and so is each other deal that began after that win.
    They stay where too little would be left without them; no buyers where few wins name an account. *Writes* notes.
    """
    deals, won = tables.opportunities, tables.ended.won
    accounts, codes = _accounts(deals)
    named = won & np.array([bool(one) for one in accounts], bool)[codes]
    wins = how_many(named)
    if not wins or wins < MOST * len(tables.wins):
        return tables, None
    first = _first_wins(deals, named, codes)
    _tell_most_frequent(accounts, codes, deals, repairs)
    further = _are_further(deals, won, first[codes])
    fresh = _without(tables, further)
    left_out = bool(further.any()) and _says_enough(fresh, tables)
    if left_out:
        _note(deals.files[further], won[further], repairs)
    share = _share_of_amounts(deals.at(further & won), deals.at(named))
    buyers = Buyers(how_many(first >= 0), wins, how_many(further), share, left_out)
    return (fresh if left_out else tables), buyers


def _accounts(deals: Rows) -> tuple[list[str | None], np.ndarray]:
    """The accounts, and which of them each deal has; those that are called unknown, or a private person, are none."""
    accounts, codes = coded(deals["account_id"])
    often = np.bincount(codes, minlength=len(accounts)) >= _OFTEN
    return [None if many and one and _is_nobody(one) else one for one, many in zip(accounts, often, strict=True)], codes


def _is_nobody(account: str) -> bool:
    return not has_digit(account) and _NOBODY.fullmatch(normal(account).strip(". ")) is not None


def _tell_most_frequent(accounts: list[str | None], codes: np.ndarray, deals: Rows, repairs: Repairs) -> None:
    """Remark that one account has a tenth of the deals or more: a placeholder, a partner, or a large customer."""
    counts = np.where([bool(one) for one in accounts], np.bincount(codes, minlength=len(accounts)), 0)
    if counts.max() >= max(MANY * len(deals), MINIMUM_CASES):
        what = f"{counts.max()} of {len(deals)} deals are of one account, and only its first win is of a new customer"
        name = shown(accounts[int(counts.argmax())] or "")
        advice = "map no account_id if it stands for several"
        repairs.note("opportunity", deals.files[0], f"{what}: {{cells}}; {advice}", cells=name)


def _first_wins(deals: Rows, named: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The place of the earliest win of each account, -1 for none; one without a date is later than any that has one."""
    places = np.flatnonzero(named)
    when = either(deals["close"], deals["created"])[places]
    ordered = places[np.argsort(np.where(known(when), when, LAST), kind="stable")]
    first = np.full(codes.max() + 1, -1)
    first[codes[ordered[::-1]]] = ordered[::-1]
    return first


def _are_further(deals: Rows, won: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Of each deal, whether it is another than the `first` win of its account, and was won too or begun after it."""
    began = either(deals["created"], deals["close"])
    bought = either(deals["close"], deals["created"])[first]
    further: np.ndarray = (first >= 0) & (first != np.arange(len(deals))) & (won | (began > bought))
    return further


def _without(tables: Tables, further: np.ndarray) -> Tables:
    """The tables without further deals, and without the leads that became nothing else and their touches."""
    deals, links = tables.opportunities, tables.opportunities["lead_id"]
    gone = {*links[further]} - {*links[~further]}

    def stay(leads: np.ndarray) -> np.ndarray:
        return np.array([one not in gone for one in leads], bool)

    return replace(
        tables,
        leads=tables.leads.at(stay(tables.leads["lead_id"])),
        opportunities=deals.at(~further),
        touches=tables.touches.at(stay(tables.touches["lead_or_contact_id"])),
    )


def _says_enough(fresh: Tables, tables: Tables) -> bool:
    """Whether new customers alone are enough for rates of the same kind."""
    if tables.are_linked:
        return fresh.are_linked and len(fresh.leads) >= MINIMUM_CASES
    return how_many(fresh.decided) >= max(MINIMUM_CASES, 1 + len(fresh.wins))


def _share_of_amounts(part: Rows, whole: Rows) -> float | None:
    """What share of the amounts won is that of some wins; nothing where there are none, or several currencies."""
    total = sum(np.nan_to_num(whole["amount"]).tolist())
    if not total or len(set(whole["currency"][np.nan_to_num(whole["amount"]) != 0])) > 1:
        return None
    share: float = sum(np.nan_to_num(part["amount"]).tolist()) / total
    return share


def _note(files: np.ndarray, won: np.ndarray, repairs: Repairs) -> None:
    """Book in each file how many of its deals are not counted as new customers."""
    names, codes = coded(files)
    for code, file in enumerate(names):
        those = codes == code
        what = f"{how_many(those)} deals, {how_many(won & those)} of them won, are of accounts that"
        advice = "to count each as a new customer, leave account_id out of the mapping"
        repairs.note("opportunity", file, f"{what} had bought before: they count for people only; {advice}")
