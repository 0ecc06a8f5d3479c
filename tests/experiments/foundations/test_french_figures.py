"""In French a figure has the comma of French, whoever writes it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout

import pytest

from cordiale.experiments.analysis.rules import Limit
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.web_page import page
from cordiale.experiments.comparison.report import print_report
from cordiale.experiments.decision.telling import print_decision
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of
from tests.support.synthetic import results_frame

FRENCH = words("fr")
NOT_READ = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)  # of a page


def comparison() -> None:
    switched = {"all": {"drift": Estimate(0.123, 0.034, 0.2345, 6)}}
    print_report(
        results_frame(replications=6),
        width=200,
        currency="EUR",
        w=FRENCH,
        switched=switched,
        baseline=None,
        head="",
        note="",
    )


def decision() -> None:
    print_decision(decision_of(decision_document()), FRENCH)


def pack() -> None:
    document = decision_document()
    for cell in document["map"]["cells"]:
        cell["across"], cell["down"] = cell["across"] / 8, cell["down"] / 8
    print(NOT_READ.sub(" ", page(decision_pack(document, FRENCH))))


def rules() -> None:
    factor = Factor(Domain("x", "number", -1.0, 1.0))
    for step in range(1, 5):
        for limit in (Limit("x", low=step / 16), Limit("x", high=step / 16), Limit("x", -step / 16, step / 16)):
            print(limit.words(factor, FRENCH))


@pytest.mark.parametrize("told", [comparison, decision, pack, rules])
def test_no_figure_of_a_french_text_has_the_decimal_point_of_english(told: Callable[[], None]) -> None:
    with redirect_stdout(io.StringIO()) as printed:
        told()
    text = printed.getvalue()
    assert re.findall(r"\S*\d\.\d\S*", text) == []
    assert len(re.findall(r"\d,\d", text)) > 10
