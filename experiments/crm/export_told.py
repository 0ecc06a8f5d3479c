"""What an export tells, as lines to print: each figure with the number of cases that it rests on."""

from collections.abc import Iterator

from .facts import Buyers, FunnelFacts, Share, SideFacts, Spread


def told(facts: FunnelFacts) -> tuple[str, ...]:
    """The facts of an export in plain lines, its counts first."""
    return ("what the export tells:", *(f"  {line}" for line in (*_counts(facts), *_rates(facts), *_people(facts))))


def _counts(facts: FunnelFacts) -> Iterator[str]:
    if facts.counted == "lead":
        yield f"{facts.whole.leads} leads, {facts.whole.wins} of them won"
    if facts.endings:
        ends = facts.endings
        parts = {
            "won": ends.won,
            "lost": ends.lost,
            "ended in no decision": ends.no_decision,
            "open": ends.open,
            "open and older than any cycle": ends.outlived,
        }
        whose = " of new customers" if facts.buyers and facts.buyers.left_out else ""
        yield f"{ends.created} opportunities{whose}: " + ", ".join(
            f"{count} {word}" for word, count in parts.items() if count
        )
    if facts.buyers and facts.buyers.further:
        yield _known_customers(facts.buyers)
    if facts.leads_per_week is not None and facts.best.period:
        start, end = facts.best.period
        by = " (by closings)" if facts.dated_by == "closings" else ""
        what = {"lead": "leads", "opportunity": "opportunities"}[facts.counted]
        yield f"{facts.leads_per_week:.3g} {what} a week{by}, {start} to {end}, n = {facts.best.created}"


def _known_customers(buyers: Buyers) -> str:
    """How many wins were of customers who had bought before, and whether they count."""
    how = (
        "not counted as new customers" if buyers.left_out else "counted as new customers, since few first deals remain"
    )
    money = "" if buyers.further_value is None else f", {buyers.further_value:.0%} of the amounts won"
    return f"{buyers.further_wins} of {buyers.wins} wins were of customers who had bought before{money}: {how}"


def _rates(facts: FunnelFacts) -> Iterator[str]:
    if facts.counted == "lead":
        yield f"conversion {_share(facts.conversion)} leads"
    if facts.win_rate:
        yield f"win rate {_share(facts.win_rate)} decided"
    if facts.cycle:
        yield f"cycle {_spread(facts.cycle)} wins"
    if facts.weeks_to_first_contact:
        yield f"first contact {_spread(facts.weeks_to_first_contact)} leads"
    if facts.contract_value:
        money, currency = facts.contract_value, f" {facts.currencies[0]}" if len(facts.currencies) == 1 else ""
        yield f"contract value: mean {money.mean:,.0f}{currency}, median {money.median:,.0f}, n = {money.count} wins"


def _people(facts: FunnelFacts) -> Iterator[str]:
    for side, what in ((facts.sales, "own deals"), (facts.marketing, "hand over or own leads")):
        if side:
            yield f"{_at_one_time(side)} {what}, {side.people} over the whole period"
    if facts.span:
        yield f"{facts.span} sellers to a manager or team"


def _at_one_time(side: SideFacts) -> str:
    if side.active_per_month is None:
        return f"{side.people} people"
    return f"{max(1, round(side.active_per_month))} people at one time"


def _share(share: Share) -> str:
    return f"{share.value:.3g} ({share.low:.2g} to {share.high:.2g}): {share.count} of {share.total}"


def _spread(spread: Spread) -> str:
    tail = f"nine in ten within {spread.p90:.3g}, n = {spread.count}"
    return f"median {spread.median:.3g} weeks, mean {spread.mean:.3g}, {tail}"
