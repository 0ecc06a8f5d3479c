"""A decision as a board pack: its document, section by section in the order in which a board asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..foundations.language import Words
from .changes_told import on_monday
from .decision_limits import limits, method
from .decision_reasons import changes, measures, truths, unseen, why
from .pack import STAY, Chart, Column, Facts, Pack, Row, Section, Sentence, Table
from .vocabulary import Vocabulary, vocabulary


def decision_pack(document: Mapping[str, Any], w: Words) -> Pack:
    """The pack of a `decision.json`, in a language. Raises KeyError for a document that is none."""
    facts = Facts(document, w)
    currency = str(document["currency"])
    quarters = facts.told("baseline.horizon_quarters", "count").words
    words = vocabulary(w, "decision", currency=currency, quarters=quarters, scenario=str(document["scenario"]))
    page = vocabulary(w, "page", scenario=str(document["scenario"]), document="decision.json")
    return Pack(
        page.said("title"),
        words.said("subject"),
        _answer(facts, words),
        words.sentence(
            "certain",
            best=facts.best,
            confidence=facts.told("confidence", "chance"),
            indifferent=facts.told("indifferent", "money"),
            first=facts.told(f"options.{document['best']}.probability_best", "chance"),
        ),
        tuple(_sections(facts, words)),
        page.sentence("footer"),
        {key: page.said(key) for key in ("language", "question", "numbers", "field", "decision_sheet")},
    )


def _sections(facts: Facts, words: Vocabulary) -> Iterator[Section]:
    yield _options(facts, words.part("options"))
    yield _sure(facts, words.part("sure"))
    yield _cost(facts, words.part("cost"))
    yield on_monday(facts, words.part("monday"))
    yield why(facts, words.part("why"))
    yield truths(facts, words.part("true"))
    yield unseen(facts, words.part("unseen"))
    yield changes(facts, words.part("change"))
    yield measures(facts, words.part("measure"))
    yield limits(facts, words.part("limits"))
    yield method(facts, words.part("method"))


def _answer(facts: Facts, words: Vocabulary) -> Sentence:
    best, kind = facts.document["best"], "" if facts.document["told_apart"] else "_open"
    if best == STAY:
        return words.sentence(f"stay{kind}")
    at = f"options.{best}"
    return words.sentence(
        f"switch{kind}", best=facts.option(best), quarter=_begins(facts),
        value=facts.told(f"{at}.value", "gain"), low=facts.told(f"{at}.low", "money"),
        high=facts.told(f"{at}.high", "money"),
    )  # fmt: skip


def _begins(facts: Facts) -> str:
    """The quarter in which the best option begins, as its first decision says it."""
    chosen = next(each for each in facts.document["options"] if each["option"] == facts.document["best"])
    return facts.w("decide.quarter", quarter=chosen["decisions"][0].split()[0].removeprefix("Q"))


def _options(facts: Facts, words: Vocabulary) -> Section:
    """The plain switches and the ways to the two best paradigms and to the best option's; other ways are folded."""
    every, shown = facts.document["options"], shown_options(facts.document)
    told = words.sentence(
        "staying", worth=facts.told("baseline.value.mean", "money"), low=facts.told("baseline.value.low", "money"),
        high=facts.told("baseline.value.high", "money"), revenue=facts.told("baseline.revenue_last_year.mean", "money"),
    )  # fmt: skip
    tables = [_leads(facts, words, shown, "caption")]
    if rest := [each["option"] for each in every if each["option"] not in shown]:
        tables.append(replace(_leads(facts, words, rest, "rest"), folded=True, chart=None))
    return words.section("options", (told,), tables)


def shown_options(document: Mapping[str, Any]) -> list[str]:
    """Staying and the plain switches, and all ways to the two best paradigms and to that of the best option, in the
    order of the document.
    """
    plain = [each for each in document["options"] if each["kind"] in (STAY, "switch")]
    best = {each["paradigm"] for each in [each for each in plain if each["kind"] == "switch"][:2]}
    best |= {each["paradigm"] for each in document["options"] if each["option"] == document["best"]}
    return [each["option"] for each in document["options"] if each in plain or each["paradigm"] in best]


def _leads(facts: Facts, words: Vocabulary, names: Sequence[str], caption: str) -> Table:
    value, low, high = (Column(name, words.said(name), kind) for name, kind in
                        (("value", "gain"), ("low", "money"), ("high", "money")))  # fmt: skip
    return Table(
        words.said(caption), facts, words.said("names"),
        tuple(Row(f"options.{name}", facts.option(name)) for name in names),
        (value, low, high, Column("value_percent", words.said("percent"), "gain-percent"),
         Column("probability_best", words.said("first"), "chance")),
        chart=Chart("intervals", ("value", "low", "high"),
                    words.said("chart", best=facts.best), words.said("description"),
                    words.said("axis")),
    )  # fmt: skip


def _sure(facts: Facts, words: Vocabulary) -> Section:
    document = facts.document
    best, w = str(document["best"]), facts.w
    contenders = w["number.also"].join(facts.option(each) for each in document["contenders"])
    said = [
        words.sentence("told" if document["told_apart"] else "open", contenders=contenders,
                       asked=facts.told("confidence_asked", "share"), share=facts.told("indifference", "share")),
        words.sentence("companies", companies=facts.told(f"options.{best}.companies", "count")),
    ]  # fmt: skip
    if document["robust"] != best:
        said.append(words.sentence("robust", robust=facts.option(str(document["robust"]))))
    of, kind, names = "lead_of_the_choice", "", {"best": facts.option(best)}
    if best == STAY:  # which leads itself by nothing
        of, kind, names = "lead", "_staying", {}
    fields = (f"{of}.mean", f"{of}.low", f"{of}.high")
    options = vocabulary(facts.w, "decision", currency=str(document["currency"])).part("options")
    columns = (Column(fields[0], words.said(f"lead{kind}"), "gain"), Column(fields[1], options.said("low"), "money"),
               Column(fields[2], options.said("high"), "money"))  # fmt: skip
    table = Table(
        words.said("weathers"), facts, words.said("weather"),
        tuple(Row(f"weathers.{each['weather']}", words.said(each["weather"]), (facts.option(each["best"]),))
              for each in document["weathers"]),
        columns, (words.said("leads"),),
        Chart("intervals", fields, words.said(f"weathers_chart{kind}", **names),
              words.said(f"weathers_description{kind}", **names), options.said("axis")),
    )  # fmt: skip
    return words.section("sure", said, (table,))


def _cost(facts: Facts, words: Vocabulary) -> Section:
    """The way to the option that is explained: the best, or the next where staying is."""
    option = str(facts.document["why"]["option"])
    at = f"options.{option}"
    dips = facts.told(f"{at}.dip_quarter", "quarter")
    pays = facts.told(f"{at}.payback_quarter", "quarter")
    said = [
        words.sentence("no_dip" if dips.value is None else "dip", option=facts.option(option), quarter=dips,
                       dip=facts.told(f"{at}.dip_value", "money")),
        words.sentence("never" if pays.value is None else "pays", payback=pays,
                       never=facts.told(f"{at}.never_pays", "share"),
                       worse=facts.told(f"{at}.worse_than_staying", "share")),
    ]  # fmt: skip
    expected = facts.told(f"{at}.expected_regret", "money")
    if expected.value is not None:
        largest = facts.told(f"{at}.largest_regret", "money")
        least = facts.told(f"{at}.least_regret", "money")
        said.append(words.sentence("regret", least=least, expected=expected, largest=largest))
    return words.section(
        "cost",
        said,
        (_course(facts, words, option), _ways(facts, words)),
    )


def _course(facts: Facts, words: Vocabulary, option: str) -> Table:
    way = next(each["way"] for each in facts.document["options"] if each["option"] == option)
    fields = ("so_far.mean", "so_far.low", "so_far.high")
    headings = (
        words.said("so_far"),
        *(vocabulary(facts.w, "decision").part("options").said(each) for each in ("low", "high")),
    )
    return Table(
        words.said("course"), facts, words.said("quarter"),
        tuple(Row(f"options.{option}.way.{each['quarter']}", facts.w("decide.quarter", quarter=each["quarter"]))
              for each in way),
        tuple(Column(*each, "money") for each in zip(fields, headings, strict=True)),
        chart=Chart("course", fields, words.said("course_chart", option=facts.option(option)),
                    words.said("course_description"), words.said("course")),
    )  # fmt: skip


def _ways(facts: Facts, words: Vocabulary) -> Table:
    columns = (
        Column("dip_value", words.said("dip_head"), "money"),
        Column("dip_quarter", words.said("dip_quarter"), "quarter"),
        Column("payback_quarter", words.said("payback"), "quarter", words.said("not_within")),
        Column("never_pays", words.said("never_head"), "share"),
        Column("worse_than_staying", words.said("worse_head"), "share"),
        Column("expected_regret", words.said("expected_head"), "money"),
        Column("largest_regret", words.said("largest_head"), "money"),
    )
    rows = tuple(
        Row(f"options.{option}", facts.option(option)) for option in shown_options(facts.document) if option != STAY
    )
    return Table(
        words.said("ways"), facts, vocabulary(facts.w, "decision").part("options").said("names"), rows, columns
    )
