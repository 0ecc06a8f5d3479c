"""What an outcome is: stages and flags that must agree, stages that nobody named, deals that outlived every cycle."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from .canonical import STAGES, Opportunity
from .dates import elapsed_days
from .refusals import refusal, shown
from .repairs import Repairs
from .spelling import counted_words

MATTERS = 0.1  # share of rows from which on a doubt about outcomes stops the import
MINIMUM_ENDED = 10  # deals whose cycle must be known to tell what is longer than any
ENDS = ("won", "lost", "no_decision")
AGAINST = "flag against the stage; the flag is taken"
_ENDED = re.compile(
    r"dis-?qualif|unqualif|nicht qualif|discard|abandon|dead|cancel|storn|annul|lost|won\b|closed|drop|reject"
    r"|declin|refus|no (decision|budget|interest|response)|ended|expired|withdraw|archiv|junk|duplicat"
    r"|verlor|gewonn|absag|abgesagt|abgelehnt|perdu|perdid|ganad|gagn|ganh|descart|fechad|cerrad|ferm[ée]"
)
_UNDERWAY = re.compile(
    r"negotiat|propos|prospect|qualif|discover|demo|meeting|contact|quot|offer|offert|angebot|verhandl|\bnew\b|\bneu|open"
    r"|offen|progress|bearbeitung|appointment|termin|schedul|decision|contract|present|analys|evaluat|trial|pilot|poc\b"
    r"|verbal|commit|pipeline|n[ée]goc|devis|propuesta|cotiza|visit|interes|engag|develop|identif|review|sent|stage \d"
    r"|(needs|value|perception|scoping|lead in|rdv|nouveau|nuev|nov[oa]|aberta?|abiert|ouvert)"
    r"|negozia|trattativ|preventiv|contatt|incontr|in corso|onderhandel|voorstel|gesprek|kennismak|nieuw|lopend"
)


class Outcome(NamedTuple):
    """A stage and its two flags, as they stand or as they were settled."""

    stage: str | None
    is_won: bool | None
    is_closed: bool | None


def settled(said: Outcome, *, dated: bool) -> tuple[Outcome, bool]:
    """An opportunity's outcome, and whether its flag was against its stage.

    The flag decides, else the stage; a bare "not won" counts once the deal is closed (`dated`: or may be).
    """
    stage, is_won, is_closed = said
    against = is_won is not None and stage in ENDS and is_won != (stage == "won")
    if against:
        stage, is_closed = "won" if is_won else "lost", True
    if is_won is False and stage is None and is_closed is None:
        is_closed = dated
    return Outcome(stage, stage == "won" if is_won is None else is_won, is_closed), against


def insist_on_outcomes(deals: Sequence[Opportunity], repairs: Repairs) -> None:
    """Refuse outcomes that are in doubt for a tenth of the rows; *writes* notes on those in doubt for fewer.

    Raises `DataError` for flags against their stages, and for stages that no mapping names and that do not look
    underway. An export without any win is left to be refused as such.
    """
    if not any(deal.is_won for deal in deals):
        return
    for file, those in _by_file(deals).items():
        _insist_on_agreement(file, len(those), repairs)
        _insist_on_names(file, those, _today(deals), repairs)


def outlived(deals: Sequence[Opportunity]) -> list[bool]:
    """Of each deal, whether it is open and older than the longest cycle of any that ended: nobody decided on it.

    A deal that is expected to close after the last day of the export is still open.
    """
    still = [deal.is_open for deal in deals]
    pairs = zip(deals, still, strict=True)
    cycles = [elapsed_days(d.created, d.close) for d, is_open in pairs if not is_open and d.created and d.close]
    if len(cycles) < MINIMUM_ENDED:
        return [False] * len(deals)
    today, longest = _today(deals), max(cycles)

    def is_over(deal: Opportunity) -> bool:
        if deal.created is None or (deal.close is not None and deal.close > today):
            return False
        return (today - deal.created).days > longest

    return [is_open and is_over(deal) for deal, is_open in zip(deals, still, strict=True)]


def count_as_ended(deals: Sequence[Opportunity], over: Sequence[bool]) -> list[bool]:
    """Of each deal, whether it is decided: won, lost, no decision and, where that is how losses look, outlived.

    A few forgotten deals are dirt. Where more deals outlived every cycle than were ever closed without a win, this
    is how the company leaves those that it did not win.
    """
    ended = [not deal.is_open for deal in deals]
    if sum(over) > sum(ended) - sum(bool(deal.is_won) for deal in deals):
        return [one or late for one, late in zip(ended, over, strict=True)]
    return ended


def _today(deals: Sequence[Opportunity]) -> datetime:
    """The last day on which anything was created or ended: when the export was made, as far as it tells."""
    last = max((deal.created for deal in deals if deal.created), default=datetime.min)
    for deal in deals:
        if deal.close and deal.close > last and not deal.is_open:
            last = deal.close
    return last


def _by_file(deals: Sequence[Opportunity]) -> dict[str, list[Opportunity]]:
    files: defaultdict[str, list[Opportunity]] = defaultdict(list)
    for deal in deals:
        files[deal.place.file].append(deal)
    return files


def _insist_on_agreement(file: str, rows: int, repairs: Repairs) -> None:
    reasons = [r for one in repairs.summary().files if one.file == file for r in one.repairs if r.why == AGAINST]
    for reason in reasons:
        if reason.count >= MATTERS * rows:
            what = f"{reason.count} of {rows} rows say one thing in the stage and another in this flag"
            advice = "map the one that is right, or say what it means under values"
            raise refusal(file, f"{what}; {advice}", row=reason.row, column=reason.column)


def _insist_on_names(file: str, deals: Sequence[Opportunity], today: datetime, repairs: Repairs) -> None:
    """Stages that no mapping names count as open; refused where they are many and may be something else."""
    nameless = [d for d in deals if d.stage and d.stage not in STAGES and not d.is_won and d.is_closed is None]
    counts = Counter(deal.stage or "" for deal in nameless)
    past = Counter(deal.stage or "" for deal in nameless if deal.close and deal.close <= today)
    doubtful = {s: n for s, n in counts.items() if n >= MATTERS * len(deals) and _may_be_over(s, past[s] / n)}
    if doubtful:
        words = next(iter(doubtful))
        what = f"stages that no mapping names, and that may be no open ones: {counted_words(doubtful.items())}"
        choice = f"lost = [{shown(words)}], or no_decision, won or open"
        raise refusal(file, f"{what}, of {len(deals)} rows; say what they mean: [opportunity.values.stage] {choice}")
    if counts:
        text = f"{len(nameless)} rows are in stages that no mapping names, and were taken as open"
        repairs.note("opportunity", file, f"{text}: {{cells}}", cells=counted_words(counts.items()))


def _may_be_over(stage: str, past: float) -> bool:
    """Whether a stage may mean an end: by its word or, where that says nothing, by closing dates in the past."""
    if _ENDED.search(stage):
        return True
    return past >= 0.5 and not _UNDERWAY.search(stage)
