"""A decision's text says each sentence where the decision calls for it, and only there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from cordiale.experiments.decision.telling import NAMED, contenders, print_decision, sentences
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.board_packs import STAYING
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of
from tests.support.decision_variants import BEST, DOCUMENTS, Document, stays, turned
from tests.support.spoken import heard, with_gaps

MAPPED = {name: {**document} for name, document in DOCUMENTS.items() if name != "no map"}  # `decision_of` has a map
MAPPED["way back"] = {**DOCUMENTS["as it is"], "options": [*DOCUMENTS["as it is"]["options"], {
    **DOCUMENTS["as it is"]["options"][2], "option": "siloed, with a way back", "kind": "back",
    "decisions": ["Q2 paradigm=siloed", "Q6 when wins < 3 paradigm=x"]}]}  # fmt: skip
for leader in (STAYING, "siloed"):  # in both weathers that are not the expected one
    led = [each | {"best": leader if at else each["best"]} for at, each in enumerate(DOCUMENTS["as it is"]["weathers"])]
    MAPPED |= {f"{name}, weather for {leader}": DOCUMENTS[name] | {"weathers": led} for name in ("as it is", "stay")}


def elsewhere(d: Document) -> bool:
    """Whether another option than the choice leads in some weather but the expected one."""
    return any(each["best"] != d["best"] for each in d["weathers"][1:])


def both(d: Document) -> bool:
    return any(each["to"] is not None and each["at"] is None for each in d["flips"])


CALLED_FOR: dict[str, Callable[[Document], bool]] = {
    "stay": stays, "switch": lambda d: not stays(d),
    "decided": lambda d: d["told_apart"], "undecided": lambda d: not d["told_apart"],
    "sure": lambda d: True, "options_note": lambda d: True,
    "way_back": lambda d: any(each["kind"] == "back" for each in d["options"]),
    "weather": lambda d: any(each["best"] != STAYING for each in d["weathers"][1:]),
    "weather_stay": lambda d: any(each["best"] == STAYING for each in d["weathers"][1:]),
    "choice_lead": lambda d: elsewhere(d) and not stays(d), "choice_stay": lambda d: elsewhere(d) and stays(d),
    "choice_stands": lambda d: any(each["best"] == d["best"] for each in d["weathers"][1:]),
    "robust": lambda d: d["robust"] != d["best"], "why_title": lambda d: True,
    "no_flip": lambda d: turned(d)[1], "both_ends": both,
    "measure_note": lambda d: True, "no_warnings": lambda d: not d["warnings"],
    "rests_on": lambda d: True, "parameter_sets": lambda d: d["grounds"]["sets"] > 0,
    "own_parameters": lambda d: not d["grounds"]["sets"],
    "matters": lambda d: any(each["matters"] for each in d["grounds"]["assumptions"]),
    "unknown": lambda d: bool(d["grounds"]["unknown"]),
    "failing": lambda d: bool(d["grounds"]["verdicts"]),
    "theories": lambda d: bool(d["grounds"]["theories"]), "no_theories": lambda d: not d["grounds"]["theories"],
    "effort": lambda d: True, "left_out": lambda d: bool(d["left_out"]), "caveat": lambda d: True,
    "rules_note": lambda d: not d["rules"]["why"], "rules_base": lambda d: True,
    "rules_why.one-sided": lambda d: d["rules"]["why"] == "one-sided",
}  # fmt: skip
OF_COMMAND = {"so_far", "first", "kept", "late"}  # said while it works, and by the command
OF_PARTS = {"more", "over", "under", "quarter", "sign_above", "sign_below", "rules_title", "map_title", "map_note",
            "monday", "monday_title"}  # parts of others, read back elsewhere  # fmt: skip


@cache
def spoken_in(name: str, language: str) -> set[str]:
    """The keys of the sentences that the text of a decision says."""
    said = heard(lambda: print_decision(decision_of(MAPPED[name]), words(language)))
    return {key.removeprefix("decide.") for key in said}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("key", CALLED_FOR)
def test_a_decision_says_a_sentence_where_it_calls_for_it_and_nowhere_else(key: str, language: str) -> None:
    told = {name for name in MAPPED if key in spoken_in(name, language)}
    assert told == {name for name, document in MAPPED.items() if CALLED_FOR[key](document)}


def test_every_sentence_of_a_decision_that_has_gaps_has_its_occasion() -> None:
    assert [key for key, called_for in CALLED_FOR.items() if not any(map(called_for, MAPPED.values()))] == []
    assert {key.rpartition(".")[2] for key in with_gaps("decide")} - {*CALLED_FOR} == OF_COMMAND | OF_PARTS


@pytest.mark.parametrize("leaders", [(BEST, BEST), (STAYING, BEST), (BEST, STAYING), ("siloed", "siloed")])
def test_the_choice_is_said_to_stand_in_a_weather_only_where_it_is_best_there(leaders: tuple[str, str]) -> None:
    document = decision_document()
    for weather, best in zip(document["weathers"][1:], leaders, strict=True):
        weather["best"] = best
    found = heard(lambda: list(sentences(decision_of(document), ENGLISH)))
    told = [found["decide.weather_stay" if each == STAYING else "decide.weather"].pop(0) for each in leaders]
    stands = ENGLISH["decide.choice_stands"]
    assert [each["choice"] == stands for each in told] == [each == BEST for each in leaders]
    assert [each["weather"] for each in told] == [ENGLISH["decide.weather_none"], ENGLISH["decide.weather_full"]]


def test_a_switch_with_a_way_back_is_told_by_the_decision_that_takes_it_back() -> None:
    told = heard(lambda: list(sentences(decision_of(MAPPED["way back"]), ENGLISH)))["decide.way_back"]
    assert told == [{"decision": "Q6 when wins < 3 paradigm=x"}]


@pytest.mark.parametrize("left", range(1, 4))
def test_rivals_that_are_left_are_named_but_the_leader_is_not_its_own_rival(left: int) -> None:
    names = [each["option"] for each in decision_document()["options"]][: left + 1]
    told = contenders(decision_of(decision_document(told_apart=False, contenders=names)), ENGLISH)
    assert len(told) == len(names) - 1 <= NAMED
    assert not any(BEST in each for each in told)
