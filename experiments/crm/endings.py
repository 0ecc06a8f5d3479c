"""What an outcome is: stages and flags that must agree, stages that nobody named, deals that outlived every cycle."""

import re
from collections import Counter
from typing import NamedTuple

import numpy as np

from .arrays import DAY, coded, elapsed_days, how_many, known
from .canonical import STAGES
from .refusals import refusal, shown
from .repairs import Repairs
from .rows import Rows
from .spelling import counted_words, plain_stage

MATTERS = 0.1  # share of rows from which on a doubt about outcomes stops the import
MINIMUM_ENDED = 10  # deals whose cycle must be known to tell what is longer than any
ENDS = ("won", "lost", "no_decision")
NEVER_SEEN = np.datetime64("0001-01-01", "us")
AGAINST = "flag against the stage; the flag is taken"
_ENDED = re.compile(
    r"dis[- ]?qualif|unqualif|nicht qualif|discard|abandon|dead|cancel|storn|annul|lost|won\b|closed|drop|reject"
    r"|declin|refus|no (decision|budget|interest|response)|ended|expired|withdraw|archiv|junk|duplicat"
    r"|verlor|gewonn|absag|abgesagt|abgelehnt|perdu|perdid|ganad|gagn|ganh|descart|fechad|cerrad|ferm[ée]"
)
_UNDERWAY = re.compile(
    r"negotiat|\bactive|propos|prospect|qualif|discover|demo|meeting|contact|quot|offer|offert|angebot|verhandl|\bnew\b|\bneu|open"
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


class Ended(NamedTuple):
    """Of each deal, whether it was won, ended without a win (lost, no decision, closed), or is open."""

    won: np.ndarray
    lost: np.ndarray
    open: np.ndarray


def ended(deals: Rows) -> Ended:
    """Which deals have ended, and how."""
    stage, won = deals["stage"], deals["is_won"].astype(bool)
    over = deals["is_closed"].astype(bool) | (stage == "lost") | (stage == "no_decision")
    return Ended(won, over & ~won, ~over & ~won)


def insist_on_outcomes(deals: Rows, how: Ended, repairs: Repairs) -> None:
    """Refuse outcomes that are in doubt for a tenth of the rows; *writes* notes on those in doubt for fewer.

    Raises `DataError` for flags against their stages, and for stages that no mapping names and that do not look
    underway. An export without any win is left to be refused as such.
    """
    files, codes = coded(deals.files)
    doubts: Counter[str] = Counter()
    doubtful: dict[str, int] = {}
    for code, file in enumerate(files if how.won.any() else ()):
        those = deals.at(codes == code)
        _insist_on_agreement(file, len(those), repairs)
        found = _doubts(file, those, _today(deals, how), repairs)
        if sum(found.values()) >= MATTERS * len(those):
            doubtful[file] = len(those)
            doubts.update(found)
    if doubtful:
        _refuse(doubts, doubtful)


def outlived(deals: Rows, how: Ended) -> np.ndarray:
    """Of each deal, whether it is open and older than the longest cycle of any that ended: nobody decided on it.

    A deal that is expected to close after the last day of the export is still open.
    """
    created, close = deals["created"], deals["close"]
    whole = ~how.open & known(created) & known(close)
    if how_many(whole) < MINIMUM_ENDED:
        return np.zeros(len(deals), bool)
    today, longest = _today(deals, how), elapsed_days(created[whole], close[whole]).max()
    over = how.open & known(created) & ~(close > today)
    over[over] = (today - created[over]) // DAY > longest
    return over


def count_as_ended(how: Ended, over: np.ndarray) -> np.ndarray:
    """Of each deal, whether it is decided: won, lost, no decision and, where that is how losses look, outlived.

    A few forgotten deals are dirt. Where more deals outlived every cycle than were ever closed without a win, this
    is how the company leaves those that it did not win.
    """
    if how_many(over) > how_many(how.lost):
        return ~how.open | over
    return ~how.open


def _today(deals: Rows, how: Ended) -> np.datetime64:
    """The last day on which anything was created or ended: when the export was made, as far as it tells."""
    days = np.concatenate([deals["created"], deals["close"][~how.open]])
    last: np.datetime64 = days[known(days)].max(initial=NEVER_SEEN)
    return last


def _insist_on_agreement(file: str, rows: int, repairs: Repairs) -> None:
    reasons = [r for one in repairs.summary().files if one.file == file for r in one.repairs if r.why == AGAINST]
    for reason in reasons:
        if reason.count >= MATTERS * rows:
            what = f"{reason.count} of {rows} rows say one thing in the stage and another in this flag"
            advice = "map the one that is right, or say what it means under values"
            raise refusal(file, f"{what}; {advice}", row=reason.row, column=reason.column)


def _doubts(file: str, deals: Rows, today: np.datetime64, repairs: Repairs) -> dict[str, int]:
    """The stages that no mapping names and that may be something else than open, with their counts.

    *Writes* a note on all that no mapping names, which count as open.
    """
    words, codes = coded(deals["stage"])
    named = np.array([not word or word in STAGES for word in words], bool)[codes]
    nameless = ~named & ~deals["is_won"].astype(bool) & ~known(deals["is_closed"])
    counts = Counter(deals["stage"][nameless])
    past = Counter(deals["stage"][nameless & (deals["close"] <= today)])
    if counts:
        text = f"{how_many(nameless)} rows are in stages that no mapping names, and were taken as open"
        repairs.note("opportunity", file, f"{text}: {{cells}}", cells=counted_words(counts.items()))
    return {s: n for s, n in counts.items() if _may_be_over(s, past[s], n, len(deals))}


def _refuse(doubts: Counter[str], rows: dict[str, int]) -> None:
    """Refuse stages in doubt, with all that a mapping has to say; `rows` are those of each file that has many."""
    file, *more = rows
    words = sorted(doubts, key=lambda word: (-doubts[word], word))
    what = f"stages that no mapping names, and that may be no open ones: {counted_words(doubts.items())}"
    where = f"of {sum(rows.values())} rows" + (f" in {len(rows)} files" if more else "")
    choice = (
        f"lost = [{', '.join(map(shown, words))}], or no_decision, won or open; [opportunity.where] leaves rows out"
    )
    raise refusal(file, f"{what}, {where}; say what they mean: [opportunity.values.stage] {choice}")


def _may_be_over(stage: str, past: int, count: int, rows: int) -> bool:
    """Whether a stage may mean an end: by its word or, where many rows are in it, by closing dates in the past."""
    plain = plain_stage(stage)
    if _ENDED.search(plain):
        return True
    return count >= MATTERS * rows and 2 * past >= count and not _UNDERWAY.search(plain)
