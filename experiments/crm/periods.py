"""For how long an amount is paid, as words say it: in a column of their own or behind the amount itself."""

import re

from .spelling import bare_word

BASES: dict[str, str] = {
    bare_word(word): basis
    for basis, words in (
        ("yearly", "yearly|annual|annually|per year|year|yr|annum|p.a.|arr|acv|jährlich|Jahr|annuel|an|anual|año|ano"),
        ("yearly", "annuale|anno|jaarlijks|jaar"),
        ("half-yearly", "half-yearly|semi-annually|per six months|halbjährlich|semestriel|semestral"),
        ("quarterly", "quarterly|per quarter|quarter|qtr|vierteljährlich|Quartal|trimestriel|trimestral|trimestrale"),
        ("monthly", "monthly|per month|month|mo|mth|p.m.|mrr|monatlich|Monat|mtl|mensuel|mois|mensual|mes|mensal|mês"),
        ("monthly", "mensile|mese|maandelijks|maand"),
        ("one-off", "one-off|one-time|once|non-recurring|einmalig|unique|única|único|eenmalig"),
        ("total", "total|whole term|tcv|gesamt"),
    )
    for word in words.split("|")
}
_LETTERS = {"m": "monthly", "y": "yearly", "a": "yearly", "q": "quarterly"}  # behind a stroke or "per"
_BEHIND = re.compile(
    r"\s*(?P<per>/|\b(?:per|pro|par|por|al|im)\b)?\s*(?P<word>[^\W\d_]+(?:[.-][^\W\d_]+)?)[.)]*$", re.IGNORECASE
)


def split_period(text: str) -> tuple[str, str | None]:
    """An amount without the words behind it that say for how long it is paid, and what they say.

    >>> split_period("1,200 EUR/month"), split_period("14k p.a."), split_period("1.2M")
    (('1,200 EUR', 'monthly'), ('14k', 'yearly'), ('1.2M', None))
    """
    behind = None if text[-1:].isdigit() else _BEHIND.search(text)
    word = bare_word(behind["word"]) if behind else ""
    basis = BASES.get(word) or (_LETTERS.get(word) if behind and behind["per"] else None)
    return (text[: behind.start()], basis) if behind and basis else (text, None)
