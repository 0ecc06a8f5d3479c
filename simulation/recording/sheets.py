"""The tables of a record, each made of the columns and rows of a log."""

from typing import Any

import numpy as np
import pyarrow as pa

from ..world.organisation import Organisation
from ..world.words import FIRST_END, NEVER, NOBODY, WEEKS_PER_QUARTER, Attribution, Side, Stage
from .arrow import Columns, Names, copies, table, text, word, word_of
from .log import EARLIER, WIN

OPEN, DROPPED = "open", "dropped"
ENDS = [stage for stage in Stage if stage >= FIRST_END]
# By the number of a stage: its word as an end, whether the lead was contacted before, whether its buyer decided.
END_WORDS = text((OPEN, DROPPED, *(stage.word for stage in ENDS)))
PLACES = np.zeros(max(Stage) + 1, np.int32)
PLACES[ENDS] = np.arange(2, len(ENDS) + 2)
NOT_CONTACTED = (Stage.QUALIFIED, Stage.ASSIGNED, Stage.UNQUALIFIED, Stage.IGNORED)
CONTACTED = ~np.isin(np.arange(max(Stage) + 1), NOT_CONTACTED)
WAS_DECIDED = np.isin(np.arange(max(Stage) + 1), (Stage.LOST, Stage.NO_DECISION, Stage.WON))
# What is not known of a lead that never was in the books.
LACKING = ("available", "promise", "value", "information", "autonomy", "concern", "pace", "mood")
BETWEEN = text(("practitioners", "leaders"))


def weeks_of(values: Any) -> pa.Array:
    """Weeks, empty where it has not happened, or nobody knows when."""
    return pa.array(np.ascontiguousarray(values), mask=(values == NEVER) | (values == EARLIER))


def only(values: Any, where: Any) -> pa.Array:
    """Numbers, empty elsewhere and where they are none."""
    return pa.array(np.where(where, values, np.nan), from_pandas=True)


def sources(names: Names, source: Any, marketer: Any) -> pa.DictionaryArray:
    """Where leads come from, in words."""
    none = np.where(marketer == NOBODY, len(names.sources), len(names.sources) + 1)
    return word(names.all_sources, np.where(source == NOBODY, none, source))


def people(rows: Columns, names: Names, weeks: Any) -> pa.Table:
    """People, week by week."""
    seats = np.tile(np.arange(len(names.seats), dtype=np.int32), len(weeks))
    found = {"week": np.repeat(weeks, len(names.seats)), "seat": word(names.seats, seats)}
    found |= copies("people", rows, "people", names)
    found["team"] = pa.array(found["team"], mask=found["team"] == NOBODY)
    return table("people", names, found, len(seats))


def ties(org: Organisation, rows: Columns, opinions: Columns, names: Names, weeks: Any) -> pa.Table:
    """Ties, week by week, with the opinions of both sides."""
    count, weight = len(weeks), org.parameters[0].trust_affect_weight
    found = {"week": np.repeat(weeks, len(org.ties))} | copies("ties", rows, "ties", names)
    for end in ("rep", "marketer"):
        found[end] = word(names.seats, np.tile(org.ties[end].astype(np.int32), count))
    found["between"] = word(
        BETWEEN, np.tile((np.arange(len(org.ties)) >= org.company[0].pairs).astype(np.int32), count)
    )
    for side, which in ((Side.SALES, "sales_in_marketing"), (Side.MARKETING, "marketing_in_sales")):
        mind = copies("ties", opinions, "opinions", names, prefix=which, suffix=f"_{int(side)}")
        trust = weight * mind[f"{which}_affect"] + (1.0 - weight) * mind[f"{which}_cognition"]
        found |= mind | {f"trust_{which}": trust}
    return table("ties", names, found, count * len(org.ties))


def leads(rows: Columns, lives: Columns, names: Names) -> pa.Table:
    """The lives of leads, as far as they have come."""
    stage = rows["stage"]
    end = PLACES[stage]
    end[(stage == Stage.IGNORED) & (lives["dropped"] == 1)] = 1
    found = copies("leads", rows, "leads", names)
    found |= {
        each: weeks_of(lives[each]) for each in ("handed_over", "opportunity", "proposal", "negotiation", "ended")
    }
    found |= {"end": word(END_WORDS, end), "source": sources(names, rows["source"], rows["marketer"])}
    found["contacted"] = only(found["contacted"], CONTACTED[stage])
    found["decided"] = only(found["decided"], WAS_DECIDED[stage])
    for name in LACKING:
        found[name] = pa.array(found[name], from_pandas=True)
    return table("leads", names, found, len(stage))


def matters(rows: Any, closed: Any, names: Names) -> pa.Table:
    """The lives of matters, as far as they have come."""
    found = copies("matters", np.asarray(rows), "matters", names)
    return table("matters", names, found | {"ended": weeks_of(closed)}, len(rows))


def credit(rows: Any, names: Names) -> pa.Table:
    """Wins, with what was paid and claimed."""
    wins = np.asarray(rows)
    found = {name: np.ascontiguousarray(wins[name]) for name in WIN.names or () if name not in ("tie", "due", "paid")}
    found |= {"due_to_marketing": wins["due"].copy(), "paid_to_marketing": wins["paid"].copy()}
    found |= {"rule": word_of(Attribution, wins["rule"]), "victim": word_of(Side, wins["victim"])}
    found |= {each: word(names.seats, wins[each]) for each in ("marketer", "rep")}
    found["source"] = sources(names, wins["source"], wins["marketer"])
    return table("credit", names, found, len(wins))


def company(tables: dict[str, Columns], names: Names, weeks: Any, tally: Columns, counted: Columns) -> pa.Table:
    """The company, week by week; of its tally, kept up over a quarter, what each week added. `counted` is before."""
    found = {"week": weeks}
    for each, rows in tables.items():
        found |= copies("company", rows, each, names)
    sums = np.array([*tally.values()])
    before = np.column_stack([[*counted.values()], sums[:, :-1]])
    before[:, (weeks - 1) % WEEKS_PER_QUARTER == 0] = 0.0
    found |= copies("company", dict(zip(tally, sums - before, strict=True)), "tally", names)
    return table("company", names, found, len(weeks))


def decisions(rows: Any, names: Names) -> pa.Table:
    """What was decided, and when."""
    texts, things = ([each[place] for each in names.decided] for place in (0, 1))
    taken = np.asarray(rows)["taken"]
    found = {
        "decision": pa.array(texts, pa.string()).dictionary_encode(),
        "what": pa.array(things, pa.string()).dictionary_encode(),
        "due": np.ascontiguousarray(np.asarray(rows)["due"]),
        "taken": pa.array(np.ascontiguousarray(taken), mask=taken <= 0),
    }
    return table("decisions", names, found, len(rows))


def wins_by_source(counts: Any, names: Names) -> pa.Table:
    """Marketing's wins, quarter by quarter and source by source; of unknown source only where there are such wins."""
    shown = [place for place in range(len(names.sources) + 1) if place < len(names.sources) or counts[:, place].any()]
    which = [place if place < len(names.sources) else place + 1 for place in shown]
    rows = len(counts) * len(shown)
    found = {
        "quarter": np.repeat(np.arange(1, len(counts) + 1), len(shown)),
        "source": word(names.all_sources, np.tile(np.array(which, np.int32), len(counts))),
        "wins": np.ascontiguousarray(counts[:, shown].ravel()),
    }
    return table("wins_by_source", names, found, rows)
