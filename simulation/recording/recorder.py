"""A log of one run that is read off whenever it is full: tables come of it, chunk by chunk."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import pyarrow as pa

from ..world.organisation import Organisation
from ..world.state import RECORDS
from ..world.words import NEVER, NOBODY, WEEKS_PER_QUARTER
from . import sheets
from .arrow import Names, empty
from .contents import OF_RUN
from .diary import begin_record, has_pages
from .log import COPIED, LIFE, Log, places, rows, words

ROWS = 100_000  # of the largest weekly table, kept before they are read off
A_WEEK = ("company", "structure", "conditions", "tally")  # one row a week each
Keep = Callable[[str, pa.Table], None]


class Recorder(Log):
    """A record under way, from the state in which a run begins; `keep` is told each table, chunk by chunk.

    If left out, chunks are kept in `chunks`. `weeks` is how long the run lasts.
    """

    def __init__(self, org: Organisation, names: Names, weeks: int, keep: Keep | None = None) -> None:
        super().__init__(seen=rows("seen", 1), scratch=rows("scratch", 1), once=rows("once", 1), blank=_blank())
        self.hold(scratch_now=words(self.scratch), once_now=words(self.once))
        self.hold(**{f"{name}_fields": places(name) for name in COPIED})
        self.hold(**{f"{name}_now": words(getattr(org, name)) for name in (*A_WEEK, "people", "ties", "opinions")})
        self.names, self.first = names, int(org.clock[0].week)
        self.pages = max(1, min(weeks + 1, ROWS // max(len(org.people), len(org.ties))))
        self.wins_counted = np.zeros((-(-weeks // WEEKS_PER_QUARTER), len(names.sources) + 1), np.int64)
        self.counted = dict.fromkeys(COPIED["tally"], 0.0)
        self.chunks: dict[str, list[pa.Table]] = {name: [empty(name)] for name in OF_RUN}
        self.keep = keep or (lambda name, chunk: self.chunks[name].append(chunk))
        self._turn_over(org)
        self._go_along(org)
        begin_record(org, self)

    def make_room(self, org: Organisation) -> None:
        """Read off what is there and enlarge what is too small, if the log does not hold another week."""
        if not has_pages(org, self):
            self.read_off(org)
            self._turn_over(org)
            self._go_along(org)

    def _turn_over(self, org: Organisation) -> None:
        """New pages, for tables go on looking at the old ones; in one block, as which fresh memory costs least."""
        lives = 2 * len(org.leads) + min(ROWS, self.pages * leads_a_week(org))
        size = {"people": self.pages * len(org.people), "lives": lives, "leads": lives}
        size |= dict.fromkeys(("ties", "opinions"), self.pages * len(org.ties)) | dict.fromkeys(A_WEEK, self.pages)
        ends = list(accumulate(size[name] * len(getattr(self, f"{name}_fields")) for name in COPIED))
        self.hold(**dict(zip(COPIED, np.split(np.empty(ends[-1], np.int64), ends[:-1]), strict=True)))
        self.hold(wins=rows("wins", 2 * len(org.leads)))
        self.hold(**{name: rows(name, 4 * len(org.matters)) for name in ("matters", "closed")})

    def _go_along(self, org: Organisation) -> None:
        """Go along with the books of the company, which may have been exchanged for larger ones."""
        for name, books in (("under_way", org.leads), ("waiting", org.matters)):
            if len(getattr(self, name)) < len(books):
                larger = rows(name, len(books))
                larger[: len(getattr(self, name))] = getattr(self, name)
                self.hold(**{name: larger})
        self.hold(leads_now=words(org.leads), lives_now=words(self.under_way))

    def columns(self, name: str, count: int) -> dict[str, Any]:
        """The first `count` rows of what was copied of a table, column by column; opinions are those of both sides."""
        kinds, sides = LIFE if name == "lives" else RECORDS[name], 2 if name == "opinions" else 1
        rows = getattr(self, name).reshape(sides * len(COPIED[name]), -1)[:, :count]
        fields = [(field, side) for field in COPIED[name] for side in range(sides)]
        return {
            f"{field}_{side}" if sides == 2 else field: row if kinds[field].kind == "i" else row.view(np.float64)
            for (field, side), row in zip(fields, rows, strict=True)
        }

    def read_off(self, org: Organisation) -> None:
        """Make tables of what is in the log, which then has no room until it is turned over."""
        seen, names = self.seen[0], self.names
        weeks = np.arange(self.first, self.first + seen.weeks)
        if seen.weeks:
            ties = self.columns("ties", seen.weeks * len(org.ties))
            opinions = self.columns("opinions", seen.weeks * len(org.ties))
            tally = self.columns("tally", seen.weeks)
            company = {name: self.columns(name, seen.weeks) for name in A_WEEK if name != "tally"}
            self.keep("people", sheets.people(self.columns("people", seen.weeks * len(org.people)), names, weeks))
            self.keep("ties", sheets.ties(org, ties, opinions, names, weeks))
            self.keep("company", sheets.company(company, names, weeks, tally, self.counted))
            self.counted = {name: float(sums[-1]) for name, sums in tally.items()}
        if seen.lives:
            leads, lives = self.columns("leads", seen.lives), self.columns("lives", seen.lives)
            self.keep("leads", sheets.leads(leads, lives, names))
        if seen.closed:
            self.keep("matters", sheets.matters(self.matters[: seen.closed], self.closed[: seen.closed], names))
        if seen.wins:
            self._count(self.wins[: seen.wins])
            self.keep("credit", sheets.credit(self.wins[: seen.wins], names))
        self.first += int(seen.weeks)
        seen.weeks = seen.lives = seen.wins = seen.wins_before = seen.closed = 0
        self.hold(company=rows("company", 0))  # no page is written on again: tables look at it

    def _count(self, wins: Any) -> None:
        """Count the wins that came from marketing, by quarter and source; the last source is none that is known."""
        ours = np.asarray(wins)[wins.marketer != NOBODY]
        np.add.at(self.wins_counted, ((ours["week"] - 1) // WEEKS_PER_QUARTER, ours["source"]), 1)

    def still_open(self, org: Organisation) -> dict[str, pa.Table]:
        """What has not ended yet, the wins of the quarters that have begun, and what was decided."""
        leads, matters = int(org.company[0].leads), int(org.company[0].matters)
        begun = -(-int(org.clock[0].week) // WEEKS_PER_QUARTER)
        return {
            "leads": sheets.leads(by_column(org.leads[:leads]), by_column(self.under_way[:leads]), self.names),
            "matters": sheets.matters(org.matters[:matters], np.full(matters, NEVER), self.names),
            "wins_by_source": sheets.wins_by_source(self.wins_counted[:begun], self.names),
            "decisions": sheets.decisions(org.decisions, self.names),
        }

    def finish(self, org: Organisation) -> None:
        """Let `keep` have the rest: the run is over."""
        self.read_off(org)
        for name, rest in self.still_open(org).items():
            self.keep(name, rest)

    def tables(self, org: Organisation) -> dict[str, pa.Table]:
        """All tables so far."""
        self.read_off(org)
        rest = self.still_open(org)
        return {name: pa.concat_tables([*kept, *([rest[name]] if name in rest else [])])
                for name, kept in self.chunks.items()}  # fmt: skip


def leads_a_week(org: Organisation) -> int:
    """About how many leads a week brings, those that never enter the books included."""
    p, company = org.parameters[0], org.company[0]
    by_reps = company.reps * p.people_weekly_hours / p.selling_prospecting_hours
    return int(company.marketers * p.campaigns_leads_per_week + by_reps)


def by_column(rows: Any) -> dict[str, Any]:
    """Rows of a table, column by column."""
    return {name: np.ascontiguousarray(np.asarray(rows)[name]) for name in rows.dtype.names}


def _blank() -> Any:
    """A lead of which nothing is known."""
    blank = rows("blank", 1)
    for name in blank.dtype.names:
        blank[name] = NOBODY if blank.dtype[name].kind == "i" else np.nan
    for name in ("doubled", "sales_touches", "marketing_touches", "joint", "waited", "progress"):
        blank[name] = 0
    return blank


def distinct(words: Sequence[str]) -> tuple[str, ...]:
    """Words as they are; one that was there already is numbered.

    >>> distinct(["web", "fair", "web"])
    ('web', 'fair', 'web (2)')
    """
    return tuple(
        word if word not in words[:place] else f"{word} ({words[:place].count(word) + 1})"
        for place, word in enumerate(words)
    )
