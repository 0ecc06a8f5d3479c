"""A rule of attribution or decision that the second writing lacks, or has otherwise, does not go unnoticed."""

from collections.abc import Callable
from types import ModuleType

import pytest

from cordiale.simulation.world.words import NOW, Attribution, DecisionRule, Word
from tests.documents import test_odd_alone, test_odd_alone_leaders, test_odd_alone_leads
from tests.documents.rebuilt import credit, matters, structure
from tests.support.lived import lives

WRITTEN: tuple[tuple[type[Word], ModuleType, str, Callable[[], None]], ...] = (
    (Attribution, credit, "MARKETINGS_PART", test_odd_alone_leads.test_wins_are_paid_claimed_and_contested),
    (Attribution, credit, "ILLEGITIMATE", test_odd_alone_leads.test_wins_are_paid_claimed_and_contested),
    (DecisionRule, structure, "UNSETTLED", test_odd_alone.test_conditions_follow_the_forces),
    (DecisionRule, matters, "REFERRED", test_odd_alone_leaders.test_joint_work_raises_questions),
)  # fmt: skip
RULES = [
    pytest.param(getattr(module, table), each.word, compared, id=f"{table}-{each.word}")
    for rules, module, table, compared in WRITTEN for each in rules
]  # fmt: skip


@pytest.mark.parametrize(("setting", "rules"), [("attribution", Attribution), ("decision_rule", DecisionRule)])
def test_some_company_lives_under_every_rule(setting: str, rules: type[Word]) -> None:
    lived = {int(moment.before.structure[NOW][setting]) for moment in lives()["wins_are_credited"]}
    assert lived == {int(each) for each in rules}


@pytest.mark.parametrize(("rules", "word", "compared"), RULES)
def test_a_rule_struck_out_of_the_second_writing_is_missed(
    monkeypatch: pytest.MonkeyPatch, rules: dict[str, object], word: str, compared: Callable[[], None]
) -> None:
    monkeypatch.delitem(rules, word)
    with pytest.raises(KeyError, match=word):
        compared()


@pytest.mark.parametrize(("rules", "word", "compared"), RULES)
def test_a_rule_written_otherwise_is_noticed(
    monkeypatch: pytest.MonkeyPatch, rules: dict[str, object], word: str, compared: Callable[[], None]
) -> None:
    otherwise = (98, 99) if compared is test_odd_alone_leaders.test_joint_work_raises_questions else 0.3
    monkeypatch.setitem(rules, word, lambda *given: otherwise)
    with pytest.raises(AssertionError):
        compared()
