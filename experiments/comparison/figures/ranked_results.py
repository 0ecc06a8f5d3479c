"""A results table with all that its figures share: rankings, currency, the quarter of the switch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ...foundations.force_sets import forces_count
from ...foundations.language import ENGLISH, Words
from ..findings import replications_words
from ..measures import FRICTION, GAP, REVENUE, RUN, TRUST_MARKETING, TRUST_SALES, Measure, own_rules
from ..ranking import Ranking, rank_paradigms

RANKED_BY = (REVENUE, FRICTION, TRUST_SALES, TRUST_MARKETING, GAP)


@dataclass(frozen=True)
class RankedResults:
    """A results table with its rankings by each measure that a figure is about.

    `currency` is the scenario's, empty if unknown; `switch_quarter` the quarter in which companies changed over, 0 if
    they lived so from the start; `lived` are words on such companies, with which captions begin; `w` the language.
    """

    frame: pd.DataFrame
    rankings: Mapping[str, tuple[Ranking, ...]]
    currency: str = ""
    switch_quarter: int = 0
    lived: str = ""
    w: Words = ENGLISH

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        baseline: str | None = None,
        *,
        currency: str = "",
        switch_quarter: int = 0,
        lived: str = "",
        w: Words,
    ) -> RankedResults:
        beside = {REVENUE: (FRICTION,)}  # what is traded for what
        ranked = {
            by.name: rank_paradigms(frame, by=by, baseline=baseline, measures=beside.get(by, ())) for by in RANKED_BY
        }
        return cls(frame, ranked, currency, switch_quarter, lived, w)

    @property
    def forces(self) -> list[str]:
        return [ranking.forces for ranking in self.rankings[REVENUE.name]]

    @property
    def baseline(self) -> str:
        return self.rankings[REVENUE.name][0].baseline

    @property
    def compares(self) -> bool:
        """Whether there is more than one paradigm."""
        return len(self.rankings[REVENUE.name][0].standings) > 1

    @property
    def money(self) -> str:
        """The unit of money."""
        return self.w("figure.money", currency=self.currency) if self.currency else self.w["figure.thousands"]

    def under(self, forces: str) -> str:
        """A set of forces, as a panel's title has it."""
        said = self.w.forces(forces)
        return said[:1].upper() + said[1:]

    @property
    def today(self) -> str:
        """The baseline's name, as sentences have it."""
        return self.w.quoted(self.baseline)

    def part(self, forces: Collection[str]) -> RankedResults:
        """The same under some of the sets of forces only."""
        kept = {name: tuple(one for one in each if one.forces in forces) for name, each in self.rankings.items()}
        return replace(self, frame=self.frame[self.frame["forces"].isin(forces)], rankings=kept)

    def told(self, measure: Measure) -> Ranking:
        """The ranking that titles speak of: under the most forces, the last among equals."""
        return max(reversed(self.rankings[measure.name]), key=lambda ranking: forces_count(ranking.forces))

    def basis(self, measure: Measure, shape: str, *, quarters: bool = False, also: Collection[Measure] = ()) -> str:
        """What is drawn stands for; `shape` says what shows the interval, `quarters` that there is a line for each.

        `also` are the measures drawn beside, of which other replications may be missing.
        """
        rankings = [ranking for each in (measure, *also) for ranking in self.rankings[each.name]]
        switch = self._switch(quarters=quarters)
        said = self.w("figure.basis", n=replications_words(*rankings, w=self.w), shape=shape)
        if max(ranking.replications[1] for ranking in rankings) < 2:
            said = self.w["figure.one"]
        lived = "" if switch else self.lived
        return " ".join(filter(None, (lived, f"{own_rules(self.frame, self.w)}{said}", switch)))

    def _switch(self, *, quarters: bool) -> str:
        said = self.w("figure.switch_line" if quarters else "figure.switch", quarter=self.switch_quarter)
        return said if self.switch_quarter else ""

    def differences(self) -> pd.DataFrame:
        """The table with the outcomes of revenue and friction less those of the baseline in the matched run."""
        keys = ["forces", *RUN[2:], "quarter"]
        columns = [REVENUE.column, FRICTION.column]
        today = self.frame[self.frame["paradigm"] == self.baseline].set_index(keys)[columns]
        met = today.reindex(pd.MultiIndex.from_frame(self.frame[keys]))
        return self.frame.assign(**{name: self.frame[name].to_numpy() - met[name].to_numpy() for name in columns})
