"""A board pack says each sentence where its document calls for it and nowhere else, with the names that it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest

from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.vocabulary import Vocabulary
from cordiale.experiments.foundations.language import ENGLISH as W
from cordiale.experiments.foundations.language import words
from tests.support.board_packs import comparison_document, comparison_in_english, decision_in_english
from tests.support.decision_document import decision_document
from tests.support.decision_variants import BEST, DOCUMENTS, Document, explained, stays, turned


def ranked(**changed: Any) -> dict[str, Any]:
    """A comparison whose ranking is another one under all forces, the most that there are."""
    document = comparison_document()
    return {**document, "forces": {**document["forces"], "all": {**document["forces"]["all"], **changed}}}


ALONE = comparison_document()["forces"]["all"]["standings"][:1]
COMPARED: dict[str, Document] = {
    "one best": comparison_document(), "tied": ranked(tied_with_best=["siloed"]), "alone": ranked(standings=ALONE),
    "today": ranked(best="siloed"), "all is known": {**comparison_document(), "unknown": {}},
    "not switched": ranked(
        standings=[{**each, "if_switched": None} for each in ranked()["forces"]["all"]["standings"]]),
}  # fmt: skip
COMPARED["not switched"]["forces"]["none"] = COMPARED["not switched"]["forces"]["all"]  # type: ignore[index]  # a dict


CALLED_FOR: dict[str, Callable[[Document], bool]] = {
    "switch": lambda d: not stays(d) and d["told_apart"], "switch_open": lambda d: not stays(d) and not d["told_apart"],
    "stay": lambda d: stays(d) and d["told_apart"], "stay_open": lambda d: stays(d) and not d["told_apart"],
    "certain": lambda d: True, "options.staying": lambda d: True,
    "sure.told": lambda d: d["told_apart"], "sure.open": lambda d: not d["told_apart"],
    "sure.companies": lambda d: True,
    "sure.robust": lambda d: d["robust"] != d["best"],
    "cost.dip": lambda d: explained(d)["dip_quarter"] is not None,
    "cost.no_dip": lambda d: explained(d)["dip_quarter"] is None,
    "cost.pays": lambda d: explained(d)["payback_quarter"] is not None,
    "cost.never": lambda d: explained(d)["payback_quarter"] is None,
    "cost.regret": lambda d: explained(d)["expected_regret"] is not None,
    "monday.changes": lambda d: True,
    "why.lead": lambda d: d["why"]["lead"] >= 0, "why.behind": lambda d: d["why"]["lead"] < 0,
    "true.parameters": lambda d: True, "true.theories": lambda d: bool(d["grounds"]["theories"]),
    "true.no_theories": lambda d: not d["grounds"]["theories"], "unseen.gap": lambda d: True,
    "change.none": lambda d: turned(d) == (False, True), "change.some": lambda d: turned(d) == (True, True),
    "change.all": lambda d: turned(d) == (True, False),
    "change.map_now": lambda d: d["map"] is not None,
    "change.rules_some": lambda d: bool(d["rules"] and any(each["certified"] for each in d["rules"]["rules"])),
    "change.rules_none": lambda d: bool(d["rules"] and not any(each["certified"] for each in d["rules"]["rules"])),
    "change.left_out": lambda d: bool(d["left_out"]), "change.no_warnings": lambda d: not d["warnings"],
    "measure.first": lambda d: any(each["clear"] for each in d["measure_first"]),
    "measure.nothing": lambda d: not any(each["clear"] for each in d["measure_first"]),
    "limits.caveat": lambda d: True, "limits.verdicts": lambda d: bool(d["grounds"]["verdicts"]),
    "limits.unknown": lambda d: bool(d["grounds"]["unknown"]),
    "method.procedure": lambda d: True, "method.effort": lambda d: True,
}  # fmt: skip


def first(d: Document) -> Document:
    """The ranking that the answer is of: under all forces."""
    ranking: Document = d["forces"]["all"]
    return ranking


def several(d: Document) -> bool:
    return len(first(d)["standings"]) > 1


COMPARED_FOR: dict[str, Callable[[Document], bool]] = {
    "alone": lambda d: not several(d), "best": lambda d: several(d) and first(d)["best"] != first(d)["baseline"],
    "best_today": lambda d: several(d) and first(d)["best"] == first(d)["baseline"],
    "nothing": lambda d: not several(d), "tied": lambda d: several(d) and bool(first(d)["tied_with_best"]),
    "apart": lambda d: several(d) and not first(d)["tied_with_best"],
    "options.lived": lambda d: any(each["if_switched"] for each in d["forces"]["none"]["standings"]),
    "options.switched": lambda d: any(each["if_switched"] for each in d["forces"]["none"]["standings"]),
    "sure.verdict": lambda d: True, "sure.question": lambda d: True, "limits.caveat": lambda d: True,
    "limits.unknown": lambda d: bool(d["unknown"]), "method.procedure": lambda d: True, "method.effort": lambda d: True,
}  # fmt: skip


def said(make: Callable[[Any], Any], document: Document) -> list[tuple[str, dict[str, Any]]]:
    """Every sentence of a pack by its key, with what fills its gaps; and words with gaps of their own."""
    found, sentence, word = list[tuple[str, dict[str, Any]]](), Vocabulary.sentence, Vocabulary.said

    def noted(self: Vocabulary, key: str, **gaps: Any) -> Any:
        found.append((f"{self._at}.{key}".removeprefix("pack."), gaps))
        return sentence(self, key, **gaps)

    def worded(self: Vocabulary, key: str, **gaps: Any) -> str:
        if gaps:
            found.append((f"{self._at}.{key}".removeprefix("pack."), gaps))
        return word(self, key, **gaps)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Vocabulary, "sentence", noted)
        patch.setattr(Vocabulary, "said", worded)
        make(document)
    return found


@cache
def spoken_in(kind: str, name: str) -> set[str]:
    """The keys of the sentences of a pack."""
    documents, make = (DOCUMENTS, decision_in_english) if kind == "decision" else (COMPARED, comparison_in_english)
    return {at.removeprefix(f"{kind}.") for at, _ in said(make, documents[name])}


@pytest.mark.parametrize("key", CALLED_FOR)
def test_a_decision_s_pack_says_a_sentence_where_its_document_calls_for_it_and_nowhere_else(key: str) -> None:
    told = {name for name in DOCUMENTS if key in spoken_in("decision", name)}
    assert told == {name for name, document in DOCUMENTS.items() if CALLED_FOR[key](document)}


@pytest.mark.parametrize("key", COMPARED_FOR)
def test_a_comparison_s_pack_says_a_sentence_where_its_document_calls_for_it_and_nowhere_else(key: str) -> None:
    told = {name for name in COMPARED if key in spoken_in("comparison", name)}
    assert told == {name for name, document in COMPARED.items() if COMPARED_FOR[key](document)}


def test_every_sentence_of_a_pack_is_called_for_somewhere_and_every_name_in_one_is_read_back() -> None:
    for documents, table in ((DOCUMENTS, CALLED_FOR), (COMPARED, COMPARED_FOR)):
        assert [key for key, rule in table.items() if not any(map(rule, documents.values()))] == []
    spoken = {at for document in DOCUMENTS.values() for at, _ in said(decision_in_english, document)}
    worded = {at.removeprefix("decision.") for at in spoken if at.startswith("decision.")}
    assert worded - {*CALLED_FOR} == {*OF_WORDS} - {*CALLED_FOR}


STAY, OURS = W["option.stay"], BEST
VERDICT = W("pack.decision.limits.verdict", pattern="16", name="dispersion", verdict=W["verdict.fails"])
OF_WORDS: dict[str, dict[str, str]] = {  # what fills gaps by words alone, in the document as it is
    "switch": {"best": OURS, "quarter": "Q2"}, "certain": {"best": OURS}, "options.chart": {"best": OURS},
    "sure.told": {"contenders": OURS}, "sure.robust": {"robust": STAY}, "sure.weathers_chart": {"best": OURS},
    "sure.weathers_description": {"best": OURS}, "cost.dip": {"option": OURS}, "cost.course_chart": {"option": OURS},
    "monday.changes": {"option": OURS}, "why.lead": {"option": OURS},
    "why.levers_chart": {"first": W["lever.roles"]}, "why.channels_chart": {"first": W["channel.win rate"]},
    "true.parameters": {"parameters": W("decide.parameter_sets", number=64)},
    "true.theory": {"mechanism": "trust", "theory": "slow", "best": STAY},
    "true.theories": {"theories": W("pack.decision.true.theory", mechanism="trust", theory="slow", best=STAY)},
    "unseen.option": {"option": STAY}, "change.some": {"factors": "forces.buyers.end"},
    "change.map": {"across": "leadership.strength", "down": "trust.gain"},
    "change.map_now": {"across": "leadership.strength", "down": "trust.gain"},
    "change.rules": {"option": STAY}, "change.rules_some": {"option": STAY},
    "change.left_out": {"parts": "power.transition; theory.trust = slow"}, "change.below": {"outcome": "wins"},
    "measure.first": {"what": "trust.gain"}, "measure.chart": {"what": "trust.gain"},
    "limits.caveat": {"caveat": f"{W['caveat.foundation']} {W['decide.caveat']}"},
    "limits.verdict": {"pattern": "16", "name": "dispersion", "verdict": W["verdict.fails"]},
    "limits.verdicts": {"verdicts": VERDICT}, "limits.unknown": {"unknown": "buyers.cycle"},
}  # fmt: skip


@pytest.mark.parametrize("key", OF_WORDS)
def test_the_names_in_a_pack_s_sentence_are_those_that_it_means(key: str) -> None:
    filled = next(gaps for at, gaps in said(decision_in_english, decision_document()) if at == f"decision.{key}")
    assert {gap: each for gap, each in filled.items() if isinstance(each, str)} == OF_WORDS[key]


def test_what_the_best_is_not_told_from_is_quoted_in_french_as_the_best_is() -> None:
    french = partial(comparison_in_english, w=words("fr"))
    found = [gaps["tied"] for at, gaps in said(french, COMPARED["tied"])
             if at == "comparison.tied"]  # fmt: skip
    assert found == [words("fr").quoted("siloed")]


def of_comparison() -> Iterator[tuple[str, dict[str, str]]]:
    under, forces = W.under("all"), W.forces("all")
    yield "best", {"forces": under, "best": "proportional"}
    yield "tied", {"tied": "siloed"}
    yield "options.switched", {"quarter": "2"}
    for key in ("options.caption", "options.chart", "people.caption", "unseen.caption", "unseen.chart"):
        yield key, {"forces": forces}
    for key in ("options.switched_caption", "options.switched_chart"):
        yield key, {"forces": forces, "quarter": "2"}
    yield "sure.question", {"question": "Which?"}
    yield "sure.verdict", {"verdict": "proportional earns most"}
    yield "limits.caveat", {"caveat": "Careful."}
    yield "limits.unknown", {"unknown": "x"}
    yield "method.effort", {"seed": "1", "sha": "ab" * 6}


@pytest.mark.parametrize(("key", "wanted"), [*of_comparison()])
def test_the_names_in_a_comparison_s_sentence_are_those_that_it_means(key: str, wanted: dict[str, str]) -> None:
    document = COMPARED["tied" if key == "tied" else "one best"]
    filled = next(gaps for at, gaps in said(comparison_in_english, document) if at == f"comparison.{key}")
    assert {gap: each for gap, each in filled.items() if isinstance(each, str)} == wanted


def test_the_answer_names_the_quarter_in_which_the_best_option_begins_and_not_that_of_its_way_back() -> None:
    document = decision_document()
    document["options"][0] |= {"kind": "back", "decisions": ["Q3 paradigm=x", "Q7 when wins < 3 paradigm=siloed"]}
    assert decision_pack(document, W).answer.gaps["quarter"] == W("decide.quarter", quarter=3)


def test_the_limits_name_every_pattern_that_does_not_hold_and_every_field_that_is_unknown() -> None:
    document = decision_document()
    (fails,) = document["grounds"]["verdicts"]
    cannot = {**fails, "pattern": 3, "name": "trust", "verdict": "cannot tell"}
    document["grounds"] |= {"verdicts": [fails, cannot], "unknown": ["trust, ties and contact", "trust.gain"]}
    pack = decision_pack(document, W)
    gaps = [each.gaps for section in pack.sections if section.key == "limits" for each in section.sentences]
    told = " ".join(str(value) for each in gaps for value in each.values())
    for each in (fails, cannot):
        assert str(each["pattern"]) in told
        assert W[f"verdict.{each['verdict']}"] in told
    assert "trust, ties and contact; trust.gain" in told
