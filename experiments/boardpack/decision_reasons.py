"""A decision's reasons as sections of a board pack: why, what must be true, what is not seen, what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..foundations.addresses import labels
from ..foundations.fields import cited
from ..foundations.language import Words
from ..foundations.phrases import rounded
from .changes_told import rules_told
from .pack import Chart, Column, Facts, Row, Section, Table
from .vocabulary import Vocabulary, vocabulary

INTERVAL = ("value", "low", "high")
SHOWN = 8  # parameters of the value of knowing
FIGURES = 3  # of a place on the map


def why(facts: Facts, words: Vocabulary) -> Section:
    """Both accounts of the lead of the option that is explained."""
    found = facts.document["why"]
    lead = facts.told("why.lead", "gain")
    said = words.sentence(
        "lead" if found["lead"] >= 0 else "behind",
        option=facts.option(str(found["option"])),
        lead=lead,
    )
    tables = tuple(_account(facts, words, name) for name in ("levers", "channels"))
    return words.section("why", (said,), tables)


def _account(facts: Facts, words: Vocabulary, name: str) -> Table:
    kind = name.removesuffix("s")
    parts = sorted(facts.document["why"][name], key=lambda part: -part["value"])
    common = vocabulary(facts.w, "decision", currency=str(facts.document["currency"])).part("options")
    columns = (Column("value", words.said("value"), "gain"), Column("low", common.said("low"), "money"),
               Column("high", common.said("high"), "money"))  # fmt: skip
    rows = tuple(Row(f"why.{name}.{part['name']}", facts.called(kind, part["name"])) for part in parts)
    return Table(
        words.said(name), facts, words.said("part"),
        rows, columns,
        chart=Chart("intervals", INTERVAL, words.said(f"{name}_chart", first=rows[0].name),
                    words.said("description"), common.said("axis")),
    )  # fmt: skip


def truths(facts: Facts, words: Vocabulary) -> Section:
    """What the answer rests on."""
    grounds = facts.document["grounds"]
    theories = [
        words.said("theory", mechanism=each["mechanism"], theory=each["theory"],
                   best=facts.option(each["best"]))
        for each in grounds["theories"]
    ]  # fmt: skip
    sets = grounds["sets"]
    parameters = facts.w("decide.parameter_sets", number=sets) if sets else facts.w["decide.own_parameters"]
    said = [
        words.sentence("parameters", parameters=parameters),
        words.sentence("theories", theories="; ".join(theories)) if theories else words.sentence("no_theories"),
    ]
    rows = sorted(grounds["assumptions"], key=lambda each: -(each["matters"] or 0.0))
    table = Table(
        words.said("matters"), facts, words.said("name"),
        tuple(Row(f"grounds.assumptions.{each['name']}", each["name"],
                  (facts.called("unit", each["unit"]), cited(each["source"], facts.w)),
                  note=facts.meaning(each["name"]))
              for each in rows),
        (Column("value", words.said("value"), "decimal"), Column("matters", words.said("share"), "share")),
        (words.said("unit"), words.said("source")),
    )  # fmt: skip
    return words.section("true", said, (table,))


def unseen(facts: Facts, words: Vocabulary) -> Section:
    """Executives' view of alignment beside that of those who do the work."""
    found = facts.document["unseen"]
    fields = ("executives_aligned.mean", "practitioners_lack.mean")
    executives, practitioners = (facts.told(f"unseen.{found[0]['name']}.{each}", "share") for each in fields)
    first, *ends = found
    rows = (Row(f"unseen.{first['name']}", words.said("today")),
            *(Row(f"unseen.{each['name']}", words.said("option", option=facts.option(each["name"])))
              for each in ends))  # fmt: skip
    said = words.sentence("gap", executives=executives, practitioners=practitioners)
    table = Table(
        words.said("caption"), facts, words.said("names"),
        rows,
        (Column(fields[0], words.said("executives"), "share"), Column(fields[1], words.said("practitioners"), "share"),
         Column("perception_gap.mean", words.said("gap_head"), "points")),
        chart=Chart("pair", fields, words.said("chart"), words.said("description"), words.said("axis")),
    )  # fmt: skip
    return words.section("unseen", (said,), (table,))


def changes(facts: Facts, words: Vocabulary) -> Section:
    """What would turn the answer over, and what would warn."""
    flips, signs = facts.document["flips"], facts.document["warnings"]
    turning = [each for each in flips if each["to"] is not None]
    kept = [each["factor"] for each in flips if each["to"] is None]
    key = "none" if not turning else "some" if kept else "all"
    said = [words.sentence(key, factors=facts.w.listed(kept))] if flips else []
    tables = [_flips(facts, words, turning)] if turning else []
    if drawn := facts.document.get("map"):
        tables.append(_map(words, facts, drawn))
        said.append(words.sentence("map_now", across=str(drawn["across"]), down=str(drawn["down"]),
                                   across_now=facts.told("map.across_now", "decimal"),
                                   down_now=facts.told("map.down_now", "decimal"),
                                   companies=facts.told("map.companies", "count")))  # fmt: skip
    if facts.document["rules"]:
        told, rules = rules_told(facts, words)
        said.append(told)
        tables += rules
    if left_out := facts.document["left_out"]:
        parts = "; ".join(facts.called("decide.part", each) for each in left_out)
        said.append(words.sentence("left_out", parts=parts, budget=facts.told("budget", "decimal")))
    if signs:
        tables.append(_signs(facts, words, signs))
    else:
        said.append(words.sentence("no_warnings"))
    return words.section("change", said, tables)


def _flips(facts: Facts, words: Vocabulary, turning: Sequence[Any]) -> Table:
    common = vocabulary(facts.w, "decision", currency=str(facts.document["currency"])).part("options")
    columns = [Column("now", words.said("now"), "decimal"),
               Column("at", words.said("at"), "decimal", words.said("both"))]  # fmt: skip
    columns += [Column(name, common.said(name), "decimal") for name in ("low", "high")]
    columns += [Column(name, words.said(name), "decimal") for name in ("least", "most")]
    rows = tuple(
        Row(
            f"flips.{each['factor']}",
            each["factor"],
            (facts.option(each["to"]), facts.called("unit", each["unit"])),
            note=facts.meaning(each["factor"]),
        )
        for each in turning
    )
    texts = (words.said("to"), words.said("unit"))
    return Table(words.said("flips"), facts, words.said("factor"), rows, tuple(columns), texts)


def _map(words: Vocabulary, facts: Facts, drawn: Mapping[str, Any]) -> Table:
    """Who leads, a row for each value of one factor, a text cell for each of the other; hatched if not told apart."""
    cells = drawn["cells"]
    places = sorted({each["across"] for each in cells})
    rows = []
    for start in range(0, len(cells), len(places)):
        line = cells[start : start + len(places)]
        unsure = tuple(at for at, each in enumerate(line) if not each["apart"])
        names = [facts.option(each["best"]) for each in line]
        leaders = tuple(name if each["apart"] else f"{name} ?" for name, each in zip(names, line, strict=True))
        rows.append(Row(f"map.cells.{start}", facts.w.short(rounded(line[0]["down"], FIGURES)), leaders, unsure))
    texts = tuple(f"{drawn['across']} {facts.w.short(rounded(place, FIGURES))}" for place in places)
    caption = words.said("map", across=str(drawn["across"]), down=str(drawn["down"]))
    return Table(caption, facts, str(drawn["down"]), tuple(rows), (), texts)


def _signs(facts: Facts, words: Vocabulary, signs: Sequence[Any]) -> Table:
    columns = (("threshold", "moved"), ("quarter", "quarter"), ("early", "count"), ("hits", "share"))
    known = [Column(name, words.said(name), kind) for name, kind in columns]
    known.append(Column("false_alarms", words.said("alarms"), "share"))
    rows = tuple(
        Row(f"warnings.{label}", words.said("above" if each["above"] else "below", outcome=each["outcome"]),
            (facts.called("seen", each["seen_in"]),))
        for label, each in zip(labels(signs), signs, strict=True)
    )  # fmt: skip
    return Table(words.said("warnings"), facts, words.said("sign"), rows, tuple(known), (words.said("seen"),))


def measures(facts: Facts, words: Vocabulary) -> Section:
    """What knowing is worth, where it can be told from luck."""
    clear = [each for each in facts.document["measure_first"] if each["clear"]][:SHOWN]
    everything = facts.told("everything_known", "money")
    if not clear:
        return words.section("measure", (words.sentence("nothing", everything=everything),))
    w, first = facts.w, knowledge(clear[0], facts.w)
    said = words.sentence("first", what=first, everything=everything,
                          value=facts.told(f"measure_first.{clear[0]['what']}.value", "money"))  # fmt: skip
    table = Table(
        words.said("caption"), facts, words.said("names"),
        tuple(Row(f"measure_first.{each['what']}", knowledge(each, w), (facts.called("learn.kind", each["kind"]),),
                  note=facts.meaning(each["what"])) for each in clear),
        (Column("value", words.said("value"), "money"), Column("luck", words.said("luck"), "money")),
        (words.said("kind"),),
        Chart("intervals", ("value",), words.said("chart", what=first), words.said("description"), words.said("axis")),
    )  # fmt: skip
    return words.section("measure", (said,), (table,))


def knowledge(each: Mapping[str, Any], w: Words) -> str:
    """What could be known: a survey in words, a parameter by its name."""
    return w(f"learn.{each['topic']}", people=each["asked"]) if each.get("topic") else str(each["what"])
