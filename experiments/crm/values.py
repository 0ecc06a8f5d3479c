"""Cells that are neither dates nor amounts: ids, names, sources, outcomes, and the ways to write nothing."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from .periods import BASES
from .refusals import UnreadableError, shown
from .spelling import bare_word, normal, plain_stage, unaccented, unnumbered

SPREADSHEET_ERRORS = frozenset({"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "#error!"})
NOTHING = frozenset({"", "-", "--", "n/a", "na", "null", "none", "(blank)", "(none)", "[not provided]"})
_OVERFLOW = re.compile(r"#{2,}")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
TRUE = frozenset({
    *("true", "1", "-1", "yes", "y", "t", "x", "won", "checked", "✓", "✔", "☑", "✅"),
    *("ja", "j", "wahr", "oui", "o", "vrai", "sí", "si", "s", "verdadero", "sim", "verdadeiro", "vero"),
})  # fmt: skip
FALSE = frozenset({
    *("false", "0", "no", "n", "f", "lost", "unchecked", "✗", "✘", "☐", "❌"),
    *("nein", "falsch", "non", "faux", "falso", "não", "nao"),
})  # fmt: skip
_CLOSED = r"(closed|(ab)?geschlossen(und)?|fermee?|cloturee?|cerrad[oa]|cierre|fechad[oa]e?|chius[oa]|(af)?gesloten)?"
_DEAL = r"(deal|opportunity|order|sale|auftrag|verkaufschance|affaire|opportunite|negocio|oportunidade?|trato|venta)?"
_WINS = r"(won|win|gewonnen|gagnee?|ganad[oa]|ganh[oa]|vint[oa]|vunne[nt]|vundet|wygran[ae])"
_LOSSES = r"(lost|loss|verloren|perdue?|perdid[oa]|pers[oa]|forlora[dt]|tabt|tapt|przegran[ae])"
_WON = re.compile(rf"(100)?{_DEAL}{_CLOSED}{_WINS}(100)?")
_LOST = re.compile(rf"0?{_DEAL}{_CLOSED}{_LOSSES}0?")
_ENDED = re.compile(rf"{_WINS}|{_LOSSES}")
_LOST_TO = re.compile(r"\s+(to|due|because|for|on|an|wegen|gegen|durch|à|contre|por|per|door|aan)\b.*$", re.IGNORECASE)
_REMARK = re.compile(r"\s*(?:[-–—:,;/(!]|\s[|>])")  # between an outcome and what is said of it
_TRAILING_ZERO = re.compile(r"(\d+)\.0")
_TURNED = re.compile(r"([^\W\d]+(?:[ '’-][^\W\d]+){0,2}), ([^\W\d]+(?:[ '’.-]+[^\W\d]+){0,2}\.?)")
_NO_GIVEN_NAME = frozenset(["inc", "ltd", "llc", "gmbh", "ag", "sa", "jr", "sr", "dr", "phd", "mba"])
_SIDES = {"m": "marketing", "marketing": "marketing", "s": "sales", "sales": "sales"}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_RANGE_AS_DATE = re.compile(rf"\d{{1,2}}-{_MONTH}|{_MONTH}-\d{{1,2}}", re.IGNORECASE)
_SALESFORCE_ID = re.compile(r"[A-Za-z0-9]{15}[A-Z0-5]{3}")


_BESIDE_NAME = re.compile(
    r"\s*[(<\[](?:\S+@\S+|(?:(?:de|in)activ|deaktiv|inaktiv|d[ée]sactiv|former|left|gelöscht|removed|deleted)[^()<>]*)[)>\]]$",
    re.IGNORECASE,
)  # an address, or that the person has left


class Understood(NamedTuple):
    """What a cell says, and the repair that it took to say it."""

    value: Any
    repair: str | None = None


Reader = Callable[[str], Understood]


def is_mangled_range(text: str) -> bool:
    """Whether a spreadsheet took a range such as 5-20 for a date (`May-20`)."""
    return _RANGE_AS_DATE.fullmatch(text) is not None


def nothing(text: str, placeholders: frozenset[str]) -> Understood | None:
    """A reading of nothing for blanks, placeholders and spreadsheet errors; no reading for anything else.

    >>> nothing("Select", frozenset({"select"})).repair
    'placeholder read as blank'
    """
    if text[:1].isdigit() and text not in placeholders:
        return None
    word = normal(text)
    if word in SPREADSHEET_ERRORS or _OVERFLOW.fullmatch(word):
        return Understood(None, "spreadsheet error read as blank")
    if word in placeholders:
        return Understood(None, "placeholder read as blank")
    return Understood(None) if word in NOTHING else None


def read_text(text: str) -> Understood:
    """A name, in which runs of space are one."""
    return Understood(" ".join(text.split()))


def read_person(text: str) -> Understood:
    """Who somebody is: in what case, and with which of two names first, makes no difference; an id stays as it is.

    >>> {read_person(one).value for one in ("Berg, Anna", "anna  berg", "Anna Berg (inactive)", "Anna Berg <a@b.com>")}
    {'anna berg'}
    """
    name = _BESIDE_NAME.sub("", " ".join(text.split()))
    turned = _TURNED.fullmatch(name)
    if turned and turned[2].strip(".").casefold() not in _NO_GIVEN_NAME:
        name = f"{turned[2]} {turned[1]}"
    return Understood(normal(name) if " " in name or "@" in name else name)


def read_id(text: str) -> Understood:
    """An identifier; of several in one cell the first, and none where a spreadsheet rounded it away.

    A number is one id with `.0` behind it and without.

    >>> read_id("1.23457E+17").value is None
    True
    """
    if _SCIENTIFIC.fullmatch(text):
        return Understood(None, "id rounded by a spreadsheet")
    first, several, _ = _TRAILING_ZERO.sub(r"\1", text).partition(";") if text[-2:] == ".0" else text.partition(";")
    return Understood(first.strip() or None, "first of several ids taken" if several else None)


def read_ids(text: str) -> Understood:
    """One identifier or several, of which the tables they point to must tell which counts.

    >>> read_ids("17.0; 18").value
    '17;18'
    """
    ids = [value for part in text.split(";") if (value := read_id(part.strip()).value)]
    return Understood(";".join(map(short_id, ids)), None if ids else read_id(text).repair)


def read_salesforce_id(text: str) -> Understood:
    """An id of 15 characters, of which the 18-character form only repeats the case."""
    value, repair = read_id(text)
    return Understood(short_id(value) if value else value, repair)


def short_id(text: str) -> str:
    """The 15 characters of a Salesforce id that is given in 18; any other text as it is."""
    return text[:15] if len(text) == 18 and _SALESFORCE_ID.fullmatch(text) else text


def read_source(text: str) -> Understood:
    """The name of a lead source in small letters, digits and underscores.

    >>> read_source("Organic Search").value
    'organic_search'
    """
    return Understood("_".join(re.findall(r"[^\W_]+", text.casefold())) or None)


def read_flag(text: str) -> Understood:
    """A claim that is true or false."""
    word = normal(text)
    if word in TRUE or word in FALSE:
        return Understood(word in TRUE)
    raise UnreadableError(f"{shown(text)} is neither true nor false; allowed: true, false, yes, no, 1, 0")


def read_stage(text: str) -> Understood:
    """The stage of an opportunity in small letters; `won` and `lost`, in the usual languages, are the two that count.

    >>> read_stage("Closed - Won").value, read_stage("✅ Won").value, read_stage("Closed Lost (Sales Pipeline)").value
    ('won', 'won', 'lost')
    >>> read_stage("Abgeschlossen und gewonnen").value, read_stage("Chiuso (perso)").value
    ('won', 'lost')
    >>> read_stage("Lost - price").value, read_stage("won! (at last)").value, read_stage("Won/Lost").value
    ('lost', 'won', 'won/lost')
    """
    head, *remark = _REMARK.split(unnumbered(text), maxsplit=1)
    plain = [text, plain_stage(text)] + [head] * (not any(map(_ENDED.search, map(_letters, remark))))
    if _LOST.fullmatch(_letters(_LOST_TO.sub("", unnumbered(text)))):
        return Understood("lost")
    said = [_letters(word) for word in plain]
    ends = (("won", _WON), ("lost", _LOST))
    return Understood(next((end for end, words in ends if any(map(words.fullmatch, said))), normal(text)))


def _letters(word: str) -> str:
    return unaccented(bare_word(word))


def read_basis(text: str) -> Understood:
    """What an amount is paid for, such as yearly, one-off or total."""
    basis = BASES.get(bare_word(text))
    if basis is None:
        allowed = ", ".join(dict.fromkeys(BASES.values()))
        raise UnreadableError(f"{shown(text)} is not how an amount is paid; allowed: {allowed}")
    return Understood(basis)


def read_side(text: str) -> Understood:
    """The function that touched a lead."""
    side = _SIDES.get(text.casefold())
    if side is None:
        raise UnreadableError(f"{shown(text)} is not a function; allowed: marketing (M), sales (S)")
    return Understood(side)
