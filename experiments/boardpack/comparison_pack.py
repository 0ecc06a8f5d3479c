"""A comparison as a board pack: what its `summary.json` says, under the most forces first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..foundations.force_sets import forces_count
from ..foundations.language import Words
from .pack import Chart, Column, Facts, Pack, Row, Section, Sentence, Table
from .vocabulary import Vocabulary, vocabulary

NOTHING_TOLD: Mapping[str, str] = {}
SWITCHED = ("if_switched.mean", "if_switched.low", "if_switched.high")
RELATIVE = ("relative.mean", "relative.low", "relative.high")
PEOPLE = (("friction", "friction_hours_share", "small-share"), ("leavers", "leavers", "decimal"),
          ("sales", "trust_sales_in_marketing", "decimal"),
          ("marketing", "trust_marketing_in_sales", "decimal"))  # fmt: skip


def comparison_pack(document: Mapping[str, Any], w: Words, told: Mapping[str, str]) -> Pack:
    """The pack of a `summary.json` of a comparison, in a language.

    `told` are, in that language, what the document says in English: `question`, `caveat`, and a verdict by forces.
    Raises KeyError for a document that is none.
    """
    facts = Facts(document, w)
    counts = {name: facts.told(name, "count").words for name in ("quarters", "replications")}
    words = vocabulary(
        w, "comparison", scenario=str(document["scenario"]), baseline=w.paradigm(str(document["baseline"])), **counts
    )
    page = vocabulary(w, "page", scenario=str(document["scenario"]), document="summary.json")
    sets = sorted(document["forces"], key=forces_count, reverse=True)
    return Pack(
        page.said("title"), words.said("subject"), _answer(facts, words, sets[0]), _sure(facts, words, sets[0]),
        tuple(_sections(facts, words, sets, said_in_english(document) | dict(told))), page.sentence("footer"),
        {key: page.said(key) for key in ("language", "question", "numbers", "field", "decision_sheet")},
    )  # fmt: skip


def said_in_english(document: Mapping[str, Any]) -> dict[str, str]:
    """What a document says in sentences."""
    verdicts = {name: str(ranking["verdict"]) for name, ranking in document["forces"].items()}
    return {"question": str(document["question"]), "caveat": str(document["caveat"]), **verdicts}


def _sections(facts: Facts, words: Vocabulary, sets: Sequence[str], told: Mapping[str, str]) -> Iterator[Section]:
    document = facts.document
    part = words.part("options")
    tables = [_ranking(facts, part, forces) for forces in sets]
    switched = [forces for forces in sets if _switching(facts, forces)]
    said = [part.sentence("lived"), part.sentence("switched", quarter=_quarter(facts))] if switched else []
    yield part.section("options", said, tables + [_switched(facts, part, forces) for forces in switched])
    part = words.part("sure")
    said = [part.sentence("verdict", verdict=told[forces]) for forces in sets]
    yield part.section("sure", [*said, part.sentence("question", question=told["question"])])
    part = words.part("people")
    yield part.section("cost", (), [_people(facts, part, forces) for forces in sets])
    part = words.part("unseen")
    yield part.section("unseen", (), [_gap(facts, part, forces) for forces in sets])
    part = words.part("limits")
    unknown = document.get("unknown")
    said = [part.sentence("caveat", caveat=told["caveat"])]
    yield part.section(
        "limits",
        said + ([part.sentence("unknown", unknown=facts.w["number.also"].join(unknown))] if unknown else []),
        boxed=True,
    )
    part = words.part("method")
    effort = {name: facts.told(name, "count") for name in ("replications", "quarters")}
    sha, seed = str(document["results_sha256"])[:12], str(document["seed"])
    yield part.section(
        "method", (part.sentence("procedure"), part.sentence("effort", **effort, seed=seed, sha=sha)), folded=True
    )


def _answer(facts: Facts, words: Vocabulary, forces: str) -> Sentence:
    ranking, said = facts.document["forces"][forces], facts.w.under(forces)
    best = facts.w.paradigm(str(ranking["best"]))
    if len(ranking["standings"]) == 1:
        return words.sentence("alone", forces=said, best=best)
    if ranking["best"] == ranking["baseline"]:
        return words.sentence("best_today", forces=said, best=best)
    at = f"forces.{forces}.standings.{ranking['best']}"
    value, low, high = (facts.told(f"{at}.{each}", "gain-share") for each in RELATIVE)
    return words.sentence("best", forces=said, best=best, value=value, low=low, high=high)


def _sure(facts: Facts, words: Vocabulary, forces: str) -> Sentence:
    ranking = facts.document["forces"][forces]
    tied = ranking["tied_with_best"]
    if len(ranking["standings"]) == 1:
        return words.sentence("nothing")
    return (
        words.sentence("tied", tied=facts.w.listed([facts.w.quoted(name) for name in tied]))
        if tied
        else words.sentence("apart")
    )


def _rows(facts: Facts, forces: str, *, others: bool = False) -> tuple[Row, ...]:
    """The paradigms, the best first; only those that differ from the baseline, for `others`."""
    found = facts.document["forces"][forces]["standings"]
    return tuple(
        Row(f"forces.{forces}.standings.{each['paradigm']}", facts.w.paradigm(each["paradigm"]))
        for each in found
        if not others or each["relative"] is not None
    )


def _ranking(facts: Facts, words: Vocabulary, forces: str) -> Table:
    said = facts.w.forces(forces)
    names = ("difference", "low", "high")
    others = _rows(facts, forces, others=True)
    columns = [Column(each, words.said(name), "gain-share") for each, name in zip(RELATIVE, names, strict=True)]
    columns.append(Column("levels.revenue.mean", words.said("revenue"), "money"))
    return Table(
        words.said("caption", forces=said), facts, words.said("names"), others or _rows(facts, forces),
        tuple(columns if others else columns[-1:]),
        chart=Chart("intervals", RELATIVE, words.said("chart", forces=said), words.said("description"),
                    words.said("axis")) if others else None,
    )  # fmt: skip


def _switching(facts: Facts, forces: str) -> list[str]:
    """The paradigms of which the document says what a switch to them would bring."""
    standings = facts.document["forces"][forces]["standings"]
    return [each["paradigm"] for each in standings if each.get("if_switched")]


def _quarter(facts: Facts) -> str:
    """The quarter in which a switch that is told beside the ranking begins."""
    return str(facts.document["switched_in"])


def _switched(facts: Facts, words: Vocabulary, forces: str) -> Table:
    said = facts.w.forces(forces)
    names = zip(SWITCHED, ("difference", "low", "high"), strict=True)
    rows = tuple(Row(f"forces.{forces}.standings.{name}", facts.w.paradigm(name)) for name in _switching(facts, forces))
    return Table(
        words.said("switched_caption", forces=said, quarter=_quarter(facts)), facts, words.said("names"), rows,
        tuple(Column(field, words.said(name), "gain-share") for field, name in names),
        chart=Chart("intervals", SWITCHED, words.said("switched_chart", forces=said, quarter=_quarter(facts)),
                    words.said("switched_description", quarter=_quarter(facts)), words.said("switched_axis")),
    )  # fmt: skip


def _people(facts: Facts, words: Vocabulary, forces: str) -> Table:
    columns = tuple(Column(f"levels.{outcome}.mean", words.said(name), kind) for name, outcome, kind in PEOPLE)
    caption = words.said("caption", forces=facts.w.forces(forces))
    return Table(caption, facts, words.said("names"), _rows(facts, forces), columns)


def _gap(facts: Facts, words: Vocabulary, forces: str) -> Table:
    said = facts.w.forces(forces)
    fields = tuple(f"levels.perception_gap.{each}" for each in ("mean", "low", "high"))
    headings = (words.said("gap"), words.said("low"), words.said("high"))
    return Table(
        words.said("caption", forces=said), facts, words.said("names"), _rows(facts, forces),
        tuple(Column(*each, "points") for each in zip(fields, headings, strict=True)),
        chart=Chart("intervals", fields, words.said("chart", forces=said), words.said("description"),
                    words.said("axis")),
    )  # fmt: skip
